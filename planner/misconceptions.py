"""Misconceptions that a learner's answers have shown, and whether later answers resolved them.

Each has two cells whose contrast corrects it, and right answers to both resolve it. That its option is no longer
chosen proves little, since most questions never offer it again. Nothing of this is stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from accounts.models import Learner
from matrix.facts import Facts
from matrix.models import Responsibility
from planner.given_answers import GIVEN, rows_of_given
from quizzes.memory.knowledge import Knowledge
from quizzes.practice.choices import practice_url_of


class MisconceptionState(StrEnum):
    OPEN = "open"
    ON_THE_WAY = "on the way"
    CURED = "cured"


@dataclass(frozen=True)
class LearnerMisconception:
    """A misconception that answers showed `often`, last at `last`.

    `cells` are the two whose contrast corrects it, each with whether it was answered right since.
    """

    name: str
    cure: str
    often: int
    last: datetime
    cells: tuple[tuple[Responsibility, bool], tuple[Responsibility, bool]]

    @property
    def state(self) -> MisconceptionState:
        since = sum(known for _, known in self.cells)
        return (MisconceptionState.OPEN, MisconceptionState.ON_THE_WAY, MisconceptionState.CURED)[since]

    @property
    def to_do(self) -> list[tuple[Responsibility, str]]:
        return [(cell, practice_url_of(cell)) for cell, known in self.cells if not known]


# Goes by the version that graded each answer: an option that became right shows no misconception.
SHOWN = f"""
    {GIVEN}
    SELECT idea.name, idea.cure, idea.here_id, idea.there_id, count(*), max(given.received_at)
    FROM given
    JOIN bank_option AS option ON option.version_id = given.version_id AND option.misconception <> ''
    JOIN bank_misconception AS idea ON idea.slug = option.misconception
    WHERE NOT EXISTS (SELECT FROM quizzes_slippedanswer WHERE response_id = given.response_id)
      AND (
        (NOT option.is_key AND given.answer -> 'chosen' @> to_jsonb(option.key))
        OR given.answer -> 'sorted' ->> option.key <> option.expected
      )
    GROUP BY idea.id
    ORDER BY max(given.received_at) DESC, idea.name
"""  # noqa: S608  our own


def met_by(learner: Learner | None, facts: Facts, knowledge: Knowledge) -> list[LearnerMisconception]:
    if learner is None:
        return []
    return [
        LearnerMisconception(
            name, cure, often, last, (_since(here, last, facts, knowledge), _since(there, last, facts, knowledge))
        )
        for name, cure, here, there, often, last in rows_of_given(SHOWN, learner.pk)
    ]


def _since(pk: int, moment: datetime, facts: Facts, knowledge: Knowledge) -> tuple[Responsibility, bool]:
    cell = facts.cell_by_id(pk)
    memory = knowledge.of(cell).memory
    return cell, memory is not None and memory.last > moment and not memory.missed


def in_state(met: Iterable[LearnerMisconception], *states: MisconceptionState) -> list[LearnerMisconception]:
    return [each for each in met if each.state in states]
