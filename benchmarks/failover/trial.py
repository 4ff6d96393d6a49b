"""One fault after the other, what learners and visitors notice of each, and what is lost in the end."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from shutil import copy

from benchmarks.failover.__main__ import __doc__ as description
from benchmarks.failover.clients import OutcomeDiary, ProxiedLearner, RequestOutcome, Visitor
from benchmarks.failover.cluster import Cluster, ClusterSite
from benchmarks.failover.machines import DISK, Machine, make_network, mount_disk
from benchmarks.faults.clients import ClientTally, answering, lost_of
from benchmarks.faults.killing import write_until_full
from benchmarks.harness import command, wait_until
from serving.trouble import Trouble

FOLDER = "/mnt"  # of this process's own file system
LONGEST = 30  # seconds without writes
VISITORS = 3
AFTERWARDS = 100  # answers that are stored before a fault counts as over


def kill(cluster: Cluster, leader: Machine) -> Callable[[], None]:
    leader.kill()
    return lambda: cluster.start(leader)


def cut_off(cluster: Cluster, leader: Machine) -> Callable[[], None]:
    leader.cut_off()
    return leader.connect


def fill_disk(cluster: Cluster, leader: Machine) -> Callable[[], None]:
    filler = leader.path(f"{DISK}/filler")
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            write_until_full(file, bytes(size))
    return filler.unlink


def switch_over(cluster: Cluster, leader: Machine) -> Callable[[], None]:
    cluster.patronictl("switchover", "--leader", leader.name, "--force")
    return lambda: None


FAULTS = {
    "leader killed": kill,
    "leader cut off": cut_off,
    "disk filled": fill_disk,
    "switched over": switch_over,
}


class Trial:
    def __init__(self, site: ClusterSite, ports: list[int], sessions: list[str], *, synchronous: bool, seed: int):
        self.site, self.cluster, self.synchronous = site, site.cluster, synchronous
        self.tally, self.diary = ClientTally(), OutcomeDiary()
        ProxiedLearner.ports, ProxiedLearner.diary, ProxiedLearner.forgives = ports, self.diary, not synchronous
        self.learners = [ProxiedLearner(ports[0], session, self.tally, seed + n) for n, session in enumerate(sessions)]
        self.visitors = [Visitor(ports, self.diary) for _ in range(VISITORS)]
        self.broken: list[str] = []

    def run(self, faults: int) -> None:
        with answering(self.learners):
            for visitor in self.visitors:
                visitor.start()
            self.tally.wait_for(AFTERWARDS)
            for number in range(faults):
                if not self.tally.is_done:
                    self.go_through(list(FAULTS)[number % len(FAULTS)], number)
            self.tally.wanted = 0
        for visitor in self.visitors:
            visitor.stopping.set()
            visitor.join()
        self.broken += self.tally.complaints

    def go_through(self, kind: str, number: int) -> None:
        self.cluster.wait_until_whole(synchronous=self.synchronous)
        self.tally.wait_for(len(self.tally.acknowledged) + AFTERWARDS)
        former = self.cluster.leader()
        assert former
        began = time.monotonic()
        undo = FAULTS[kind](self.cluster, former)
        wait_until(lambda: self.cluster.leader() not in (None, former), why=lambda: f"Nobody took over: {kind}")
        self.tally.wait_for(len(self.tally.acknowledged) + AFTERWARDS)
        undo()
        self.cluster.wait_until_whole(synchronous=self.synchronous)
        self.report(f"{number + 1:3} {kind}", began)

    def report(self, name: str, began: float) -> None:
        learners, visits = self.diary.since(began, "answer", "page"), self.diary.since(began, "visit")
        stored = [began, *(each.at for each in learners if each.was_stored)]
        silence = max(later - earlier for earlier, later in pairwise(stored))
        refused = [each.at - began for each in learners if each.is_refused]
        back = max(refused, default=0)
        statuses, seen = counted(learners), counted(visits)
        print(
            f"{name:18} no answer stored for {silence:4.1f} s, none refused after {back:4.1f} s; "
            f"learners got {statuses}, slowest {slowest(learners):.1f} s; "
            f"visitors {seen}, slowest {slowest(visits):.1f} s",
            flush=True,
        )
        rules = {
            f"writes were back after {back:.1f} s": back <= LONGEST,
            f"learners got {statuses}": all(0 < each.status < 500 or each.is_told_to_return for each in learners),
            f"visitors got {seen}": all(each.status == 200 or each.trouble == Trouble.BUSY for each in visits),
        }
        self.broken += [f"{name}: {what}" for what, holds in rules.items() if not holds]


def counted(entries: list[RequestOutcome]) -> dict[str, int]:
    """How many requests had which end: a status, and for 503 why."""
    words = Counter(f"{each.status} {each.trouble}" if each.trouble else str(each.status) for each in entries)
    return dict(sorted(words.items()))


def slowest(entries: list[RequestOutcome]) -> float:
    return max((each.took for each in entries), default=0)


@contextmanager
def served_cluster(folder: Path, logs: Path) -> Iterator[tuple[ClusterSite, list[int]]]:
    """A prepared site on three database machines, and the ports of its two web servers."""
    make_network()
    logs.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(logs)
    cluster.start_front()
    site = ClusterSite(folder, cluster)
    site.prepare()
    with site.served(**site.serving) as first, site.served(**site.serving) as other:
        try:
            yield site, [first.port, other.port]
        finally:
            copy(first.log, logs)


def main(faults: int = 20, asynchronous: int = 8, clients: int = 50, seed: int = 1, logs: str = "") -> int:
    broken: list[str] = []
    stored = 0
    mount_disk(FOLDER, "4g")
    with served_cluster(Path(FOLDER), Path(logs or f"{FOLDER}/logs")) as (site, ports):
        sessions = site.people(clients)
        for synchronous, count in ((True, faults), (False, asynchronous)):
            if not count:
                continue
            site.cluster.set_mode(synchronous=synchronous)
            mode = "on" if synchronous else "off"
            print(f"Synchronous mode is {mode}: {count} faults. Load {os.getloadavg()[0]:.0f}.", flush=True)
            trial = Trial(site, ports, sessions, synchronous=synchronous, seed=seed)
            trial.run(count)
            broken += trial.broken
            if lost_of(site, trial.tally, stored_before=stored) and synchronous:
                broken.append("Answers were lost in synchronous mode.")
            stored += len(trial.tally.acknowledged)
    print(*(broken or ["Every promise held."]), sep="\n")
    return int(bool(broken))


if __name__ == "__main__":
    command(main, description)
