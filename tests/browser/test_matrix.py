import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 375, "height": 800}


def test_a_cell_opens_beside_the_grid_and_keeps_the_focus(page, live_server):
    page.set_viewport_size(WIDE)
    page.goto(f"{live_server.url}/matrix/")

    page.get_by_role("link", name="RDS, Guest operating system").click()

    expect(page.locator("#cell-detail h2")).to_have_text("Guest operating system")
    expect(page).to_have_url(f"{live_server.url}/matrix/rds/guest-os/")
    expect(page.locator("#live")).to_have_text("RDS, guest operating system: AWS. Details beside the grid")
    expect(page.locator("#matrix [aria-current]")).to_be_focused()


def test_on_a_phone_the_opened_cell_takes_the_focus_and_nothing_is_announced(page, live_server):
    page.set_viewport_size(NARROW)
    page.goto(f"{live_server.url}/matrix/?service=rds")

    page.get_by_role("link", name="RDS, Guest operating system").click()

    expect(page.locator("#cell-detail h2")).to_be_focused()
    expect(page.locator("#live")).to_be_empty()


def test_arrows_walk_the_grid_as_one_stop_of_the_tab_key(page, live_server):
    page.set_viewport_size(WIDE)
    page.goto(f"{live_server.url}/matrix/")
    page.get_by_role("link", name="EC2, Customer data: Customer", exact=True).focus()

    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "End", "ArrowLeft"):
        page.keyboard.press(key)

    expect(page.get_by_role("link", name="Lambda, Application code")).to_be_focused()
    assert page.locator('#matrix a[tabindex="0"]').count() == 1


def test_a_filter_says_how_much_is_left_and_stays_in_the_address(page, live_server):
    page.set_viewport_size(WIDE)
    page.goto(f"{live_server.url}/matrix/")

    page.get_by_label("Owner").focus()
    page.get_by_label("Owner").select_option("shared")

    expect(page.locator("#live")).to_contain_text("cells shown")
    expect(page.get_by_label("Owner")).to_be_focused()
    assert "owner=shared" in page.url


def test_the_picker_of_a_phone_changes_the_column(page, live_server):
    page.set_viewport_size(NARROW)
    page.goto(f"{live_server.url}/matrix/")

    page.get_by_role("navigation", name="Choose a service").get_by_role("link", name="Lambda").click()

    expect(page.locator("#live")).to_contain_text("Lambda.")
    expect(page.get_by_role("link", name="Lambda, Guest operating system")).to_be_visible()
    expect(page.get_by_role("link", name="EC2, Guest operating system")).to_be_hidden()


def test_without_script_filters_and_cells_are_pages(new_context, live_server):
    page = new_context(java_script_enabled=False, viewport=WIDE).new_page()
    page.goto(f"{live_server.url}/matrix/")

    page.get_by_label("Services").select_option("database")
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("link", name="Aurora, Guest operating system").click()

    expect(page.locator("#cell-detail h2")).to_have_text("Guest operating system")
    expect(page).to_have_url(f"{live_server.url}/matrix/aurora/guest-os/?kind=database")


def test_a_learner_says_what_is_wrong_without_leaving_the_matrix(page, live_server, someone, log_in):
    log_in(someone)
    page.goto(f"{live_server.url}/matrix/rds/guest-os/")

    page.get_by_role("link", name="Something wrong here?").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("This is wrong because").fill("AWS lets you log in there since last week.")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("Sent. You’ll see the answer here")).to_be_focused()
    assert page.url == f"{live_server.url}/matrix/rds/guest-os/"


def test_changes_are_filtered_in_place(page, live_server):
    page.goto(f"{live_server.url}/changes/")

    page.get_by_label("Service").select_option("rds")

    expect(page).to_have_url(f"{live_server.url}/changes/?service=rds&layer=")
    expect(page.locator("#live")).to_have_text(re.compile(r"^\d+ changes?$"))
    expect(page.get_by_role("link", name="Follow as a feed")).to_have_attribute("href", "/changes/feed/?service=rds")


@pytest.mark.parametrize(("address", "services"), [("/matrix/", 8), ("/matrix/?kind=all", 48)])
def test_paper_shows_every_service_though_it_is_as_narrow_as_a_phone(page, live_server, address, services):
    page.set_viewport_size({"width": 740, "height": 1000})
    page.goto(live_server.url + address)

    page.emulate_media(media="print")

    assert page.locator("#matrix tbody tr:nth-child(2)").first.locator("td:visible").count() == services
    assert page.evaluate("document.documentElement.scrollWidth") == 740


SIZES = [WIDE, {"width": 1366, "height": 768}, NARROW]
QUERIES = ["", "?kind=all", "?view=mastery", "?view=mastery&kind=all"]
HIDDEN = "frame => frame.scrollHeight - frame.clientHeight"


@pytest.mark.parametrize(
    ("query", "size"),
    [
        pytest.param(
            query,
            size,
            marks=[] if turn == number % len(SIZES) else [pytest.mark.long],
            id=f"{query}-{size['width']}",
        )
        for number, query in enumerate(QUERIES)
        for turn, size in enumerate(SIZES)
    ],
)
def test_the_foot_of_the_matrix_is_reached_by_scrolling_the_page(page, live_server, log_in, someone, size, query):
    log_in(someone)
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/matrix/{query}")

    assert page.locator(".scroller").evaluate(HIDDEN) == 0
    page.mouse.move(size["width"] / 3, size["height"] / 2)
    page.mouse.wheel(0, 5000)
    expect(page.locator(".foot")).to_be_in_viewport()
    page.locator("#matrix tr").last.scroll_into_view_if_needed()
    expect(page.locator("#matrix tr").last).to_be_in_viewport()


@pytest.mark.parametrize("query", ["", "?kind=all"])
def test_the_names_of_services_stay_in_sight(page, live_server, query):
    page.set_viewport_size({"width": 1366, "height": 600})
    page.goto(f"{live_server.url}/matrix/{query}")

    page.get_by_role("link", name="EC2, Physical facilities", exact=False).first.scroll_into_view_if_needed()

    head = page.locator("#matrix thead").get_by_role("link", name="EC2", exact=True)
    expect(head).to_be_in_viewport()
    head.click(trial=True)  # nothing lies over it


def test_on_a_phone_the_names_above_a_mastery_map_stay_in_sight(page, live_server):
    """They run sideways there."""
    page.set_viewport_size(NARROW)
    page.goto(f"{live_server.url}/matrix/?view=mastery")

    page.get_by_role("link", name="EC2, Physical facilities", exact=False).first.scroll_into_view_if_needed()

    page.locator("#matrix thead").get_by_role("link", name="EC2", exact=True).click(trial=True)


def test_many_services_are_scrolled_sideways_and_the_layers_stay(page, live_server):
    page.set_viewport_size(WIDE)
    page.goto(f"{live_server.url}/matrix/?kind=all")

    page.locator("#matrix .cell a").nth(30).focus()

    assert page.locator(".scroller").evaluate("frame => frame.scrollLeft") > 0
    page.get_by_role("link", name="Customer data", exact=True).click(trial=True)
