"""The files for Prometheus and Grafana name the figures that /metrics gives, all of them and no others."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from serving.monitoring import metrics
from serving.monitoring.timers import COMMANDS
from serving.trouble import Trouble

DOCUMENTS, FILES = Path(settings.BASE_DIR) / "docs", Path(settings.BASE_DIR) / "deploy" / "monitoring"
TIMERS = (DOCUMENTS / "running.md").read_text().partition("\n## Timers\n")[2].partition("\n## ")[0]
RUN_BY_ITSELF = re.findall(r"^\| `([a-z_]+)` \|", TIMERS, re.MULTILINE)
RULES = (FILES / "alerts.yml").read_text()
PANELS = json.loads((FILES / "dashboard.json").read_text())["panels"]
SHOWN = "\n".join(target["expr"] for panel in PANELS for target in panel["targets"])


def names_in(text: str) -> set[str]:
    return {re.sub(r"_(bucket|count|sum)$", "", name) for name in re.findall(r"\bsrm_\w*[a-z]\b", text)}


@pytest.mark.django_db
def test_dashboard_and_rules_name_what_there_is_to_see(settings):
    settings.METRICS_TOKEN = "a-token"
    metrics.pool.labels("pool_size").set(1)
    metrics.refused.labels(Trouble.BUSY).inc()

    told = Client().get("/metrics", headers={"Authorization": "Bearer a-token"}).text

    given = set(re.findall(r"^# TYPE (srm_\w+) ", told, re.MULTILINE))
    given -= {name for name in given if name.endswith("_created")}
    assert names_in(SHOWN) == given
    assert names_in("\n".join(re.findall(r"expr: (?:>-\n)?((?:.+\n)+?) +(?:for|labels):", RULES))) <= given


def test_each_alert_says_what_to_do():
    alerts = re.split(r"- alert: ", RULES)[1:]

    assert len(alerts) > 10
    assert [alert.split("\n")[0] for alert in alerts if not re.search(r'action: "[^"]{40,}"', alert)] == []


def test_every_timer_is_watched():
    watched = {name for names in re.findall(r'command=~?"([\w|]+)"', RULES) for name in names.split("|")}

    assert watched == set(COMMANDS) == {*RUN_BY_ITSELF, "backup", "rehearse_restore"}


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool is not installed (Debian: prometheus)")
def test_prometheus_understands_the_rules():
    done = subprocess.run(
        ["promtool", "check", "rules", FILES / "alerts.yml"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
