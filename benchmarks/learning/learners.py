"""Simulated learners. Two minds that forget by different laws; around both the same person who slips and guesses.

Nothing in here knows of plans, and no plan sees in here: strategies are shown what a real page would be shown, which
is whether an answer was right, how sure the learner said to be, and how long it took.
"""

import math
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Protocol

from fsrs import Rating
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from quizzes.memory.fsrs import Forgetting

DAY = timedelta(days=1).total_seconds()


class Mind(Protocol):
    def met(self, cell: int) -> bool: ...

    def recall(self, cell: int, day: int) -> float: ...

    def study(self, cell: int, day: int, second: float, recalled: bool) -> None: ...

    def imagine(self, cell: int, day: int, exam: int) -> float:
        """Expected recall on the exam day if the cell is asked on `day`. For the strategy that reads minds."""
        ...


@dataclass
class FsrsMind:
    """Forgets as FSRS-6 says, with this learner's own weights."""

    forgetting: Forgetting
    rng: Random
    traces: dict[int, tuple[float, float, int]] = field(default_factory=dict)

    @classmethod
    def draw(cls, rng: Random, cells: int) -> "FsrsMind":
        """Weights around the published defaults: first stabilities within a factor of about 2.5, the rest of 1.5."""
        weights = [
            min(max(default * math.exp(rng.gauss(0, 0.45 if index < 4 else 0.2)), low), high)
            for index, (default, low, high) in enumerate(
                zip(DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
            )
        ]
        return cls(Forgetting(tuple(weights)), rng)

    def met(self, cell: int) -> bool:
        return cell in self.traces

    def recall(self, cell: int, day: int) -> float:
        trace = self.traces.get(cell)
        return self.forgetting.recall(day - trace[2], trace[0]) if trace else 0.0

    def study(self, cell: int, day: int, second: float, recalled: bool) -> None:
        rating = Rating.Again
        if recalled:
            rating = Rating.Good if self.rng.random() < 0.8 else Rating.Hard
        trace = self.traces.get(cell)
        state = (
            self.forgetting.after(trace[0], trace[1], day - trace[2], rating)
            if trace
            else self.forgetting.first(rating)
        )
        self.traces[cell] = (*state, day)

    def imagine(self, cell: int, day: int, exam: int) -> float:
        laws = self.forgetting
        if cell not in self.traces:
            return laws.recall(exam - day, laws.first(Rating.Again)[0])
        stability, difficulty, last = self.traces[cell]
        recall = laws.recall(day - last, stability)
        after = [laws.after(stability, difficulty, day - last, rating)[0] for rating in (Rating.Good, Rating.Again)]
        return recall * laws.recall(exam - day, after[0]) + (1 - recall) * laws.recall(exam - day, after[1])


@dataclass
class TracesMind:
    """Forgets as ACT-R does: each study leaves a trace that decays by a power law, faster the fresher the fact was.

    Pavlik & Anderson 2005, with their c, and time between sessions slowed by their h. Their threshold is for pairs of
    foreign words after one glance; ours lets a fact that was explained once be recalled by 6 in 10 the next day.
    """

    decay: float
    threshold: float
    noise: float
    offsets: list[float]
    traces: dict[int, list[tuple[float, float]]] = field(default_factory=dict)

    SCALE = 0.217
    BETWEEN_SESSIONS = 0.025

    @classmethod
    def draw(cls, rng: Random, cells: int) -> "TracesMind":
        return cls(
            decay=max(0.08, rng.gauss(0.177, 0.03)),
            threshold=rng.gauss(-1.5, 0.15),
            noise=max(0.2, rng.gauss(0.3, 0.04)),
            offsets=[rng.gauss(0, 0.2) for _ in range(cells)],
        )

    def met(self, cell: int) -> bool:
        return cell in self.traces

    def recall(self, cell: int, day: int) -> float:
        return self._recall(cell, self.traces.get(cell, []), self._moment(day))

    def study(self, cell: int, day: int, second: float, recalled: bool) -> None:
        moment = self._moment(day) + second
        self.traces[cell] = [*self.traces.get(cell, []), (moment, self._decay(cell, moment))]

    def imagine(self, cell: int, day: int, exam: int) -> float:
        moment = self._moment(day)
        asked = [*self.traces.get(cell, []), (moment, self._decay(cell, moment))]
        return self._recall(cell, asked, self._moment(exam))

    def _moment(self, day: int) -> float:
        return day * DAY * self.BETWEEN_SESSIONS

    def _decay(self, cell: int, moment: float) -> float:
        """The decay of a new trace: the more active the fact still is, the sooner the trace fades."""
        traces = self.traces.get(cell)
        return self.decay + (self.SCALE * math.exp(_activation(traces, moment)) if traces else 0.0)

    def _recall(self, cell: int, traces: list[tuple[float, float]], moment: float) -> float:
        if not traces:
            return 0.0
        over = _activation(traces, moment) + self.offsets[cell] - self.threshold
        return 1 / (1 + math.exp(-over / self.noise))


def _activation(traces: list[tuple[float, float]], moment: float) -> float:
    return math.log(sum(max(moment - then, 1.0) ** -decay for then, decay in traces))


MINDS: dict[str, type[FsrsMind] | type[TracesMind]] = {"FSRS": FsrsMind, "traces": TracesMind}


@dataclass(frozen=True)
class SimulatedAnswer:
    right: bool
    confidence: str | None
    seconds: float


@dataclass
class Person:
    """A mind in front of questions: works some out at first sight, slips, guesses, misses days, takes time.

    A cell that was never asked is not known, however well it might be guessed on the day.
    """

    mind: Mind
    rng: Random
    works_out: float
    pace: float
    slips: float
    misses: float

    GUESSED_RIGHT = 0.28  # one of four, and now and then one option is plainly wrong
    UNSURE = 0.25  # shares of not knowing that say so
    SAYS_GUESS = 0.7
    STATES_CONFIDENCE = 0.8

    @classmethod
    def draw(cls, rng: Random, mind: Mind) -> "Person":
        return cls(
            mind=mind,
            rng=rng,
            works_out=rng.uniform(0, 0.3),
            pace=math.exp(rng.gauss(0, 0.25)),
            slips=rng.uniform(0.01, 0.08),
            misses=rng.uniform(0.05, 0.35),
        )

    def answer(self, cell: int, day: int, second: float) -> SimulatedAnswer:
        recalled = self.rng.random() < (self.mind.recall(cell, day) if self.mind.met(cell) else self.works_out)
        self.mind.study(cell, day, second, recalled)
        right, confidence = self._say(recalled)
        reading = self.pace * 12 * math.exp(self.rng.gauss(-0.08, 0.4))
        return SimulatedAnswer(right, confidence, reading + self.pace * (4 if right else 14))

    def _say(self, recalled: bool) -> tuple[bool, str | None]:
        rng = self.rng
        stated = rng.random() < self.STATES_CONFIDENCE
        if recalled:
            confidence = "sure" if rng.random() < 0.75 else "think-so"
            return rng.random() >= self.slips, confidence if stated else None
        if rng.random() < self.UNSURE:
            return False, None
        confidence = "guess" if rng.random() < self.SAYS_GUESS else "think-so"
        return rng.random() < self.GUESSED_RIGHT, confidence if stated else None
