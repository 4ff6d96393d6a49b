"""One person proposes a change of facts, another accepts it: without JavaScript, and with it, on a phone."""

import pytest
from playwright.sync_api import expect

from accounts.roles import CONTENT_EDITORS
from serving.uuid7 import uuid7
from tests.conftest import PASSWORD, make_user
from tests.matrix.editing.test_fact_proposals import make_proposer

pytestmark = pytest.mark.django_db(transaction=True)


def log_in_at(page, address: str, user) -> None:
    page.goto(address)
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()


@pytest.mark.parametrize("script", [False, True])
def test_a_proposal_goes_from_the_matrix_to_the_inbox_and_into_the_facts(new_context, live_server, wrong_with, script):
    proposer = make_proposer(f"{uuid7()}@example.com")
    editor = make_user(f"{uuid7()}@example.com", group=CONTENT_EDITORS, is_staff=True)
    service = "KMS" if script else "S3"
    page = new_context(java_script_enabled=script, viewport={"width": 375, "height": 700}).new_page()
    log_in_at(page, f"{live_server.url}/teach/matrix/?service={service.lower()}&layer=guest-os", proposer)
    page.get_by_label(f"{service}, guest operating system").select_option("customer")
    page.get_by_role("button", name="Write the reasons").click()
    page.get_by_label("Why they change").fill("The page says so now.")
    page.get_by_label("Why this owner").fill("You patch it yourself.")
    page.get_by_label("Task", exact=True).last.fill("Patch the guest yourself")
    page.get_by_label("Who does it").last.select_option("customer")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Propose the change").click()
    expect(page.get_by_text("Not decided yet")).to_be_visible()

    other = new_context(java_script_enabled=script, viewport={"width": 375, "height": 700}).new_page()
    log_in_at(other, f"{live_server.url}/teach/inbox/?kind=proposal", editor)
    other.get_by_role("link", name=f"{service}, guest operating system").click()
    expect(other.get_by_text("Proposed by Petra")).to_be_visible()
    if script:
        assert wrong_with(other) == []
    other.get_by_role("button", name="Accept and save").click()

    expect(other.get_by_text("Saved. Everyone sees it now")).to_be_visible()
    page.goto(f"{live_server.url}/teach/matrix/?service=kms")
    expect(page.get_by_text("Accepted", exact=True)).to_be_visible()
    if script:
        assert wrong_with(page) == []
