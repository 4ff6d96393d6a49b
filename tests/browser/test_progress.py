"""The mastery map under the hand: keys, the explorer's view switch, paper, and no scripts."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from bank.models import Form
from tests.helpers.past_answers import Given, sat
from tests.helpers.practices import versions_on

pytestmark = pytest.mark.django_db(transaction=True)

CELL = "/matrix/ec2/guest-os/"


@pytest.fixture
def someone_learning(someone, log_in):
    """Whose one answer was about the guest operating system of EC2."""
    version = next(each for each in versions_on("ec2/guest-os", 20) if each.form in (Form.CHOOSE_ONE, Form.OWNER))
    sat(someone, datetime.now(UTC) - timedelta(days=1), [Given(version, right=False)])
    log_in(someone)
    return someone


def test_the_map_is_one_stop_with_arrows_inside_and_enter_opens_the_cell(page, live_server, someone_learning):
    page.goto(f"{live_server.url}/progress/")
    map_ = page.get_by_role("grid")
    first = map_.locator(".cell a").first
    assert map_.locator("a[tabindex='0']").count() == 1

    first.focus()
    for _ in range(11):
        page.keyboard.press("ArrowDown")
    focused = page.locator("#matrix a:focus")
    expect(focused).to_have_attribute("href", CELL)
    expect(focused).to_have_text("EC2, Guest operating system: Learning")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{live_server.url}{CELL}")
    expect(page.get_by_text("1 answer, the last not right on")).to_be_visible()


def test_the_explorer_switches_to_what_you_know_and_says_so(page, live_server, someone_learning):
    page.goto(f"{live_server.url}/matrix/")
    page.get_by_label("Show").select_option("mastery")

    expect(page).to_have_url(re.compile(r"view=mastery"))
    said = page.locator("#live")
    expect(said).to_have_text(re.compile(r"^\d+ facts: 1 learning, \d+ new\.$"))
    facts, _, new = map(int, re.findall(r"\d+", said.inner_text()))
    assert facts == new + 1 > 50
    page.get_by_role("link", name="EC2, Guest operating system: Learning").click()

    expect(page.get_by_text("1 answer, the last not right on")).to_be_visible()
    expect(page.locator("#matrix [aria-current]")).to_have_attribute("href", f"{CELL}?view=mastery")


@pytest.mark.parametrize("width", [320, 375])
def test_eight_services_fit_on_a_phone_and_each_cell_can_be_hit(page, live_server, someone_learning, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/matrix/?view=mastery")

    scroller = page.locator(".scroller")
    assert scroller.evaluate("box => box.scrollWidth <= box.clientWidth")
    box = page.locator("#matrix .cell a").last.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 23


def test_paper_shows_the_whole_map(page, live_server, someone_learning):
    page.set_viewport_size({"width": 700, "height": 1000})  # A4 between its margins
    page.goto(f"{live_server.url}/progress/")
    page.emulate_media(media="print")

    assert page.evaluate("document.documentElement.scrollWidth <= 700")
    assert page.locator(".scroller").evaluate("box => box.scrollHeight <= box.clientHeight + 1")
    dark = page.locator("td[data-memory='learning']").first
    assert dark.evaluate("cell => getComputedStyle(cell).printColorAdjust") == "exact"


def test_without_scripts_the_switch_is_a_form_and_the_map_has_its_words(
    new_context, live_server, someone_learning, context
):
    plain = new_context(java_script_enabled=False)
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(f"{live_server.url}/matrix/")
    page.get_by_label("Show").select_option("mastery")
    page.get_by_role("button", name="Apply").click()

    cell = page.get_by_role("link", name="EC2, Guest operating system: Learning")
    expect(cell).to_be_visible()
    cell.click()
    expect(page.get_by_text("1 answer, the last not right on")).to_be_visible()
