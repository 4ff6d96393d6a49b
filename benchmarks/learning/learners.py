"""The person around a memory: works things out, slips, guesses, says how sure they are, misses days, takes time."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple, Self

from benchmarks.learning.content import World, world
from benchmarks.learning.memories import MEMORIES, Mind

ROW_LUCK = 0.4  # of AWS and You, now and then of both
READ_DAYS_BEFORE = 3
KEPT_FROM_READING = 0.2  # share of the facts read that leave a trace


class RowTimes(NamedTuple):
    """Seconds for a row of a question of several, and the share of rows whose reason is taken in."""

    seconds: float
    taken_in: float


class SimulatedAnswer(NamedTuple):
    """`right` has an entry for each fact. `seconds` are those from question to question."""

    right: tuple[bool, ...]
    confidence: str | None
    seconds: float


@dataclass
class Person:
    memory: Mind
    rng: Random
    works_out: Sequence[float]
    luck: float
    pace: float
    slips: float
    unsure: float
    says_guess: float
    states: float
    misses: float
    rows: RowTimes
    known: World

    @classmethod
    def draw(cls, memory: str, rng: Random, rows: RowTimes | None = None) -> Self:
        """With `rows` all learners have these; otherwise each has 4 to 12 seconds and takes in 50 to 100 %."""
        known = world()
        ability = rng.gauss(0, 1)
        person = cls(
            memory=MEMORIES[memory](rng, known),
            rng=rng,
            works_out=[1 / (1 + math.exp(2.4 - 0.5 * ability - rng.gauss(0, 0.6))) for _ in known.facts],
            luck=rng.choice((1 / 3, 1 / 4)),
            pace=math.exp(rng.gauss(0, 0.25)),
            slips=rng.uniform(0.01, 0.1),
            unsure=rng.uniform(0, 0.5),
            says_guess=rng.uniform(0.3, 0.9),
            states=rng.uniform(0.5, 1),
            misses=rng.uniform(0.05, 0.35),
            rows=RowTimes(rng.uniform(4, 12), rng.uniform(0.5, 1)),
            known=known,
        )
        if rows:
            person.rows = rows
        read = rng.random()
        for fact in range(len(known.facts)):
            if rng.random() < read * KEPT_FROM_READING:
                person.memory.study(fact, -READ_DAYS_BEFORE, 0, recalled=False)
        return person

    def knows(self, fact: int, day: int) -> float:
        """A rule is also read off a cell that comes to mind, so it is known as often as its cells are."""
        lacks = (1 - self.memory.recall(fact, day)) * (1 - self.works_out[fact])
        covered = self.known.conforming.get(fact)
        if covered:
            lacks *= 1 - sum(self.memory.recall(cell, day) for cell in covered) / len(covered)
        return 1 - lacks

    def knowledge(self, day: int) -> list[float]:
        """`knows` of all facts."""
        recalled = [self.memory.recall(fact, day) for fact in range(len(self.works_out))]
        lacks = [(1 - recall) * (1 - out) for recall, out in zip(recalled, self.works_out, strict=True)]
        for rule, covered in self.known.conforming.items():
            lacks[rule] *= 1 - sum(recalled[cell] for cell in covered) / len(covered)
        return [1 - each for each in lacks]

    def right_of(self, known: float) -> float:
        """The probability of a right answer in the exam, where everybody guesses."""
        return known * (1 - self.slips) + (1 - known) * self.luck

    def answer(self, facts: Sequence[int], day: int, second: float) -> SimulatedAnswer:
        return self._single(facts[0], day, second) if len(facts) == 1 else self._sorted(facts, day, second)

    def _single(self, fact: int, day: int, second: float) -> SimulatedAnswer:
        rng = self.rng
        recalled = rng.random() < self.knows(fact, day)
        self.memory.study(fact, day, second, recalled)
        right, confidence = self._say(recalled)
        reading = 12 * math.exp(rng.gauss(-0.08, 0.4))
        return SimulatedAnswer((right,), confidence, self.pace * (reading + (4 if right else 14)))

    def _say(self, recalled: bool) -> tuple[bool, str | None]:
        rng = self.rng
        stated = rng.random() < self.states
        if recalled:
            return rng.random() >= self.slips, self._sure() if stated else None
        if rng.random() < self.unsure:
            return False, None
        confidence = "guess" if rng.random() < self.says_guess else "think-so"
        return rng.random() < self.luck, confidence if stated else None

    def _sure(self) -> str:
        return "sure" if self.rng.random() < 0.75 else "think-so"

    def _sorted(self, facts: Sequence[int], day: int, second: float) -> SimulatedAnswer:
        """A row whose reason is not taken in leaves nothing. One confidence is stated for all rows."""
        rng = self.rng
        seconds, right, all_known = 8 * math.exp(rng.gauss(-0.08, 0.4)), [], True
        for fact in facts:
            recalled = rng.random() < self.knows(fact, day)
            all_known &= recalled
            if rng.random() < self.rows.taken_in:
                self.memory.study(fact, day, second, recalled)
            right.append(rng.random() >= self.slips if recalled else rng.random() < ROW_LUCK)
            seconds += self.rows.seconds * math.exp(rng.gauss(-0.045, 0.3)) + (2 if right[-1] else 8)
        confidence = (self._sure() if all_known else "think-so") if rng.random() < self.states else None
        return SimulatedAnswer(tuple(right), confidence, self.pace * seconds)
