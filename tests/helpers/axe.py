"""axe-core on an open page: what it finds there, without the report on all that passed."""

import json

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Measuring contrast is half of the work, and a table repeats itself: of elements that no style sheet could tell apart
# but by their place, it is measured on the first three.
LOOK = """
async (whole) => {
  const name = new Map(), count = new Map(), alike = [];
  for (const element of whole ? [] : document.querySelectorAll("body *")) {
    const own = [...element.attributes].filter(({ name }) => !["id", "href", "for", "name", "value"].includes(name))
      .map(({ name, value }) => value.length < 20 || ["class", "style"].includes(name) ? `${name}=${value}` : name);
    const path = `${name.get(element.parentElement) ?? ""}>${element.tagName}[${own}]`;
    name.set(element, path);
    count.set(path, (count.get(path) ?? 0) + 1);
    if (count.get(path) > 3) alike.push(element);
  }
  alike.forEach((element) => element.setAttribute("data-alike", ""));
  axe.configure({ rules: [{ id: "color-contrast", selector: "*:not([data-alike])" }] });
  // Style sheets are fetched again for rules only that are off.
  const { violations } = await axe.run({ resultTypes: ["violations"], preload: { assets: ["media"] } });
  alike.forEach((element) => element.removeAttribute("data-alike"));
  const wide = document.documentElement.scrollWidth;
  return [
    ...violations.map(({ id, nodes: [first] }) => `${id}: ${first.html.slice(0, 200)}`),
    ...(wide > innerWidth ? [`scrolls sideways to ${wide}`] : []),
  ];
}
"""


def wrong_with(page: Page, *, whole: bool) -> list[str]:
    """What axe finds on the page as it is now, and whether it scrolls sideways; `whole` measures every contrast."""
    return [f"{page.url}: {each}" for each in page.evaluate(f"{AXE_SCRIPT};({LOOK})({json.dumps(whole)})")]
