from django.core.management.base import BaseCommand, CommandError

from quizzes.rebuild import differences, rebuild


class Command(BaseCommand):
    help = "Rebuild results, scores, memories and statistics from the ledger of answers."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Only compare; exit status 1 on any difference.")

    def handle(self, *args, **options):
        if options["check"]:
            self.check_only()
        else:
            made = rebuild()
            self.stdout.write(
                f"{made.results} results, {made.scores} scores, {made.memories} memories and the statistics of "
                f"{made.statistics} versions rebuilt."
            )

    def check_only(self) -> None:
        found = differences()
        for difference in found:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"{len(found)} rows differ from the ledger. Run rebuild_projections to rebuild them.")
        self.stdout.write("Every projection is what the ledger gives.")
