"""Whether an update loses an answer: `python -m benchmarks.faults.upgrading [--release TAG] [--clients N]`.

Takes the code of a release, by default the last tag, serves it, and brings its database to the current code while
clients answer, in the order of docs/operations.md, *Updates*. Then both versions serve side by side on one database,
as during a reload; at last only the new one is asked. Prints what was answered. Exits 1 if an answer was lost, doubled
or changed, or if a request got an error. The release runs with the libraries of the current code.
"""

import subprocess
from pathlib import Path

from benchmarks.faults.clients import Client, ClientTally, answering, lost_of
from benchmarks.harness import ROOT, OwnSite, WebServer, command, own_folder

STEPS = ["migrate -v0", "createcachetable", "load_content", "collectstatic -v0 --no-input"]


def last_release() -> str:
    """The last tag before this commit, or "" where there is none."""
    describe = ["git", "describe", "--tags", "--abbrev=0"]
    return subprocess.run(describe, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


def unpack(release: str, folder: Path) -> Path:
    folder.mkdir()
    archive = subprocess.run(["git", "archive", release], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603, S607
    subprocess.run(["tar", "--extract", "--directory", str(folder)], input=archive, check=True)  # noqa: S603, S607
    return folder


def main(release: str = "", clients: int = 4) -> int:
    release = release or last_release()
    if not release:
        raise SystemExit("There is no tag yet: name a commit with --release.")
    Client.longest_wait = 60  # a busy machine takes long to start the second site
    before, after = ClientTally(), ClientTally()
    with own_folder() as folder:
        old, new = OwnSite(folder, unpack(release, folder / "release")), OwnSite(folder)
        old.prepare()
        sessions = old.people(2 * clients)
        with old.served() as web, answering(of(web, sessions[:clients], before)):
            before.wait_for(clients)
            for words in STEPS:
                new.python("manage.py", *words.split(), PGOPTIONS="-c lock_timeout=2s")
                answered = len(before.acknowledged)
                print(f"{words}: {answered} answers by then", flush=True)
            with new.served() as newer, answering(of(newer, sessions[clients:], after)):
                before.wait_for(answered + clients)
                after.wait_for(clients)
                before.wanted = 0
                after.wait_for(len(after.acknowledged) + clients)
                after.wanted = 0
        lost = [lost_of(new, tally) for tally in (before, after)]
    failures = before.failures + after.failures
    print(f"{release}: {len(before.acknowledged)} answers; now: {len(after.acknowledged)}; errors: {dict(failures)}")
    return int(any(lost) or bool(failures))


def of(web: WebServer, sessions: list[str], tally: ClientTally) -> list[Client]:
    return [Client(web.port, session, tally, seed) for seed, session in enumerate(sessions)]


if __name__ == "__main__":
    command(main, __doc__)
