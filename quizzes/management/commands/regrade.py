from django.core.management.base import BaseCommand

from quizzes.models import GradingRun
from quizzes.regrade import run as regrading


class Command(BaseCommand):
    help = "Finish the regrades that were started. Can be run at any time, for example by a timer."

    def handle(self, *args, **options):
        unfinished = GradingRun.objects.filter(finished_at=None).order_by("pk")
        for run in unfinished:
            self.carry_out(run)
        if not unfinished and options["verbosity"]:
            self.stdout.write("No regrade is waiting.")

    def carry_out(self, run: GradingRun) -> None:
        total, done = regrading.progress(run).total, regrading.progress(run).done

        def tell(graded: int) -> None:
            nonlocal done
            done += graded
            self.stdout.write(f"{run}: {done} of {total} answers graded.")

        if regrading.work(run, tell=tell):
            self.stdout.write(f"{run} has finished.")
        else:
            self.stdout.write(f"{run} is waiting for answers in progress. Run this again.")
