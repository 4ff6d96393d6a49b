"""Readiness for task 2.1: how many of its questions a learner would get right at first sight, and how sure that is.

Only first exposures count, for a question met before shows memory of the question. Each of the five skills has its own
estimate (Beta posterior, Jeffreys' prior), they are joined by their parts of the exam, and the interval is Wilson's
for as many answers as would be as sure as the joined estimate is. Below 30 answers nothing is said: after three right
of five the interval would run from 27 to 86 %. Never a chance of passing: the exam has three more domains.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

FIRST_ANSWERS = 30
PER_SKILL = 3
LATEST = 100  # older first answers tell of somebody who knew less
SURE_90 = 1.645
PRIOR = 0.5  # right and wrong answers each that Jeffreys' prior weighs as


class FirstAnswer(NamedTuple):
    """The first answer ever to an item; `right` whatever the confidence, since a guess counts in the exam."""

    skill: str
    right: bool


@dataclass(frozen=True)
class MissingAnswers:
    """What is still missing before anything can be said: answers in all, and by skill."""

    answers: int
    by_skill: dict[str, int]

    def __bool__(self) -> bool:
        return bool(self.answers or self.by_skill)


@dataclass(frozen=True)
class Readiness:
    """`estimate` and its 90 % interval as shares from 0.0 to 1.0; None where `lack` says what is missing."""

    estimate: float | None
    low: float | None
    high: float | None
    by_skill: dict[str, tuple[int, int]]  # right, of
    lack: MissingAnswers


def readiness(answers: Sequence[FirstAnswer], skills: Mapping[str, float]) -> Readiness:
    """From first answers, oldest first. `skills` are those of the task with their parts of the exam, in any unit; the
    exam guide names no parts, so equal ones.

    Raises ValueError for an answer in no skill of the task: it must not be asked about here.
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
    """Bounds of a share that was seen in so many answers; they stay inside 0 to 1, also at the ends."""
    middle = (share + z**2 / (2 * answers)) / (1 + z**2 / answers)
    half = z / (1 + z**2 / answers) * (share * (1 - share) / answers + z**2 / (4 * answers**2)) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)


def _lack(counts: Mapping[str, tuple[int, int]]) -> MissingAnswers:
    missing = {skill: PER_SKILL - asked for skill, (_, asked) in counts.items() if asked < PER_SKILL}
    return MissingAnswers(
        max(0, FIRST_ANSWERS - sum(asked for _, asked in counts.values()), sum(missing.values())), missing
    )


def _joined(counts: Mapping[str, tuple[int, int]], skills: Mapping[str, float]) -> tuple[float, float]:
    """The mean over the skills by their parts, and the number of answers that would make one share as sure."""
    total = sum(skills.values())
    mean = variance = 0.0
    for skill, (right, asked) in counts.items():
        part = skills[skill] / total
        share, spread = _posterior(right, asked)
        mean += part * share
        variance += part**2 * spread
    return mean, mean * (1 - mean) / variance


def _posterior(right: int, asked: int) -> tuple[float, float]:
    """Mean and variance of the Beta distribution of a skill's share."""
    size = asked + 2 * PRIOR
    share = (right + PRIOR) / size
    return share, share * (1 - share) / (size + 1)
