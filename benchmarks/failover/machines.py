"""Machines of their own on this one: each has its network, its disk and its processes, and can lose any of them.

What they are made of, namespaces and file systems in memory, belongs to the process that the command runs in, and ends
with it.
"""

import os
import pwd
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

BRIDGE = "whose-layer"
NETWORK = "10.26.0.0/24"
OWN_ADDRESS = "10.26.0.1"
PRIORITY = -10  # as if the clients and the web servers had processors of their own
DISK = "/var/lib/postgresql"
DISK_SIZE = "1500m"
FOLDERS = ("/etc/patroni", "/run/postgresql", "/var/lib/etcd", DISK)


def run(*words: str, **more) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False, **more)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{' '.join(words)[:200]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def make_network() -> None:
    run("ip", "link", "set", "lo", "up")
    run("ip", "link", "add", BRIDGE, "type", "bridge")
    run("ip", "address", "add", f"{OWN_ADDRESS}/24", "dev", BRIDGE)
    run("ip", "link", "set", BRIDGE, "up")


def mount_disk(place: str, size: str = "50m") -> None:
    Path(place).mkdir(parents=True, exist_ok=True)
    run("mount", "-t", "tmpfs", "-o", f"size={size},mode=0755", "whose-layer", place)


class Machine:
    def __init__(self, number: int, logs: Path):
        self.name, self.address = f"node{number}", f"10.26.0.{10 + number}"
        self.port = f"port{number}"  # of the bridge
        self.logs = logs
        self.running: list[subprocess.Popen] = []
        self.holder = subprocess.Popen(
            ["/usr/bin/unshare", "--net", "--mount", "sh", "-c", "echo; exec sleep infinity"], stdout=subprocess.PIPE
        )
        assert self.holder.stdout
        self.holder.stdout.readline()
        self.network = os.readlink(f"/proc/{self.holder.pid}/ns/net")
        for folder in FOLDERS:
            run(*self.inside, "mkdir", "-p", folder)
            size = DISK_SIZE if folder == DISK else "300m"
            run(*self.inside, "mount", "-t", "tmpfs", "-o", f"size={size},mode=0755", "whose-layer", folder)
        for folder, owner in (("/run/postgresql", "postgres"), (DISK, "postgres"), ("/var/lib/etcd", "etcd")):
            run(*self.inside, "chown", owner, folder)
        self.plug_in()

    @property
    def inside(self) -> list[str]:
        return ["nsenter", "--target", str(self.holder.pid), "--net", "--mount"]

    def path(self, place: str) -> Path:
        """Where a file of this machine is found from outside."""
        return Path(f"/proc/{self.holder.pid}/root{place}")

    def plug_in(self) -> None:
        run("ip", "link", "add", self.port, "type", "veth", "peer", "eth0", "netns", str(self.holder.pid))
        run("ip", "link", "set", self.port, "master", BRIDGE, "up")
        run(*self.inside, "ip", "link", "set", "lo", "up")
        run(*self.inside, "ip", "link", "set", "eth0", "up")
        run(*self.inside, "ip", "address", "add", f"{self.address}/24", "dev", "eth0")

    def cut_off(self) -> None:
        """From now on nothing arrives and nothing comes, and nobody is told."""
        run("ip", "link", "set", self.port, "nomaster")

    def connect(self) -> None:
        run("ip", "link", "set", self.port, "master", BRIDGE)

    def write(self, place: str, text: str, owner: str, mode: int = 0o600) -> None:
        path, user = self.path(place), pwd.getpwnam(owner)
        path.write_text(text)
        os.chown(path, user.pw_uid, user.pw_gid)
        path.chmod(mode)

    def start(self, user: str, *words: str, variables: Mapping[str, str] | None = None) -> None:
        with (self.logs / f"{self.name}-{Path(words[0]).name}.log").open("a") as log:
            self.running.append(
                subprocess.Popen(  # noqa: S603
                    [*self.inside, *as_user(user), *words],
                    env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"} | dict(variables or {}),
                    cwd="/",
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    preexec_fn=lambda: os.nice(PRIORITY),
                )
            )

    def call(self, user: str, *words: str, **more) -> str:
        return run(*self.inside, *as_user(user), *words, cwd="/", **more)

    @property
    def processes(self) -> list[int]:
        return [pid for pid in every_process() if pid != self.holder.pid and network_of(pid) == self.network]

    def kill(self) -> None:
        """Ends every process at once, as if somebody had pulled the plug."""
        while found := self.processes:
            for pid in found:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            for process in self.running:
                process.wait()
            self.running.clear()


def as_user(user: str) -> list[str]:
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]


def every_process() -> list[int]:
    return [int(each) for each in os.listdir("/proc") if each.isdecimal()]


def network_of(pid: int) -> str:
    with suppress(OSError):
        return os.readlink(f"/proc/{pid}/ns/net")
    return ""
