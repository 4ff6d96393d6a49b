"""How many passwords may be tried, counted in the database so that tries at the same moment see each other.

An account has TRIES in PERIOD for all devices that nobody has logged in from with it, and no network address gets more
than PER_NETWORK of them: who guesses from one place leaves some to the owner elsewhere. A device from which somebody
did log in has TRIES of its own, so guesses of strangers, from however many places, never lock it. Who has neither
chooses a new password by mail, after which the device is known. What is counted is a keyed hash, never an address.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count, Q
from django.db.models.functions import Now

from accounts.models import Guess
from serving.origins import fingerprint

PERIOD = timedelta(minutes=15)
TRIES, PER_NETWORK = 10, 5
# Over all accounts: room for a class that mistypes behind one address, little for one password tried on everybody.
NETWORK_TRIES = 300


@dataclass(frozen=True)
class GuessOrigin:
    """Where a try comes from. `device` is empty for one that the account is not known on."""

    network: str
    device: str = ""


@transaction.atomic
def admit(account: str, origin: GuessOrigin) -> Guess | None:
    """Room for one try, taken before the password is looked at; None if there is none left."""
    key, network = fingerprint("account", account.lower()), fingerprint("network", origin.network)
    device = fingerprint("device", origin.device) if origin.device else ""
    # Always in this order, so that no two wait for each other.
    lock(key)
    if not device:
        lock(network)
    Guess.objects.filter(account=key, at__lt=Now() - PERIOD).delete()
    recent = Guess.objects.filter(at__gte=Now() - PERIOD)
    if device:
        room = recent.filter(account=key, device=device).count() < TRIES
    else:
        strangers = recent.filter(device="").filter(Q(account=key) | Q(network=network))
        tried = strangers.aggregate(
            on_account=Count("pk", filter=Q(account=key)),
            on_it_from_here=Count("pk", filter=Q(account=key, network=network)),
            from_here=Count("pk", filter=Q(network=network)),
        )
        most = {"on_account": TRIES, "on_it_from_here": PER_NETWORK, "from_here": NETWORK_TRIES}
        room = all(tried[name] < limit for name, limit in most.items())
    return Guess.objects.create(account=key, network=network, device=device) if room else None


def lock(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def was_right(guess: Guess) -> None:
    """Who knows the password has not guessed."""
    guess.delete()


def forget_guesses(account: str) -> None:
    """The password was replaced by mail: what was tried before says nothing about the new one."""
    Guess.objects.filter(account=fingerprint("account", account.lower())).delete()


def clean_up() -> int:
    return Guess.objects.filter(at__lt=Now() - PERIOD).delete()[0]
