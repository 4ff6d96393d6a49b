"""What Lighthouse says of the pages: `python -m benchmarks.lighthouse [--only NAME] [--why]`.

Serves the site from a folder of its own, with collected static files. Lighthouse looks at each page as a phone on a
slow network and as a desktop. It comes by npx in the version named here, so Node and the network have to be there; the
browser is the one named by SRM_CHROMIUM. Performance is a figure of the machine too: with something else to do on it,
it is lower.

Prints a line for each page with its four scores, with `--why` also what cost points. Exits 1 where a floor of
docs/quality.md is missed.
"""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.faults.clients import Client, ClientTally
from benchmarks.harness import WebServer, command, own_site

LIGHTHOUSE = "lighthouse@12.8.2"
SECONDS = 180  # for one page; it takes 20 on a quiet machine
FLOORS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 95}
CLOSED = "/account/"  # robots.txt keeps search engines out, so whether they may come in is not asked
DEVICES: dict[str, list[str]] = {"mobile": [], "desktop": ["--preset=desktop"]}


@dataclass(frozen=True)
class AuditedPage:
    name: str
    url: str
    session: str = ""


def pages(session: str, question: str) -> list[AuditedPage]:
    return [
        AuditedPage("home", "/"),
        AuditedPage("lesson", "/learn/shared-responsibility-model/"),
        AuditedPage("matrix", "/matrix/"),
        AuditedPage("log in", "/account/login/"),
        AuditedPage("home, signed in", "/", session),
        AuditedPage("lesson, signed in", "/learn/shared-responsibility-model/", session),
        AuditedPage("question, signed in", question, session),
    ]


def looked_at(web: WebServer, page: AuditedPage, device: str, folder: Path) -> dict[str, Any]:
    """Lighthouse's report."""
    headers = folder / "headers.json"
    headers.write_text(json.dumps({"Cookie": f"sessionid={page.session}"} if page.session else {}))
    done = subprocess.run(  # noqa: S603
        [
            *[str(shutil.which("npx")), "--yes", LIGHTHOUSE, f"{web.url}{page.url}"],
            *["--quiet", "--output=json", f"--only-categories={','.join(FLOORS)}", f"--extra-headers={headers}"],
            f"--chrome-flags=--headless=new {'--no-sandbox' if os.geteuid() == 0 else ''}",
            *DEVICES[device],
            *(["--skip-audits=is-crawlable"] if page.url.startswith(CLOSED) else []),
        ],
        cwd=folder,
        env=os.environ | {"CHROME_PATH": os.environ["SRM_CHROMIUM"]},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"Lighthouse failed at {page.url}:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def scores_of(report: dict[str, Any]) -> dict[str, int]:
    return {name: round(100 * report["categories"][name]["score"]) for name in FLOORS}


def costs_of(report: dict[str, Any]) -> list[str]:
    """The audits that lower a score."""
    return [
        f"{name}: {each['id']} {audit['score']} {audit.get('displayValue', '')}".rstrip()
        for name in FLOORS
        for each in report["categories"][name]["auditRefs"]
        if each["weight"] and (audit := report["audits"][each["id"]])["score"] not in (None, 1)
    ]


def audit_pages(web: WebServer, wanted: list[AuditedPage], folder: Path, why: bool) -> bool:
    """Prints the table; tells whether all floors hold."""
    print(f"{'':28}" + "".join(f"{name:>16}" for name in FLOORS))
    fine = True
    for page in wanted:
        for device in DEVICES:
            report = looked_at(web, page, device, folder)
            scores = scores_of(report)
            fine &= all(scores[name] >= floor for name, floor in FLOORS.items())
            print(f"{page.name + ', ' + device:28}" + "".join(f"{score:16}" for score in scores.values()), flush=True)
            for cost in costs_of(report) if why else []:
                print(f"    {cost}")
    return fine


def main(only: str = "", why: bool = False) -> int:
    if not shutil.which("npx"):
        raise SystemExit("Lighthouse needs Node: there is no npx.")
    with own_site() as site:
        [session] = site.people(1)
        with site.served() as web:
            question = Client(web.port, session, ClientTally()).begin_a_check()
            wanted = [page for page in pages(session, question) if only in page.name]
            return int(not audit_pages(web, wanted, site.folder, why))


if __name__ == "__main__":
    command(main, __doc__)
