"""A contrast for a learner who was sure and wrong: two cells that are easily confused, and a question on the second.

Confident errors are the best ones to correct at once (Butterfield & Metcalfe 2001).
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bank.content import why_never_asked
from bank.grading import FULL_MARKS
from bank.models import Claim, Item, ItemVersion, Misconception, Needs, Option
from matrix.facts import Facts, made_once
from matrix.models import Owner, Responsibility
from quizzes.attempt_start import join
from quizzes.models import Attempt, AttemptItem, Confidence, ItemResult, Response, ServedItem
from quizzes.pool import held_back, settling_cell

MOST_PER_ATTEMPT = 3


@dataclass(frozen=True)
class Contrast:
    here: Responsibility
    there: Responsibility
    name: str = ""
    cure: str = ""

    @property
    def cells(self) -> tuple[Responsibility, Responsibility]:
        return self.here, self.there


def is_confident_error(response: Response, marks: int) -> bool:
    return response.confidence == Confidence.SURE and marks < FULL_MARKS


def contrast_for(item: ServedItem, response: Response | None, marks: int, facts: Facts) -> Contrast | None:
    if response and is_confident_error(response, marks):
        return contrast_of(item, response.answer, facts)
    return None


def contrast_of(item: ServedItem, answer: dict[str, Any], facts: Facts) -> Contrast | None:
    """Takes the misconception behind the chosen option, or else the cell that is most similar.

    None for a question that is about no cell, as one about a whole control, and if every cell has the same owner.
    """
    if item.control_asked or item.settling_cell is None:
        return None
    here = facts.cell_by_id(item.settling_cell)
    for idea in _ideas_behind(item, answer):
        pair = facts.cell_by_id(idea.here_id), facts.cell_by_id(idea.there_id)
        one, other = pair[::-1] if pair[1] == here else pair
        return Contrast(one, other, idea.name, idea.cure)
    there = nearest_look_alike(here, facts)
    return Contrast(here, there) if there else None


def _ideas_behind(item: ServedItem, answer: dict[str, Any]) -> QuerySet[Misconception]:
    chosen, rows = answer.get("chosen", ()), answer.get("sorted", {})
    wrong = {
        option.misconception
        for option in item.all_options
        if (option.key in chosen and not option.is_key) or rows.get(option.key, option.expected) != option.expected
    }
    return Misconception.objects.filter(slug__in=wrong).order_by("slug")


def nearest_look_alike(cell: Responsibility, facts: Facts) -> Responsibility | None:
    return _nearest(facts, cell.path)


@made_once
def _nearest(facts: Facts, path: str) -> Responsibility | None:
    cell = facts.cell(path)
    across = [other for other in facts.cells.values() if other.layer == cell.layer and _differs(other, cell)]
    if across:
        return min(across, key=lambda other: _distance(cell, other))
    within = [other for other in facts.cells.values() if other.service == cell.service and _differs(other, cell)]
    return min(within, key=lambda other: abs(other.layer.position - cell.layer.position), default=None)


def _differs(one: Responsibility, other: Responsibility) -> bool:
    return not why_never_asked(one) and one.ownership.answer != other.ownership.answer


def _distance(cell: Responsibility, other: Responsibility) -> tuple[bool, bool, bool, bool, int]:
    one, two = cell.service, other.service
    twins = one.variant_of_id == two.pk or two.variant_of_id == one.pk
    halved = other.ownership == Owner.SHARED
    return not twins, halved, one.category != two.category, not two.opening, abs(one.position - two.position)


def add_question(attempt: Attempt, item: ServedItem, response: Response, facts: Facts) -> bool:
    """Adds a question on the other cell and returns whether it did; the caller has locked the attempt's row.

    Each question brings at most one, an attempt at most three, and an extra question or one in a check or a lesson
    none. This takes two queries.
    """
    if not attempt.is_practice or item.is_extra or response.late:
        return False
    contrast = contrast_of(item, response.answer, facts)
    version = question_on(contrast.there, attempt, item) if contrast else None
    if version is None:
        return False
    join(attempt, version, version.tokens, contrast_to=item)
    return True


def question_on(cell: Responsibility, attempt: Attempt, item: AttemptItem) -> ItemVersion | None:
    """Prefers a question that is new to the learner, then one like `item`.

    None if there is no such question that is no near-twin of another one here, or if the attempt already has its most
    extra questions.
    """
    learner = attempt.learner_id
    asked = Item.objects.asked().annotate(cell=settling_cell("published")).filter(cell=cell.pk)
    asked = asked.exclude(published__needs=Needs.RULE)  # it would not tell the two cells apart
    served = AttemptItem.objects.filter(attempt=attempt)
    extras = served.filter(contrast_to__isnull=False).order_by().values("attempt").annotate(n=Count("pk")).values("n")
    known = ItemResult.objects.filter(
        attempt_item__attempt__learner=learner, attempt_item__version__item=OuterRef("item")
    )
    options = Option.objects.filter(version=OuterRef("pk")).order_by("position")
    # Near-twins of what the attempt asks (bank.near_twins): made alike about this cell, or with the same task as key.
    made_alike = served.exclude(version__item__generator="").filter(
        version__item__generator=OuterRef("item__generator"),
        version__tested_cells__position=1,
        version__tested_cells__cell=cell.pk,
    )
    keys = Claim.objects.filter(option__is_key=True).exclude(duty=None)
    asked_tasks = keys.filter(option__version__in=served.values("version")).values("duty")
    return (
        ItemVersion.objects.filter(pk__in=asked.values("published"))
        .exclude(item__in=served.values("version__item"))
        .exclude(item__in=held_back(learner))
        .exclude(Exists(made_alike))
        .exclude(Exists(keys.filter(option__version=OuterRef("pk"), duty__in=asked_tasks)))
        .annotate(  # type: ignore[no-redef]  # the class declares `tokens` for type checkers
            tokens=ArraySubquery(options.values("token")),
            extras=Coalesce(Subquery(extras), 0),
            is_known=Exists(known),
            is_like=Q(item__generator=item.version.item.generator),
        )
        .filter(extras__lt=MOST_PER_ATTEMPT)
        .order_by("is_known", "-is_like", "pk")
        .first()
    )
