"""On a slow line a page can be used before its scripts have come."""

import pytest
from playwright.sync_api import expect

from accounts.roles import INSTRUCTORS
from serving.uuid7 import uuid7
from tests.browser.test_exam import saved_is, saves
from tests.conftest import make_user

pytestmark = pytest.mark.django_db(transaction=True)


class Late:
    """Scripts that stay away until they are let through."""

    def __init__(self, page):
        self.page = page
        self.held: list | None = []
        page.route("**/*.js", self.hold)

    def hold(self, route) -> None:
        if self.held is None:
            route.continue_()
        else:
            self.held.append(route)

    def open(self, address: str) -> None:
        self.page.goto(address, wait_until="commit")

    def come(self) -> None:
        held, self.held = self.held, None
        for route in held:
            route.continue_()


@pytest.fixture
def late(page) -> Late:
    return Late(page)


def test_a_choice_of_an_exam_is_saved_once_they_come(page, late, exam, exam_address):
    late.open(exam_address)
    page.locator("#choice-2").check()
    assert saves(exam) == 0

    late.come()

    saved_is(page, "saved")
    assert saves(exam) == 1


def test_what_was_typed_is_sought_once_they_come(page, late, live_server):
    late.open(f"{live_server.url}/search/")
    page.get_by_role("main").get_by_role("searchbox").fill("lamda")

    late.come()

    expect(page).to_have_url(f"{live_server.url}/search/?q=lamda")


def test_words_for_a_cell_are_looked_up_once_they_come(page, late, live_server, log_in):
    log_in(make_user(f"{uuid7()}@example.com", group=INSTRUCTORS, is_staff=True).learner)
    late.open(f"{live_server.url}/admin/bank/item/add/")
    page.get_by_label("Question", exact=True).fill("Who patches a operating system?")
    page.get_by_label("Cell that settles it").fill("rds guest")

    late.come()

    expect(page.locator("#subjects [role=option]").first).to_be_visible()
    expect(page.locator("#said-stem")).to_contain_text("wrong article")


def test_a_page_that_nobody_touched_asks_for_nothing(page, late, exam_address):
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    late.open(exam_address)

    late.come()

    page.wait_for_load_state("networkidle")
    saved_is(page, "none")
    assert "POST" not in asked
