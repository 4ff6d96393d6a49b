"""Corrected keys and scores, as learners read them on their home page and in the attempt."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import Learner
from bank.grading import FULL_MARKS, marks
from bank.models import ChangeKind, Claim, ItemVersion, Option
from quizzes.models import Attempt, AttemptItem, Correction, ExplainedItem
from quizzes.statistics.figures import line_of


@dataclass(frozen=True)
class CorrectedKey:
    version: ItemVersion

    @cached_property
    def options(self) -> list[Option]:
        return list(self.version.options.all())

    @property
    def keys(self) -> list[Option]:
        return [option for option in self.options if option.is_key]

    @property
    def claims(self) -> list[Claim]:
        return [claim for key in self.keys for claim in key.claims.all()]

    def shown(self, served: Iterable[Option]) -> list[Option]:
        """Returns the served options with their corrected keys and reasons.

        An option that the newest version no longer offers is wrong, and its old reason is not shown.
        """
        return [self._corrected(option) for option in served]

    def _corrected(self, served: Option) -> Option:
        option = copy(served)
        by = next((each for each in self.options if each.key == served.key), None)
        option.is_key, option.expected, option.rationale = (
            (by.is_key, by.expected, by.rationale) if by else (False, "", "")
        )
        return option

    def not_among(self, served: Iterable[Option]) -> list[Option]:
        offered = {option.key for option in served}
        return [key for key in self.keys if key.key not in offered]

    def how_graded(self, item: AttemptItem) -> str:
        if not item.is_answered:
            return ""
        result, response = item.result, item.result.response
        if result.left_out:
            return "This question no longer counts in your score."
        if result.version_id == item.version_id:
            return "Your answer was graded with the earlier key."
        by_key = marks(response.answer, self.shown(item.all_options), late=response.late)
        if result.marks == FULL_MARKS > by_key:
            return "You got full credit for it."
        return "Your answer was regraded with the corrected key."


def _told() -> QuerySet[Correction]:
    """Leaves out corrections that a later run undid: of two notes about one score, learners read the current one."""
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


def corrected_keys(items: Iterable[ExplainedItem]) -> dict[int, CorrectedKey]:
    """Maps the ids of items whose key was corrected after they were served.

    A version that asks another question ends the search. There is no query if nothing was corrected.
    """
    concerned = [item for item in items if item.corrected_at]
    if not concerned:
        return {}
    versions: dict[int, list[ItemVersion]] = {}
    claims = Prefetch("options__claims", Claim.objects.order_by("pk"))
    of_these = ItemVersion.objects.filter(item__in={item.version.item_id for item in concerned})
    for version in of_these.order_by("number").prefetch_related("options", claims):
        versions.setdefault(version.item_id, []).append(version)
    found = {item.pk: _later(versions[item.version.item_id], item.version) for item in concerned}
    return {
        pk: CorrectedKey(later[-1])
        for pk, later in found.items()
        if any(each.change == ChangeKind.KEY_CHANGE for each in later)
    }


def _later(versions: Sequence[ItemVersion], served: ItemVersion) -> list[ItemVersion]:
    return [each for each in line_of(versions, served) if each.number > served.number]


def corrected_key(item: ExplainedItem) -> CorrectedKey | None:
    return corrected_keys([item]).get(item.pk)
