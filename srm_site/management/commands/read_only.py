from django.core.management import BaseCommand

from serving.read_only import switch


class Command(BaseCommand):
    help = "Make the whole site read-only, or end that. Every web server knows within a second."

    def add_arguments(self, parser):
        parser.add_argument("state", choices=["on", "off"])

    def handle(self, *, state, **options):
        switch(state == "on")
        self.stdout.write(
            "The site is read-only. Requests that are under way end within 10 seconds."
            if state == "on"
            else "The site can be changed again."
        )
