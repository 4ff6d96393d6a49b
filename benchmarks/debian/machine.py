"""A fresh Debian with its own systemd, in a folder and in namespaces of its own."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.harness import children_of, wait_until

RELEASE = "trixie"
FIRST = "systemd-sysv,dbus,ca-certificates,iproute2"  # what a server's image has, and a folder needs to start
# systemd wants the second version of control groups, and a group that is its own.
BOOT = """
mount --make-rprivate /
if [ "$(stat --file-system --format %T /sys/fs/cgroup)" != cgroup2fs ]; then
    umount --recursive /sys/fs/cgroup
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
fi
group=/sys/fs/cgroup/debian-$$
mkdir $group
echo $$ > $group/cgroup.procs
trap '' TERM
systemd-nspawn --quiet --directory "$1" --boot --register no --keep-unit --private-network --console pipe \\
    --resolv-conf off --timezone off --link-journal no || true
echo $$ > /sys/fs/cgroup/cgroup.procs
find $group -depth -type d -delete
"""
# What this machine's clients of package registries need, for those in the folder.
OF_REGISTRIES = re.compile(r"(PIP|UV)_|SSL_CERT_FILE$|\w+_proxy$", re.IGNORECASE)


class CommandFailed(SystemExit):
    pass


class Debian:
    def __init__(self, root: Path):
        self.root = root
        self.init = 0
        self.outside = dict(self.carried())

    def carried(self) -> Iterator[tuple[str, str]]:
        """Settings of registries; a file that one names comes along."""
        for name, value in os.environ.items():
            if OF_REGISTRIES.match(name) and value:
                if Path(value).is_file():
                    inside = self.root / "opt" / "outside" / name
                    inside.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(value, inside)
                    yield name, f"/opt/outside/{name}"
                elif not Path(value).is_dir():
                    yield name, value

    def write(self, path: str, text: str) -> None:
        file = self.root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def run(self, script: str, *, downloads: bool = False) -> str:
        """Output of commands that all succeed, as root. Only a download leaves the machine."""
        spaces = ["--mount", "--pid", "--uts", "--ipc", "--cgroup", *([] if downloads else ["--net"])]
        own = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8", "TERM": "dumb"}
        enter = ["nsenter", "--target", str(self.init), *spaces, "--wdns=/root"]
        done = subprocess.run(  # noqa: S603
            [*enter, "bash", "-eu", "-o", "pipefail", "-c", script],
            env=own | (self.outside if downloads else {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CommandFailed(f"\n{script}\nended with {done.returncode}:\n{done.stdout[-4000:]}")
        return done.stdout


def unpack(base: Path, root: Path) -> None:
    if not base.exists():
        command = ["mmdebstrap", "--quiet", "--variant=apt", f"--include={FIRST}", RELEASE, str(base)]
        subprocess.run(command, check=True)  # noqa: S603
    subprocess.run(["tar", "--extract", "--file", str(base), "--directory", str(root)], check=True)  # noqa: S603, S607
    shutil.copyfile("/etc/resolv.conf", root / "etc/resolv.conf")


@contextmanager
def booted(root: Path) -> Iterator[Debian]:
    machine = Debian(root)
    keeper = subprocess.Popen(["unshare", "--mount", "sh", "-euc", BOOT, "sh", str(root)], stdin=subprocess.DEVNULL)  # noqa: S603, S607
    try:
        wait_until(lambda: keeper.poll() is not None or started(machine, keeper.pid))
        yield machine
    finally:
        for process in children_of(keeper.pid):
            os.kill(process, signal.SIGTERM)  # nspawn then shuts its machine down
        keeper.wait(120)


def started(machine: Debian, keeper: int) -> bool:
    """Whether the first process of the machine, below the keeper and nspawn, has started everything."""
    time.sleep(0.2)
    machine.init = next((init for nspawn in children_of(keeper) for init in children_of(nspawn)), 0)
    try:
        return bool(machine.init) and "running" in machine.run("systemctl is-system-running --wait")
    except CommandFailed:
        return False
