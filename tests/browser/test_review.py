"""A plan and its review: by keyboard, by tap, without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Learner
from planner.models import StudyPlan
from quizzes.models import Mode
from tests.helpers.looks import in_one_look
from tests.helpers.memories import remember, served
from tests.helpers.practices import finish_review, give
from tests.helpers.sittings import form_of, right_answer

pytestmark = pytest.mark.django_db(transaction=True)


def choose_right(page, item) -> None:
    """In a browser without script, and whatever the form: the fields that the page itself would send."""
    for name, value in form_of(item, right_answer(item)).items():
        for each in value if isinstance(value, list) else [value]:
            page.locator(f'[name="{name}"][value="{each}"]').check()


@pytest.mark.browser_context_args(reduced_motion="no-preference")  # also while pages fade into each other
def test_a_plan_and_its_review_by_keyboard(page, someone, log_in, live_server):
    log_in(someone)
    remember(someone, "ec2/guest-os", (9, True))
    page.goto(f"{live_server.url}/plan/")
    page.get_by_label("Exam date").focus()
    page.keyboard.press("Tab")
    page.get_by_label("10 minutes").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("5 minutes", exact=True)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved. The plan below is up to date.")).to_be_visible()
    page.get_by_role("link", name="Open the review").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="facts to review today")).to_be_visible()
    count = page.locator(".bar .count")
    before = int(count.inner_text().split()[0])
    page.get_by_role("button", name="Review").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#strip .eyebrow")).to_contain_text("question 1 of")
    page.wait_for_load_state()
    page.get_by_role("button", name="I don’t know").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".quiz > h2")).to_be_focused()
    page.get_by_role("link", name="Save and leave").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Continue: 1 of")).to_be_visible()
    assert int(count.inner_text().split()[0]) < before
    assert StudyPlan.objects.get(learner=someone).minutes == 5
    assert someone.attempts.get().mode == Mode.REVIEW


def test_a_review_from_plan_to_summary_without_javascript(plain_page, someone, live_server):
    StudyPlan.objects.create(learner=someone, minutes=5, exam_on=timezone.localdate() + timedelta(days=2))
    plain_page.goto(f"{live_server.url}/")
    plain_page.get_by_role("button", name="Start today’s review").click()

    attempt = someone.attempts.get()
    first, second, *between, last = served(attempt)
    for item in (first, second, last):
        if item == last:
            for each in between:
                give(attempt, each.position)
            plain_page.goto(live_server.url + last.get_absolute_url())
        choose_right(plain_page, item)
        plain_page.locator(".how-sure").get_by_role("button", name="Sure", exact=True).click()
        plain_page.locator("[data-next]").click()

    expect(plain_page.locator(".strip-head")).to_contain_text("question 6 of")
    attempt = finish_review(someone)
    plain_page.goto(live_server.url + attempt.get_absolute_url())
    questions = len(attempt.selection["cells"])
    expect(plain_page.locator(".bignum")).to_have_text(f"{questions} right: 100%")
    expect(plain_page.locator("#what-next")).to_be_visible()
    plain_page.get_by_role("link", name="See the plan").first.click()
    plain_page.get_by_label("Exam date").fill("2020-01-01")
    plain_page.get_by_role("button", name="Save").click()
    expect(plain_page.get_by_role("alert")).to_contain_text("That day has passed.")
    plain_page.get_by_role("link", name="30 min").click()
    expect(plain_page.get_by_text("With 30 minutes a day: about")).to_be_visible()


def test_a_visitor_taps_review_on_a_phone_and_is_a_guest(new_context, live_server, transactional_db):
    phone = new_context(viewport={"width": 375, "height": 700}, has_touch=True)
    page = phone.new_page()
    guests = Learner.objects.guests().count()
    page.goto(live_server.url)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Review").tap()
    page.get_by_role("button", name="Review now").tap()

    expect(page.locator("#strip .eyebrow")).to_contain_text("question 1 of")
    assert Learner.objects.guests().count() == guests + 1
    page.goto(f"{live_server.url}/review/")
    boxes = [link.bounding_box() for link in page.get_by_role("navigation", name="Main").get_by_role("link").all()]
    assert len(boxes) == 5
    assert all(box["width"] >= 60 and box["height"] >= 44 for box in boxes)


@in_one_look
def test_a_refused_plan_and_a_done_day_are_accessible_and_fit(
    page, someone, log_in, live_server, wrong_with, scheme, width
):
    log_in(someone)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(f"{live_server.url}/plan/")
    page.get_by_label("Exam date").fill("2020-01-01")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert wrong_with(page) == []
    StudyPlan.objects.create(learner=someone, minutes=0)
    page.goto(f"{live_server.url}/review/")
    expect(page.get_by_role("heading", name="Nothing is due today")).to_be_visible()
    assert wrong_with(page) == []
