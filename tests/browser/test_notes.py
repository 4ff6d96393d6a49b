"""A learner's own notes, written where they belong."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.ledger import flag
from quizzes.models import LearnerNote
from serving.uuid7 import uuid7
from tests.conftest import PASSWORD
from tests.helpers.looks import in_every_look
from tests.helpers.practices import give, plain_practice
from tests.helpers.sittings import item_at

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "AWS patches it."


@pytest.fixture
def answered(someone, log_in):
    log_in(someone)
    attempt = plain_practice(someone)
    give(attempt, 1)
    give(attempt, 2)
    return item_at(attempt, 1)


def test_notes_are_written_by_keyboard_where_they_belong(page, live_server, someone, answered):
    for address in (answered.get_absolute_url(), "/matrix/rds/guest-os/", "/learn/shared-responsibility-model/"):
        page.goto(f"{live_server.url}{address}")
        page.locator(".note a").first.press("Enter")
        expect(page.get_by_role("textbox", name="Your note")).to_be_focused()
        page.keyboard.type(TEXT)
        page.get_by_role("button", name="Save note").press("Enter")
        expect(page.get_by_text("Your note was saved")).to_be_focused()
        assert page.url.endswith(address)

    page.goto(f"{live_server.url}/notes/")
    expect(page.get_by_text(TEXT)).to_have_count(3)
    assert LearnerNote.objects.filter(learner=someone, text=TEXT).count() == 3


def test_without_script_a_note_is_written_edited_and_deleted(plain_page, live_server, someone):
    page = plain_page
    page.goto(f"{live_server.url}/matrix/rds/guest-os/")
    page.get_by_role("link", name="Your note on this fact").click()
    page.get_by_role("textbox", name="Your note").fill(TEXT)
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("Note saved.")).to_be_visible()
    page.goto(f"{live_server.url}/notes/")
    page.get_by_role("link", name="Edit").click()
    page.get_by_role("button", name="Delete note").click()

    expect(page.get_by_text("Note deleted.")).to_be_visible()
    assert not LearnerNote.objects.filter(learner=someone).exists()


@pytest.mark.parametrize("began_as_guest", [False, True])
def test_who_was_logged_out_finds_the_note_in_its_form_after_the_log_in(
    page, context, live_server, someone, answered, began_as_guest
):
    page.goto(f"{live_server.url}{answered.get_absolute_url()}")
    page.locator(".note a").first.click()
    page.get_by_role("textbox", name="Your note").fill(TEXT)
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_label("Email")).to_be_visible()
    if began_as_guest:  # in another tab, so the log-in is a page of somebody who has begun
        other = context.new_page()
        other.goto(f"{live_server.url}/practice/")
        other.get_by_role("button", name="Start").first.click()
        expect(other).to_have_title(re.compile("^Question 1 of"))
        page.reload()
    page.get_by_label("Email").fill(someone.user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()

    expect(page.get_by_text("What you typed is back, but not saved yet.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your note")).to_have_value(TEXT)
    assert not LearnerNote.objects.filter(learner=someone).exists()
    page.get_by_role("button", name="Save note").click()
    expect(page.get_by_text("Your note was saved")).to_be_visible()


@in_every_look
def test_the_page_of_notes_and_a_form_in_its_place(looked_at, page, wrong_with, someone, answered):
    flag(answered, event=uuid7(), on=True)
    LearnerNote.objects.create(learner=someone, item=answered.version.item, text=TEXT)

    assert looked_at("/notes/") == []
    page.get_by_role("link", name="Edit").first.click()
    expect(page.get_by_role("textbox", name="Your note")).to_be_focused()
    assert wrong_with(page) == []
