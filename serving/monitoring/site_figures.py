"""Figures that no request counts: what the database knows of its copies and timers, and this machine's disk."""

import os
import shutil
import tempfile
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from prometheus_client.core import GaugeMetricFamily, Metric

from serving.monitoring.timers import last_runs

STORED = """
SELECT pg_database_size(current_database()), coalesce(extract(epoch FROM last_archived_time), 0)::float8
FROM pg_stat_archiver"""
# The lag itself is shown to some roles only, but every role sees from where a standby's slot keeps the log.
BEHIND = """
SELECT slot_name, pg_wal_lsn_diff(here, restart_lsn)::float8 FROM pg_replication_slots,
  (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END AS here)
WHERE slot_type = 'physical' AND restart_lsn IS NOT NULL"""


def stored_figures() -> Iterator[Metric]:
    yield gauge(
        "srm_site_command_finished_timestamp_seconds",
        "Last run of a timer's command; 0 for none.",
        "command",
        last_runs(),
    )
    with connection.cursor() as cursor:
        cursor.execute(BEHIND)
        behind = dict(cursor.fetchall())
        cursor.execute(STORED)
        size, archived = cursor.fetchone()
    yield gauge("srm_site_replication_behind_bytes", "Write-ahead log that a standby lacks.", "standby", behind)
    yield GaugeMetricFamily("srm_site_database_bytes", "Size of the database.", value=size)
    yield GaugeMetricFamily("srm_site_wal_archived_timestamp_seconds", "Last archived; 0 for never.", value=archived)


class FromTheDisk:
    """Where uploads are kept, and where larger bodies are received."""

    def collect(self) -> Iterator[Metric]:
        folders: dict[str, str] = {"data": str(settings.DATA_DIR), "temporary": tempfile.gettempdir()}
        usage = {name: shutil.disk_usage(folder) for name, folder in folders.items() if os.path.exists(folder)}
        for what in ("free", "total"):
            values = {name: getattr(each, what) for name, each in usage.items()}
            yield gauge(f"srm_disk_{what}_bytes", f"{what.title()} space of this machine's disk.", "folder", values)


def gauge(name: str, help_text: str, label: str, values: dict[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, help_text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family
