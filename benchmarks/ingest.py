"""How fast answers come in through the site: `python -m benchmarks.ingest FOLDER ... [--answers N] [--rounds N]`.

Each folder is an `SRM_DATA_DIR`, filled as for `benchmarks.growth`. In turn each is served, and learners go through
checks as fast as they get replies. Prints the medians of answers a second, and of the processor time of web server and
database for an answer and the question before it, which other work on the machine changes less. Adds these learners.
"""

import time
from pathlib import Path
from statistics import median

from benchmarks.faults.clients import Client, ClientTally, answering
from benchmarks.harness import OwnSite, command
from benchmarks.speed import ms_of_cpu

WARM = 100  # answers


def measure(site: OwnSite, sessions: list[str], answers: int) -> tuple[float, float, float]:
    """Answers a second, and milliseconds of the web server and of the database for each."""
    tally = ClientTally()
    with site.served() as web, answering([Client(web.port, session, tally) for session in sessions]):
        tally.wait_for(WARM)
        began, first = time.monotonic(), len(tally.acknowledged)
        before = ms_of_cpu(web.processes), ms_of_cpu(site.database.processes)
        tally.wait_for(first + answers)
        count, took = len(tally.acknowledged) - first, time.monotonic() - began
        after = ms_of_cpu(web.processes), ms_of_cpu(site.database.processes)
        tally.wanted = 0
    if tally.complaints:
        raise SystemExit("\n".join(tally.complaints))
    return count / took, (after[0] - before[0]) / count, (after[1] - before[1]) / count


def main(*folders: Path, answers: int = 1000, rounds: int = 3, clients: int = 8) -> None:
    sites = [OwnSite(folder.resolve()) for folder in folders]
    for site in sites:
        site.manage("collectstatic -v0 --no-input")
    sessions = [site.people(clients) for site in sites]
    found = [[measure(site, some, answers) for site, some in zip(sites, sessions, strict=True)] for _ in range(rounds)]
    for folder, rates in zip(folders, zip(*found, strict=True), strict=True):
        a_second, of_web, of_database = (median(each) for each in zip(*rates, strict=True))
        print(f"{folder}: {a_second:.0f} answers a second; {of_web:.1f} + {of_database:.1f} ms of processor each")


if __name__ == "__main__":
    command(main, __doc__)
