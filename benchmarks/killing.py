"""Whether answers survive faults: `python -m benchmarks.killing [--answers N] [--clients N] [--kills N] [--hasty]`.

Serves the site from a folder of its own, by gunicorn and a PostgreSQL of its own with durable settings. Clients answer
checks, each answer with the event of its form, and send again whatever was not acknowledged, sometimes with another
choice. Meanwhile workers, the master, database backends and the postmaster are killed, connections are cut, and the
database is stopped; with `--full-disk` its disk is filled, too. In the end everything that was acknowledged is looked
up. Exits 1 if an answer is lost, doubled or changed. `--hasty` serves a site that acknowledges before it commits, to
show that this would notice.
"""

import argparse
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.faults import Faults, own_disk

ROOT = Path(__file__).parent.parent
CHECK = "/learn/shared-responsibility-model/check/"
CSRF = "abcdefghijklmnopqrstuvwxyz012345"
KEY = "of-the-sites-that-benchmarks-start-with-a-server-of-their-own"
SECONDS_TO_GIVE_UP = 180


@dataclass(frozen=True)
class Acknowledged:
    """What a client was told: at which question, for which signed event, which option is its answer, right or not."""

    url: str
    event: str
    answer: str
    verdict: str


@dataclass
class ClientTally:
    """What all clients have come to."""

    wanted: int
    acknowledged: list[Acknowledged] = field(default_factory=list)
    sent_again: int = 0
    failures: Counter = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_done(self) -> bool:
        return len(self.acknowledged) >= self.wanted or bool(self.complaints)


class Failed(Exception):
    """No answer, or that of a server in trouble: to be sent again."""


@dataclass
class Reply:
    status: int
    body: str
    location: str


class Client(threading.Thread):
    """One learner, who answers check after check and never gives up."""

    longest_wait = 20.0  # seconds for an answer

    def __init__(self, port: int, session: str, tally: ClientTally, seed: int):
        super().__init__(daemon=True)
        self.port, self.session, self.tally = port, session, tally
        self.random = random.Random(seed)  # noqa: S311  reproducible choices
        self.connection: HTTPConnection | None = None

    def run(self) -> None:
        try:
            while not self.tally.is_done:
                self.answer_a_check()
        except Exception as error:
            self.tally.complaints.append(f"a client stopped: {error!r}")

    def answer_a_check(self) -> None:
        url: str | None = self.until_served(lambda: self.send("POST", CHECK)).location
        while url and url.startswith("/practice/") and not self.tally.is_done:
            url = self.answer(url)

    def answer(self, url: str) -> str | None:
        """Answers one question; returns where it goes on."""
        page = self.until_served(lambda: self.send("GET", url)).body
        event = re.search(r'name="event" value="([^"]+)"', page)
        if event is None:
            raise AssertionError(f"{url} shows no question")
        tokens = re.findall(r'name="choice" id="[^"]+" value="([^"]+)"', page)

        def post() -> Reply:
            # Another choice each time: what was stored first stands, whichever it is.
            body = {"event": unescape(event[1]), "choice": self.random.choice(tokens)}
            return self.send("POST", url, body)

        reply = self.until_served(post)
        if reply.status != 200:
            self.tally.complaints.append(f"{url}: an event sent again was answered by {reply.status}")
            return None
        self.note(url, unescape(event[1]), reply.body)
        following = re.search(r'data-next href="([^"]+)"', reply.body)
        return following[1] if following else None

    def note(self, url: str, event: str, page: str) -> None:
        chosen = next(row for row in re.findall(r'<li class="opt .*?</li>', page, re.DOTALL) if "Your answer" in row)
        text = re.search(r'<span class="text">(.*?)</span>', chosen, re.DOTALL)
        verdict = re.search(r'<li class="opt (\w+)"', chosen)
        if text is None or verdict is None:
            raise AssertionError(f"{url} does not say what was answered")
        told = Acknowledged(url, event, unescape(text[1]), verdict[1])
        with self.tally.lock:
            self.tally.acknowledged.append(told)

    def until_served(self, send: Callable[[], Reply]) -> Reply:
        end = time.monotonic() + SECONDS_TO_GIVE_UP
        while True:
            try:
                return send()
            except Failed as failed:
                if time.monotonic() > end:
                    raise
                with self.tally.lock:
                    self.tally.sent_again += 1
                    self.tally.failures[str(failed)] += 1
                time.sleep(self.random.uniform(0.05, 0.4))

    def send(self, method: str, url: str, fields: dict[str, str] | None = None) -> Reply:
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if fields is not None:
            headers["HX-Request"] = "true"
        try:
            self.connection = self.connection or HTTPConnection("127.0.0.1", self.port, timeout=self.longest_wait)
            self.connection.request(method, url, urlencode(fields or {}), headers)
            reply = self.connection.getresponse()
            body = reply.read().decode()
        except (OSError, HTTPException) as error:
            self.connection = None
            raise Failed(type(error).__name__) from error
        if reply.status >= 500:
            raise Failed(f"status {reply.status}")
        return Reply(reply.status, body, reply.headers.get("Location", ""))


