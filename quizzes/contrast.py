"""A contrast for a learner who was sure and wrong: two cells that are easily confused, and a question on the second.

Confident errors are the best ones to correct at once (Butterfield & Metcalfe 2001).
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from bank.content import why_never_asked
from bank.grading import FULL_MARKS
from bank.models import Item, ItemVersion, Misconception, Needs, Option
from matrix.facts import Facts, made_once
from matrix.models import Owner, Responsibility
from quizzes.attempt_start import join
from quizzes.models import Attempt, AttemptItem, Confidence, Response, ServedItem
from quizzes.pool import pool_lately, questions_of
from serving.prepared import Prepared

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
    if idea := _idea_behind(item, answer):
        pair = facts.cell_by_id(idea.here_id), facts.cell_by_id(idea.there_id)
        one, other = pair[::-1] if pair[1] == here else pair
        return Contrast(one, other, idea.name, idea.cure)
    there = nearest_look_alike(here, facts)
    return Contrast(here, there) if there else None


ideas_called: Prepared[Misconception] = Prepared(lambda slug: Misconception.objects.filter(slug=slug), str)


def _idea_behind(item: ServedItem, answer: dict[str, Any]) -> Misconception | None:
    chosen, rows = answer.get("chosen", ()), answer.get("sorted", {})
    wrong = {
        option.misconception
        for option in item.all_options
        if (option.key in chosen and not option.is_key) or rows.get(option.key, option.expected) != option.expected
    }
    return next((idea for slug in sorted(wrong - {""}) for idea in ideas_called(slug)), None)


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

    Each question brings at most one, an attempt at most three, and one in a check or a lesson none. `item` is not an
    extra question itself.
    """
    if not attempt.is_practice or response.late:
        return False
    contrast = contrast_of(item, response.answer, facts)
    version = question_on(contrast.there, attempt, item, facts) if contrast else None
    if version is None:
        return False
    join(attempt, version, version.tokens, contrast_to=item)
    return True


def question_on(cell: Responsibility, attempt: Attempt, item: AttemptItem, facts: Facts) -> ItemVersion | None:
    """Prefers a question that is new to the learner, then one like `item`. The attempt is open.

    None if there is no such question that is no near-twin of another one here, or if the attempt already has its most
    extra questions.
    """
    learner = attempt.learner_id
    opened = in_open_attempts(learner)
    served = {asked: contrast_to for asked, attempt_id, contrast_to, _ in opened if attempt_id == attempt.pk}
    if sum(contrast_to is not None for contrast_to in served.values()) >= MOST_PER_ATTEMPT:
        return None
    # An answer waits for this, and what questions are alike may be an hour old.
    pool = pool_lately(facts, times=60)
    here = [each.likeness for each in questions_of(served, facts, pool)]
    taken = served.keys() | {asked for asked, _, _, result in opened if result is None}
    for version in asked_on(learner, cell.pk, item.version.item.generator):
        likeness = [each.likeness for each in pool.of([version.item_id])]
        if version.item_id not in taken and likeness and not any(map(likeness[0].is_near, here)):
            return version
    return None


def _asked_on(learner: UUID, cell: int, generator: str) -> QuerySet[ItemVersion]:
    on_cell = Item.objects.asked().filter(published__tested_cells__cell=cell, published__tested_cells__position=1)
    known = AttemptItem.objects.filter(
        attempt__learner=learner,
        result__isnull=False,
        version__tested_cells__cell=cell,
        version__tested_cells__position=1,
    )
    tokens = Option.objects.filter(version=OuterRef("pk")).order_by("position").values("token")
    return (
        ItemVersion.objects.filter(pk__in=on_cell.values("published"))
        .exclude(needs=Needs.RULE)  # it would not tell the two cells apart
        .annotate(  # type: ignore[no-redef]  # the class declares `tokens` for type checkers
            tokens=ArraySubquery(tokens),
            is_known=Q(item__in=known.order_by().values("version__item")),
            is_like=Q(item__generator=generator),
        )
        .order_by("is_known", "-is_like", "pk")
    )


in_open_attempts: Prepared[Any] = Prepared(
    lambda learner: (
        AttemptItem.objects.filter(attempt__learner=learner, attempt__closed_at=None)
        .order_by()
        .values_list("version__item", "attempt", "contrast_to", "result")
    ),
    UUID,
)
asked_on: Prepared[ItemVersion] = Prepared(_asked_on, UUID, int, str)
