"""The time of an exam in the browser."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from playwright.sync_api import expect

from quizzes.attempt_end import GRACE, finish
from quizzes.models import Response
from tests.browser.test_exam import saved_is
from tests.helpers.exam_sittings import TIME_OF_SHORT, turn_back

pytestmark = pytest.mark.django_db(transaction=True)
# What is kept is sent, refused and dropped by itself, on whichever page is open.
UNTIL_NOTHING_IS_KEPT = """new Promise((done) => {
  const isKept = () => Object.keys(localStorage).some((name) => name.startsWith("outbox:"));
  const look = () => (isKept() ? setTimeout(look, 50) : done());
  look();
})"""


def test_the_time_is_announced_at_ten_five_and_one_minute_and_no_oftener(page, exam, exam_address):
    page.clock.install()
    page.goto(exam_address)
    live = page.locator("#live")

    page.clock.run_for("17:30")
    expect(live).to_be_empty()
    page.clock.run_for("00:15")
    expect(live).to_have_text("10 minutes left")
    page.evaluate("document.querySelector('#live').textContent = ''")
    page.clock.run_for("04:30")
    expect(live).to_be_empty()
    page.clock.run_for("00:30")
    expect(live).to_have_text("5 minutes left")
    page.clock.run_for("04:00")
    expect(live).to_have_text("1 minute left")


def test_an_exam_begun_by_mistake_is_discarded_by_keyboard(page, exam, live_server):
    page.goto(f"{live_server.url}/exam/")
    page.get_by_role("link", name="Discard it").press("Enter")
    page.get_by_role("link", name="Cancel").press("Enter")
    page.get_by_role("link", name="Discard it").press("Enter")
    page.get_by_role("button", name="Discard the exam").press("Enter")

    expect(page.get_by_text("The exam is discarded.")).to_be_visible()
    expect(page.get_by_role("button", name="Start the short form")).to_be_visible()
    exam.refresh_from_db()
    assert exam.ending == "discard"


def test_another_tab_is_told_that_the_exam_was_discarded(context, exam, exam_address, live_server):
    first, second = context.new_page(), context.new_page()
    second.goto(exam_address)
    first.goto(f"{live_server.url}/exam/{exam.pk}/discard/")
    first.get_by_role("button", name="Discard the exam").click()
    expect(first.get_by_text("The exam is discarded.")).to_be_visible()

    second.locator(".opt input").first.check()

    expect(second.get_by_text("You discarded this exam, perhaps in another tab.")).to_be_visible()
    expect(second).to_have_url(f"{live_server.url}/exam/")
    second.evaluate(UNTIL_NOTHING_IS_KEPT)
    assert not Response.objects.filter(attempt_item__attempt=exam).exists()


def test_a_hidden_time_stays_hidden_on_the_next_question(page, exam, exam_address):
    page.goto(exam_address)
    page.get_by_role("button", name="Hide the time").click()
    expect(page.locator(".timer b")).to_be_hidden()
    expect(page.get_by_role("button", name="Hide the time")).to_have_count(0)

    page.keyboard.press("n")

    expect(page.locator(".exam .eyebrow")).to_contain_text("question 2")
    expect(page.locator(".timer b")).to_be_hidden()
    page.get_by_role("button", name="Show the time").click()
    expect(page.locator(".timer b")).to_be_visible()


@pytest.mark.parametrize("years", [-3, 3])
def test_a_wrong_clock_of_the_device_changes_nothing(page, exam, exam_address, years):
    page.clock.install(time=(exam.started_at + timedelta(days=365 * years)))
    page.goto(exam_address)

    expect(page.locator(".timer b")).to_have_text(re.compile(r"^27:\d\d$"))


def test_a_laptop_that_slept_asks_for_the_time(page, exam, exam_address):
    page.goto(exam_address)
    expect(page.locator(".timer b")).to_have_text(re.compile(r"^27:\d\d$"))
    with transaction.atomic():
        turn_back(exam, timedelta(minutes=20))

    page.evaluate("const now = Date.now; Date.now = () => now() + 1200000")

    expect(page.locator(".timer b")).to_have_text(re.compile(r"^7:\d\d$"))


def test_when_the_time_is_up_the_result_opens_with_what_was_saved(page, exam, exam_address):
    page.clock.install()
    page.goto(exam_address)
    page.locator(".opt input").first.check()
    saved_is(page, "saved")

    turn_back(exam, TIME_OF_SHORT + GRACE - timedelta(seconds=2))
    page.clock.fast_forward("27:41")
    page.clock.run_for("00:03")
    expect(page.get_by_role("heading", name="Time is up")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("estimated", timeout=2_000 * (GRACE.seconds + 5))
    expect(page.get_by_text("Time ran out before you finished.")).to_be_visible()
    exam.refresh_from_db()
    assert (exam.ending, exam.score.answered) == ("time", 1)


def test_paper_shows_the_reasons_of_every_question(page, exam, live_server):
    finish(exam)
    page.goto(f"{live_server.url}{exam.get_absolute_url()}")
    reasons = page.locator(".answers .why")
    expect(reasons.first).to_be_hidden()

    page.emulate_media(media="print")

    shown = "all => all.every((each) => each.checkVisibility({ contentVisibilityAuto: true }))"
    assert reasons.count() >= len(exam.items.all())
    assert reasons.evaluate_all(shown)
