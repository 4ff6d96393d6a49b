from django.core.management import BaseCommand

from accounts.cohorts.instructor_invitation import site_address
from accounts.cohorts.roster_invitations import send_invitations, to_mail


class Command(BaseCommand):
    help = "Mail the pending invitations to classes. Run it by a timer, every few minutes."

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=500, help="how many at most; 500 if not given")
        parser.add_argument("--site", default="", help="address of the site, if not the first of ALLOWED_HOSTS")

    def handle(self, *, most, site, **options):
        sent = send_invitations(to_mail(), site=site or site_address(), most=most)
        self.stdout.write(f"{sent} invitations sent, {to_mail().count()} wait.")
