from time import monotonic

from django.core.management.base import BaseCommand
from django.utils import timezone

from planner.nightly import replan, waiting

WIDTH = 30


class Command(BaseCommand):
    help = (
        "Plan today for every learner whose day has begun without a plan, so that the header says what is due and "
        "each day's forecast is stored. Run it by a timer, every hour: it is always early morning somewhere. "
        "It can be interrupted and run again."
    )

    def handle(self, *args, verbosity, **options):
        now = timezone.now()
        total = sum(learners.count() for learners in waiting(now).values())
        done, began = 0, monotonic()
        for planned in replan(now):
            done += planned
            self.show(done, total)
        if total and verbosity:
            rate = done / max(monotonic() - began, 0.001)
            self.stdout.write(f"{done} {'learner' if done == 1 else 'learners'} planned, {rate:.0f} a second.")

    def show(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            filled = WIDTH * min(done, total) // max(total, 1)
            end = "\n" if done >= total else ""
            self.stderr.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done} of {total}", self.style.NOTICE, end)
