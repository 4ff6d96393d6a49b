"""An instructor changes two cells and takes that back: by keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from accounts.roles import INSTRUCTORS
from serving.uuid7 import uuid7
from tests.conftest import PASSWORD, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def teacher(transactional_db):
    return make_user(f"{uuid7()}@example.com", group=INSTRUCTORS, is_staff=True)


def test_a_choice_survives_another_part_of_the_grid(page, live_server, teacher, log_in):
    log_in(teacher.learner)
    page.goto(f"{live_server.url}/teach/matrix/?service=rds")
    page.get_by_label("RDS, guest operating system").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("1 cell chosen.")).to_be_visible()

    page.get_by_label("One service").select_option("lambda")
    page.get_by_label("Lambda, virtualization").select_option("customer")

    expect(page.get_by_text("2 cells chosen.")).to_be_visible()
    page.get_by_role("button", name="Write the reasons").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Why 2 cells change")).to_be_visible()


def test_reasons_come_back_after_a_log_in(page, context, live_server, teacher, log_in):
    log_in(teacher.learner)
    page.goto(f"{live_server.url}/teach/matrix/?service=kms&layer=guest-os")
    page.get_by_label("KMS, guest operating system").select_option("customer")
    page.get_by_role("button", name="Write the reasons").click()
    page.get_by_label("Why they change").fill("A long thought.")
    page.get_by_label("Why this owner").fill("You patch it yourself.")
    page.get_by_label("Task", exact=True).last.fill("Patch the guest yourself")
    page.get_by_label("Who does it").last.select_option("customer")
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Email").fill(teacher.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()

    expect(page.get_by_label("Why they change")).to_have_value("A long thought.")
    expect(page.get_by_label("Task", exact=True).last).to_have_value("Patch the guest yourself")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Consequences")).to_be_visible()


def test_a_cell_is_changed_and_put_back_without_javascript(new_context, live_server, teacher):
    page = new_context(java_script_enabled=False, viewport={"width": 375, "height": 700}).new_page()
    page.goto(f"{live_server.url}/teach/matrix/?service=kms&layer=guest-os")
    page.get_by_label("Email").fill(teacher.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    page.get_by_label("KMS, guest operating system").select_option("customer")
    page.get_by_role("button", name="Write the reasons").click()

    page.get_by_label("Why they change").fill("A try.")
    page.get_by_label("Why this owner").fill("You patch it yourself.")
    page.get_by_label("Task", exact=True).last.fill("Patch the guest yourself")
    page.get_by_label("Who does it").last.select_option("customer")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_text("A try.")).to_be_visible()

    page.get_by_role("link", name="Undo").click()
    page.get_by_label("Why it is undone").fill("It was a try.")
    page.get_by_role("button", name="Undo it").click()
    expect(page.get_by_text("It undoes an earlier change")).to_be_visible()
