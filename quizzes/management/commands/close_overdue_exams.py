from django.core.management.base import BaseCommand

from quizzes.attempt_end import close_overdue
from quizzes.models import Attempt


class Command(BaseCommand):
    help = (
        "End and grade the exams whose time is up. Pages do it too when somebody looks; "
        "this is for those that nobody looks at. May be called at any time, as by cron."
    )

    def handle(self, *args, **options):
        closed = close_overdue(Attempt.objects.all())
        if closed or options["verbosity"]:
            self.stdout.write(f"{closed} {'exam' if closed == 1 else 'exams'} ended.")
