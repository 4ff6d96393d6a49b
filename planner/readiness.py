"""First answers by skill, and whether there are enough of them for a readiness.

Readiness for task 2.1 itself is the engine's (planner.engine.readiness): what the learner likely knows now, weighed by
the exam and corrected by probes. Below 30 first answers it would rest on assumptions, so none is shown. Only first
answers count here, since a repeated question shows memory of the question, and none given inside a lesson, below the
text that says it. It is not a chance of passing, since the exam has three more domains.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

FIRST_ANSWERS = 30
PER_SKILL = 3  # fewer say nothing about a skill by itself
LATEST = 100  # older first answers show less knowledge than now


class FirstAnswer(NamedTuple):
    """The first answer to an item. A right guess is `right`, since it counts in the exam."""

    skill: str
    right: bool


@dataclass(frozen=True)
class FirstAnswers:
    by_skill: dict[str, tuple[int, int]]  # right, of

    @property
    def answered(self) -> int:
        return sum(asked for _, asked in self.by_skill.values())

    @property
    def missing(self) -> int:
        return max(0, FIRST_ANSWERS - self.answered)


def first_by_skill(answers: Sequence[FirstAnswer], skills: Iterable[str]) -> FirstAnswers:
    """`answers` are oldest first. Raises ValueError for an answer in another skill."""
    latest = answers[-LATEST:]
    counts = dict.fromkeys(skills, (0, 0))
    for answer in latest:
        if answer.skill not in counts:
            raise ValueError(f"{answer.skill} is no skill of this task")
        right, asked = counts[answer.skill]
        counts[answer.skill] = right + answer.right, asked + 1
    return FirstAnswers(counts)
