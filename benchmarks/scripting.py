"""Whether anything that somebody writes acts in a browser: `python -m benchmarks.scripting [FILE...]`.

Serves the site from a folder of its own, by gunicorn and a PostgreSQL of its own. Writes payloads, our own and those
in the files named (one a line), into every field that a page may show, a hundred at a time, and opens the pages in
Chromium, named by SRM_CHROMIUM, with the security policy switched off. Counts dialogs, calls of xss() and alert(),
and requests to anywhere else.

Prints JSON; exit status 1 if anything acted.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from playwright.sync_api import Dialog, Page, sync_playwright

from benchmarks.killing import CSRF, run, served
from benchmarks.payloads import PAYLOADS

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
FILL = """
import os, sys, json, django
os.environ["DJANGO_SETTINGS_MODULE"] = "srm_site.settings"
django.setup()
from benchmarks.payloads import fill
print(json.dumps(fill(json.load(open(sys.argv[1])))))
"""


def acted_on(page: Page, site: str) -> Counter:
    """What happened on all pages with what is in the database now."""
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


def lists(files: list[str]) -> list[str]:
    found = list(PAYLOADS)
    for name in files:
        found += [line for line in Path(name).read_text(errors="replace").splitlines() if line.strip()]
    return list(dict.fromkeys(line.replace("\x00", "") for line in found))


def main(files: list[str]) -> int:
    payloads = lists(files)
    found: Counter = Counter()
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name, sync_playwright() as playwright:
        folder = Path(name)
        for command in ("migrate -v0", "createcachetable", "load_content", "collectstatic -v0 --no-input"):
            run(folder, "manage.py", *command.split())
        [session] = json.loads(run(folder, "-m", "benchmarks.killed_site", "people", "1"))
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=os.environ.get("SRM_CHROMIUM"), args=sandbox)
        with served(folder, "srm_site.settings") as server:
            site = f"http://127.0.0.1:{server.port}"
            for start in range(0, len(payloads), AT_ONCE):
                batch = folder / "batch.json"
                batch.write_text(json.dumps(payloads[start : start + AT_ONCE]))
                run(folder, "-c", FILL, str(batch))
                context = browser.new_context(bypass_csp=True)
                cookies = (("sessionid", session), ("csrftoken", CSRF))
                context.add_cookies([{"name": each, "value": value, "url": site} for each, value in cookies])
                page = context.new_page()
                page.add_init_script(TRAP)
                found += acted_on(page, site)
                context.close()
        browser.close()
    print(json.dumps({"payloads": len(payloads), **found}, indent=1))
    return int(bool(set(+found) - {"pages", "pages with payloads"}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    sys.exit(main(parser.parse_args().files))
