"""How many passwords may be tried, counted in the database so that simultaneous tries see each other.

An account has TRIES in PERIOD for all unknown devices together, and no network may use more than PER_NETWORK of them,
which leaves some for the owner elsewhere. A known device has TRIES of its own, so strangers' guesses never lock it. A
person with neither resets the password by mail, after which the device is known. Counts are stored under keyed hashes,
never addresses.
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
# Over all accounts: enough for a class behind one address, too few to try one password on every account.
NETWORK_TRIES = 300


@dataclass(frozen=True)
class GuessOrigin:
    network: str
    device: str = ""


@transaction.atomic
def admit(account: str, origin: GuessOrigin) -> Guess | None:
    """Reserve one try before the password is checked; None if there is none left."""
    key, network = fingerprint("account", account.lower()), fingerprint("network", origin.network)
    device = fingerprint("device", origin.device) if origin.device else ""
    # Always in this order, to avoid a deadlock.
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
    guess.delete()


def forget_guesses(account: str) -> None:
    Guess.objects.filter(account=fingerprint("account", account.lower())).delete()


def clean_up() -> int:
    return Guess.objects.filter(at__lt=Now() - PERIOD).delete()[0]
