"""A teacher gives a class a timed test in the browser, with one learner's extra time."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.roles import INSTRUCTORS
from quizzes.assigned.store import save_exception
from quizzes.models import Assignment, AssignmentException
from serving.uuid7 import uuid7
from tests.conftest import make_user
from tests.helpers.assignment_forms import HOUR, address_of, assigned
from tests.helpers.cohorts import class_of
from tests.helpers.looks import in_every_look

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def teacher(transactional_db):
    return make_user(f"{uuid7()}@example.com", name="Ines", group=INSTRUCTORS, is_staff=True)


@pytest.fixture
def cohort(teacher, log_in):
    log_in(teacher.learner)
    omar = make_user(f"{uuid7()}@example.com", name="Omar").learner
    return class_of(teacher, omar, name="Evening class", time_zone="America/New_York")


def new_test(page: Page, live_server, cohort) -> None:
    page.goto(f"{live_server.url}{cohort.get_absolute_url()}assignments/new/?kind=test")


def test_a_timed_test_on_friday_with_answers_on_monday_takes_five_clicks(page, live_server, cohort):
    clicks = []

    def click(role: str, name: str) -> None:
        page.get_by_role(role, name=name, exact=True).first.click()
        clicks.append(name)

    page.goto(f"{live_server.url}/teach/")
    click("link", "Classes")
    click("link", "Evening class")
    click("link", "Assignments")
    click("link", "New timed test")
    page.get_by_label("Title learners see").fill("Friday test: data protection")
    click("button", "Create assignment")

    expect(page.get_by_role("heading", level=1)).to_have_text("Friday test: data protection")
    expect(page.locator(".page-head")).to_contain_text(
        re.compile(r"Opens Friday, .* 9:00 AM.*20 minutes, one attempt, answers shown Monday, .* 9:00 AM")
    )
    assert len(clicks) <= 5
    assert Assignment.objects.get(cohort=cohort).minutes == 20


def test_the_sentence_follows_the_form_and_exceptions_open_in_place(page, live_server, cohort):
    new_test(page, live_server, cohort)
    sentence = page.locator("#sum")
    expect(sentence).to_contain_text("20 minutes, one attempt")

    page.get_by_label("Time limit").select_option("30")
    expect(sentence).to_contain_text("30 minutes, one attempt")
    page.get_by_role("button", name="Add an exception").click()
    expect(page.get_by_label("Learner", exact=True)).to_be_focused()
    page.get_by_label("Learner", exact=True).select_option(label="Omar")
    page.get_by_label("Extra minutes").fill("10")
    page.get_by_role("button", name="Done").click()

    expect(page.locator(".extra")).to_contain_text("Omar · 10 extra minutes, 40 in all")
    expect(sentence).to_contain_text("Omar has 40 minutes.")
    expect(page.get_by_role("button", name="Add an exception")).to_be_focused()
    page.get_by_role("button", name="Remove the exception for Omar").click()
    expect(page.locator(".extra")).to_have_count(0)
    expect(sentence).not_to_contain_text("Omar")


def test_a_request_that_a_later_one_replaces_is_not_called_lost(page, live_server, cohort):
    new_test(page, live_server, cohort)
    held = []
    page.route("**/sentence/", lambda route: route.continue_() if held else held.append(route))

    with page.expect_event("requestfailed"):
        page.get_by_label("Time limit").select_option("30")
        page.get_by_label("Attempts", exact=True).select_option("2")

    expect(page.locator("#sum")).to_contain_text("30 minutes, 2 attempts")
    expect(page.locator("#notice")).to_be_empty()


def test_enter_in_a_field_creates_the_assignment(page, live_server, cohort):
    new_test(page, live_server, cohort)
    page.get_by_role("button", name="Add an exception").click()
    page.get_by_role("button", name="Remove this exception").click()
    expect(page.get_by_role("button", name="Remove this exception")).to_have_count(0)

    page.get_by_label("Title learners see").fill("By keyboard")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("By keyboard")


def test_another_kind_and_a_practice_ask_what_they_need(page, live_server, cohort):
    new_test(page, live_server, cohort)
    title, shown = page.get_by_label("Title learners see"), page.get_by_label("Answers shown")
    about = page.get_by_label("About")
    title.fill("Before the exam")
    expect(shown).to_be_visible()
    expect(about).to_be_hidden()
    page.get_by_label("Questions", exact=True).select_option("practice")
    expect(about).to_be_visible()
    page.get_by_label("Show answers").select_option("after")
    expect(shown).to_be_hidden()

    page.get_by_role("button", name="Practice exam").click()

    expect(page.get_by_label("Exam", exact=True)).to_have_value("exam-full")
    expect(title).to_have_value("Before the exam")
    expect(page).to_have_url(re.compile(r"kind=exam$"))
    page.get_by_role("button", name="Homework").click()
    expect(page.get_by_label("Lesson or questions")).to_be_visible()
    page.get_by_label("Lesson or questions").select_option(index=0)
    expect(page.get_by_label("Time limit")).to_be_hidden()


@in_every_look
def test_the_pages_of_assignments_have_nothing_for_axe_to_find(cohort, teacher, wrong_on):
    test = assigned(cohort, teacher, minutes=20, answers="after", closes_at=timezone.now() + 2 * HOUR)
    omar = cohort.memberships.get()
    save_exception(AssignmentException(assignment=test, learner=omar.learner, extra_minutes=10))
    given = f"{cohort.get_absolute_url()}assignments/"
    kinds = [f"{given}new/?kind={kind}" for kind in ("homework", "test", "exam")]

    found = wrong_on([given, *kinds, *(address_of(part, test) for part in ("", "edit", "removal"))])

    assert found + wrong_on([f"{address_of('edit', test)}?exception={omar.pk}"]) == []


def test_without_javascript_all_of_it_works(new_context, context, live_server, cohort):
    page = new_context(java_script_enabled=False, storage_state=context.storage_state()).new_page()
    new_test(page, live_server, cohort)
    page.get_by_label("Time limit").select_option("45")
    page.get_by_role("button", name="Update summary").click()
    expect(page.locator("#sum")).to_contain_text("45 minutes")
    page.get_by_label("Due").fill("")
    page.get_by_role("button", name="Create assignment").click()
    page.get_by_role("alert").get_by_role("link", name="Choose when it is due.").click()
    expect(page.get_by_label("Due")).to_be_focused()
    page.get_by_label("Due").fill("2030-01-04T21:00")
    page.get_by_label("Closes").fill("")
    page.get_by_role("button", name="Create assignment").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Check: "))
