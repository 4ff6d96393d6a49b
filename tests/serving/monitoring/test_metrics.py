"""What a monitoring system is told, and who else is not."""

import os
import re
import subprocess
import sys

import pytest
from django.db import OperationalError, connection
from django.test import Client

from serving.monitoring.timers import COMMANDS, note_run
from tests.helpers.sittings import begin, item_at, key_of, served_event, token_of

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-monitoring-system"


@pytest.fixture
def measured(settings):
    settings.METRICS_TOKEN = TOKEN


def figures(**headers) -> dict[str, float]:
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"} | headers)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    lines = re.findall(r"^(srm_\S+?(?:{.*})?) (\S+)$", answer.text, re.MULTILINE)
    return {name: float(value) for name, value in lines}


def growth(name: str, before: dict[str, float]) -> float:
    return figures().get(name, 0) - before.get(name, 0)


def test_requests_are_counted_by_route_and_status(measured, client):
    before = figures()

    client.get("/matrix/")
    client.get("/nowhere/0123456789/")

    assert growth('srm_requests_total{method="GET",route="/matrix/",status="200"}', before) == 1
    assert growth('srm_requests_total{method="GET",route="(no route)",status="404"}', before) == 1
    assert growth('srm_request_seconds_count{route="/matrix/"}', before) == 1
    assert not any("nowhere" in name for name in figures())


def test_made_up_methods_are_counted_as_one(measured, client):
    before = figures()

    for method in ("PURGE", "BREW", "GETT"):
        client.generic(method, "/matrix/")

    grown = {name for name in figures().keys() - before.keys() if name.startswith("srm_requests_total")}
    assert len(grown) <= 1
    assert growth('srm_requests_total{method="other",route="/matrix/",status="405"}', before) == 3


def test_an_answer_that_its_learner_was_told_of_is_counted(measured, lena, learner):
    client = Client()
    client.force_login(lena)
    item = item_at(begin(learner), 1)
    before = figures()

    client.post(item.get_absolute_url(), {"choice": token_of(item, key_of(item)), "event": served_event(item)})
    client.post(item.get_absolute_url(), {"event": "nonsense"})

    assert growth("srm_answers_acknowledged_total", before) == 1
    assert growth('srm_site_backlog{what="answers for roll_statistics"}', before) == 1


def test_what_is_refused_is_counted_by_what_kept_it(measured, settings, client):
    before = figures()
    settings.READ_ONLY = True

    Client().post("/account/login/", {})

    assert growth('srm_refused_total{trouble="read-only"}', before) == 1


def test_a_database_that_is_away_is_a_figure_and_no_failure(measured, monkeypatch):
    def fail():
        raise OperationalError("connection refused")

    assert figures()["srm_database_up"] == 1
    monkeypatch.setattr("serving.monitoring.metrics.backlogs", [fail])

    assert figures()["srm_database_up"] == 0


@pytest.mark.parametrize("given", ["", "Bearer wrong", TOKEN, "Bearer"])
def test_nobody_else_learns_that_there_are_any(measured, client, given):
    assert client.get("/metrics", headers={"Authorization": given}).status_code == 404


def test_without_a_token_there_are_none(client, settings):
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


COUNT_IN_TWO_PROCESSES = """
import os, sys
import django
django.setup()
from serving.monitoring import metrics
if sys.argv[1] == "count":
    metrics.acknowledged.inc(3)
else:
    from prometheus_client import generate_latest
    print(generate_latest(metrics.of_workers()).decode())
"""


def test_workers_are_added_up(tmp_path):
    def run(what: str) -> str:
        environment = os.environ | {
            "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "srm_site.settings",
        }
        command = [sys.executable, "-c", COUNT_IN_TWO_PROCESSES, what]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    run("count")
    run("count")

    assert "srm_answers_acknowledged_total 6.0" in run("tell")


def test_the_last_run_of_a_command_is_told_by_the_clock_of_the_database(measured):
    name = 'srm_site_command_finished_timestamp_seconds{command="publish_due"}'
    assert figures()[name] == 0

    note_run("publish_due")
    note_run("migrate")

    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM now())::float8")
        assert figures()[name] == cursor.fetchone()[0]
    assert len([each for each in figures() if "command_finished" in each]) == len(COMMANDS)


RUN_AND_TELL = """
import sys
from unittest import mock
import manage
with mock.patch("serving.monitoring.timers.note_run", print):
    manage.main()
"""


@pytest.mark.parametrize(("words", "noted"), [(["diffsettings"], "diffsettings"), (["restore", "nowhere"], "")])
def test_a_command_has_run_when_it_did_not_fail(words, noted):
    command = [sys.executable, "-c", RUN_AND_TELL, *words]

    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout

    assert said.splitlines()[-1:] == [noted][: len(noted)]


def test_disk_and_database_have_a_size(measured):
    told = figures()

    assert told["srm_site_database_bytes"] > 10e6
    assert 0 < told['srm_disk_free_bytes{folder="temporary"}'] < told['srm_disk_total_bytes{folder="temporary"}']
