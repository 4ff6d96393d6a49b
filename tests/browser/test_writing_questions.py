"""Instructors write questions by keyboard, and without JavaScript."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import INSTRUCTORS
from bank.drafts import clone, content_to_edit
from bank.models import Item
from serving.uuid7 import uuid7
from tests.conftest import PASSWORD, make_user
from tests.helpers.item_forms import SLUG, page_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def teacher(transactional_db):
    return make_user(f"{uuid7()}@example.com", group=INSTRUCTORS, is_staff=True)


@pytest.fixture
def copy(transactional_db) -> Item:
    """A question that nobody else edits."""
    return clone(Item.objects.get(slug=SLUG))


def test_a_question_is_written_by_keyboard_beside_its_preview(page, live_server, teacher, log_in, copy):
    log_in(teacher.learner)
    page.goto(f"{live_server.url}{page_of(copy)}")
    seen = page.get_by_role("region", name="As learners see it")

    page.get_by_label("Question", exact=True).fill("Who patches a operating system of an instance?")
    expect(seen.get_by_role("heading", name="Who patches a operating system of an instance?")).to_be_visible()
    expect(page.locator("#said-stem")).to_contain_text("wrong article")
    expect(page.get_by_label("Question", exact=True)).to_be_focused()

    claim = page.get_by_label("Claim 1 is about").last
    claim.fill("")
    claim.press_sequentially("rds guest")
    expect(page.locator("#subjects [role=option]").first).to_be_visible()
    claim.press("ArrowDown")
    claim.press("Enter")
    expect(claim).to_have_value("rds/guest-os")
    expect(page.locator("#told-options-3-subject_1")).to_contain_text("RDS, guest operating system: AWS")
    expect(page.get_by_role("status")).to_contain_text("1 thing keeps it from being published")

    down = page.get_by_role("button", name="Move 1 down")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Move 2 down")).to_be_focused()
    expect(seen.locator(".opt").nth(1)).to_contain_text("AWS, because it owns the servers")

    seen.get_by_role("radio", name="AWS, because it owns the servers").check()
    seen.get_by_role("button", name="Check answer").press("Enter")
    expect(seen.get_by_text("Not quite")).to_be_visible()
    assert content_to_edit(copy)["stem"].startswith("A security review")


def log_in_by_hand(page, teacher) -> None:
    page.get_by_label("Email").fill(teacher.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()


def see_it_again(page) -> None:
    expect(page.get_by_text("What you typed is back, but not saved yet.")).to_be_visible()
    expect(page.get_by_label("Question", exact=True)).to_have_value("Who patches the guest of RDS?\n\nTonight?")
    expect(page.get_by_label("Text").last).to_have_value("Nobody")


def write_five_options(page, live_server, teacher, log_in, copy) -> None:
    log_in(teacher.learner)
    page.goto(f"{live_server.url}{page_of(copy)}")
    page.get_by_role("button", name="Add an option").click()
    expect(page.get_by_label("Text")).to_have_count(5)
    page.get_by_label("Question", exact=True).fill("Who patches the guest of RDS?\n\nTonight?")
    page.get_by_label("Text").last.fill("Nobody")


def test_who_was_logged_out_and_saves_finds_it_all_after_the_log_in(page, context, live_server, teacher, log_in, copy):
    write_five_options(page, live_server, teacher, log_in, copy)
    context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save draft").click()
    log_in_by_hand(page, teacher)
    see_it_again(page)

    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("You see the draft")).to_be_visible()
    page.reload()
    expect(page.get_by_text("What you typed is back")).to_have_count(0)
    assert content_to_edit(copy)["options"][-1]["text"] == "Nobody"


def test_who_is_logged_out_while_typing_is_told_and_finds_it_all_after_the_log_in(
    page, context, live_server, teacher, log_in, copy
):
    write_five_options(page, live_server, teacher, log_in, copy)
    context.clear_cookies()
    page.get_by_label("Cell 2").fill("rds g")
    page.get_by_label("Cell 2").fill("")
    expect(page.locator("#notice")).to_contain_text("You’ve been logged out.")
    expect(page.get_by_label("Email")).to_have_count(0)

    page.locator("#notice").get_by_role("link", name="Log in").click()
    log_in_by_hand(page, teacher)
    see_it_again(page)


def test_after_a_log_in_in_another_tab_one_goes_on_typing(page, context, live_server, teacher, log_in, copy):
    write_five_options(page, live_server, teacher, log_in, copy)
    context.clear_cookies()
    other = context.new_page()
    other.goto(f"{live_server.url}/account/login/")
    log_in_by_hand(other, teacher)
    expect(other.get_by_role("link", name="Teach")).to_be_visible()

    page.get_by_label("Question", exact=True).fill("Who patches a operating system?")
    expect(page.locator("#said-stem")).to_contain_text("wrong article")
    expect(page.locator("#notice")).to_be_empty()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("You see the draft")).to_be_visible()
    assert content_to_edit(copy)["options"][-1]["text"] == "Nobody"


def test_what_is_typed_while_the_form_is_rearranged_is_kept(page, live_server, teacher, log_in, copy):
    log_in(teacher.learner)
    page.goto(f"{live_server.url}{page_of(copy)}")
    texts = page.get_by_label("Text")
    first, second = texts.nth(0).input_value(), texts.nth(1).input_value()
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    line = {"offline": False, "latency": 600, "downloadThroughput": -1, "uploadThroughput": -1}
    slow.send("Network.emulateNetworkConditions", line)

    page.get_by_role("button", name="Move 1 down").click()
    texts.nth(0).fill(f"{first} at once")
    page.get_by_label("Question", exact=True).fill("Who does it?")

    expect(texts.nth(0)).to_have_value(second)
    expect(texts.nth(1)).to_have_value(f"{first} at once")
    expect(page.get_by_label("Question", exact=True)).to_have_value("Who does it?")


def test_who_leaves_with_something_typed_is_asked(page, live_server, teacher, log_in, copy):
    log_in(teacher.learner)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{live_server.url}{page_of(copy)}")
    page.goto(f"{live_server.url}/teach/")
    page.goto(f"{live_server.url}{page_of(copy)}")

    page.get_by_label("Question", exact=True).press_sequentially("!")
    page.get_by_role("link", name="Versions").click()
    page.wait_for_url("**/versions/")
    page.goto(f"{live_server.url}{page_of(copy)}")
    page.get_by_label("Question", exact=True).press_sequentially("!")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved.")).to_be_visible()

    assert asked == ["beforeunload"]


def test_without_javascript_every_button_of_the_editor_works(new_context, live_server, teacher, copy):
    page = new_context(java_script_enabled=False, viewport={"width": 375, "height": 700}).new_page()
    page.goto(f"{live_server.url}{reverse('admin:bank_item_change', args=[copy.pk])}")
    page.get_by_label("Email").fill(teacher.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()

    page.get_by_label("Question", exact=True).fill("Who patches the guest, by hand?")
    page.get_by_role("button", name="Move 1 down").click()
    expect(page.get_by_label("Text").nth(1)).to_have_value(re.compile("AWS, because it owns the servers"))
    page.get_by_role("button", name="Add an option").click()
    page.get_by_role("button", name="Remove 5").click()
    page.locator("#looked").get_by_role("radio", name="AWS, because it owns the servers").check()
    page.get_by_role("button", name="Check answer").click()
    expect(page.get_by_text("Not quite")).to_be_visible()
    page.get_by_role("button", name="Save and publish").click()

    expect(page.get_by_text("Published as version 1.")).to_be_visible()
    assert Item.objects.get(pk=copy.pk).published.stem == "Who patches the guest, by hand?"
