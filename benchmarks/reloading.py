"""Whether a deploy cuts anybody off: `python -m benchmarks.reloading [--clients N]`.

Serves the site from a folder of its own, on a socket that this command holds as systemd would. Clients answer
checks, half of them on kept connections and half on a new one each time. The site is reloaded (SIGHUP) three times,
and stopped and started (SIGTERM) twice. Prints how many requests were answered, cut, or told to come again (503, on a
machine with too much to do), and how long each stop took. Exits 1 if a request was cut, or if a stop took 30 seconds.
"""

import argparse
import json
import signal
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.killing import SECONDS_TO_GIVE_UP, Client, ClientTally, KilledServer, Reply, prepare, run, served
from benchmarks.processes import children_of


class NewConnectionClient(Client):
    """A client who keeps no connection."""

    def send(self, method: str, url: str, fields: dict[str, str] | None = None) -> Reply:
        try:
            return super().send(method, url, fields)
        finally:
            if self.connection:
                self.connection.close()
            self.connection = None


def reload(site: KilledServer) -> float:
    """Returns how long the last old worker stayed."""
    old = set(children_of(site.master.pid))
    began = time.monotonic()
    site.master.send_signal(signal.SIGHUP)
    while old & set(children_of(site.master.pid)):
        time.sleep(0.05)
    return time.monotonic() - began


def stop(site: KilledServer) -> float:
    master = site.master
    began = time.monotonic()
    master.terminate()
    master.wait(60)  # the site's keeper starts another
    return time.monotonic() - began


def more_answers(tally: ClientTally, number: int) -> None:
    before, end = len(tally.acknowledged), time.monotonic() + SECONDS_TO_GIVE_UP
    while len(tally.acknowledged) < before + number:
        if tally.is_done or time.monotonic() > end:
            raise SystemExit(f"Nobody could answer any more: {tally.complaints or dict(tally.failures)}")
        time.sleep(0.05)


def main(clients: int, seed: int) -> int:
    with tempfile.TemporaryDirectory(prefix="whose-layer-") as name:
        folder = Path(name)
        prepare(folder)
        Client.longest_wait = 60  # a busy machine takes long to start the site, which cuts nobody off
        sessions = json.loads(run(folder, "-m", "benchmarks.killed_site", "people", str(clients)))
        tally = ClientTally(sys.maxsize)
        stops = []
        with served(folder, "srm_site.settings") as site:
            kinds = [Client, NewConnectionClient]
            threads = [kinds[n % 2](site.port, session, tally, seed + n) for n, session in enumerate(sessions)]
            for thread in threads:
                thread.start()
            more_answers(tally, clients)  # workers have imported everything
            tally.failures.clear()
            for way in (reload, reload, reload, stop, stop):
                stops.append(way(site))
                began = time.monotonic()
                more_answers(tally, clients)
                print(f"{way.__name__}: {stops[-1]:.1f} s; answers after {time.monotonic() - began:.1f} s", flush=True)
            tally.wanted = 0
            for thread in threads:
                thread.join(30)
        refused = tally.failures.pop("status 503", 0)
        print(f"{len(tally.acknowledged)} answers; cut: {dict(tally.failures)}; told to come again: {refused}")
        fine = not tally.failures and max(stops) < 30 and not tally.complaints
        print("Nobody was cut off." if fine else f"Somebody was cut off. {tally.complaints[:3]}")
        return int(not fine)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    sys.exit(main(**vars(parser.parse_args())))
