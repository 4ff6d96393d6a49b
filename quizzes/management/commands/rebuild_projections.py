from django.core.management.base import BaseCommand

from quizzes.projections import rebuild


class Command(BaseCommand):
    help = "Make results and scores anew from the ledger of answers."

    def handle(self, *args, **options):
        results, scores = rebuild()
        self.stdout.write(f"{results} results and {scores} scores made anew.")
