from datetime import timedelta

from django.core.management import BaseCommand
from django.db.models import Q
from django.db.models.functions import Now

from lti.models import LinkedClass
from lti.roster import refresh

EVERY = timedelta(hours=1)


class Command(BaseCommand):
    help = (
        "Read the learners of schools' courses that are linked to a class, each once an hour or when an instructor "
        "asks for it. Learners who left a course leave its class. Run it by a timer, every few minutes."
    )

    def handle(self, *, verbosity, **options):
        due = LinkedClass.objects.filter(
            Q(roster_tried_at=None) | Q(roster_tried_at__lt=Now() - EVERY),
            deployment__platform__is_on=True,
            cohort__archived_at=None,
        ).exclude(roster_url="")
        read = left = 0
        for linked in due.select_related("cohort", "deployment__platform"):
            if change := refresh(linked):
                read, left = read + 1, left + change.left
        if read and verbosity:
            self.stdout.write(f"Rosters: {read} read, {left} learners left.")
