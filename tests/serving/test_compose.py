"""How compose starts the services: roles, rights, settings and timers."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from apscheduler.triggers.cron import CronTrigger
from django.conf import settings as site_settings
from django.core.management import CommandError

from srm_site import settings as module
from srm_site.management.commands.run_timers import timers_in

BASE = Path(site_settings.BASE_DIR)
COMPOSE = (BASE / "compose.yaml").read_text()
COMPOSED = yaml.safe_load(COMPOSE)
SERVICES = COMPOSED["services"]
EXAMPLE = (BASE / ".env.example").read_text()
HARDENED = {"read_only": True, "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"]}


@pytest.mark.parametrize("name", SERVICES)
def test_no_container_can_gain_rights_or_write_its_own_files(name):
    service = SERVICES[name]

    assert service | HARDENED == service
    assert not {"privileged", "cap_add", "pid", "network_mode", "devices"} & service.keys()
    assert all(not volume.startswith("/") for volume in service["volumes"])


def test_a_service_starts_with_the_role_that_it_needs():
    def role_of(service: dict) -> str:
        found = re.match(r"postgres://(\w+):", service.get("environment", {}).get("DATABASE_URL", ""))
        return found[1] if found else ""

    assert {name: role_of(service) for name, service in SERVICES.items()} == {
        "database": "",
        "prepare": "srm_owner",
        "web": "srm_app",
        "proxy": "",
        "timers": "srm_app",
        "backups": "srm_owner",
        "commands": "srm_owner",
    }


def test_only_the_proxy_can_be_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_containers_are_given_settings_that_exist():
    given = set(SERVICES["web"]["environment"])

    assert given >= {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SRM_MAIL_HOST", "SRM_MAIL_PASSWORD"}
    assert given <= module.env.known


def test_the_example_has_every_variable_with_one_sentence():
    blocks = [block for block in EXAMPLE.strip().split("\n\n") if "=" in block]
    pairs = [pair for block in blocks for pair in re.findall(r"^# (.+)\n(\w+)=(.*)$", block, re.MULTILINE)]
    wanted = dict(re.findall(r"\$\{(\w+):([-?][^}]*)\}", COMPOSE))

    assert len(pairs) == sum(block.count("\n") + 1 for block in blocks) / 2
    assert sorted(name for _, name, _ in pairs) == sorted(wanted)
    for sentence, name, value in pairs:
        assert re.fullmatch(r"[A-Z].+[^.]\.|[A-Z].+ prints some\.", sentence), sentence
        needed = wanted[name].startswith("?")
        assert sentence.startswith("Needed: ") == needed
        assert value == ("" if needed else wanted[name].removeprefix("-"))


@pytest.mark.skipif(shutil.which("docker-compose") is None, reason="There is no docker-compose here.")
def test_compose_understands_the_file(tmp_path):
    (tmp_path / ".env").write_text(re.sub(r"=$", "=given", EXAMPLE, flags=re.MULTILINE))
    command = ["docker-compose", "--file", str(BASE / "compose.yaml"), "--env-file", str(tmp_path / ".env")]

    done = subprocess.run([*command, "config", "--format", "json"], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["services"]["timers"]["environment"]["ALLOWED_HOSTS"] == "given"


def test_compose_refuses_to_start_without_what_is_needed():
    needed = re.findall(r"^# Needed: .+\n(\w+)=$", EXAMPLE, re.MULTILINE)

    assert set(needed) == set(re.findall(r"\$\{(\w+):\?\}", COMPOSE))


def as_cron(calendar: str) -> str:
    """The time of a systemd timer as cron writes it."""
    hour, minute = re.fullmatch(r"(?:\*-\*-\* )?(\S+):(\S+)", calendar).groups()
    first, _, step = minute.partition("/")
    every = "*" if first == "0" else f"{first}-59"
    return f"{f'{every}/{step}' if step else first} {hour} * * *"


def test_timers_are_those_of_systemd_at_the_same_times():
    timers = {
        f"python manage.py {path.stem.partition('@')[2]}": CronTrigger.from_crontab(
            as_cron(re.search("^OnCalendar=(.+)$", path.read_text(), re.MULTILINE)[1]), "UTC"
        )
        for path in (BASE / "deploy" / "systemd").glob("whose-layer-command@*.timer")
    }
    listed = timers_in((BASE / SERVICES["timers"]["command"][-1]).read_text())

    assert {command: repr(CronTrigger.from_crontab(times, "UTC")) for times, command in listed} == {
        command: repr(trigger) for command, trigger in timers.items()
    }


def test_every_list_can_be_read_and_what_is_no_timer_is_refused():
    for service in ("timers", "backups"):
        for times, _ in timers_in((BASE / SERVICES[service]["command"][-1]).read_text()):
            CronTrigger.from_crontab(times)
    with pytest.raises(CommandError, match="has no times and command: 0 4"):
        list(timers_in("0 4 * * 1  python manage.py replan"))  # APScheduler calls Monday 0
