"""Moves a guest's answers to the account when the person signs up or logs in."""

from uuid import UUID

from django.db import transaction

from accounts.leaving.belongings import belongings, has_any
from accounts.models import Learner


@transaction.atomic
def merge(guest: UUID, into: Learner) -> bool:
    """Move everything of a guest to a learner and return whether there was anything.

    Repeating it moves newer rows. A row that is no guest, or was merged into another learner, is left unchanged.
    """
    # Both rows are locked in one order, so of two log-ins at once the second finds it done. Beginning an attempt waits
    # here too (quizzes.attempt_start.begin) and then follows `merged_into`.
    pair = Learner.objects.select_for_update(no_key=True).filter(pk__in=[guest, into.pk]).order_by("pk")
    source = {learner.pk: learner for learner in pair}.get(guest)
    if source is None or source == into or source.user_id or source.merged_into_id not in (None, into.pk):
        return False
    had_something = has_any(source)
    for belonging in belongings:
        belonging.move(source, into)
    source.merged_into = into
    source.save(update_fields=["merged_into"])
    return had_something
