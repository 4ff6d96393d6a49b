"""What a learner gets in place of more questions on a cell that eight tries have not settled.

More of the same would not help: learners who get there at all do so within eight tries (Beck & Gong 2013). Two cells
side by side with both reasons may, and then a cell nearby that is easier.
"""

from dataclasses import dataclass

from django.db.models import Count

from matrix.facts import Facts
from matrix.models import Responsibility
from planner.daily import Day
from quizzes.contrast import nearest_look_alike
from quizzes.memory.mastery import TRIES
from quizzes.memory.store import card_of
from quizzes.models import CellMemory
from quizzes.practice.choices import By, PracticeChoice


@dataclass(frozen=True)
class Stuck:
    """A cell that is not drilled, its nearest look-alike and an easier one to practice, if there are any."""

    cell: Responsibility
    contrast: Responsibility | None
    easier: Responsibility | None

    @property
    def cells(self) -> list[Responsibility]:
        return [self.cell, self.contrast] if self.contrast else [self.cell]

    @property
    def practice_url(self) -> str:
        return url_of(self.cell)

    @property
    def easier_url(self) -> str:
        return url_of(self.easier) if self.easier else ""


def stuck_most(facts: Facts, count: int) -> list[tuple[Responsibility, int]]:
    """The cells at which most learners are stuck, with the number of these."""
    stuck = CellMemory.objects.filter(tries__gte=TRIES, cell__in=facts.cell_ids).values("cell")
    # Rows, not ids: then the index alone answers.
    by_number = stuck.annotate(learners=Count("*")).order_by("-learners", "cell")[:count]
    return [(facts.cell_by_id(row["cell"]), row["learners"]) for row in by_number]


def url_of(cell: Responsibility) -> str:
    return PracticeChoice(By.CELL, service=cell.service.slug, layer=cell.layer.slug).url


def stuck_cells(day: Day) -> list[Stuck]:
    facts = day.known.facts
    return [Stuck(cell, nearest_look_alike(cell, facts), easier_than(cell, day)) for cell in day.stuck]


def easier_than(cell: Responsibility, day: Day) -> Responsibility | None:
    """The neighbor that the learner recalls best among those answered right last time, else the nearest never asked.

    Neighbors are the same layer of another service and another layer of the same service.
    """
    known = day.known
    resting = set(day.stuck)
    neighbors = [other for other in known.order if other not in resting and _is_beside(other, cell)]
    remembered = [other for other in neighbors if _went_well(other, day)]
    if remembered:
        return max(remembered, key=lambda other: card_of(known.rows[other.pk]).recall(known.now))
    new = (other for other in neighbors if other.pk not in known.rows)
    return min(new, key=lambda other: _distance(other, cell), default=None)


def _is_beside(other: Responsibility, cell: Responsibility) -> bool:
    return other != cell and (other.layer_id == cell.layer_id or other.service_id == cell.service_id)


def _went_well(other: Responsibility, day: Day) -> bool:
    row = day.known.rows.get(other.pk)
    return row is not None and not row.missed


def _distance(other: Responsibility, cell: Responsibility) -> tuple[bool, int, int]:
    """Of two that are new, the one with the same owner confuses less."""
    return (
        other.ownership.answer != cell.ownership.answer,
        abs(other.layer.position - cell.layer.position),
        abs(other.service.position - cell.service.position),
    )
