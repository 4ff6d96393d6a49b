"""The first, the third and the tenth day of a learner: at most two clicks from home to the first question."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Learner
from lessons.models import Lesson
from planner.models import StudyPlan
from planner.stored_plans import day_of
from quizzes.models import Attempt, Mode
from serving.uuid7 import uuid7
from tests.conftest import PASSWORD, make_user
from tests.helpers.looks import in_one_look
from tests.helpers.past_answers import Given, sat
from tests.helpers.plans import make_plan
from tests.helpers.practices import finish_review, versions_on
from tests.helpers.sittings import answer_all

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
DAY = timedelta(days=1)
ASKED = ["ec2/guest-os", "rds/guest-os", "lambda/guest-os", "s3/customer-data", "ec2/virtualization"]


def studied(learner: Learner, *days_ago: int) -> None:
    """Answers of earlier days, every second one wrong."""
    for number, days in enumerate(days_ago):
        answers = [Given(versions_on(path)[0], right=(number + place) % 2 == 0) for place, path in enumerate(ASKED)]
        sat(learner, timezone.now() - days * DAY, answers)


def press(page: Page, name: str) -> None:
    page.locator(".hero").get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def expect_a_question(page: Page) -> None:
    expect(page.locator("form#question")).to_be_visible()


def test_the_first_day_of_a_visitor(new_context, live_server, transactional_db):
    page = new_context(viewport=PHONE, base_url=live_server.url, timezone_id="America/New_York").new_page()
    first = Lesson.objects.published()[0]

    page.goto("/")
    press(page, f"Start {first.label}")
    page.get_by_role("button", name="Start the check").click()

    expect_a_question(page)
    attempt = Attempt.objects.latest("started_at")
    assert attempt.learner.time_zone == "America/New_York"
    page.goto("/")
    expect(page.locator(".hero")).to_contain_text(f"{first.label} check: 0 of {attempt.items.count()}")
    answer_all(attempt)
    page.goto("/")
    press(page, "Start ten questions")

    expect_a_question(page)
    practice = Attempt.objects.get(learner=attempt.learner, mode=Mode.DRILL)
    assert practice.items.count() == 10
    answer_all(practice)
    page.goto("/")
    expect(page.locator(".week .today")).to_contain_text("studied")
    expect(page.locator(".hero .primary")).to_have_count(1)
    expect(page.locator(".hero")).not_to_contain_text("review")


def test_what_a_visitor_reads_is_there_after_the_browser_was_closed(new_context, live_server, transactional_db):
    lesson = Lesson.objects.published()[0]
    context = new_context(viewport=PHONE, base_url=live_server.url)
    page = context.new_page()
    page.goto(lesson.get_absolute_url())
    for anchor in lesson.anchors[:3]:
        with page.expect_response(lambda answer, anchor=anchor: f"/{anchor}/reading/" in answer.url):
            page.locator(f"#{anchor} .section-end").scroll_into_view_if_needed()
    page.close()

    page = context.new_page()
    page.goto("/")
    expect(page.locator(".hero")).to_contain_text(f"3 of {len(lesson.anchors)} sections read")
    expect(page.locator(".hero .primary")).to_contain_text("Continue at")


def test_the_third_day_of_a_guest_who_signs_up(new_context, live_server, transactional_db):
    person = make_user(f"{uuid7()}@example.com")
    page = new_context(viewport=PHONE, base_url=live_server.url).new_page()
    lesson = Lesson.objects.published()[0]
    page.goto(lesson.get_absolute_url())
    page.get_by_role("button", name="Mark lesson as read").click()
    expect(page.get_by_role("button", name="Read, undo")).to_be_visible()
    guest = Learner.objects.filter(readings__lesson=lesson).latest("created_at")
    studied(guest, 2, 1)
    make_plan(guest)
    number = len(day_of(guest).planned)

    page.goto("/")
    expect(page.locator(".hero h2")).to_have_text(f"Today’s review: {number} facts")
    press(page, "Start today’s review")
    expect_a_question(page)

    page.goto("/account/login/?next=/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in", exact=True).click()

    expect(page.locator(".hero .primary")).to_have_text("Continue the review")
    expect(page.locator(".course-progress")).to_contain_text("1 of")
    expect(page.locator(".week .done")).to_have_count(min(timezone.localdate().weekday(), 2) + 1)
    press(page, "Continue the review")
    expect_a_question(page)


def test_the_tenth_day_ends_and_more_is_an_offer(page, someone, log_in, live_server):
    log_in(someone)
    page.set_viewport_size({"width": 1280, "height": 900})
    studied(someone, 9, 6, 4, 1)
    StudyPlan.objects.create(learner=someone, minutes=5, exam_on=timezone.localdate() + 10 * DAY)
    make_plan(someone)
    number = len(day_of(someone).planned)

    page.goto(live_server.url)
    expect(page.locator(".page-head")).to_contain_text("is in 10 days")
    press(page, "Start today’s review")
    expect_a_question(page)
    while day_of(someone).due:
        finish_review(someone)

    page.goto(live_server.url)
    expect(page.locator(".hero h2")).to_have_text("Done for today")
    expect(page.locator(".hero")).to_contain_text(f"You reviewed {number} facts")
    expect(page.locator(".hero .primary")).to_have_count(0)
    expect(page.locator(".bar .count")).to_have_count(0)
    press(page, "Review 10 more facts")
    expect_a_question(page)
    call_command("rebuild_projections", "--check")


@in_one_look
def test_every_state_of_home_is_accessible_and_fits(looked_at, log_in, someone, scheme, width):
    assert looked_at("/") == []
    log_in(someone)
    assert looked_at("/") == []
    studied(someone, 2)
    StudyPlan.objects.create(learner=someone, minutes=5, exam_on=timezone.localdate() + 10 * DAY)
    assert looked_at("/") == []
    while day_of(someone).due:
        finish_review(someone)
    assert looked_at("/") == []
