"""Text twice as large, as somebody sets it in the browser, and pages at 400 %: all of it can still be read."""

import pytest

from tests.helpers.sittings import answer_all, begin

pytestmark = pytest.mark.django_db(transaction=True)

# Text that its own box cuts off, or that stands beside the window. What scrolls by itself may be wider, as a table.
LOST = """() => {
  const width = document.documentElement.clientWidth;
  const cuts = (overflow) => ["hidden", "clip"].includes(overflow);
  const scrolls = (element) =>
    element && (["auto", "scroll"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const isForEarsOnly = (element) =>
    element && (getComputedStyle(element).clipPath !== "none" || isForEarsOnly(element.parentElement));
  const isLost = (element) => {
    const { left, right, bottom } = element.getBoundingClientRect();
    const { overflowX, overflowY } = getComputedStyle(element);
    const beside = bottom > 0 && (left < -1 || right > width + 1) && !scrolls(element.parentElement);
    const cutOff =
      (cuts(overflowX) && element.scrollWidth > element.clientWidth + 2) ||
      (cuts(overflowY) && element.scrollHeight > element.clientHeight + 2);
    return beside || cutOff;
  };
  return [...document.querySelectorAll("body *:not(svg, svg *)")]
    .filter((element) => element.getClientRects().length && element.textContent.trim())
    .filter((element) => !isForEarsOnly(element) && isLost(element))
    .map((element) => element.outerHTML.slice(0, 120));
}"""


@pytest.fixture
def large(page, live_server):
    """Opens an address with text of 32 pixels in place of 16, and says what is lost."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})

    def large(address: str) -> list[str]:
        page.goto(f"{live_server.url}{address}")
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return [f"{address}: {lost}" for lost in page.evaluate(LOST)] + (
            [f"{address}: {wide} too wide"] if wide else []
        )

    return large


@pytest.mark.parametrize("width", [1280, pytest.param(768, marks=pytest.mark.long)])
def test_nothing_is_lost_with_text_twice_as_large(large, page, someone, log_in, width):
    page.set_viewport_size({"width": width, "height": 900})
    visitors = [wrong for address in ("/", "/account/login/") for wrong in large(address)]
    log_in(someone)
    done, attempt = answer_all(begin(someone), wrong={2}), begin(someone)
    addresses = [
        "/",
        "/learn/shared-responsibility-model/",
        "/matrix/",
        f"/practice/{attempt.pk}/1/",
        f"/practice/{done.pk}/2/",
        "/review/",
        "/plan/",
        "/progress/",
        "/notes/",
    ]

    assert visitors + [wrong for address in addresses for wrong in large(address)] == []


def test_nothing_is_lost_on_a_phone_with_text_twice_as_large(large, page, someone, log_in):
    page.set_viewport_size({"width": 390, "height": 844})
    visitors = [wrong for address in ("/", "/account/login/") for wrong in large(address)]
    log_in(someone)
    done, attempt = answer_all(begin(someone), wrong={2}), begin(someone)
    addresses = [
        "/",
        "/learn/security-vocabulary/",
        "/learn/shared-responsibility-model/",
        "/matrix/",
        f"/practice/{attempt.pk}/1/",
        f"/practice/{done.pk}/2/",
        "/practice/",
        "/plan/",
        "/progress/",
        "/notes/",
    ]

    assert visitors + [wrong for address in addresses for wrong in large(address)] == []


def test_nothing_of_a_teachers_is_lost_with_text_twice_as_large(large, page, teacher, log_in):
    page.set_viewport_size({"width": 1280, "height": 900})
    log_in(teacher)

    assert [wrong for address in ("/teach/", "/teach/items/", "/teach/students/") for wrong in large(address)] == []


STANDING = """() =>
  [...document.querySelectorAll("body *")]
    .filter((element) => ["fixed", "sticky"].includes(getComputedStyle(element).position))
    .map((element) => [element.className, element.getBoundingClientRect()])
    .filter(([, { width, height }]) => width > innerWidth / 2 && height > 24)
    .map(([name]) => name)
"""


def test_at_400_percent_nothing_stands_in_the_way_of_reading(page, someone, log_in, live_server):
    """1280 by 1024 pixels at 400 % are 320 by 256: bars that stand still would take more than half of them."""
    page.set_viewport_size({"width": 320, "height": 256})
    log_in(someone)
    attempt = begin(someone)

    for address in ("/", f"/practice/{attempt.pk}/1/", "/account/"):
        page.goto(f"{live_server.url}{address}")
        assert page.evaluate(STANDING) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == 320
