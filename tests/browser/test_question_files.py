"""An instructor imports a file, accepts what is proposed, undoes the import, and audits the file."""

import pytest
from playwright.sync_api import expect

from accounts.roles import INSTRUCTORS
from serving.uuid7 import uuid7
from tests.browser.test_fact_proposals import log_in_at
from tests.conftest import make_user

pytestmark = pytest.mark.django_db(transaction=True)
GIFT = b"""// [id:%b]
Who is responsible for patching the guest operating system of an Amazon EC2 instance? {
  =AWS # It has the log-in.
  ~The customer # It has none.
}
"""


@pytest.mark.parametrize("script", [False, True])
def test_a_file_is_imported_completed_undone_and_audited(new_context, live_server, wrong_with, script):
    page = new_context(java_script_enabled=script, viewport={"width": 375, "height": 700}).new_page()
    slug = f"patching-{uuid7()}"
    file = {"name": "bank.gift", "mimeType": "text/plain", "buffer": GIFT % slug.encode()}
    teacher = make_user(f"{uuid7()}@example.com", group=INSTRUCTORS, is_staff=True)
    log_in_at(page, f"{live_server.url}/teach/import/", teacher)
    page.get_by_label("File of questions").set_input_files(file)
    page.get_by_role("button", name="Preview the import").click()
    page.get_by_role("button", name="Import as drafts").click()
    expect(page.get_by_text("ec2/guest-os")).to_be_visible()
    if script:
        assert wrong_with(page) == []

    page.get_by_role("button", name="Accept the 2 sure ones").click()
    expect(page.get_by_text("2 proposals accepted.")).to_be_visible()
    expect(page.get_by_text("ec2/guest-os")).to_have_count(0)
    page.get_by_role("link", name="Undo this import").click()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("and undone on")).to_be_visible()

    page.get_by_role("link", name="Audit a file").click()
    page.get_by_label("File of questions").set_input_files(file)
    page.get_by_role("button", name="Show findings").click()
    expect(page.get_by_role("heading", name="Keys that the matrix refutes: 1")).to_be_visible()
    if script:
        expect(page.get_by_role("heading", name="1 finding in 1 question")).to_be_focused()
        assert wrong_with(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the findings").click()
    assert "Keys that the matrix refutes" in download.value.path().read_text()
