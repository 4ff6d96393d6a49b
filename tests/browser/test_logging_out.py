"""What a browser still stores after somebody logged out."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from accounts.roles import INSTRUCTORS
from serving.uuid7 import uuid7
from tests.conftest import make_user

pytestmark = pytest.mark.django_db(transaction=True)

STORED = "JSON.stringify([Object.keys(localStorage).sort(), Object.keys(sessionStorage)])"
OTHERS = "outbox:another-person"


@pytest.fixture
def editor(someone, log_in) -> User:
    writes = make_user(f"{uuid7()}@example.com", group=INSTRUCTORS, is_staff=True)
    log_in(writes.learner)
    return writes


@pytest.fixture
def written(page, live_server, editor):
    """A page of the admin on which a new lesson is being written; another person's answer waits in this browser."""
    page.goto(f"{live_server.url}/admin/lessons/lesson/add/")
    page.evaluate(f"localStorage.setItem('{OTHERS}', '{{}}'); sessionStorage.setItem('typed', 'words')")
    page.get_by_label("Title:", exact=True).fill("Begun")
    page.locator("#id_body").fill("## One {#one}\n\nBegun here.\n")
    expect(page.locator("#draft-state")).to_have_text("This device stores the text until you save it")
    page.get_by_role("link", name="Log out").click()
    page.wait_for_url("**/logout/")  # with its scripts
    page.get_by_role("button", name="Log out", exact=True).click()
    expect(page.get_by_role("heading", name="A lesson text may not be saved yet")).to_be_visible()
    return page


def test_the_text_of_a_lesson_does_not_outlive_the_log_out(written, wrong_with):
    assert wrong_with(written) == []

    written.get_by_role("button", name="Leave and lose it").click()

    expect(written.get_by_role("link", name="Log in")).to_be_visible()
    assert written.evaluate(STORED) == f'[["{OTHERS}","theme"],[]]'  # the second is the admin's light or dark


def test_an_editor_who_is_not_sure_stays_and_finds_the_text(written, live_server):
    written.get_by_role("button", name="Stay").click()

    written.goto(f"{live_server.url}/admin/lessons/lesson/add/")
    expect(written.locator("[data-kept]")).to_be_visible()


def test_without_script_logging_out_works_too(new_context, live_server, editor, context):
    page = new_context(java_script_enabled=False).new_page()
    page.context.add_cookies(context.cookies())
    page.goto(f"{live_server.url}/account/logout/")

    page.get_by_role("button", name="Log out", exact=True).click()

    expect(page.get_by_role("link", name="Log in")).to_be_visible()
