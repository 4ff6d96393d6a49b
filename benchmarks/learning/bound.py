"""An upper bound on what any policy can have a learner know.

A price on each day's seconds in place of the minutes makes facts independent of each other. Each is then solved by
dynamic programming under the learner's true memory; what all facts are worth at these prices, and the price of all
minutes, is more than any policy can reach, for every choice of prices. The prices that say least are looked for. It
holds for one question a fact and day, without rows, up to some errors of the grid. Rules are known from the start in
it, and cost nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from statistics import fmean
from typing import NamedTuple

from fsrs import Rating

from benchmarks.learning.content import world
from benchmarks.learning.exams import weights
from benchmarks.learning.learners import READ_DAYS_BEFORE, Person
from benchmarks.learning.memories import HARD, FsrsMemory, HalfLifeMemory, RulesMemory
from benchmarks.learning.trial import Setting, learner_of

STEP = 0.3  # of the logarithm of days
SHORTEST, STEPS = log(0.1), 28
LEVEL, LEVELS = 3, 4  # difficulties 1, 4, 7 and 10
ROUNDS = 12  # of the search for prices
OVER = 12.0  # seconds
Places = list[tuple[float, int]]  # places on the grid by their probability


class Kind(NamedTuple):
    """Facts alike: their weight, how well they stick, and whether they were read."""

    weight: float
    stick: float
    read: bool


class HalfLife:
    """A place on the grid is a half-life."""

    places = STEPS

    def __init__(self, memory: HalfLifeMemory, start: float) -> None:
        self.memory, self.start = memory, start
        self.recall, self.after = cache(self._recall), cache(self._after)

    def first(self, recalled: bool, stick: float) -> Places:
        return _near(stick)

    def _recall(self, place: int, days: int) -> float:
        return 0.5 ** (days / _days(place))

    def _after(self, place: int, days: int, recalled: bool) -> Places:
        if not recalled:
            return _near(max(self.start, HalfLifeMemory.SETBACK * _days(place)))
        early = min(1.0, 2 * (1 - self._recall(place, days)))
        return _near(_days(place) * self.memory.growth**early)


class Fsrs:
    """A place on the grid is a stability and a difficulty."""

    places = LEVELS * STEPS

    def __init__(self, memory: FsrsMemory) -> None:
        self.law = memory.law
        self.recall, self.after = cache(self._recall), cache(self._after)

    def first(self, recalled: bool, stick: float) -> Places:
        firsts = ((share, self.law.first(rating)) for share, rating in _ratings(recalled))
        return [
            place
            for share, (stability, difficulty) in firsts
            for place in self._spread(share, stick * stability, difficulty)
        ]

    def _recall(self, place: int, days: int) -> float:
        return self.law.recall(days, _days(place % STEPS))

    def _after(self, place: int, days: int, recalled: bool) -> Places:
        level, step = divmod(place, STEPS)
        moved = (
            (share, self.law.after(_days(step), 1 + LEVEL * level, days, rating))
            for share, rating in _ratings(recalled)
        )
        return [new for share, state in moved for new in self._spread(share, *state)]

    def _spread(self, share: float, stability: float, difficulty: float) -> Places:
        low = min(int(difficulty - 1) // LEVEL, LEVELS - 2)
        part = (difficulty - 1) / LEVEL - low
        return [
            (share * of_level * of_step, (low + up) * STEPS + step)
            for up, of_level in ((0, 1 - part), (1, part))
            for of_step, step in _near(stability)
            if of_level
        ]


def _days(step: int) -> float:
    return exp(SHORTEST + STEP * step)


def _near(days: float) -> Places:
    """The two places around a value, by how close they are in logarithms."""
    at = min(max((log(days) - SHORTEST) / STEP, 0.0), STEPS - 1.001)
    low = int(at)
    return [(1 - at + low, low), (at - low, low + 1)]


def _ratings(recalled: bool) -> Sequence[tuple[float, Rating]]:
    return ((1 - HARD, Rating.Good), (HARD, Rating.Hard)) if recalled else ((1.0, Rating.Again),)


Law = Fsrs | HalfLife


@dataclass
class Relaxed:
    """One learner's exam with a price on seconds. `days` are those with practice, `seconds` those of each of them."""

    person: Person
    laws: dict[float, Law]  # by how well facts stick; FSRS has one law for all
    kinds: Counter[Kind]
    rules: float  # their weight
    out: float  # how often a fact is worked out
    days: Sequence[int]
    exam: int
    seconds: float

    def bound(self, prices: Mapping[int, float]) -> float:
        total = self.rules + self.seconds * sum(prices.values())
        alike: dict[tuple[int, float], list[Kind]] = {}
        for kind in self.kinds:
            alike.setdefault((id(self.laws[kind.stick]), kind.weight), []).append(kind)
        for (_, weight), kinds in alike.items():
            law = self.laws[kinds[0].stick]
            reached = self._reached(law, weight, prices)
            total += sum(self.kinds[kind] * self._worth(law, kind, reached, prices) for kind in kinds)
        return total

    def _reached(self, law: Law, weight: float, prices: Mapping[int, float]) -> dict[int, list[float]]:
        """What a fact answered on a day is still worth, from the last day back, by its place after the answer."""
        reached: dict[int, list[float]] = {}
        for day in reversed(self.days):
            reached[day] = [self._best(law, day, place, weight, reached, prices) for place in range(law.places)]
        return reached

    def _best(
        self,
        law: Law,
        day: int,
        place: int,
        weight: float,
        reached: Mapping[int, Sequence[float]],
        prices: Mapping[int, float],
    ) -> float:
        lacks = 1 - self.out
        best = weight * (1 - (1 - law.recall(place, self.exam - day)) * lacks)
        for later, values in reached.items():
            gap = later - day
            known = 1 - (1 - law.recall(place, gap)) * lacks
            right = sum(share * values[new] for share, new in law.after(place, gap, True))
            wrong = sum(share * values[new] for share, new in law.after(place, gap, False))
            best = max(best, known * right + (1 - known) * wrong - prices[later] * self.takes(known))
        return best

    def _worth(
        self, law: Law, kind: Kind, reached: Mapping[int, Sequence[float]], prices: Mapping[int, float]
    ) -> float:
        if kind.read:
            places = law.first(False, kind.stick)
            return sum(
                share * self._best(law, -READ_DAYS_BEFORE, place, kind.weight, reached, prices)
                for share, place in places
            )
        best = kind.weight * self.out
        for day, values in reached.items():
            right, wrong = (
                sum(share * values[new] for share, new in law.first(each, kind.stick)) for each in (True, False)
            )
            gained = self.out * right + (1 - self.out) * wrong - prices[day] * self.takes(self.out)
            best = max(best, gained)
        return best

    def takes(self, known: float) -> float:
        """Seconds of a question about a fact that is known with this probability."""
        person = self.person
        right = known * (1 - person.slips) + (1 - known) * (1 - person.unsure) * person.luck
        return person.pace * (12 + 4 * right + 14 * (1 - right))


