"""Four ways to forget. None of them is what a plan computes with, and no plan sees in here, the clairvoyant excepted.

Each keeps its traces by the number of a fact. A day is a whole number; the exam is on the morning of its day.
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from random import Random

from fsrs import Rating
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from benchmarks.learning.content import World
from quizzes.memory.fsrs import Forgetting

DAY = 86_400
HARD = 0.2  # share of the answers from memory that take effort


class Mind(ABC):
    @abstractmethod
    def __init__(self, rng: Random, world: World) -> None: ...

    @abstractmethod
    def own(self, fact: int, day: int) -> float:
        """Recall from the fact's own trace; 0 without one."""

    @abstractmethod
    def study(self, fact: int, day: int, second: float, recalled: bool) -> None: ...

    @abstractmethod
    def imagine(self, fact: int, day: int, exam: int) -> float:
        """Expected own recall on the exam day if the fact is asked on `day`. For the clairvoyant."""

    def recall(self, fact: int, day: int) -> float:
        """Recall by any way."""
        return self.own(fact, day)

    def spreads(self, day: int, exam: int, lacking: Sequence[float]) -> Sequence[float]:
        """What asking each fact adds to others on the exam day. `lacking` has the weight of each still unknown."""
        return [0.0] * len(lacking)


class FsrsMemory(Mind):
    """FSRS-6 with this learner's own weights, and facts that differ in how well they stick.

    First stabilities are within a factor of about 2.5 of the published ones, other weights of 1.5.
    """

    def __init__(self, rng: Random, world: World) -> None:
        drawn = (
            min(max(default * math.exp(rng.gauss(0, 0.45 if index < 4 else 0.2)), low), high)
            for index, (default, low, high) in enumerate(
                zip(DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
            )
        )
        self.law = Forgetting(tuple(drawn))
        self.rng = rng
        self.sticks = [math.exp(rng.gauss(0, 0.4)) for _ in range(len(world.facts) + len(world.services))]
        self.traces: dict[int, tuple[float, float, int]] = {}
        self.firsts = {rating: self.law.first(rating) for rating in Rating}

    def own(self, fact: int, day: int) -> float:
        trace = self.traces.get(fact)
        return self.law.recall(day - trace[2], trace[0]) if trace else 0.0

    def study(self, fact: int, day: int, second: float, recalled: bool) -> None:
        rating = Rating.Again
        if recalled:
            rating = Rating.Hard if self.rng.random() < HARD else Rating.Good
        trace = self.traces.get(fact)
        if trace:
            stability, difficulty = self.law.after(trace[0], trace[1], day - trace[2], rating)
        else:
            stability, difficulty = self.firsts[rating]
            stability *= self.sticks[fact]
        self.traces[fact] = stability, difficulty, day

    def imagine(self, fact: int, day: int, exam: int) -> float:
        law, trace = self.law, self.traces.get(fact)
        if not trace:
            return law.recall(exam - day, self.firsts[Rating.Again][0] * self.sticks[fact])
        stability, difficulty, last = trace
        recall = law.recall(day - last, stability)
        right, wrong = (law.after(stability, difficulty, day - last, each)[0] for each in (Rating.Good, Rating.Again))
        return recall * law.recall(exam - day, right) + (1 - recall) * law.recall(exam - day, wrong)


class ActrMemory(Mind):
    """ACT-R: each study leaves a trace that decays by a power law, faster the fresher the fact was.

    Pavlik & Anderson 2005, with their c, and time between sessions slowed by their h. Their threshold is for pairs of
    foreign words after one glance; ours lets a fact that was explained once be recalled by 6 in 10 the next day.
    """

    SCALE = 0.217
    BETWEEN_SESSIONS = 0.025

    def __init__(self, rng: Random, world: World) -> None:
        self.decay = max(0.08, rng.gauss(0.177, 0.03))
        self.threshold = rng.gauss(-1.5, 0.15)
        self.noise = max(0.2, rng.gauss(0.3, 0.04))
        self.offsets = [rng.gauss(0, 0.2) for _ in world.facts]
        self.traces: dict[int, tuple[tuple[float, float], ...]] = {}

    def own(self, fact: int, day: int) -> float:
        traces = self.traces.get(fact)
        return self._recall(fact, traces, self._moment(day)) if traces else 0.0

    def study(self, fact: int, day: int, second: float, recalled: bool) -> None:
        self.traces[fact] = self._studied(fact, self._moment(day) + second)

    def imagine(self, fact: int, day: int, exam: int) -> float:
        return self._recall(fact, self._studied(fact, self._moment(day)), self._moment(exam))

    def _studied(self, fact: int, moment: float) -> tuple[tuple[float, float], ...]:
        """The more active the fact still is, the sooner its new trace fades."""
        traces = self.traces.get(fact, ())
        decay = self.decay + (self.SCALE * math.exp(_activation(traces, moment)) if traces else 0.0)
        return (*traces, (moment, decay))

    def _moment(self, day: int) -> float:
        return day * DAY * self.BETWEEN_SESSIONS

    def _recall(self, fact: int, traces: Sequence[tuple[float, float]], moment: float) -> float:
        over = _activation(traces, moment) + self.offsets[fact] - self.threshold
        return 1 / (1 + math.exp(-over / self.noise))


def _activation(traces: Sequence[tuple[float, float]], moment: float) -> float:
    return math.log(sum(max(moment - then, 1.0) ** -decay for then, decay in traces))


class HalfLifeMemory(Mind):
    """Exponential loss with a half-life that grows by a factor with each success, by less if it came early."""

    SETBACK = 0.5

    def __init__(self, rng: Random, world: World) -> None:
        self.growth = rng.uniform(1.9, 2.9)
        self.firsts = [1.5 * math.exp(rng.gauss(0, 0.3)) for _ in world.facts]
        self.traces: dict[int, tuple[float, int]] = {}

    def own(self, fact: int, day: int) -> float:
        trace = self.traces.get(fact)
        return 0.5 ** ((day - trace[1]) / trace[0]) if trace else 0.0

    def study(self, fact: int, day: int, second: float, recalled: bool) -> None:
        self.traces[fact] = self.after(fact, day, recalled), day

    def after(self, fact: int, day: int, recalled: bool) -> float:
        trace = self.traces.get(fact)
        if not trace:
            return self.firsts[fact]
        if not recalled:
            return max(self.firsts[fact], self.SETBACK * trace[0])
        early = min(1.0, 2 * (1 - self.own(fact, day)))  # the whole growth from a recall of one half on
        return trace[0] * self.growth**early

    def imagine(self, fact: int, day: int, exam: int) -> float:
        recall = self.own(fact, day)
        right, wrong = (0.5 ** ((exam - day) / self.after(fact, day, each)) for each in (True, False))
        return recall * right + (1 - recall) * wrong


class RulesMemory(FsrsMemory):
    """FSRS for facts, and for what connects them: the rules of the content and a feeling for each service.

    An answer about a conforming cell makes its rules clear in 10 to 40 % of cases. A rule that is recalled answers the
    cells that conform to it, and leads astray on exceptions. The feeling for a service has a number after all facts.
    """

    APPLIED = 0.75
    ASTRAY = 0.3  # share of exceptions answered by their rule though the fact itself would be recalled

    def __init__(self, rng: Random, world: World) -> None:
        super().__init__(rng, world)
        self.teaches = rng.uniform(0.1, 0.4)
        self.world = world
        self.ways: list[tuple[int, ...]] = []
        self.against: list[tuple[int, ...]] = []
        self.reached: dict[int, list[int]] = {}
        for fact in world.facts:
            holding = zip(fact.rules, fact.conforms, strict=True)
            ways = tuple(rule for rule, holds in holding if holds)
            # The rule of the kind is the last one: a service as a whole feels like its kind.
            if fact.conforms and fact.conforms[-1]:
                ways += (len(world.facts) + world.services.index(fact.service),)
            self.ways.append(ways)
            self.against.append(tuple(rule for rule in fact.rules if rule not in ways))
            for way in ways:
                self.reached.setdefault(way, []).append(fact.number)

    def study(self, fact: int, day: int, second: float, recalled: bool) -> None:
        super().study(fact, day, second, recalled)
        for way in self.ways[fact]:
            if self.rng.random() < self.teaches:
                super().study(way, day, second, self.rng.random() < self.own(way, day))

    def recall(self, fact: int, day: int) -> float:
        own = self.own(fact, day)
        lacks = 1 - own
        for way in self.ways[fact]:
            lacks *= 1 - self.APPLIED * self.own(way, day)
        astray = max((self.own(rule, day) for rule in self.against[fact]), default=0.0)
        return (1 - lacks) * (1 - self.ASTRAY * astray) if not self.ways[fact] else 1 - lacks

    def spreads(self, day: int, exam: int, lacking: Sequence[float]) -> Sequence[float]:
        """Of a rule asked itself all is added to its cells, of a cell the part that makes its rules clear."""
        reaches = {way: self._reaches(way, day, exam, lacking) for way in self.reached}
        return [
            reaches.get(fact, 0.0) + self.teaches * sum(reaches[way] for way in ways)
            for fact, ways in enumerate(self.ways)
        ]

    def _reaches(self, way: int, day: int, exam: int, lacking: Sequence[float]) -> float:
        before = self.own(way, exam)
        more = self.APPLIED * max(0.0, self.imagine(way, day, exam) - before) / (1 - self.APPLIED * before)
        return more * sum(lacking[cell] for cell in self.reached[way])


MEMORIES: dict[str, type[Mind]] = {
    "fsrs": FsrsMemory,
    "actr": ActrMemory,
    "halflife": HalfLifeMemory,
    "rules": RulesMemory,
}
