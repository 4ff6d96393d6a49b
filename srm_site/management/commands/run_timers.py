"""Runs a list of commands at their times, for containers: cron would need root there. APScheduler keeps the times."""

import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

# Without days of the week, which cron counts from Sunday and APScheduler from Monday.
LINE = re.compile(r"(?P<times>\S+(?: +\S+){3} +\*) +(?P<command>\S.*)")
AT_ONCE = 2  # each is a process of its own, of some 120 MB


class Command(BaseCommand):
    help = "Run the commands of a crontab at their times, in UTC, until SIGTERM. No command runs twice at once."

    def add_arguments(self, parser):
        parser.add_argument("crontab", type=Path)

    def handle(self, *, crontab: Path, **options):
        scheduler = BlockingScheduler(
            executors={"default": {"type": "threadpool", "max_workers": AT_ONCE}},
            # What had to wait runs later, and once.
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
            timezone="UTC",
        )
        for times, command in timers_in(crontab.read_text()):
            scheduler.add_job(self.run_timer, CronTrigger.from_crontab(times, "UTC"), [command], name=command)
        # Commands under way end first: Python waits for the threads that started them.
        signal.signal(signal.SIGTERM, lambda *_: scheduler.shutdown(wait=False))
        scheduler.start()

    def run_timer(self, command: str) -> None:
        done = subprocess.run(["/bin/sh", "-c", command], cwd=settings.BASE_DIR, check=False)  # noqa: S603
        if done.returncode:
            self.stderr.write(f"Exit status {done.returncode}: {command}")


def timers_in(crontab: str) -> Iterator[tuple[str, str]]:
    for line in crontab.splitlines():
        if line and not line.startswith("#"):
            if not (found := LINE.fullmatch(line)):
                raise CommandError(f"This line has no times and command: {line}")
            yield found["times"], found["command"]
