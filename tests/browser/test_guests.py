import pytest
from playwright.sync_api import expect

from quizzes.models import Attempt, Response
from serving.uuid7 import uuid7
from tests.conftest import PASSWORD, make_user
from tests.helpers.looks import looks
from tests.helpers.practices import give

pytestmark = pytest.mark.django_db(transaction=True)

LESSON = "/learn/shared-responsibility-model/"


def test_a_guest_takes_a_check_on_a_phone_without_javascript_and_logs_in_to_keep_it(new_context, live_server):
    person = make_user(f"{uuid7()}@example.com")
    phone = new_context(java_script_enabled=False, viewport={"width": 375, "height": 700})
    page = phone.new_page()
    page.goto(f"{live_server.url}{LESSON}")
    page.get_by_role("button", name="Start the check").click()
    attempt = Attempt.objects.latest("started_at")
    for number in (1, 2, 10):
        if number == 10:  # the others not in the browser: one is as any other
            for position in range(3, 10):
                give(attempt, position)
            page.goto(f"{live_server.url}/practice/{attempt.pk}/10/")
        page.locator(".opt input").first.check()
        page.get_by_role("button", name="Fairly sure").click()
        page.locator("[data-next]").click()
    expect(page.locator("h1")).to_contain_text("right")
    expect(page.get_by_text("You’re practicing as a guest on this device.")).to_be_visible()
    score = page.locator("h1").inner_text()
    address = page.url

    page.get_by_role("link", name="Log in").click()
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in").click()

    expect(page).to_have_url(address)
    expect(page.get_by_text("What you did as a guest on this device is in your account now.")).to_be_visible()
    expect(page.locator("h1")).to_have_text(score)
    assert Response.objects.filter(attempt_item__attempt__learner=person.learner).count() == 10


@looks(("dark", 375), ("light", 1280), widths=[375, 1280])
def test_what_a_guest_sees_is_accessible_and_fits(page, live_server, wrong_on, scheme, width):
    page.goto(f"{live_server.url}{LESSON}")
    page.get_by_role("button", name="Mark lesson as read").click()
    expect(page.get_by_role("button", name="Read, undo")).to_be_visible()
    page.get_by_role("button", name="Start the check").click()
    expect(page.locator("form#question")).to_be_visible()

    addresses = ["/", "/learn/", LESSON, "/progress/", "/account/guest/", "/account/login/", "/account/signup/"]
    assert wrong_on(addresses) == []


def test_a_guest_who_leaves_the_device_is_a_visitor_again(page, live_server):
    page.goto(f"{live_server.url}{LESSON}")
    page.get_by_role("button", name="Start the check").click()
    page.goto(f"{live_server.url}/progress/")
    page.get_by_role("link", name="see what’s stored").click()

    page.get_by_label("Delete my guest data permanently").check()
    page.get_by_role("button", name="Delete guest data").click()

    expect(page.get_by_text("Your guest data is deleted from this device")).to_be_visible()
    expect(page.get_by_role("heading", name="Whose layer is it?")).to_be_visible()