def bound(setting: Setting, learner: int, seed: int) -> float:
    """The share of the exam that no policy can exceed for this learner."""
    relaxed = _relaxed(setting, learner, seed)
    best, shape, step = 1.0, [log(0.5 / (relaxed.seconds * len(relaxed.days))), 0.0, 0.0], 1.0
    for _ in range(ROUNDS):
        tried = [[*shape] for _ in range(6)]
        for place in range(6):
            tried[place][place // 2] += step if place % 2 else -step
        found = [(relaxed.bound(_prices(relaxed, each)), each) for each in tried]
        least, nearest = min(found)
        if least < best - 1e-5:
            best, shape = least, nearest
        elif step < 0.1:
            break
        else:
            step /= 2
    return best


def _prices(relaxed: Relaxed, shape: Sequence[float]) -> dict[int, float]:
    level, tilt, bend = shape
    return {
        day: exp(level + tilt * (place := day / relaxed.exam - 0.5) + bend * (place**2 - 0.1)) for day in relaxed.days
    }


def _relaxed(setting: Setting, learner: int, seed: int) -> Relaxed:
    person, days = learner_of(setting, learner, seed)
    memory = person.memory
    if not isinstance(memory, FsrsMemory | HalfLifeMemory) or isinstance(memory, RulesMemory):
        raise ValueError(f"facts depend on each other in {setting.memory}, so there is no bound")
    told = weights(setting.exam)
    sticks = memory.sticks if isinstance(memory, FsrsMemory) else memory.firsts
    alone = [fact.number for fact in world().facts if told[fact.number] and fact.number not in world().conforming]
    weight, stick = _alike(told, 0.6), _alike(sticks[: len(told)], 0.2)
    kinds = Counter(Kind(weight[fact], stick[fact], fact in memory.traces) for fact in alone)
    laws: dict[float, Law] = (
        dict.fromkeys(stick, Fsrs(memory))
        if isinstance(memory, FsrsMemory)
        else {each: HalfLife(memory, each) for each in set(stick)}
    )
    # The last question of a day runs over by half of it on average.
    seconds = setting.minutes * 60 + OVER * person.pace
    rules = sum(told[rule] for rule in world().conforming)
    return Relaxed(person, laws, kinds, rules, fmean(person.works_out), days, setting.days, seconds)


def _alike(values: Sequence[float], step: float) -> list[float]:
    """Each value replaced by the mean of those near it in logarithms, to keep the work small."""
    groups: dict[int, list[float]] = {}
    places = [round(log(max(value, 1e-9)) / step) for value in values]
    for value, place in zip(values, places, strict=True):
        groups.setdefault(place, []).append(value)
    means = {place: fmean(group) for place, group in groups.items()}
    return [means[place] for place in places]
