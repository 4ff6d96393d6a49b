"""What learners are told when a key was wrong: in words, on their home page and in the attempt."""

from dataclasses import dataclass

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Learner
from quizzes.models import Attempt, AttemptItem, Correction, ItemVersion


@dataclass(frozen=True)
class CorrectedKey:
    """The corrected version of a question that an attempt served as it was before."""

    version: ItemVersion
    answers: list[str]
    reasons: list[str]
    counts_now: bool


def _told() -> QuerySet[Correction]:
    """Without those that another run took back: of two notes about one score, learners read the one that holds."""
    undone = Correction.objects.filter(run__undoes=OuterRef("run"), attempt=OuterRef("attempt"))
    return Correction.objects.filter(~Exists(undone)).select_related("run", "attempt")


def corrections_of(learner: Learner) -> QuerySet[Correction]:
    return Correction.objects.filter(attempt__learner=learner).select_related("run", "attempt")


def unseen(learner: Learner) -> list[Correction]:
    return list(_told().filter(attempt__learner=learner, seen_at=None))


def of_attempt(attempt: Attempt) -> list[Correction]:
    return list(_told().filter(attempt=attempt))


def mark_seen(correction: Correction) -> None:
    Correction.objects.filter(pk=correction.pk, seen_at=None).update(seen_at=TransactionNow())


def corrected_key(item: AttemptItem) -> CorrectedKey | None:
    """What is right by the published version, where a later one than was served has corrected the key."""
    version = item.version.item.published if item.corrected_at else None
    if version is None:
        return None
    keys = [option for option in version.options.all() if option.is_key]
    counts_now = item.is_answered and item.result.version_id != item.version_id
    return CorrectedKey(version, [o.text for o in keys], [o.rationale for o in keys], counts_now)
