"""Wrong ideas that a learner's answers have shown, and whether later answers show that they are gone.

Each idea has two cells whose contrast corrects it, and right answers about both show that it is gone. That an option
is no longer chosen proves little: most questions never offer it again. Nothing of this is stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection

from accounts.models import Learner
from matrix.facts import Facts
from matrix.models import Responsibility
from quizzes.memory.knowledge import Knowledge
from quizzes.practice.choices import By, PracticeChoice


class MisconceptionState(StrEnum):
    OPEN = "open"
    ON_THE_WAY = "on the way"
    CURED = "cured"


@dataclass(frozen=True)
class LearnerMisconception:
    """An idea that showed `often`, last at `last`: a wrong option that stands for it was chosen, or a row that does
    was put on the wrong side. `cells` are the two whose contrast puts it right, with what was answered since."""

    name: str
    cure: str
    often: int
    last: datetime
    cells: tuple[tuple[Responsibility, bool], tuple[Responsibility, bool]]

    @property
    def state(self) -> MisconceptionState:
        """Cured when, since the idea showed last, the latest answer about each of its two cells was right and no
        guess. It is open again as soon as it shows again, or one of these cells is missed."""
        since = sum(known for _, known in self.cells)
        return (MisconceptionState.OPEN, MisconceptionState.ON_THE_WAY, MisconceptionState.CURED)[since]

    @property
    def to_do(self) -> list[tuple[Responsibility, str]]:
        """The cells that are still to be answered right, with where to practice each."""
        return [
            (cell, PracticeChoice(By.CELL, service=cell.service.slug, layer=cell.layer.slug).url)
            for cell, known in self.cells
            if not known
        ]


# By the version that each answer was graded with: an option that turned out right stands for no idea.
SHOWN = """
    SELECT idea.name, idea.cure, idea.here_id, idea.there_id, count(*), max(response.received_at)
    FROM quizzes_itemresult AS result
    JOIN quizzes_response AS response ON response.id = result.response_id
    JOIN quizzes_attemptitem AS served ON served.id = result.attempt_item_id
    JOIN quizzes_attempt AS attempt ON attempt.id = served.attempt_id
    JOIN bank_option AS option ON option.version_id = result.version_id
    JOIN bank_misconception AS idea ON idea.slug = option.misconception
    WHERE attempt.learner_id = %s
      AND NOT result.left_out
      AND (
        (NOT option.is_key AND response.answer -> 'chosen' @> to_jsonb(option.key))
        OR response.answer -> 'sorted' ->> option.key <> option.expected
      )
    GROUP BY idea.id
    ORDER BY max(response.received_at) DESC, idea.name
"""


def met_by(learner: Learner | None, facts: Facts, knowledge: Knowledge) -> list[LearnerMisconception]:
    """The ideas that have shown, latest first; one query."""
    if learner is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(SHOWN, [learner.pk])
        rows = cursor.fetchall()
    return [
        LearnerMisconception(
            name, cure, often, last, (_since(here, last, facts, knowledge), _since(there, last, facts, knowledge))
        )
        for name, cure, here, there, often, last in rows
    ]


def _since(pk: int, moment: datetime, facts: Facts, knowledge: Knowledge) -> tuple[Responsibility, bool]:
    """The cell, and whether its latest answer came after the moment and showed knowledge."""
    cell = facts.cell_by_id(pk)
    memory = knowledge.of(cell).memory
    return cell, memory is not None and memory.last > moment and not memory.missed


def in_state(met: Iterable[LearnerMisconception], *states: MisconceptionState) -> list[LearnerMisconception]:
    return [each for each in met if each.state in states]
