"""Instructors look for what is wrong with a question, by keyboard and without JavaScript."""

import pytest
from playwright.sync_api import expect

from accounts.roles import INSTRUCTORS
from quizzes.models import Quiz
from serving.uuid7 import uuid7
from tests.conftest import PASSWORD, make_user
from tests.helpers.item_pages import told
from tests.helpers.small_bank import small_quiz

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def teacher(transactional_db):
    return make_user(f"{uuid7()}@example.com", group=INSTRUCTORS, is_staff=True)


@pytest.fixture
def too_easy(transactional_db):
    """A quiz with one question that nearly everybody gets right."""
    quiz = Quiz.objects.filter(slug="small").first()  # what the test before has left
    if quiz is None:
        quiz = small_quiz()
        told(quiz.slots.get(position=2).item.published, right=99)
    return quiz


def test_a_flagged_question_is_found_by_filter_without_javascript(new_context, live_server, teacher, too_easy):
    page = new_context(java_script_enabled=False, viewport={"width": 375, "height": 700}).new_page()
    page.goto(f"{live_server.url}/teach/items/")
    page.get_by_label("Email").fill(teacher.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()

    page.get_by_label("Quiz").select_option("small")
    page.get_by_label("Show").select_option("flagged")
    page.get_by_role("button", name="Apply").click()

    expect(page.get_by_text("1 of 1 question needs a check.")).to_be_visible()
    expect(page.get_by_role("cell", name="Right 99% 95 to 100%", exact=True)).to_be_visible()
    page.get_by_role("link", name="What, plain-2?").click()
    expect(page.get_by_text("99% of 100 answers are right.")).to_be_visible()


def test_the_keyboard_alone_leads_to_the_evidence(page, live_server, teacher, log_in, too_easy):
    log_in(teacher.learner)
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Teach").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Questions with a flag").focus()
    page.keyboard.press("Enter")

    question = page.get_by_role("link", name="What, plain-2?")
    question.focus()
    expect(question).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="What to check")).to_be_visible()
