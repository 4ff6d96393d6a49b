"""The answers that a corrected key concerns, and their marks by it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bank.grading import marks
from bank.models import ChangeKind, Item, ItemVersion, Option
from quizzes.models import GradingPolicy, ItemResult


class ResultWorth(NamedTuple):
    marks: int
    left_out: bool


def worth_under(
    policy: str, before: ResultWorth, by_new_key: int, *, full: int = 1000, late: bool = False
) -> ResultWorth:
    if policy == GradingPolicy.LEAVE_OUT:
        return ResultWorth(by_new_key, True)
    if policy == GradingPolicy.FULL:
        return ResultWorth(0 if late else full, False)
    if policy == GradingPolicy.BEST:
        return ResultWorth(max(before.marks, by_new_key), before.left_out)
    return ResultWorth(by_new_key, False)


def results_to_regrade(items: Collection[int] | None = None) -> QuerySet[ItemResult]:
    """Results whose key was corrected later, of these items or of all.

    Results from before a version that asks another question are left out.
    """
    later = ItemVersion.objects.filter(item=OuterRef("version__item"), number__gt=OuterRef("version__number"))
    results = ItemResult.objects.filter(
        Exists(later.filter(change=ChangeKind.KEY_CHANGE)), ~Exists(later.filter(change=ChangeKind.SEMANTIC))
    )
    return results if items is None else results.filter(version__item__in=items)


def items_to_regrade() -> QuerySet[Item]:
    concerned = results_to_regrade().filter(version__item=OuterRef("pk")).order_by().values("version__item")
    corrected = ItemVersion.objects.filter(item=OuterRef("pk"), change=ChangeKind.KEY_CHANGE)
    return (
        Item.objects.exclude(published=None)
        .filter(Exists(corrected))
        .annotate(answers=Coalesce(Subquery(concerned.annotate(n=Count("pk")).values("n")), 0))
        .filter(answers__gt=0)
        .select_related("published")
        .order_by("slug")
    )


class RegradeRow(NamedTuple):
    pk: int
    attempt: Any
    learner: UUID
    attempt_item: int
    item: int
    version: int
    response: int
    answer: dict[str, Any]
    confidence: str
    received_at: datetime
    utc_offset: int
    late: bool
    slip: int | None
    scored: bool
    worth: ResultWorth


def rows_of(results: QuerySet[ItemResult]) -> Iterable[RegradeRow]:
    values = results.order_by("pk").values_list(
        "pk",
        "attempt_item__attempt",
        "attempt_item__attempt__learner",
        "attempt_item",
        "version__item",
        "version",
        "response",
        "response__answer",
        "response__confidence",
        "response__received_at",
        "response__utc_offset",
        "response__late",
        "response__slip",
        "attempt_item__scored",
        "marks",
        "left_out",
    )
    for row in values.iterator(chunk_size=2000):
        yield RegradeRow(*row[:-2], ResultWorth(*row[-2:]))


class Keys:
    def __init__(self, versions: Iterable[ItemVersion]):
        self.versions = {version.item_id: version for version in versions}
        self.options: dict[int, list[Option]] = {
            item: list(version.options.all()) for item, version in self.versions.items()
        }
        self.known = {item: {option.key for option in options} for item, options in self.options.items()}

    def worth(self, row: RegradeRow, policy: str) -> ResultWorth:
        by_new_key = marks(row.answer, self.options[row.item], late=row.late)
        return worth_under(policy, row.worth, by_new_key, late=row.late)

    def lacks(self, row: RegradeRow) -> bool:
        return not set(row.answer.get("chosen", ())) | set(row.answer.get("sorted", ())) <= self.known[row.item]


def current_versions(items: Collection[int]) -> QuerySet[ItemVersion]:
    current = Item.objects.filter(pk__in=items).exclude(published=None).values("published")
    return ItemVersion.objects.filter(pk__in=current).prefetch_related("options")
