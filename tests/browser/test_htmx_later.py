"""Pages that are mostly read fetch htmx when somebody does something, and lose nothing of what is done first."""

import pytest
from playwright.sync_api import expect

LESSON = "/learn/shared-responsibility-model/"


@pytest.fixture
def fetched(page):
    names = []
    page.on("request", lambda request: names.append(request.url) if "htmx-" in request.url else None)
    return names


@pytest.mark.parametrize("path", [LESSON, "/matrix/"])
def test_htmx_comes_once_with_the_first_sign_of_a_reader(page, live_server, fetched, path):
    page.goto(live_server.url + path)
    assert page.evaluate("window.htmx") is None
    assert fetched == []

    with page.expect_response("**/htmx-*"):
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")

    assert len(fetched) == 1


def test_what_is_sent_before_it_is_there_is_sent_once_and_in_place(page, live_server):
    posts = []
    page.on("request", lambda request: posts.append(request) if request.method == "POST" else None)
    page.goto(live_server.url + LESSON)

    page.evaluate("document.stays = true; document.querySelector('#reading').requestSubmit()")

    page.wait_for_selector("#reading >> text=Read, undo")
    assert page.evaluate("document.stays")
    assert [post.headers["hx-request"] for post in posts] == ["true"]


def test_the_button_that_was_pressed_before_it_is_there_is_sent(page, live_server):
    waiting = []
    page.route("**/htmx-*", lambda route: waiting.append(route))
    page.goto(live_server.url + LESSON)
    with page.expect_request("**/htmx-*"):
        page.get_by_role("button", name="I don’t know").first.click()
    page.title()  # a round trip, after which the route is here too

    waiting[0].continue_()

    page.wait_for_selector("text=Here is the answer")


def test_a_filter_and_a_cell_chosen_before_it_is_there_change_the_page_in_place(page, live_server):
    page.goto(live_server.url + "/matrix/")
    page.evaluate("""() => {
        document.stays = true;
        const select = document.querySelector(".filters select");
        select.selectedIndex = 1;
        select.dispatchEvent(new Event("change", { bubbles: true }));
    }""")
    page.wait_for_url("**/matrix/?*")
    assert page.evaluate("document.stays")

    page.goto(live_server.url + "/matrix/")
    page.evaluate("document.stays = true; document.querySelector('#matrix .cell a').click()")
    page.wait_for_url("**/matrix/*/*/")
    assert page.evaluate("document.stays")


def test_what_is_sent_is_sent_as_by_any_form_if_it_cannot_be_had(page, live_server):
    page.route("**/htmx-*", lambda route: route.abort())
    page.goto(live_server.url + LESSON)

    page.evaluate("document.stays = true; document.querySelector('#reading').requestSubmit()")

    page.wait_for_selector("#reading >> text=Read, undo")
    assert page.evaluate("document.stays") is None


def test_going_back_on_a_page_that_was_loaded_again_shows_what_the_address_says(page, live_server):
    page.goto(live_server.url + "/matrix/")
    page.select_option(".filters select >> nth=0", index=1)
    page.wait_for_url("**/matrix/?*")
    page.reload()
    chosen = page.locator(".filters select >> nth=0").input_value()

    page.go_back()

    page.wait_for_url("**/matrix/")
    expect(page.locator(".filters select >> nth=0")).not_to_have_value(chosen)
