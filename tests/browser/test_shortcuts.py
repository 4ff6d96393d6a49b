"""The list of keys: a dialog over the page, or a page of its own where there is no script."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from quizzes.models import Response
from tests.helpers.exam_sittings import begin_plain_exam
from tests.helpers.practices import practice

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_keys_are_shown_over_a_question_and_nothing_of_it_is_lost(page, someone, log_in, live_server):
    log_in(someone)
    exam = begin_plain_exam(someone)
    page.goto(f"{live_server.url}/exam/{exam.pk}/1/")
    page.wait_for_load_state()
    page.keyboard.press("2")
    expect(page.locator("#save")).to_have_attribute("data-state", "saved")

    page.keyboard.press("?")

    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    expect(dialog).to_be_focused()
    page.keyboard.press("1")  # the question behind rests
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".opt input").nth(1)).to_be_checked()
    expect(page.locator(".opt input").nth(1)).to_be_focused()
    expect(page).to_have_url(f"{live_server.url}/exam/{exam.pk}/1/")
    assert Response.objects.count() == 1


def test_the_dialog_is_closed_by_its_button_and_opens_again(page, live_server, wrong_with):
    page.goto(f"{live_server.url}/learn/")
    for _ in range(2):
        page.keyboard.press("?")
        assert wrong_with(page) == []
        page.get_by_role("button", name="Close").click()
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_who_has_switched_single_keys_off_gets_no_dialog(page, someone, log_in, live_server):
    User.objects.filter(pk=someone.user_id).update(single_keys=False)
    log_in(someone)
    page.goto(f"{live_server.url}{practice(someone).items.first().get_absolute_url()}")
    page.wait_for_load_state()

    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.keyboard.press("?")
    page.goto(f"{live_server.url}/shortcuts/")

    assert asked.count(f"{live_server.url}/shortcuts/") == 1


def test_on_a_phone_the_list_begins_at_its_top_and_names_the_keys(page, someone, log_in, live_server):
    log_in(someone)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}{practice(someone).items.first().get_absolute_url()}")
    page.wait_for_load_state()

    page.keyboard.press("?")

    expect(page.get_by_role("dialog").get_by_role("heading")).to_be_in_viewport()
    expect(page.get_by_role("dialog").locator("kbd").first).to_be_visible()


def test_without_script_the_keys_are_a_page(plain_page, live_server):
    plain_page.goto(f"{live_server.url}/learn/")
    plain_page.get_by_role("link", name="Keyboard shortcuts").click()

    expect(plain_page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
