"""Who comes to a class and who goes, in the browser: an assistant's day, and a learner who leaves."""

import pytest
from django.core import mail
from playwright.sync_api import expect

from accounts.cohorts.membership import join, leave
from accounts.leaving.deletion import delete_account
from accounts.models import AssistantInvite, CohortTeacher
from accounts.roles import INSTRUCTORS
from serving.uuid7 import uuid7
from tests.accounts.login.test_signing_up import link_in
from tests.conftest import make_user
from tests.helpers.cohorts import class_of, invite_to, member
from tests.helpers.looks import looks
from tests.helpers.sittings import answer_all, begin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def teacher(transactional_db):
    return make_user(f"{uuid7()}@example.com", name="Ines", group=INSTRUCTORS, is_staff=True)


def someone(name: str):
    return make_user(f"{uuid7()}@example.com", name=name)


def test_an_assistant_is_invited_and_teaches_the_class(page, live_server, teacher, log_in):
    ada, karl = someone("Ada").learner, someone("Karl")
    cohort = class_of(teacher, ada)
    answer_all(begin(ada))
    mail.outbox.clear()

    log_in(teacher.learner)
    page.goto(f"{live_server.url}{cohort.get_absolute_url()}edit/")
    page.get_by_label("Email address").fill(karl.email)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text(f"Sent an invitation to {karl.email}.")).to_be_visible()

    log_in(karl.learner)
    page.goto(f"{live_server.url}{link_in(mail.outbox[-1])}")
    page.get_by_role("button", name="Assist in the class").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Class A")
    expect(page.get_by_role("navigation", name="Teach")).to_have_count(0)
    expect(page.get_by_role("link", name="Settings")).to_have_count(0)

    page.goto(live_server.url)
    page.get_by_role("link", name="Classes", exact=True).click()
    page.get_by_role("link", name="Class A").click()
    page.get_by_role("link", name="Gradebook").click()
    page.get_by_role("rowheader", name="Ada").get_by_role("link").click()
    page.get_by_role("button", name="Excuse").first.click()
    expect(page.get_by_text("Ada is excused from")).to_be_visible()
    page.get_by_role("link", name="Groups").click()
    page.get_by_label("Name of a new group").fill("Evening")
    page.get_by_role("button", name="Create group").click()
    expect(page.get_by_text("“Evening” is ready.")).to_be_visible()


def test_a_learner_is_told_what_stays_and_leaves(page, live_server, teacher, log_in):
    ada = someone("Ada").learner
    cohort = class_of(teacher, ada)
    answer_all(begin(ada))

    log_in(ada)
    page.goto(f"{live_server.url}/account/")
    page.get_by_role("link", name="Leave Class A").click()
    expect(page.get_by_text("the grades you have now stay in the class’s gradebook for 1 year")).to_be_visible()
    page.get_by_role("button", name="Leave the class").click()
    expect(page.get_by_text("You left “Class A” on")).to_be_visible()

    log_in(teacher.learner)
    page.goto(f"{live_server.url}{cohort.get_absolute_url()}")
    page.get_by_text("1 learner left in the last 30 days").click()
    expect(page.get_by_text("Ada left on")).to_be_visible()
    page.get_by_role("link", name="gradebook", exact=True).click()
    row = page.get_by_role("row", name="Ada")
    expect(row).to_contain_text("Left on")
    expect(row).to_contain_text("100%")
    expect(row.get_by_role("link")).to_have_count(0)


@looks(("dark", 375), ("light", 1280), widths=[375, 1280])
def test_the_pages_about_coming_and_going_have_nothing_for_axe_to_find(teacher, log_in, looked_at):
    ada, ben, karl = someone("Ada").learner, someone("Ben"), someone("Karl")
    cohort = class_of(teacher, ada, ben.learner)
    for each in (ada, ben.learner):
        answer_all(begin(each))
    leave(member(cohort, ada))
    delete_account(ben)
    CohortTeacher.objects.create(cohort=cohort, user=karl, assists=True)
    invite = AssistantInvite.objects.create(cohort=cohort, email="nia@example.com", made_by=teacher.pk)
    here = cohort.get_absolute_url()
    wrong = looked_at(invite.get_absolute_url())
    log_in(teacher.learner)
    wrong += [each for part in ("", "edit/", "gradebook/") for each in looked_at(f"{here}{part}")]
    log_in(karl.learner)
    wrong += [each for address in ("/teach/students/", here) for each in looked_at(address)]
    again = join(invite_to(cohort, by=teacher), learner=ada)
    log_in(ada)
    wrong += [each for at in (f"/account/classes/{again.pk}/leaving/", "/account/delete/") for each in looked_at(at)]

    assert wrong == []
