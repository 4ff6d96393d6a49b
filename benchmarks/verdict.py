"""How long it takes from a click to the painted verdict: `python -m benchmarks.verdict [--questions N]`.

Answers checks and practices in Chromium, named by SRM_CHROMIUM. The clock is the browser's: it starts with the click
on the answering button and stops when the frame that shows the verdict has been handed over, two animation frames
after the swap. Its parts are from the click to the request, the request with the server's reply in it, from the reply
to the swap, and the frames. The same is measured for a request that needs no database and changes nothing, which is
what the machine and the frames cost.

Prints JSON; times in milliseconds.
"""

import json
import os
import random
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from benchmarks.harness import CHECK, CSRF, WebServer, command, own_site, spread

TOTAL = "click to painted verdict"
WARM_UP = 10  # answers before those that count: workers import, caches fill
PRACTICE: dict[str, str | float | bool] = {"by": "mixed", "length": "20"}

# Runs before each page's own scripts. `verdict` promises what the next click comes to.
CLOCK = """
let clicked, tell;
window.expectVerdict = () => { window.verdict = new Promise((done) => { tell = done; }); };
addEventListener("click", ({ target, timeStamp }) => {
  if (target.closest("#question button")) clicked = timeStamp;
}, true);
const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now())));
new MutationObserver(() => {
  if (clicked === undefined || !document.querySelector(".brief")) return;
  const began = clicked, swapped = performance.now();
  clicked = undefined;
  painted((now) => {
    const { startTime, requestStart, responseStart, responseEnd, duration } =
      performance.getEntriesByType("resource").findLast(({ name }) => name === location.href);
    tell({
      total: now - began, before: startTime - began, request: duration, server: responseStart - requestStart,
      swap: swapped - responseEnd, frames: now - swapped,
    });
  });
}).observe(document, { childList: true, subtree: true });
window.nothing = async () => {
  const began = performance.now();
  await (await fetch("/healthz", { cache: "no-store" })).text();
  return new Promise((done) => painted((now) => done(now - began)));
};
"""

# An option of each group, or as many as are asked for.
CHOOSE = """
(chance) => {
  const inputs = [...document.querySelectorAll("#question :is([type=radio], [type=checkbox])")];
  const groups = Map.groupBy(inputs, ({ name }) => name);
  const wanted = Number(document.querySelector("#question .hint")?.textContent.match(/Choose (\\d)/)?.[1] ?? 1);
  for (const group of groups.values())
    for (let n = 0; n < wanted; n++) group[(Math.floor(chance * group.length) + n) % group.length].click();
}
"""


def answers(page: Page, site: str, chance: random.Random) -> Iterator[dict[str, float]]:
    """Yields the browser's times of one answer after the other, from checks and practice in turn, without end."""
    while True:
        for start, choice in ((CHECK, {}), ("/practice/", PRACTICE)):
            headers = {"X-CSRFToken": CSRF, "Referer": site}
            begun = page.request.post(site + start, form=choice, headers=headers)
            page.goto(begun.url)
            while page.locator("form#question").count():
                yield {"nothing": page.evaluate("nothing()"), **answer(page, chance)}
                page.locator("[data-next]").click()
                page.locator(".brief").wait_for(state="detached")


def answer(page: Page, chance: random.Random) -> dict[str, float]:
    page.evaluate("expectVerdict()")
    page.evaluate(CHOOSE, chance.random())
    buttons = page.locator("#question .actions button.primary")
    buttons.nth(chance.randrange(buttons.count())).click()
    return page.evaluate("verdict")


def measured(context: BrowserContext, site: str, count: int, seed: int) -> list[dict[str, float]]:
    page = context.new_page()
    page.add_init_script(CLOCK)
    chance = random.Random(seed)  # noqa: S311  reproducible choices
    times = answers(page, site, chance)
    for _ in range(WARM_UP):
        next(times)
    return [next(times) for _ in range(count)]


def timed(browser: Browser, web: WebServer, session: str, questions: int, seed: int = 1) -> dict[str, Any]:
    """The times of a learner who is logged in and has no open attempt."""
    context = browser.new_context()
    context.add_cookies(cookies_of(session, web))
    times = measured(context, web.url, questions, seed)
    context.close()
    return report(times)


def cookies_of(session: str, web: WebServer) -> list[Any]:
    cookies = {"sessionid": session, "csrftoken": CSRF}
    return [{"name": name, "value": value, "url": web.url} for name, value in cookies.items()]


def launched(playwright: Playwright) -> Browser:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=os.environ.get("SRM_CHROMIUM"), args=sandbox)


def report(times: list[dict[str, float]]) -> dict[str, Any]:
    names = {
        "total": TOTAL,
        "before": "of which before the request",
        "request": "of which the request",
        "server": "of which until the reply begins",
        "swap": "of which from the reply to the swap",
        "frames": "of which two frames",
        "nothing": "a request for nothing, painted",
    }
    figures = {told: spread([each[name] for each in times], 50, 95) for name, told in names.items()}
    return {
        "answers": len(times),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        **{
            told: {"p50": round(p50, 1), "p95": round(p95, 1), "max": round(most, 1)}
            for told, (p50, p95, most) in figures.items()
        },
    }


def main(questions: int = 200, seed: int = 1) -> int:
    with own_site() as site, sync_playwright() as playwright, launched(playwright) as browser:
        [session] = site.people(1)
        with site.served() as web:
            print(json.dumps(timed(browser, web, session, questions, seed), indent=1))
    return 0


if __name__ == "__main__":
    command(main, __doc__)
