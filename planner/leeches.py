"""Help with stuck cells, which eight tries have not settled, in place of more questions.

Learners who get there do so within eight tries (Beck & Gong 2013), so more of the same would not help. The page
compares two cells with their reasons, and offers an easier cell nearby.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db.models import Count

from matrix.facts import Facts
from matrix.models import Responsibility
from quizzes.contrast import nearest_look_alike
from quizzes.memory.knowledge import Remembered
from quizzes.memory.mastery import TRIES
from quizzes.memory.store import card_of, track_of
from quizzes.models import CellMemory
from quizzes.practice.choices import practice_url_of


@dataclass(frozen=True)
class Stuck:
    cell: Responsibility
    contrast: Responsibility | None
    easier: Responsibility | None

    @classmethod
    def of(cls, cell: Responsibility, facts: Facts, easier: Responsibility | None) -> Self:
        return cls(cell, nearest_look_alike(cell, facts), easier)

    @property
    def cells(self) -> list[Responsibility]:
        return [self.cell, self.contrast] if self.contrast else [self.cell]

    @property
    def practice_url(self) -> str:
        return practice_url_of(self.cell)

    @property
    def easier_url(self) -> str:
        return practice_url_of(self.easier) if self.easier else ""


def stuck_most(facts: Facts, count: int) -> list[tuple[Responsibility, int]]:
    stuck = CellMemory.objects.filter(tries__gte=TRIES, cell__in=facts.cell_ids).values("cell")
    # Counting rows, not ids, lets the index alone answer.
    by_number = stuck.annotate(learners=Count("*")).order_by("-learners", "cell")[:count]
    return [(facts.cell_by_id(row["cell"]), row["learners"]) for row in by_number]


Memories = Mapping[int, CellMemory | Remembered]  # by the ids of the cells


def stuck_cells(facts: Facts, order: Sequence[Responsibility], memories: Memories, at: datetime) -> list[Stuck]:
    """`order` has the cells that learners are asked about; `at` is on the clock of the learner."""
    stuck = {pk for pk, memory in memories.items() if pk in facts.cell_ids and track_of(memory).is_stuck}
    others = [other for other in order if other.id not in stuck] if stuck else []
    cells = map(facts.cell_by_id, sorted(stuck))
    return [Stuck.of(cell, facts, easier_than(cell, others, memories, at)) for cell in cells]


def easier_than(
    cell: Responsibility, others: Iterable[Responsibility], memories: Memories, at: datetime
) -> Responsibility | None:
    """The neighbor with the best recall among those answered right last, or else the nearest without answers.

    Neighbors share the layer or the service.
    """
    neighbors = [other for other in others if _is_beside(other, cell)]
    remembered = [other for other in neighbors if other.id in memories and not memories[other.id].missed]
    if remembered:
        return max(remembered, key=lambda other: card_of(memories[other.id]).recall(at))
    new = (other for other in neighbors if other.id not in memories)
    return min(new, key=lambda other: _distance(other, cell), default=None)


def _is_beside(other: Responsibility, cell: Responsibility) -> bool:
    return (other.layer_id == cell.layer_id or other.service_id == cell.service_id) and other != cell


def _distance(other: Responsibility, cell: Responsibility) -> tuple[bool, int, int]:
    return (
        other.ownership.answer != cell.ownership.answer,
        abs(other.layer.position - cell.layer.position),
        abs(other.service.position - cell.service.position),
    )
