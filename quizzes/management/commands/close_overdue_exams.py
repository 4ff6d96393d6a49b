from django.core.management.base import BaseCommand

from quizzes.attempt_end import close_overdue
from quizzes.models import Attempt


class Command(BaseCommand):
    help = (
        "End and grade the exams whose time is up, and grade the tests whose answers are due. Pages do this too when "
        "someone opens them; this is for those that no one opens. Can be run at any time, for example by a timer."
    )

    def handle(self, *args, **options):
        closed = close_overdue(Attempt.objects.all())
        if closed or options["verbosity"]:
            self.stdout.write(f"{closed} {'exam' if closed == 1 else 'exams'} ended.")
