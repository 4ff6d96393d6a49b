"""An instructor writes to a class, previews it, sends it once, and sees what became of it; a learner stops it."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.mailing.sender import rendered
from accounts.mailing.stopping import stop_token_of
from accounts.models import ClassMail, Mail, MailState
from accounts.roles import INSTRUCTORS
from serving.uuid7 import uuid7
from teach.mailing.digest import DigestLine, DigestPart, letter_about
from tests.conftest import make_user
from tests.helpers.cohorts import class_of, mail_to_class
from tests.helpers.looks import in_every_look

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def teacher(transactional_db):
    return make_user(f"{uuid7()}@example.com", name="Ines", group=INSTRUCTORS, is_staff=True)


def someone_named(name: str):
    return make_user(f"{uuid7()}@example.com", name=name).learner


def write(page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Subject").fill("Friday")
    page.get_by_label("Message").fill("Hello {name},\n\nbring your notes.")
    page.get_by_role("button", name="Preview the email").press("Enter")


@in_every_look
def test_its_pages(looked_at, page, wrong_with, live_server, teacher, log_in):
    cohort = class_of(teacher, someone_named("Ada"))
    written = mail_to_class(cohort, *(each.learner for each in cohort.memberships.all()), by=teacher)
    log_in(teacher.learner)
    here = f"{cohort.get_absolute_url()}mail/"

    wrong = [each for address in (here, f"{here}{written.pk}/", "/account/") for each in looked_at(address)]
    write(page, f"{live_server.url}{here}")
    expect(page.get_by_role("heading", name="Preview of the email")).to_be_visible()

    assert wrong + wrong_with(page) == []


@pytest.mark.parametrize("scripting", [True, False])
def test_it_is_written_previewed_and_sent_once_by_keyboard(
    new_context, context, live_server, teacher, log_in, scripting
):
    cohort = class_of(teacher, someone_named("Ada"), someone_named("Zoe"))
    log_in(teacher.learner)
    page = new_context(java_script_enabled=scripting, storage_state=context.storage_state()).new_page()
    write(page, f"{live_server.url}{cohort.get_absolute_url()}mail/")

    expect(page.get_by_role("heading", name="2 recipients")).to_be_visible()
    expect(page.get_by_role("heading", name="As Ada will read it")).to_be_visible()
    expect(page.get_by_text("Hello Ada,")).to_be_visible()
    page.get_by_role("button", name="Edit").press("Enter")
    expect(page.get_by_label("Message")).to_have_value("Hello {name},\n\nbring your notes.")
    page.get_by_role("button", name="Preview the email").press("Enter")
    page.get_by_role("button", name="Send to 2 people").dblclick()

    expect(page.get_by_text("Your email is on its way")).to_be_visible()
    expect(page.get_by_role("row", name="Ada Waiting to be sent")).to_be_visible()
    assert ClassMail.objects.filter(cohort=cohort).count() == 1
    call_command("send_mails", stdout=StringIO())
    page.reload()
    expect(page.get_by_role("row", name="Ada Delivered to the mail server")).to_be_visible()
    assert Mail.objects.filter(class_mail__cohort=cohort, state=MailState.SENT).count() == 2
    told = next(each for each in mail.outbox if each.body.startswith("Hello Ada,\n\nbring your notes."))
    assert told.reply_to == [teacher.email]


def test_the_link_in_it_stops_it_and_the_account_allows_it_again(plain_page, live_server, teacher, someone):
    page = plain_page
    cohort = class_of(teacher, someone, name="Evenings")
    mail_to_class(cohort, someone, by=teacher)
    token = stop_token_of(Mail.objects.get(learner=someone), [f"class:{cohort.pk}"])

    page.goto(f"{live_server.url}/account/mail/{token}/stop/")
    page.get_by_role("button", name="Stop these emails").press("Enter")
    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="your account").click()
    expect(page.get_by_text("its instructors can’t email you")).to_be_visible()
    page.get_by_role("button", name="Allow emails from the instructors of Evenings").press("Enter")

    expect(page.get_by_role("button", name="Stop emails from the instructors of Evenings")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_mails_themselves(page, teacher, wrong_with, scheme, width):
    cohort = class_of(teacher, someone_named("Ada"))
    mail_to_class(cohort, *(each.learner for each in cohort.memberships.all()), by=teacher)
    call_command("send_mails", stdout=StringIO())
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)

    page.set_content(mail.outbox[-1].alternatives[0].content)
    wrong = wrong_with(page)
    page.set_content(digest(teacher))

    assert wrong + wrong_with(page) == []


def digest(teacher) -> str:
    lines = [DigestLine("Joined last week", 7, ["Ada", "Zoe"], "/teach/students/1/")]
    letter = letter_about([DigestPart("Evenings", "/teach/students/1/", lines)])
    assert letter
    return rendered(letter, "html", name=teacher.name, site="https://x.example", stop_url="https://x.example/stop/")
