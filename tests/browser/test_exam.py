"""An exam in the browser: with the keyboard, without scripts, over a bad network, against the clock."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.exam import simulations
from quizzes.models import Response
from tests.browser.test_outbox import kept
from tests.helpers.exam_sittings import (
    answered,
    begin_exam,
    exam_item,
    let_time_pass,
)
from tests.helpers.looks import in_every_look
from tests.helpers.sittings import key_of, token_of

pytestmark = pytest.mark.django_db(transaction=True)


def state(page):
    return page.locator("#save")


def saves(exam) -> int:
    return Response.objects.filter(attempt_item__attempt=exam, kind="save").count()


def asked_for(page) -> int:
    """How many options make an answer: a drawn exam asks for two here and there."""
    return 2 if page.get_by_text("Choose 2.").count() else 1


def choose(page) -> None:
    for number in range(asked_for(page)):
        page.locator(".opt input").nth(number).check()


def saved_is(page, said: str) -> None:
    expect(state(page)).to_have_attribute("data-state", said)


def answer_between(attempt, before: int, after: int) -> None:
    """Not in the browser: one question is as any other."""
    for position in range(before + 1, after):
        answered(attempt, position)


def test_a_whole_exam_by_keyboard_alone(page, someone, log_in, live_server):
    log_in(someone)
    page.goto(f"{live_server.url}/exam/")
    page.get_by_role("button", name="Start the short form").press("Enter")
    page.wait_for_load_state()
    attempt = someone.attempts.get()

    for number in (1, 2, 3, 4, 19, 20):
        if number == 19:
            answer_between(attempt, 4, 19)
            page.goto(f"{live_server.url}/exam/{attempt.pk}/19/")
        expect(page.locator(".exam .eyebrow")).to_contain_text(f"question {number} of 20")
        last = 1 + asked_for(page)
        for choice in range(2, last + 1):
            page.keyboard.press(str(choice))
        saved_is(page, "saved")
        expect(page.locator(f"#choice-{last}")).to_be_focused()
        if number == 20:
            page.keyboard.press("Enter")
        elif number != 4:
            page.keyboard.press("n" if number % 2 else "Enter")
            expect(page.locator("h1.stem-text")).to_be_focused()

    expect(page.get_by_text("Every question is answered.")).to_be_visible()
    page.get_by_role("button", name="Finish and see the result").press("Enter")
    expect(page.locator("h1")).to_contain_text("estimated")
    attempt.refresh_from_db()
    assert (attempt.ending, attempt.score.answered, saves(attempt)) == ("finished", 20, 20)


def test_a_whole_exam_works_without_javascript(plain_page, someone, live_server):
    plain_page.goto(f"{live_server.url}/exam/")
    plain_page.get_by_role("button", name="Start the short form").click()

    attempt = someone.attempts.get()
    for number in (*range(1, 7), 20):
        if number == 20:
            answer_between(attempt, 6, 20)
            plain_page.goto(f"{live_server.url}/exam/{attempt.pk}/20/")
        expect(plain_page.locator(".exam .eyebrow")).to_contain_text(f"question {number} of 20")
        expect(plain_page.locator(".timer b")).to_have_text(re.compile(r"^2\d:\d\d$"))
        if number == 3:
            choose(plain_page)
            plain_page.get_by_role("button", name="Flag").click()
            expect(plain_page.locator(".opt input").first).to_be_checked()
        if number != 5:
            choose(plain_page)
        plain_page.get_by_role("button", name="Save and").click()

    expect(plain_page.get_by_text("1 unanswered, 1 flagged.")).to_be_visible()
    plain_page.get_by_role("button", name="Finish and see the result").click()
    expect(plain_page.locator("h1")).to_contain_text("estimated")
    plain_page.locator(".answers summary").first.click()
    plain_page.get_by_role("link", name="Question 1 with all its options").click()
    expect(plain_page.locator(".quiz > h2")).to_be_visible()


def test_an_answer_that_cannot_be_saved_says_so_and_goes_out_by_itself(page, exam, exam_address):
    page.goto(exam_address)
    page.route("**/exam/**", lambda route: route.abort())
    page.locator(".opt input").first.check()

    saved_is(page, "held")
    expect(state(page)).to_contain_text("Not saved yet")
    expect(page.locator("#live")).to_contain_text("Not saved yet")
    expect(page.locator("#notice")).to_be_empty()
    assert saves(exam) == 0
    page.unroute("**/exam/**")

    saved_is(page, "saved")
    assert saves(exam) == 1


def test_a_choice_that_waits_goes_out_from_another_page_when_the_exam_was_closed(context, page, exam, exam_address):
    page.goto(exam_address)
    page.route("**/exam/**", lambda route: route.abort())
    page.locator("#choice-2").check()
    saved_is(page, "held")
    page.close()
    other = context.new_page()

    other.goto(exam_address.split("/exam/")[0] + "/matrix/")

    expect(other.locator("#notice")).to_contain_text("Saved. An answer waiting on this device has been sent.")
    assert saves(exam) == 1
    assert kept(other) == {}
    other.get_by_role("link", name="See it").click()
    expect(other.locator("#choice-2")).to_be_checked()


def test_a_choice_that_waited_until_the_time_was_up_is_not_called_saved(context, page, exam, exam_address):
    page.goto(exam_address)
    page.route("**/exam/**", lambda route: route.abort())
    page.locator("#choice-2").check()
    saved_is(page, "held")
    page.close()
    let_time_pass(exam)
    other = context.new_page()

    other.goto(exam_address.split("/exam/")[0] + "/matrix/")

    expect(other.locator("#notice")).to_contain_text("The exam was over before an answer")
    assert Response.objects.get(attempt_item__attempt=exam).late
    assert kept(other) == {}


def test_what_was_saved_waits_nowhere(page, exam, exam_address):
    page.goto(exam_address)
    page.locator("#choice-2").check()
    saved_is(page, "saved")
    assert kept(page) == {}
    page.locator("#choice-1").check()

    page.keyboard.press("n")

    expect(page.locator(".exam .eyebrow")).to_contain_text("question 2")
    assert kept(page) == {}
    assert saves(exam) == 2


def test_a_server_that_fails_is_not_taken_for_one_that_saved(page, exam, exam_address):
    page.goto(exam_address)
    page.route("**/exam/**", lambda route: route.fulfill(status=503, body="down"))
    page.locator(".opt input").first.check()

    saved_is(page, "held")
    page.unroute("**/exam/**")
    saved_is(page, "saved")
    assert saves(exam) == 1


def test_a_reply_that_never_comes_is_not_taken_for_a_save(page, exam, exam_address):
    page.goto(exam_address)
    page.route("**/exam/**", lambda route: None)

    page.locator(".opt input").first.check()

    saved_is(page, "saving")
    saved_is(page, "held")


def test_a_reply_that_was_lost_costs_no_answer(page, exam, exam_address):
    """The first request arrives, its reply does not; the second repeats it with the same event."""
    page.goto(exam_address)
    item = exam_item(exam, 1)

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/exam/**", lose, times=1)
    page.locator(f'input[value="{token_of(item, key_of(item))}"]').check()

    saved_is(page, "saved")
    assert saves(exam) == 1


def test_the_last_of_several_quick_choices_is_what_is_saved(page, exam, exam_address):
    page.goto(exam_address)
    for key in ("1", "2", "3", "4", "3"):
        page.keyboard.press(key)

    saved_is(page, "saved")
    page.reload()
    expect(page.locator("#choice-3")).to_be_checked()


def test_another_question_is_opened_only_after_the_choice_was_saved(page, exam, exam_address):
    page.goto(exam_address)
    page.route("**/exam/**", lambda route: route.abort())
    page.locator(".opt input").first.check()
    page.locator("#entry-7 a").click()
    saved_is(page, "held")
    page.unroute("**/exam/**")

    expect(page).to_have_url(exam_address.replace("/1/", "/7/"))
    assert saves(exam) == 1


def test_a_flag_keeps_the_focus_and_shows_in_the_palette(page, exam, exam_address):
    page.goto(exam_address)
    page.locator(".opt input").first.check()
    page.get_by_role("button", name="Flag").press("Enter")

    expect(page.locator("#flag")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#flag")).to_be_focused()
    expect(page.locator("#entry-1 a")).to_have_class("done flagged")
    saved_is(page, "saved")


def test_the_question_before_finishing_can_be_left_again(page, exam, exam_address):
    page.goto(exam_address)
    page.locator(".opt input").first.check()
    page.get_by_role("link", name="Finish").click()

    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("heading", name="Finish the exam?")).to_be_focused()
    expect(page.get_by_text("19 unanswered")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#finish")).to_be_focused()
    page.get_by_role("link", name="Finish").click()
    page.get_by_role("link", name="Continue the exam").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    exam.refresh_from_db()
    assert exam.closed_at is None


def test_a_second_device_shows_what_stands_and_takes_the_next_choice(context, exam, exam_address):
    here, there = context.new_page(), context.new_page()
    here.goto(exam_address)
    there.goto(exam_address)
    here.locator("#choice-1").check()
    saved_is(here, "saved")

    there.locator("#choice-2").check()

    expect(there.locator(".notice[data-focus]")).to_be_focused()
    expect(there.locator("#choice-1")).to_be_checked()
    there.locator("#choice-2").check()
    saved_is(there, "saved")
    assert saves(exam) == 2


def test_the_exam_goes_on_where_it_stopped(page, exam, live_server):
    for position in (1, 2):
        answered(exam, position)

    page.goto(f"{live_server.url}/exam/")
    page.get_by_role("link", name="Continue with question 3").click()

    expect(page.locator("#entry-2 a")).to_have_class("done")
    expect(page.locator("#entry-3 a")).to_have_attribute("aria-current", "true")


# For everyone


@in_every_look
def test_every_page_of_an_exam_is_accessible_and_fits(
    page, someone, log_in, live_server, wrong_in_turn, scheme, width
):
    log_in(someone)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/exam/")
    assert wrong_in_turn(page) == []
    exam = begin_exam(someone, simulations.FULL)
    page.goto(f"{live_server.url}/exam/{exam.pk}/discard/")
    assert wrong_in_turn(page) == []
    for position in (1, 2, 3):
        answered(exam, position)
    page.goto(f"{live_server.url}/exam/")
    assert wrong_in_turn(page) == []
    page.goto(f"{live_server.url}/exam/{exam.pk}/4/")
    page.locator("details[data-palette]").evaluate("details => { details.open = true }")
    choose(page)
    saved_is(page, "saved")
    page.get_by_role("button", name="Flag").click()
    expect(page.locator("#flag")).to_have_attribute("aria-pressed", "true")
    assert wrong_in_turn(page) == []
    page.get_by_role("link", name="Finish").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert wrong_in_turn(page) == []
    page.goto(f"{live_server.url}{exam.get_absolute_url()}")
    assert wrong_in_turn(page) == []
    page.goto(f"{live_server.url}/exam/{exam.pk}/finish/")
    assert wrong_in_turn(page) == []
    page.get_by_role("button", name="Finish and see the result").click()
    expect(page.locator("h1")).to_contain_text("estimated")
    assert wrong_in_turn(page) == []
    for place in (0, -1):
        page.locator(".answers summary").nth(place).click()
    assert wrong_in_turn(page) == []
    page.locator(".answers a[href*='/practice/']").last.click()
    expect(page.locator(".brief")).to_be_visible()
    assert wrong_in_turn(page) == []
