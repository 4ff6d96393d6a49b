"""Whether anything that somebody writes acts in a browser: `python -m benchmarks.scripting [FILE...]`.

Writes payloads, our own and those in the files named (one a line), into every field that a page may show, a hundred at
a time, and opens the pages in Chromium, named by SRM_CHROMIUM, with the security policy switched off. Counts dialogs,
calls of xss() and alert(), and requests to anywhere else.

Prints JSON; exit status 1 if anything acted.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Dialog, Page, sync_playwright

from benchmarks.harness import command, own_site
from benchmarks.payloads import PAYLOADS, fill
from benchmarks.verdict import cookies_of, launched

AT_ONCE = 100
PAGES = [
    *(
        "/",
        "/learn/",
        "/learn/shared-responsibility-model/",
        "/learn/hard-cases/?traps=all",
        "/incidents/",
        "/glossary/",
    ),
    *("/lately/", "/matrix/?kind=all", "/matrix/rds/guest-os/", "/changes/", "/services/"),
    *(
        "/services/rds/",
        "/layers/guest-os/",
        "/compare/?a=ec2&b=rds",
        "/twins/ec2/rds/",
        "/controls/",
        "/cheat-sheet/",
        "/practice/",
    ),
    *("/search/?q=xss", "/search/?q=%22%3E%3Cimg+src%3Dx+onerror%3Dxss()%3E", "/progress/", "/plan/", "/account/"),
]
# Runs before anything of the page does.
TRAP = """
window.acted = 0;
for (const name of ["xss", "alert", "confirm", "prompt"]) window[name] = () => { window.acted += 1; };
"""


def acted_on(page: Page, site: str) -> Counter:
    """What happened on all pages with the present content of the database."""
    found: Counter = Counter()

    def note(dialog: Dialog) -> None:
        found["dialogs"] += 1
        dialog.dismiss()

    page.on("dialog", note)
    page.on("request", lambda asked: found.update([] if asked.url.startswith((site, "data:")) else [asked.url[:80]]))
    for address in PAGES:
        page.goto(site + address)
        page.mouse.move(200, 200)
        page.keyboard.press("Tab")
        found["calls"] += page.evaluate("window.acted")
        found["pages"] += 1
        found["pages with payloads"] += "xss" in page.content()
    return found


def lists(files: Sequence[str]) -> list[str]:
    found = list(PAYLOADS)
    for name in files:
        found += [line for line in Path(name).read_text(errors="replace").splitlines() if line.strip()]
    return list(dict.fromkeys(line.replace("\x00", "") for line in found))


def main(*files: str) -> int:
    payloads = lists(files)
    found: Counter = Counter()
    with own_site() as site, sync_playwright() as playwright, launched(playwright) as browser:
        [session] = site.people(1)
        with site.served() as web:
            for start in range(0, len(payloads), AT_ONCE):
                site.call(fill, payloads[start : start + AT_ONCE])
                with browser.new_context(bypass_csp=True) as context:
                    context.add_cookies(cookies_of(session, web))
                    page = context.new_page()
                    page.add_init_script(TRAP)
                    found += acted_on(page, web.url)
    print(json.dumps({"payloads": len(payloads), **found}, indent=1))
    return int(bool(set(+found) - {"pages", "pages with payloads"}))


if __name__ == "__main__":
    command(main, __doc__)
