"""The code of a class: an invitation that is short enough to be read out and typed."""

import secrets
from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction

from accounts.cohorts.membership import revoke
from accounts.models import Cohort, CohortInvite, User
from accounts.models.cohorts import CohortInviteQuerySet

# No vowels, so that no code is a word; no L and Y, which are misread. 19 to the 8th power is 17 billion codes, and
# one person may try 10 in 15 minutes (`accounts.login.guess_limit`).
LETTERS = "BCDFGHJKMNPQRSTVWXZ"
LENGTH = 8
LASTING = timedelta(days=365)


def open_codes() -> CohortInviteQuerySet:
    return CohortInvite.objects.filter(code__isnull=False, revoked_at=None, expires_at__gt=TransactionNow())


def code_of(cohort: Cohort) -> CohortInvite | None:
    return open_codes().filter(cohort=cohort).with_uses().first()


def invite_with(code: str) -> CohortInvite | None:
    """Of an ended code too: its page says why it has ended."""
    return CohortInvite.objects.filter(code=code).first()


@transaction.atomic
def renew_code(cohort: Cohort, *, by: User) -> CohortInvite:
    """A class has one open code: the one before ends."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    close_code(cohort, by=by)
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return CohortInvite.objects.create(cohort=cohort, code=code, made_by=by.pk, expires_at=TransactionNow() + LASTING)


def close_code(cohort: Cohort, *, by: User) -> None:
    for invite in open_codes().filter(cohort=cohort):
        revoke(invite, by=by)
