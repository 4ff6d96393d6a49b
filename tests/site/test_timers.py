"""The units that an operator installs: their commands, run from nowhere with a bare environment, as systemd does."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

BASE = Path(settings.BASE_DIR)
UNITS = BASE / "deploy" / "systemd"
COMMAND_UNIT, BACKUP_UNIT = "whose-layer-command@.service", "whose-layer-backup.service"
TIMERS = {path.stem.partition("@")[2]: path.read_text() for path in sorted(UNITS.glob("whose-layer-command@*.timer"))}
SETTINGS = """
SRM_PRODUCTION='true'
SECRET_KEY='of-the-tests-alone $HOME-0123456789-abcdefghijklmnopqrstuvwxyz'
ALLOWED_HOSTS='learn.example.com'
DATABASE_URL='postgres://srm_app@/whose_layer?host=/nowhere&sslmode=disable'
SRM_MAIL_FROM='Whose Layer <no-reply@example.com>'
"""


def value(unit: str, name: str) -> str:
    """The first value of that name in a unit."""
    return re.search(rf"^{name}=(.+)$", unit, re.MULTILINE)[1]


OF_THE_SERVER = [value((UNITS / COMMAND_UNIT).read_text(), "ExecStart").replace("%i", name) for name in TIMERS]
OF_ROOT = value((UNITS / BACKUP_UNIT).read_text(), "ExecStart").replace("$$", "$").replace("%%", "%")
REHEARSAL = value((UNITS / "whose-layer-rehearsal.service").read_text(), "ExecStart")


@pytest.fixture
def installed(tmp_path):
    """A command of the units with this project and these settings in the places of theirs."""
    (tmp_path / "serving.env").write_text(SETTINGS)
    (tmp_path / "commands.env").write_text(
        ". /etc/whose-layer/serving.env\n".replace("/etc/whose-layer", str(tmp_path))
    )

    def place(command: str) -> str:
        return command.replace("/srv/whose-layer", shlex.quote(str(BASE))).replace("/etc/whose-layer", str(tmp_path))

    return place


def run_bare(command: str, folder: str = "/") -> subprocess.Popen[str]:
    environment = {"PATH": "/usr/bin:/bin", "HOME": os.environ.get("HOME", "/"), "SHELL": "/bin/sh"}
    if compiled := sys.pycache_prefix:  # else all at once would compile Django, each for itself
        environment["PYTHONPYCACHEPREFIX"] = compiled
    pipe = subprocess.PIPE
    return subprocess.Popen(
        ["/bin/sh", "-c", command], cwd=folder, env=environment, stdout=pipe, stderr=pipe, text=True
    )


def every(timer: str) -> str:
    """How the document says when a timer runs."""
    match re.split(r"[:/]", value(timer, "OnCalendar")):
        case ["*", "*"]:
            return "1 minute"
        case ["*", _]:
            return "1 hour"
        case ["*", _, minutes]:
            return f"{minutes} minutes"
        case [hour, "00"]:
            return f"night, at {int(hour.split()[1])}:00"


def test_there_is_a_timer_for_everything_that_runs_by_itself():
    assert set(TIMERS) == {
        "clean_up_guests",
        "close_overdue_exams",
        "send_invitations",
        "regrade",
        "roll_statistics",
        "publish_due",
        "make_films",
        "replan",
        "send_mails",
        "send_scores",
        "refresh_rosters",
    }
    others = {path.stem: value(path.read_text(), "OnCalendar") for path in UNITS.glob("*.timer")}
    assert {name: when for name, when in others.items() if "command@" not in name} == {
        "whose-layer-backup": "*-*-* 03:30",
        "whose-layer-pgbackrest@full": "Sun *-*-* 02:00",
        "whose-layer-pgbackrest@diff": "Mon..Sat *-*-* 02:00",
        "whose-layer-rehearsal": "*-*-01 05:00",
    }


def test_the_document_says_when_each_command_runs():
    _, _, chapter = (BASE / "docs" / "running.md").read_text().partition("\n## Timers\n")
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", chapter.partition("\n## ")[0], re.MULTILINE)

    assert dict(rows) == {name: every(timer) for name, timer in TIMERS.items()}


def test_every_command_finds_its_folder_its_settings_and_its_name(installed, pytestconfig):
    """They differ by their name alone, which has a test below: short of the long run one of them starts."""
    started = OF_THE_SERVER if pytestconfig.getoption("--long") else OF_THE_SERVER[:1]
    commands = [*started, REHEARSAL]
    running = [run_bare(f"{installed(command)} --help") for command in commands]

    for command, process in zip(commands, running, strict=True):
        said, complaint = process.communicate()
        assert (process.returncode, complaint) == (0, ""), command
        assert said.startswith("usage: manage.py "), command


def test_a_backup_is_named_after_its_time(installed):
    command = installed(OF_ROOT).replace(".backup'", ".backup --help'").replace("exec", "set -x; exec")

    said, traced = run_bare(command, folder=str(BASE)).communicate()

    assert said.startswith("usage: manage.py backup ")
    assert re.search(r"backup /var/backups/whose-layer/20\d\d-\d\d-\d\d-\d{6}\.backup", traced)


def test_the_settings_are_those_of_the_file_for_both_roles(installed):
    for name in ("serving.env", "commands.env"):
        command = f"/srv/whose-layer/bin/manage /etc/whose-layer/{name} diffsettings --output unified"

        said, complaint = run_bare(installed(command)).communicate()

        assert complaint == ""
        assert "+ PRODUCTION = True" in said
        assert "+ DEFAULT_FROM_EMAIL = 'Whose Layer <no-reply@example.com>'" in said


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    shutil.copytree(UNITS, tmp_path, dirs_exist_ok=True)
    shutil.copy(BASE / "deploy" / "ha" / "disk-guard.service", tmp_path)
    for path in tmp_path.glob("*.service"):  # here there is nothing to find programs in
        path.write_text(
            re.sub(r"=/(?:srv/whose-layer|usr/bin/pgbackrest|usr/local/bin)\S*", "=/bin/true", path.read_text())
        )
    units = sorted(path for path in tmp_path.glob("*") if path.is_file())

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *units],
        env={"PATH": os.environ["PATH"], "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert len(units) == 22
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.django_db
@pytest.mark.parametrize("name", TIMERS)
def test_the_role_that_serves_may_do_what_timers_do(name, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE srm_app")

    call_command(name)
