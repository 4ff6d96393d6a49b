"""A question after a section of a lesson, as a reader meets it."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.models import Response
from tests.lessons.conftest import SLUG

pytestmark = pytest.mark.django_db(transaction=True)

PATH = f"/learn/{SLUG}/"
ONE, OTHER = "of", "in"  # sections of the lesson that are followed by a question


def card(page, name: str = ONE):
    return page.locator(f"#ask-{name}")


def given(learner):
    return Response.objects.filter(attempt_item__attempt__learner=learner)


def test_a_visitor_answers_in_place_and_reads_on(page, live_server):
    page.goto(live_server.url + PATH)
    card(page).locator(".opt").first.click()

    card(page).get_by_role("button", name="Fairly sure").last.click()

    verdict = card(page).locator("[data-focus]")
    expect(verdict).to_have_text(re.compile("Right|Not quite"))
    expect(verdict).to_be_focused()
    expect(page).to_have_url(live_server.url + PATH)
    card(page).get_by_text("All options").click()
    expect(card(page).locator("details .opt")).to_have_count(4)
    page.reload()
    expect(card(page)).to_contain_text("Try it again")


def test_on_a_phone_the_verdict_is_in_sight(page, live_server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + PATH)
    card(page, OTHER).locator(".opt").first.click()
    page.evaluate("scrollBy(0, document.querySelector('#ask-in .trio').getBoundingClientRect().top - 150)")

    card(page, OTHER).get_by_role("button", name="Guessing").click()

    expect(card(page, OTHER).locator("[data-focus]")).to_be_in_viewport()
    expect(card(page, OTHER).locator("h3")).to_be_in_viewport()


def test_it_can_be_opened_and_tried_again(page, log_in, someone, live_server):
    log_in(someone)
    page.goto(live_server.url + PATH)
    card(page).get_by_role("button", name="I don’t know").click()
    expect(card(page)).to_contain_text("Here is the answer")
    page.reload()

    card(page).get_by_role("link", name="See the answer").click()
    expect(card(page).locator("details")).to_be_visible()
    card(page).get_by_role("link", name="Try it again").click()
    expect(card(page).locator("h3")).to_be_focused()
    card(page).locator(".opt").first.click()
    card(page).get_by_role("button", name="Sure", exact=True).click()

    expect(card(page).locator("details")).to_be_visible()
    assert given(someone).count() == 2


def test_without_javascript_it_comes_back_to_its_place(plain_page, someone, live_server):
    plain_page.goto(live_server.url + PATH)
    card(plain_page, OTHER).locator(".opt").first.click()

    card(plain_page, OTHER).get_by_role("button", name="Sure", exact=True).click()

    expect(plain_page).to_have_url(f"{live_server.url}{PATH}?ask={OTHER}#ask-{OTHER}")
    expect(card(plain_page, OTHER)).to_contain_text(re.compile("Right|Not quite"))
    assert someone.attempts.get().mode == "section"


def test_single_keys_belong_to_the_question_that_has_the_focus(page, log_in, someone, live_server):
    log_in(someone)
    page.goto(live_server.url + PATH)
    page.keyboard.press("1")
    expect(page.locator(".opt :checked")).to_have_count(0)

    card(page, OTHER).locator(".opt input").nth(1).focus()
    page.keyboard.press("3")
    expect(card(page, OTHER).locator(".opt input").nth(2)).to_be_checked()
    expect(card(page).locator(":checked")).to_have_count(0)
    page.keyboard.press("l")

    expect(card(page, OTHER).locator("details")).to_be_visible()
    expect(card(page).locator("details")).to_have_count(0)
    assert given(someone).get().confidence == "sure"


def test_only_the_form_that_was_sent_says_that_it_is_not_saved(page, log_in, someone, live_server):
    log_in(someone)
    page.goto(live_server.url + PATH)
    card(page).locator(".opt").first.click()
    page.context.set_offline(True)

    card(page).get_by_role("button", name="Fairly sure").last.click()

    expect(card(page).locator("[data-outbox-state]")).to_contain_text("Not saved yet")
    expect(card(page, OTHER).locator("[data-outbox-state]")).to_be_empty()
    page.context.set_offline(False)
    expect(card(page).locator("details")).to_be_visible()
