"""Whether a deploy cuts anybody off: `python -m benchmarks.faults.reloading [--clients N]`.

Serves the site on a socket that this command holds as systemd would. Clients answer checks, half of them on kept
connections and half on a new one each time. The site is reloaded (SIGHUP) three times, and stopped and started
(SIGTERM) twice. Prints how many requests were answered, cut, or told to come again (503, on a machine with too much to
do), and how long each stop took. Exits 1 if a request was cut, or if a stop took 30 seconds.
"""

import signal
import time

from benchmarks.faults.clients import Client, ClientTally, NewConnectionClient, answering
from benchmarks.harness import WebServer, children_of, command, own_site, wait_until

LONGEST_STOP = 30


def reload(web: WebServer) -> None:
    """Returns when the last old worker is gone."""
    old = set(children_of(web.master.pid))
    web.master.send_signal(signal.SIGHUP)
    wait_until(lambda: not old & set(children_of(web.master.pid)))


def stop(web: WebServer) -> None:
    master = web.master
    master.terminate()
    master.wait(60)  # the site's keeper starts another


def main(clients: int = 6, seed: int = 1) -> int:
    Client.longest_wait = 60  # a busy machine takes long to start the site, which cuts nobody off
    tally, stops = ClientTally(), []
    with own_site() as site:
        sessions = site.people(clients)
        with site.served() as web:
            kinds = [Client, NewConnectionClient]
            with answering([kinds[n % 2](web.port, each, tally, seed + n) for n, each in enumerate(sessions)]):
                tally.wait_for(clients)  # workers have imported everything
                tally.failures.clear()
                for way in (reload, reload, reload, stop, stop):
                    began = time.monotonic()
                    way(web)
                    stops.append(time.monotonic() - began)
                    tally.wait_for(len(tally.acknowledged) + clients)
                    after = time.monotonic() - began - stops[-1]
                    print(f"{way.__name__}: {stops[-1]:.1f} s; answers after {after:.1f} s", flush=True)
                tally.wanted = 0
    refused = tally.failures.pop("status 503", 0)
    print(f"{len(tally.acknowledged)} answers; cut: {dict(tally.failures)}; told to come again: {refused}")
    fine = not tally.failures and max(stops) < LONGEST_STOP and not tally.complaints
    print("Nobody was cut off." if fine else f"Somebody was cut off. {tally.complaints[:3]}")
    return int(not fine)


if __name__ == "__main__":
    command(main, __doc__)
