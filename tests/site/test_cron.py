"""The lines that the documents print for cron, run as cron runs them: by sh, from nowhere, with a bare environment."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

BASE = Path(settings.BASE_DIR)
LINE = re.compile(r"^    ((?:[\d*/]+ +){5})([\w-]+)  (/.+)$", re.MULTILINE)
OF_THE_SERVER = [command for _, _, command in LINE.findall((BASE / "docs" / "running.md").read_text())]
OF_ROOT = [command for _, _, command in LINE.findall((BASE / "docs" / "operations.md").read_text())]
NAMES = [command.split()[-1] for command in OF_THE_SERVER]
SETTINGS = """
SRM_PRODUCTION="true"
SECRET_KEY="of-the-tests-alone $HOME-0123456789-abcdefghijklmnopqrstuvwxyz"
ALLOWED_HOSTS="learn.example.com"
DATABASE_URL="postgres://srm_app@/whose_layer?host=/nowhere&sslmode=disable"
SRM_MAIL_FROM="Whose Layer <no-reply@example.com>"
"""


@pytest.fixture
def installed(tmp_path):
    """A command of the documents with this project and these settings in the places of theirs."""
    (tmp_path / "serving.env").write_text(SETTINGS)
    (tmp_path / "commands.env").write_text(SETTINGS)

    def place(command: str) -> str:
        here = command.replace("/srv/whose-layer", shlex.quote(str(BASE))).replace("/etc/whose-layer", str(tmp_path))
        return here.replace("\\%", "%")  # what cron makes of it

    return place


def run_like_cron(command: str) -> subprocess.Popen[str]:
    environment = {"PATH": "/usr/bin:/bin", "HOME": os.environ.get("HOME", "/"), "SHELL": "/bin/sh"}
    if compiled := sys.pycache_prefix:  # else all at once would compile Django, each for itself
        environment["PYTHONPYCACHEPREFIX"] = compiled
    pipe = subprocess.PIPE
    return subprocess.Popen(["/bin/sh", "-c", command], cwd="/", env=environment, stdout=pipe, stderr=pipe, text=True)


def test_the_documents_print_a_line_for_everything_that_runs_by_itself():
    assert set(NAMES) == {
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
    assert [" backup /backups/" in command for command in OF_ROOT] == [True]


def test_every_line_finds_its_folder_its_settings_and_its_command(installed):
    commands = [installed(command).partition(" && ")[0] + " --help" for command in OF_THE_SERVER + OF_ROOT]
    running = [run_like_cron(command) for command in commands]

    for command, process in zip(commands, running, strict=True):
        said, complaint = process.communicate()
        assert (process.returncode, complaint) == (0, ""), command
        assert said.startswith("usage: manage.py "), command


def test_the_settings_are_those_of_the_file(installed):
    command = installed("/srv/whose-layer/bin/manage /etc/whose-layer/serving.env diffsettings --output unified")

    said, complaint = run_like_cron(command).communicate()

    assert complaint == ""
    assert "+ PRODUCTION = True" in said
    assert "+ DEFAULT_FROM_EMAIL = 'Whose Layer <no-reply@example.com>'" in said


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_the_role_that_serves_may_do_what_cron_does(name, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE srm_app")

    call_command(name)
