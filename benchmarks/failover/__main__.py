"""Whether a site on several machines loses answers when its database fails: `python -m benchmarks.failover`.

On this machine, but with networks and disks of their own: three PostgreSQL under Patroni with etcd, HAProxy that
follows the leader, PgBouncer before it, and two web servers, all with the files of deploy/ha/. Learners answer, and
visitors read. In turn the leader is killed with all of its machine, is cut off from the network, has its disk filled,
and is switched by command, `--faults` (20) times in synchronous mode and then `--asynchronous` (8) times without.
Prints for each fault how long no answer was stored, after how long the last request was refused, and what visitors
got, and after each mode what was lost. Exits 1 if an answer is lost, doubled or changed in synchronous mode, or if in
either mode a request is refused after more than 30 seconds, a learner gets no reply or an error other than 503 with
Retry-After, or a visitor gets anything but the page or the 503 of a site with too much to do.
`--faults 2 --asynchronous 0` is a short run; `--logs FOLDER` keeps the logs.

Needs root, for namespaces and mounts that end with it, and Debian's
patroni python3-etcd etcd-server haproxy pgbouncer postgresql-17.
"""

import os
import subprocess
import sys
from typing import NoReturn

PACKAGES = {
    "/usr/bin/patroni": "patroni",
    "/usr/lib/python3/dist-packages/etcd": "python3-etcd",
    "/usr/bin/etcd": "etcd-server",
    "/usr/sbin/haproxy": "haproxy",
    "/usr/sbin/pgbouncer": "pgbouncer",
    "/usr/lib/postgresql/17/bin/postgres": "postgresql-17",
    "/usr/bin/nsenter": "util-linux",
    "/usr/sbin/ip": "iproute2",
}
# Everything that is started, mounted or connected inside ends with these namespaces, and they with this process,
# whatever ends it. The shell reaps what is orphaned.
NAMESPACES = ["setpriv", "--pdeathsig", "KILL", "unshare", "--net", "--mount", "--pid", "--kill-child", "--mount-proc"]
REAPER = ["sh", "-c", '"$@"; exit $?', "sh"]


def main() -> NoReturn:
    missing = [package for path, package in PACKAGES.items() if not os.path.exists(path)]
    if missing:
        sys.exit(f"Missing: apt-get install {' '.join(missing)}")
    if os.geteuid():
        sys.exit("Only root may make namespaces and mounts.")
    trial = [sys.executable, "-m", "benchmarks.failover.trial", *sys.argv[1:]]
    sys.exit(subprocess.call([*NAMESPACES, *REAPER, *trial]))  # noqa: S603


if __name__ == "__main__":
    main()
