"""Three database machines under Patroni, and HAProxy and PgBouncer before them, with the files of deploy/ha/."""

import json
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from string import Template
from urllib.request import urlopen

from benchmarks.failover.machines import NETWORK, Machine, as_user, mount_disk
from benchmarks.harness import ROOT, OwnSite, wait_until

FILES = ROOT / "deploy" / "ha"
CONFIG = "/etc/patroni/config.yml"
GUARD = "/etc/patroni/disk-guard"
PAUSE = 0.1  # seconds between two questions to Patroni
PASSWORD = "of-this-benchmark-alone"  # noqa: S105  nothing outside reaches it
DATABASE = "whose_layer"


def address(role: str, port: int, name: str = DATABASE) -> str:
    return f"postgres://{role}:{PASSWORD}@127.0.0.1:{port}/{name}"


class Cluster:
    def __init__(self, logs: Path):
        self.logs = logs
        self.machines = [Machine(number, logs) for number in (1, 2, 3)]
        for machine in self.machines:
            machine.write(CONFIG, self.filled("patroni.yml", machine), "postgres")
            machine.write(GUARD, (FILES / "disk-guard").read_text(), "postgres", 0o700)
            self.start(machine)
        self.wait_until_whole()
        self.prepare()

    def filled(self, name: str, machine: Machine) -> str:
        addresses = {f"ADDRESS_{number}": each.address for number, each in enumerate(self.machines, 1)}
        passwords = {f"{each}_PASSWORD": PASSWORD for each in ("REPLICATION", "REWIND", "API", "APP")}
        own = {"NODE": machine.name, "ADDRESS": machine.address, "NETWORK": NETWORK}
        return Template((FILES / name).read_text()).substitute(addresses | passwords | own)

    def start(self, machine: Machine) -> None:
        settings = [line for line in self.filled("etcd.env", machine).splitlines() if not line.startswith("#")]
        machine.start("etcd", "/usr/bin/etcd", variables=dict(line.split("=", 1) for line in settings))
        machine.start("postgres", "/usr/bin/patroni", CONFIG)
        machine.start("postgres", GUARD)

    def prepare(self) -> None:
        leader = self.leader()
        assert leader
        passwords = [f"OWNER_PASSWORD={PASSWORD}", f"APP_PASSWORD={PASSWORD}"]
        psql = ["psql", "--quiet", "--host", "/run/postgresql", "--dbname", "postgres"]
        for file in (ROOT / "database.sql", FILES / "limits.sql"):
            leader.call("postgres", "env", *passwords, *psql, input=file.read_text())

    def leader(self) -> Machine | None:
        time.sleep(PAUSE)
        return next((each for each in self.machines if asked(f"http://{each.address}:8008/primary")), None)

    def wait_until_whole(self, *, synchronous: bool = True) -> None:
        """Returns when one leads, and two follow it in the role of the mode."""
        role = "quorum_standby" if synchronous else "replica"

        def is_whole() -> bool:
            leader = self.leader()
            members = asked(f"http://{leader.address}:8008/cluster").get("members", []) if leader else []
            return [each["role"] for each in members if each["state"] == "streaming"] == [role, role]

        wait_until(is_whole, why=lambda: f"The cluster did not come together:\n{self.patronictl('list')}")

    def set_mode(self, *, synchronous: bool) -> None:
        mode = "quorum" if synchronous else "off"
        self.patronictl("edit-config", "--set", f"synchronous_mode={mode}", "--force", "--quiet")
        self.wait_until_whole(synchronous=synchronous)

    def patronictl(self, *words: str) -> str:
        return self.machines[0].call("postgres", "patronictl", "-c", CONFIG, *words)

    def start_front(self) -> None:
        """HAProxy and PgBouncer, beside the web servers."""
        for folder, *names in (("/etc/haproxy", "haproxy.cfg"), ("/etc/pgbouncer", "pgbouncer.ini", "userlist.txt")):
            mount_disk(folder)
            for name in names:
                Path(folder, name).write_text(self.filled(name, self.machines[0]))
        haproxy = ["/usr/sbin/haproxy", "-db", "-f", "/etc/haproxy/haproxy.cfg"]
        pgbouncer = [*as_user("postgres"), "/usr/sbin/pgbouncer", "/etc/pgbouncer/pgbouncer.ini"]
        for name, words in {"haproxy": haproxy, "pgbouncer": pgbouncer}.items():
            with (self.logs / f"{name}.log").open("w") as log:
                subprocess.Popen(words, stdout=log, stderr=log)  # noqa: S603


def asked(url: str) -> dict:
    """What Patroni says at an address, or nothing if the answer is no or there is none."""
    with suppress(OSError), urlopen(url, timeout=1) as answer:  # noqa: S310
        return json.load(answer)
    return {}


class ClusterSite(OwnSite):
    """A site whose commands reach the leader through HAProxy, as its web servers do through PgBouncer."""

    def __init__(self, folder: Path, cluster: Cluster):
        super().__init__(folder)
        self.cluster = cluster

    def environment(self, variables: dict[str, str]) -> dict[str, str]:
        return super().environment({"DATABASE_URL": address("srm_owner", 5000)} | variables)

    serving = {
        "DATABASE_URL": address("srm_app", 6432),
        "SRM_REPLICA_URL": address("srm_app", 6432, "whose_layer_standby"),
        "SRM_PGBOUNCER": "true",
        "SRM_PREPARE_STATEMENTS": "true",
    }
