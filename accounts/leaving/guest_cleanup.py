"""Deleting guests who have not returned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from accounts.leaving.belongings import Belonging, belongings, has_any
from accounts.leaving.deletion import forget
from accounts.leaving.merge import merge
from accounts.login.sessions import SessionStore
from accounts.models import Learner


@dataclass
class CleanupCounts:
    removed: int = 0
    emptied: int = 0
    caught_up: int = 0


def clean_up(idle: timedelta) -> CleanupCounts:
    """Clean up guests without activity for `idle`, and expired sessions.

    A guest without answers is deleted. One with answers stays as an anonymous row of the ledger. Rows that a merged
    guest sent later from another tab move to the account. Each guest is a transaction, so an interrupted run can be
    repeated.
    """
    cleaned = CleanupCounts()
    for guest in left_behind():
        cleaned.caught_up += bool(guest.merged_into and merge(guest.pk, guest.merged_into))
    for guest in guests_to_delete(idle):
        with transaction.atomic():
            forget(guest)
            if has_any(guest) or Learner.objects.filter(merged_into=guest).exists():
                cleaned.emptied += 1
            else:
                guest.delete()
                cleaned.removed += 1
    SessionStore.clear_expired()
    return cleaned


def left_behind() -> QuerySet[Learner]:
    return Learner.objects.exclude(merged_into=None).filter(with_rows_of(belongings)).select_related("merged_into")


def guests_to_delete(idle: timedelta) -> QuerySet[Learner]:
    since = Now() - idle
    active = Q(created_at__gte=since)
    for path in (path for belonging in belongings for path in belonging.used):
        active |= Q(pk__in=Learner.objects.guests().filter(**{f"{path}__gte": since}).values("pk"))
    personal = [belonging for belonging in belongings if belonging.forget]
    # A deleted account's learner may have taken over guests, whose rows name it.
    bare = ~with_rows_of(belongings) & ~Q(Exists(Learner.objects.filter(merged_into=OuterRef("pk"))))
    return Learner.objects.guests().exclude(active).filter(with_rows_of(personal) | bare)


def with_rows_of(several: Iterable[Belonging]) -> Q:
    found = Q()
    for belonging in several:
        found |= Q(Exists(belonging.model._default_manager.filter(learner=OuterRef("pk"))))
    return found
