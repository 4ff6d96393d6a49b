import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 375, "height": 800}


def test_results_come_while_typing_and_are_announced(page, live_server):
    page.goto(f"{live_server.url}/search/")
    box = page.get_by_role("searchbox")

    box.press_sequentially("lamda", delay=20)

    expect(page.locator("#results").get_by_role("link").first).to_have_text("Lambda")
    expect(page.locator("#live")).to_contain_text("found for lambda")
    expect(box).to_be_focused()
    expect(page).to_have_url(f"{live_server.url}/search/?q=lamda")


def test_a_slash_goes_to_the_search_box_and_enter_searches(page, live_server):
    page.set_viewport_size(WIDE)
    page.goto(f"{live_server.url}/learn/")

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("patch os rds")
    page.keyboard.press("Enter")

    expect(page.locator("#results").get_by_role("link").first).to_have_text("RDS, guest operating system")


def test_on_a_phone_a_slash_opens_the_search_page(page, live_server):
    page.set_viewport_size(NARROW)
    page.goto(f"{live_server.url}/learn/")

    page.keyboard.press("/")

    expect(page).to_have_url(f"{live_server.url}/search/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_without_script_search_and_comparison_are_forms(new_context, live_server):
    page = new_context(java_script_enabled=False, viewport=WIDE).new_page()
    page.goto(f"{live_server.url}/search/")
    page.get_by_role("searchbox").fill("secruity group")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#results").get_by_role("link").first).to_have_text("Network access rules")

    page.goto(f"{live_server.url}/compare/")
    page.get_by_role("combobox", name="Compare").select_option("ec2")
    page.get_by_label("with").select_option("rds")
    page.get_by_label("Only what differs").check()
    page.get_by_role("button", name="Compare").click()

    expect(page.get_by_role("heading", name="EC2 and RDS differ in")).to_be_visible()
    assert page.locator(".compare tbody tr:not(.differs)").count() == 0


def test_a_comparison_follows_its_form_and_says_so(page, live_server):
    page.set_viewport_size(WIDE)
    page.goto(f"{live_server.url}/compare/?a=ec2&b=rds")

    page.get_by_label("with").focus()
    page.get_by_label("with").select_option("lambda")

    expect(page.locator("#live")).to_contain_text("EC2 and Lambda differ in")
    expect(page.get_by_label("with")).to_be_focused()
    assert "b=lambda" in page.url


def test_a_permalink_is_copied(page, context, live_server):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/matrix/rds/guest-os/?kind=database")

    page.get_by_role("link", name="Link to RDS, guest operating system").click()

    expect(page.locator("#live")).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{live_server.url}/matrix/rds/guest-os/"


def test_arrows_reach_the_names_of_services_and_layers(page, live_server):
    page.set_viewport_size(WIDE)
    page.goto(f"{live_server.url}/matrix/")
    page.get_by_role("link", name="EC2, Customer data: Customer", exact=True).focus()

    page.keyboard.press("ArrowUp")
    expect(page.locator("#matrix thead a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#matrix tbody .rowh a").first).to_be_focused()
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{live_server.url}/layers/customer-data/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_cheat_sheet_prints_on_one_page(page, live_server, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/cheat-sheet/")

    printed = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
