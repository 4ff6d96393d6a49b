from django.core.management.base import BaseCommand

from quizzes.statistics.rollup import RollupCounts, roll_all


class Command(BaseCommand):
    help = "Add new answers to the statistics of questions. Can be run at any time, for example by a timer."

    def handle(self, *args, **options):
        total = [0, 0]

        def tell(rolled: RollupCounts) -> None:
            total[0] += rolled.answers
            total[1] += rolled.attempts
            if options["verbosity"] > 1:
                self.stdout.write(f"{total[0]} answers and {total[1]} attempts counted so far.")

        roll_all(tell)
        if options["verbosity"]:
            self.stdout.write(f"{total[0]} answers and {total[1]} attempts counted.")
