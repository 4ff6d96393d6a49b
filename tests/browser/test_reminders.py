"""Reminders on the account page, in the mail, and where they are stopped."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.mailing.stopping import stop_token
from accounts.models import RefusedAddress
from planner.models import Reminders, StudyPlan
from tests.helpers.axe import wrong_with
from tests.helpers.looks import in_every_look
from tests.helpers.memories import remember

pytestmark = pytest.mark.django_db(transaction=True)


def stop_path(learner) -> str:
    return reverse("mail-stopping", args=[stop_token(learner.pk, ["review", "due_dates"])])


def let_plan(learner) -> None:
    StudyPlan.objects.create(learner=learner, minutes=10, exam_on=timezone.localdate() + timedelta(days=9))


@in_every_look
def test_their_pages(looked_at, someone, log_in):
    log_in(someone)
    let_plan(someone)
    RefusedAddress.objects.create(learner=someone, email=someone.user.email)

    addresses = ["/", "/account/", "/account/reminders/", "/plan/", stop_path(someone)]
    assert [wrong for address in addresses for wrong in looked_at(address)] == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_mail_itself(page, someone, scheme, width):
    remember(someone, "ec2/guest-os", (9, True))
    let_plan(someone)
    Reminders.objects.create(learner=someone, review=True, hour=0)
    call_command("send_mails", verbosity=0)
    [told] = [each for each in mail.outbox if each.to == [someone.user.email]]
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)

    page.set_content(told.alternatives[0].content)

    assert wrong_with(page, whole=True) == []


def test_without_scripts_they_are_turned_on_by_keyboard_and_stopped_from_a_mail(plain_page, live_server, someone):
    page = plain_page
    page.goto(f"{live_server.url}/account/#reminders")
    page.get_by_label("Facts to review today").focus()
    page.keyboard.press("Space")
    page.get_by_label("At", exact=True).select_option("7:00 PM")
    page.get_by_role("button", name="Save reminders").press("Enter")

    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_label("Facts to review today")).to_be_checked()
    assert Reminders.objects.get(learner=someone).hour == 19

    page.context.clear_cookies()
    page.goto(live_server.url + stop_path(someone))
    page.get_by_role("button", name="Stop these emails").press("Enter")

    expect(page.get_by_role("heading", name="Stopped")).to_be_visible()
    assert Reminders.objects.get(learner=someone).wanted == []
