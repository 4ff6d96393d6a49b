"""How long it takes from a click to the painted verdict: `python -m benchmarks.verdict [--questions N]`.

Serves the site from a folder of its own, by gunicorn and a PostgreSQL of its own, and answers checks and practices in
Chromium, named by SRM_CHROMIUM. The clock is the browser's: it starts with the click on the answering button and stops
when the frame that shows the verdict has been handed over, two animation frames after the swap. The same is measured
for a request that needs no database and changes nothing, which is what the machine and the frames cost.

Prints JSON; times in milliseconds.
"""

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from benchmarks.killing import CHECK, CSRF, KilledServer, prepare, run, served

TOTAL = "click to painted verdict"
WARM_UP = 10  # answers before those that count: workers import, caches fill
PRACTICE: dict[str, str | float | bool] = {"by": "mixed", "length": "20"}

# Runs before each page's own scripts. `verdict` is what the last click came to.
CLOCK = """
let clicked;
addEventListener("click", ({ target, timeStamp }) => {
  if (target.closest("#question button")) clicked = timeStamp;
}, true);
const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now())));
new MutationObserver(() => {
  if (clicked === undefined || !document.querySelector(".explain")) return;
  const began = clicked;
  clicked = undefined;
  painted((now) => {
    const request = performance.getEntriesByType("resource").findLast(({ name }) => name === location.href);
    window.verdict = { total: now - began, request: request.duration };
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
    """Without end: a check and a practice in turn. Each with the browser's times of one answer."""
    while True:
        for start, choice in ((CHECK, {}), ("/practice/", PRACTICE)):
            headers = {"X-CSRFToken": CSRF, "Referer": site}
            begun = page.request.post(site + start, form=choice, headers=headers)
            page.goto(begun.url)
            while page.locator("form#question").count():
                yield {"nothing": page.evaluate("nothing()"), **answer(page, chance)}
                page.locator("[data-next]").click()
                page.wait_for_function("() => !document.querySelector('.explain')")


def answer(page: Page, chance: random.Random) -> dict[str, float]:
    page.evaluate("delete window.verdict")
    page.evaluate(CHOOSE, chance.random())
    buttons = page.locator("#question .actions button.primary")
    buttons.nth(chance.randrange(buttons.count())).click()
    return page.wait_for_function("() => window.verdict").json_value()


def measured(context: BrowserContext, site: str, count: int, seed: int) -> list[dict[str, float]]:
    page = context.new_page()
    page.add_init_script(CLOCK)
    chance = random.Random(seed)  # noqa: S311  reproducible choices
    times = answers(page, site, chance)
    for _ in range(WARM_UP):
        next(times)
    return [next(times) for _ in range(count)]


def spread(times: list[float]) -> dict[str, float]:
    percentiles = quantiles(times, n=100, method="inclusive")
    return {
        name: round(value, 1)
        for name, value in [("p50", percentiles[49]), ("p95", percentiles[94]), ("max", max(times))]
    }


def timed(browser: Browser, site: KilledServer, session: str, questions: int, seed: int = 1) -> dict[str, Any]:
    """Of somebody who is logged in and has nothing open."""
    address = f"http://127.0.0.1:{site.port}"
    context = browser.new_context()
    cookies = (("sessionid", session), ("csrftoken", CSRF))
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies])
    times = measured(context, address, questions, seed)
    context.close()
    return report(times)


def launched(playwright: Playwright) -> Browser:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=os.environ.get("SRM_CHROMIUM"), args=sandbox)


def main(questions: int, seed: int) -> int:
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name, sync_playwright() as playwright:
        folder = Path(name)
        prepare(folder)
        [session] = json.loads(run(folder, "-m", "benchmarks.killed_site", "people", "1"))
        browser = launched(playwright)
        with served(folder, "srm_site.settings") as site:
            told = timed(browser, site, session, questions, seed)
        browser.close()
        print(json.dumps(told, indent=1))
    return 0


def report(times: list[dict[str, float]]) -> dict[str, Any]:
    return {
        "answers": len(times),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        TOTAL: spread([each["total"] for each in times]),
        "of which the request": spread([each["request"] for each in times]),
        "a request for nothing, painted": spread([each["nothing"] for each in times]),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    sys.exit(main(**vars(parser.parse_args())))
