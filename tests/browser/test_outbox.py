"""Answers that do not arrive wait on the device and are stored once."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.learners import outbox_of
from accounts.models import Learner
from quizzes.models import Response
from serving.uuid7 import uuid7
from tests.conftest import PASSWORD, make_user
from tests.helpers.sittings import begin, distractor_of, item_at, key_of, token_of

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = "JSON.stringify(Object.fromEntries(Object.entries(localStorage)))"
CHECK = "Fairly sure"


@pytest.fixture
def question(page, someone, log_in, live_server):
    """The first question of a learner who is logged in, open in the browser, with a wrong option chosen."""
    log_in(someone)
    item = item_at(begin(someone), 1)
    page.goto(live_server.url + item.get_absolute_url())
    page.locator(f'input[value="{token_of(item, distractor_of(item))}"]').check()
    return item


def kept(page) -> dict:
    """What waits on the device, by whom it is kept for."""
    stored = json.loads(page.evaluate(KEPT))
    return {name.removeprefix("outbox:"): json.loads(value) for name, value in stored.items() if "outbox:" in name}


def refuse_answers(page) -> Callable[[], None]:
    """Until what is returned is called. The route stays: taking it away loses a request that is just on its way."""
    refusing = [True]

    def route(route) -> None:
        if refusing and route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    page.route("**/practice/**", route)
    return refusing.clear


def answer_unsent(context, page) -> None:
    context.set_offline(True)
    page.get_by_role("button", name=CHECK).click()
    expect(page.locator("#live")).to_have_text("Not saved yet. It will be sent when you are back online.")


def test_offline_an_answer_waits_and_back_online_it_is_stored_once_and_explained(context, page, question):
    answer_unsent(context, page)
    expect(page.locator("[data-outbox-state]")).to_have_text(
        "Not saved yet. It will be sent when you are back online."
    )
    expect(page.locator(".opt input:checked")).to_have_count(1)
    assert not Response.objects.filter(attempt_item=question).exists()

    context.set_offline(False)

    expect(page.locator(".quiz > h2")).to_have_text("Not quite")
    expect(page.locator(".quiz > h2")).to_be_focused()
    expect(page.locator("#notice")).to_be_empty()
    assert Response.objects.get(attempt_item=question).chosen == [distractor_of(question)]
    assert kept(page) == {}


def test_what_waits_is_the_choice_under_a_key_that_names_nobody(context, page, question, someone):
    answer_unsent(context, page)

    [(key, entries)] = kept(page).items()
    [entry] = entries.values()
    assert key == outbox_of(someone)
    assert str(someone.pk) not in json.dumps(kept(page))
    assert sorted(name for name, _ in entry["body"]) == ["choice", "confidence", "event"]
    assert entry["address"] == question.get_absolute_url()
    context.set_offline(False)
    expect(page.locator(".brief")).to_be_visible()


def test_a_site_that_cannot_store_is_asked_again(page, question):
    refused = []

    def refuse_once(route) -> None:
        if route.request.method != "POST" or refused:
            route.continue_()
            return
        refused.append(route.request.url)
        route.fulfill(status=503, headers={"Retry-After": "1", "HX-Reswap": "none"}, body="no database")

    page.route("**/practice/**", refuse_once)

    page.get_by_role("button", name=CHECK).click()

    expect(page.locator("#live")).to_contain_text("Not saved yet. The site doesn’t answer")
    expect(page.locator(".quiz > h2")).to_have_text("Not quite")
    assert len(refused) == 1
    assert Response.objects.filter(attempt_item=question).count() == 1


def test_a_request_that_nobody_answers_is_given_up_and_sent_again(page, question):
    page.clock.install()
    page.reload()
    page.locator(".opt input").first.check()
    held = []

    def hold_the_second(route) -> None:
        if route.request.method != "POST" or len(held) == 2:
            route.continue_()
            return
        held.append(route)
        if len(held) == 1:
            route.abort()

    page.route("**/practice/**", hold_the_second)
    page.get_by_role("button", name=CHECK).click()
    expect(page.locator("#live")).to_contain_text("Not saved yet. The site doesn’t answer")
    with page.expect_request(lambda request: request.method == "POST"):
        page.clock.run_for(1_500)

    page.clock.run_for(21_000)
    expect(page.locator("#live")).to_contain_text("Not saved yet. The site doesn’t answer")
    page.clock.run_for(5_000)

    expect(page.locator(".brief")).to_be_visible()
    assert len(held) == 2
    assert Response.objects.filter(attempt_item=question).count() == 1


def test_an_answer_whose_confirmation_was_lost_is_stored_once(page, question):
    lost = []

    def lose_the_first_reply(route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/practice/**", lose_the_first_reply)

    page.get_by_role("button", name=CHECK).click()

    expect(page.locator(".quiz > h2")).to_have_text("Not quite")
    assert lost == [200]
    assert Response.objects.filter(attempt_item=question).count() == 1


def test_a_reply_that_takes_long_is_not_called_saved(page, question):
    held = []
    page.route("**/practice/**", lambda route: held.append(route) if route.request.method == "POST" else None)

    page.get_by_role("button", name=CHECK).click()
    expect(page.locator("[data-outbox-state]")).to_have_text("Saving…")

    expect(page.locator("[data-outbox-state]")).to_contain_text("Not saved yet.")
    held[0].continue_()
    expect(page.locator(".quiz > h2")).to_have_text("Not quite")
    expect(page.locator("#notice")).to_be_empty()
    assert kept(page) == {}


def test_it_goes_out_from_any_other_page_of_the_learner(context, page, question, live_server):
    refuse_answers(page)
    page.get_by_role("button", name=CHECK).click()
    expect(page.locator("#live")).to_contain_text("Not saved yet.")
    other = context.new_page()

    other.goto(f"{live_server.url}/matrix/")

    expect(other.locator("#notice")).to_contain_text("Saved. An answer waiting on this device has been sent.")
    other.get_by_role("link", name="See it").click()
    expect(other.locator(".quiz > h2")).to_have_text("Not quite")
    assert Response.objects.filter(attempt_item=question).count() == 1


def test_it_is_sent_with_a_token_of_now(context, page, question, log_in, someone):
    """A log-in in another tab has changed the token since."""
    answer_unsent(context, page)
    context.clear_cookies()
    log_in(someone)

    context.set_offline(False)

    expect(page.locator(".quiz > h2")).to_have_text("Not quite")


def test_another_person_on_the_device_sends_nothing_of_the_first(
    context, page, question, log_in, someone, live_server
):
    answer_unsent(context, page)
    context.clear_cookies()
    log_in(make_user(f"{uuid7()}@example.com").learner)
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url)))

    context.set_offline(False)
    with page.expect_response("**/account/state/"):
        pass
    page.goto(f"{live_server.url}/progress/")

    expect(page.locator("h1")).to_have_text("Progress")
    assert [url for method, url in asked if method == "POST"] == []
    assert list(kept(page)) == [outbox_of(someone)]
    context.clear_cookies()
    log_in(someone)
    page.reload()
    expect(page.locator("#notice")).to_contain_text("Saved. An answer waiting on this device has been sent.")
    assert Response.objects.filter(attempt_item=question).count() == 1


def test_an_answer_to_a_question_that_is_somebody_elses_is_dropped_and_said(page, someone, log_in, live_server):
    log_in(someone)
    theirs = item_at(begin(make_user(f"{uuid7()}@example.com").learner), 1)
    page.goto(f"{live_server.url}/progress/")
    entry = {"address": theirs.get_absolute_url(), "body": [["event", "x"]], "at": 9e12, "failed": True}
    page.evaluate(f"localStorage.setItem('outbox:{outbox_of(someone)}', '{json.dumps({'x': entry})}')")

    page.reload()

    expect(page.locator("#notice")).to_contain_text("couldn’t be saved")
    assert kept(page) == {}
    assert not Response.objects.filter(attempt_item=theirs).exists()


def test_logging_out_says_what_would_be_lost_and_one_may_stay(context, page, question, live_server, wrong_with):
    account = context.new_page()
    account.goto(f"{live_server.url}/account/")
    answer_unsent(context, page)

    account.get_by_role("button", name="Log out", exact=True).click()
    expect(account.get_by_role("heading", name="1 answer is not saved yet")).to_be_visible()
    account.get_by_role("button", name="Stay").click()
    assert len(kept(account)) == 1

    account.get_by_role("button", name="Log out", exact=True).click()
    expect(account.get_by_role("heading", name="1 answer is not saved yet")).to_be_visible()
    assert wrong_with(account) == []
    context.set_offline(False)
    account.get_by_role("button", name="Leave and lose it").click()
    expect(account.get_by_role("link", name="Log in")).to_be_visible()
    assert kept(account) == {}


def test_logging_out_sends_first_what_can_be_sent(page, question, live_server):
    let_through = refuse_answers(page)
    page.get_by_role("button", name=CHECK).click()
    expect(page.locator("#live")).to_contain_text("Not saved yet.")
    page.goto(f"{live_server.url}/account/")
    expect(page.locator("#live")).to_contain_text("Not saved yet.")
    let_through()

    page.get_by_role("button", name="Log out", exact=True).click()

    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    assert Response.objects.filter(attempt_item=question).count() == 1
    assert kept(page) == {}


def test_a_guests_waiting_answer_goes_out_after_logging_in(page, live_server):
    person = make_user(f"{uuid7()}@example.com")
    page.goto(f"{live_server.url}/learn/shared-responsibility-model/")
    page.get_by_role("button", name="Start the check").click()
    page.locator(".opt input").first.check()
    guest = Learner.objects.order_by("-created_at").first()
    let_through = refuse_answers(page)
    page.get_by_role("button", name=CHECK).click()
    expect(page.locator("#live")).to_contain_text("Not saved yet.")
    assert list(kept(page)) == [outbox_of(guest)]
    page.goto(f"{live_server.url}/account/login/")

    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in", exact=True).click()

    expect(page.get_by_text("is in your account now")).to_be_visible()
    let_through()
    expect(page.locator("#notice")).to_contain_text("Saved.")
    assert Response.objects.filter(attempt_item__attempt__learner=person.learner).count() == 1
    assert kept(page) == {}


def test_the_right_answer_is_in_no_storage(context, page, question):
    answer_unsent(context, page)

    stored = page.evaluate(KEPT)

    assert key_of(question) not in stored
    assert token_of(question, key_of(question)) not in stored
    context.set_offline(False)
    expect(page.locator(".brief")).to_be_visible()


@pytest.mark.parametrize("size", [(375, 800), (1280, 800)], ids=["phone", "desktop"])
def test_saving_moves_no_button(page, question, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.route("**/practice/**", lambda route: None if route.request.method == "POST" else route.continue_())
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")  # a click would, and round half a pixel
    buttons = page.locator(".dock button").all()
    before = [button.bounding_box() for button in buttons]

    page.get_by_role("button", name=CHECK).click()
    expect(page.locator(".dock [aria-busy]")).to_have_text("Checking…")

    assert [button.bounding_box() for button in buttons] == before
    expect(page.locator("[data-outbox-state]")).to_have_text("Saving…")
    expect(page.locator("[data-outbox-state]")).to_be_in_viewport()
