"""A learner's pages of assignments: looked at in every state, and a test taken without JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Cohort
from quizzes.assigned.start import start_assignment
from quizzes.models import AnswersShown, Attempt
from serving.uuid7 import uuid7
from tests.conftest import make_user
from tests.helpers.assignments import DAY, answers_become_due, assign, held_test, taken
from tests.helpers.cohorts import class_of
from tests.helpers.looks import in_one_look

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cohort(someone) -> Cohort:
    return class_of(make_user(f"{uuid7()}@example.com", name="Ines", is_staff=True), someone)


@in_one_look
def test_every_state_of_an_assignment(looked_at, someone, log_in, cohort):
    log_in(someone)
    later = assign(cohort, title="Next week", opens_at=timezone.now() + DAY, attempts=1)
    over = assign(cohort, title="Last week", minutes=9, closes_at=timezone.now() - DAY)
    shown = held_test(cohort, title="Shown")
    graded = taken(shown, someone, right=2, wrong=3)
    answers_become_due(shown)
    wrong = [each for address in (graded.get_absolute_url(), shown.get_absolute_url()) for each in looked_at(address)]
    held = held_test(cohort, title="Held", due_at=timezone.now() + timedelta(hours=2), attempts=2)
    handed_in = taken(held, someone)
    running = start_assignment(held, someone)
    addresses = [
        "/",
        later.get_absolute_url(),
        over.get_absolute_url(),
        handed_in.get_absolute_url(),
        held.get_absolute_url(),
        running.get_absolute_url(),
        running.question_url(1),
        reverse("quizzes:exam-finish", args=[running.pk]),
        "/progress/attempts/",
    ]

    assert wrong + [each for address in addresses for each in looked_at(address)] == []


def test_a_test_is_taken_and_handed_in_without_javascript(plain_page, live_server, someone, cohort):
    assignment = held_test(cohort, title="Friday test", attempts=1)
    page = plain_page
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Friday test").click()
    page.get_by_role("button", name="Start").click()
    page.locator("#question input[type=radio], #question input[type=checkbox]").first.check()
    page.get_by_role("link", name="Hand in").click()
    page.get_by_role("button", name="Hand in").click()

    expect(page.get_by_role("heading", name="Handed in")).to_be_visible()
    page.get_by_role("link", name="Back to the assignment").click()
    expect(page.get_by_text("You’ve used all of your attempts.")).to_be_visible()
    assert Attempt.objects.get(assignment=assignment).is_held


def test_practice_with_a_limit_shows_the_time_that_is_left(page, live_server, someone, log_in, cohort):
    log_in(someone)
    attempt = start_assignment(assign(cohort, answers=AnswersShown.AT_ONCE), someone)

    page.goto(f"{live_server.url}{attempt.question_url(1)}")

    expect(page.locator("#strip")).to_contain_text("left")
