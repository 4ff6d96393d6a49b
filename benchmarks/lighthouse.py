"""What Lighthouse says of the pages: `python -m benchmarks.lighthouse [--only ADDRESS] [--device NAME] [--why]`.

Serves the site from a folder of its own, with collected static files, a reader of 500 answers and a class of 200.
Lighthouse looks at a page of each kind as a phone on a slow network and as a desktop; or at those with `--only` in the
address. It comes by npx in the version named here, so Node and the network have to be there; the browser is the one
named by SRM_CHROMIUM. Performance is a figure of the machine too: with something else to do on it, it is lower.

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

from benchmarks.harness import OwnSite, WebServer, command, own_site
from benchmarks.speed_site import make

LIGHTHOUSE = "lighthouse@12.8.2"
SECONDS = 180  # for one page; it takes 20 on a quiet machine
FLOORS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 95}
CLOSED = "/account/"  # robots.txt keeps search engines out, so whether they may come in is not asked
DEVICES: dict[str, list[str]] = {"mobile": [], "desktop": ["--preset=desktop"]}


LESSON = "/learn/shared-responsibility-model/"
FOR_VISITORS = f"""
    / /learn/ {LESSON} {LESSON}sources/ /incidents/ /glossary/ /lately/ /matrix/ /matrix/ec2/guest-os/ /changes/
    /services/ /services/ec2/ /layers/ /layers/guest-os/ /compare/?a=ec2&b=rds /twins/ /controls/ /search/?q=patch
    /cheat-sheet/ /account/login/ /account/signup/ /about/ /privacy/ /accessibility/ /shortcuts/ /whole-exam/
"""
FOR_LEARNERS = f"""
    / /learn/ {LESSON} /matrix/?view=mastery /practice/ /plan/ /review/ /exam/ /notes/ /readiness/ /progress/
    /progress/answers/ /progress/confidence/ /progress/misconceptions/ /progress/attempts/ /account/ /account/email/
    {{attempt}}{{asked}}/ {{attempt}}1/
"""
FOR_TEACHERS = """
    /teach/ /teach/students/ /teach/checks/ /teach/items/ /teach/generators/ /teach/import/ /teach/audit/
    /teach/export/ /teach/matrix/ /teach/matrix/services/ /teach/inbox/ /teach/history/ /teach/people/ /teach/schools/
    {cohort} {cohort}map/ {cohort}edit/ {cohort}invites/ {cohort}assignments/ {cohort}lessons/ {cohort}groups/
    {cohort}messages/ {cohort}mail/ {cohort}gradebook/ {cohort}gradebook/settings/
"""


@dataclass(frozen=True)
class AuditedPage:
    whose: str
    url: str
    session: str = ""


def pages(site: OwnSite) -> list[AuditedPage]:
    """An answered question stands at the first place of the reader's attempt, an open one at the last."""
    made = site.call(make, 0)
    reader, teacher = made["readers"][0], made["teacher"]
    attempt, asked, _ = reader["question"].rsplit("/", 2)
    wanted = [
        ("visitor", "", FOR_VISITORS),
        ("learner", reader["session"], FOR_LEARNERS.format(attempt=f"{attempt}/", asked=asked)),
        ("teacher", teacher, FOR_TEACHERS.format(cohort=f"/teach/students/{made['class']}/")),
    ]
    return [AuditedPage(whose, url, session) for whose, session, urls in wanted for url in urls.split()]


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


def audit_pages(web: WebServer, wanted: list[AuditedPage], devices: list[str], folder: Path, why: bool) -> bool:
    """Prints the table; tells whether all floors hold."""
    print("".join(f"{name:>16}" for name in FLOORS))
    fine = True
    for page in wanted:
        for device in devices:
            report = looked_at(web, page, device, folder)
            scores = scores_of(report)
            fine &= all(scores[name] >= floor for name, floor in FLOORS.items())
            told = "".join(f"{score:16}" for score in scores.values())
            print(f"{told}  {page.whose}, {device}: {page.url}", flush=True)
            for cost in costs_of(report) if why else []:
                print(f"    {cost}")
    return fine


def main(only: str = "", device: str = "", why: bool = False) -> int:
    if not shutil.which("npx"):
        raise SystemExit("Lighthouse needs Node: there is no npx.")
    with own_site() as site:
        wanted = [page for page in pages(site) if only in page.url]
        with site.served() as web:
            return int(not audit_pages(web, wanted, [device] if device else list(DEVICES), site.folder, why))


if __name__ == "__main__":
    command(main, __doc__)