class KilledServer:
    """gunicorn, started again whenever its master is gone. The harness holds the port, as systemd would."""

    def __init__(self, folder: Path, settings: str, variables: dict[str, str] | None = None):
        self.folder, self.settings, self.variables = folder, settings, variables or {}
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.listener.set_inheritable(True)
        self.log = (folder / "gunicorn.log").open("a")
        self.stopping = False
        self.start()
        threading.Thread(target=self.keep, daemon=True).start()

    @property
    def port(self) -> int:
        return self.listener.getsockname()[1]

    def start(self) -> None:
        descriptor = self.listener.fileno()
        options = ["--config", "python:serving.web_server", "--bind", f"fd://{descriptor}"]
        own = {"SRM_DATABASE_USER": "srm_app", "DJANGO_SETTINGS_MODULE": self.settings, **self.variables}
        self.master = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "gunicorn", "srm_site.wsgi:application", *options],
            cwd=ROOT,
            env=environment(self.folder) | own,
            pass_fds=[descriptor],
            stderr=self.log,
        )

    def keep(self) -> None:
        while not self.stopping:
            self.master.wait()
            if not self.stopping:
                self.start()

    def stop(self) -> None:
        self.stopping = True
        self.master.terminate()
        self.master.wait(60)
        self.listener.close()


def break_along(faults: Faults, tally: ClientTally, count: int, chance: random.Random) -> Counter:
    """Spread over the answers: each kind in turn, at a moment of its own."""
    caused: Counter = Counter()
    kinds = list(faults.kinds)
    for number in range(count):
        due = tally.wanted * (number + chance.uniform(0.3, 0.9)) / count
        while len(tally.acknowledged) < due and not tally.is_done:
            time.sleep(0.01)
        kind = kinds[number % len(kinds)]
        while not tally.is_done and not faults.cause(kind):
            time.sleep(0.05)
        if not tally.is_done:
            caused[kind] += 1
            print(f"  {len(tally.acknowledged)} acknowledged: {kind}", flush=True)
    return caused


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SRM_PRODUCTION")}
    own = {"SRM_DATA_DIR": str(folder), "SRM_STATIC_ROOT": str(folder / "static"), "SECRET_KEY": KEY}
    return kept | own | {"SRM_PRODUCTION": "false"}


def run(folder: Path, *command: str, **variables: str) -> str:
    """Output of a Python command that must succeed."""
    env = environment(folder) | variables
    done = subprocess.run(  # noqa: S603
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def prepare(folder: Path) -> None:
    """A site of its own in the folder, with its content and its static files."""
    print("Preparing a site of its own", file=sys.stderr, flush=True)
    for command in ("migrate -v0", "createcachetable", "load_content", "collectstatic -v0 --no-input"):
        run(folder, "manage.py", *command.split())


@contextmanager
def served(folder: Path, settings: str, variables: dict[str, str] | None = None) -> Iterator[KilledServer]:
    site = KilledServer(folder, settings, variables)
    try:
        yield site
    finally:
        site.stop()


def main(answers: int, clients: int, kills: int, hasty: bool, full_disk: bool, seed: int) -> int:
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name, ExitStack() as stack:
        folder = Path(name)
        if full_disk:
            stack.enter_context(own_disk(folder))
        prepare(folder)
        sessions = json.loads(run(folder, "-m", "benchmarks.killed_site", "people", str(clients)))
        tally = ClientTally(answers)
        chance = random.Random(seed)  # noqa: S311  reproducible faults
        began = time.monotonic()
        with served(folder, "benchmarks.hasty" if hasty else "srm_site.settings") as site:
            faults = Faults(folder, lambda: site.master.pid, chance, has_own_disk=full_disk)
            threads = [Client(site.port, session, tally, seed + n) for n, session in enumerate(sessions)]
            for thread in threads:
                thread.start()
            caused = break_along(faults, tally, kills, chance)
            for thread in threads:
                thread.join(SECONDS_TO_GIVE_UP)
        seconds = time.monotonic() - began
        (folder / "acknowledged.json").write_text(json.dumps([asdict(each) for each in tally.acknowledged]))
        found = json.loads(run(folder, "-m", "benchmarks.killed_site", "look-up", str(folder / "acknowledged.json")))
        if full_disk:
            print(f"writes that found no room on the disk: {faults.refused}")
        return report(tally, caused, found, seconds, clients)


def report(tally: ClientTally, caused: Counter, found: dict, seconds: float, clients: int) -> int:
    print(f"{clients} clients, {len(tally.acknowledged)} answers acknowledged in {seconds:.0f} s")
    print(f"{dict(caused)}; sent again: {tally.sent_again} ({dict(tally.failures)})")
    print(f"lost {found['lost']}, doubled {found['doubled']}, changed {found['changed']} of those acknowledged")
    print(f"stored without having been acknowledged: {found['unacknowledged']}")
    print(f"projections that differ from the ledger: {found['differences']}")
    for complaint in [*tally.complaints, *found["examples"]][:10]:
        print(f"  {complaint}")
    wrong = found["lost"] + found["doubled"] + found["changed"] + found["differences"] + len(tally.complaints)
    print("Nothing was lost." if not wrong else "Something was lost.")
    return int(bool(wrong))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--kills", type=int, default=12, help="how many faults")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hasty", action="store_true", help="serve a site that acknowledges before it commits")
    parser.add_argument("--full-disk", action="store_true", help="on a disk of its own, which is filled; needs root")
    sys.exit(main(**vars(parser.parse_args())))
