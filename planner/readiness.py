"""Readiness for task 2.1: the share of its questions that a learner would get right at first sight, with an interval.

Only first answers count, since a repeated question shows memory of the question, and none given inside a lesson, below
the text that says it. Each of the five skills has its own estimate (Beta posterior, Jeffreys' prior). They are
combined by their weight in the exam, and the interval is Wilson's for the number of answers that would be as certain.
There is no estimate below 30 answers: after three right of five the interval would run from 27 to 86%. It is not a
chance of passing, since the exam has three more domains.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

FIRST_ANSWERS = 30
PER_SKILL = 3
LATEST = 100  # older first answers show less knowledge than now
SURE_90 = 1.645
PRIOR = 0.5  # Jeffreys' prior counts as half a right and half a wrong answer


class FirstAnswer(NamedTuple):
    """The first answer to an item. A right guess is `right`, since it counts in the exam."""

    skill: str
    right: bool


@dataclass(frozen=True)
class MissingAnswers:
    answers: int
    by_skill: dict[str, int]

    def __bool__(self) -> bool:
        return bool(self.answers or self.by_skill)


@dataclass(frozen=True)
class Readiness:
    estimate: float | None
    low: float | None
    high: float | None
    by_skill: dict[str, tuple[int, int]]  # right, of
    lack: MissingAnswers


def readiness(answers: Sequence[FirstAnswer], skills: Mapping[str, float]) -> Readiness:
    """`answers` are oldest first; `skills` maps skills to weights in any unit.

    The exam guide publishes no weights, so callers pass equal ones. Raises ValueError for an answer in another skill.
    """
    latest = answers[-LATEST:]
    counts = dict.fromkeys(skills, (0, 0))
    for answer in latest:
        if answer.skill not in counts:
            raise ValueError(f"{answer.skill} is no skill of this task")
        right, asked = counts[answer.skill]
        counts[answer.skill] = right + answer.right, asked + 1
    lack = _lack(counts)
    if lack:
        return Readiness(None, None, None, counts, lack)
    mean, sureness = _joined(counts, skills)
    low, high = wilson(mean, sureness)
    return Readiness(mean, low, high, counts, lack)


def wilson(share: float, answers: float, *, z: float = SURE_90) -> tuple[float, float]:
    middle = (share + z**2 / (2 * answers)) / (1 + z**2 / answers)
    half = z / (1 + z**2 / answers) * (share * (1 - share) / answers + z**2 / (4 * answers**2)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def _lack(counts: Mapping[str, tuple[int, int]]) -> MissingAnswers:
    missing = {skill: PER_SKILL - asked for skill, (_, asked) in counts.items() if asked < PER_SKILL}
    return MissingAnswers(
        max(0, FIRST_ANSWERS - sum(asked for _, asked in counts.values()), sum(missing.values())), missing
    )


def _joined(counts: Mapping[str, tuple[int, int]], skills: Mapping[str, float]) -> tuple[float, float]:
    total = sum(skills.values())
    mean = variance = 0.0
    for skill, (right, asked) in counts.items():
        part = skills[skill] / total
        share, spread = _posterior(right, asked)
        mean += part * share
        variance += part**2 * spread
    return mean, mean * (1 - mean) / variance


def _posterior(right: int, asked: int) -> tuple[float, float]:
    size = asked + 2 * PRIOR
    share = (right + PRIOR) / size
    return share, share * (1 - share) / (size + 1)
