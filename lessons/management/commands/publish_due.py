from django.core.management.base import BaseCommand

from lessons.editing.schedule import go_live_where_due


class Command(BaseCommand):
    help = (
        "Publish the lessons whose time has come. The first reader does it too; "
        "this is for search and for lessons that no one opens. Can be run at any time, for example by a timer."
    )

    def handle(self, *args, **options):
        went_live = go_live_where_due()
        if went_live or options["verbosity"]:
            self.stdout.write(f"{went_live} {'lesson' if went_live == 1 else 'lessons'} published.")
