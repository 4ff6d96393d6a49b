from django.core.management import BaseCommand
from django.utils import timezone

from accounts.cohorts.instructor_invitation import site_address
from accounts.mailing import claims
from accounts.mailing.registry import kinds
from accounts.mailing.sender import log, send_waiting
from accounts.models import MailState


class Command(BaseCommand):
    help = (
        "Send the mails whose time has come, such as reminders. Run it by a timer, every few minutes. It can be "
        "interrupted and run again, and two runs at once send each mail once."
    )

    def add_arguments(self, parser):
        parser.add_argument("--site", default="", help="address of the site, if not the first of ALLOWED_HOSTS")

    def handle(self, *, site, verbosity, **options):
        if cut_off := claims.give_up_cut_off():
            log.warning("%s mails were cut off while they were sent, and are not sent again.", cut_off)
        for kind in kinds:
            kind.queue(timezone.now())
        counts = send_waiting(site or site_address())
        if counts and verbosity:
            said = [f"{counts[state]} {words}" for state, words in WORDS.items() if counts[state]]
            self.stdout.write(f"Mails: {', '.join(said)}.")


WORDS = {
    MailState.SENT: "sent",
    MailState.WAITING: "to try again later",
    MailState.REFUSED: "refused",
    MailState.LOST: "cut off",
}
