"""What asking about each fact today is worth: recall gained on the exam day, by weight, and what it teaches of others.

Time has a price: the gain per second of the last program for which there is time before the exam. Of the programs of
a fact, the one counts that brings most above the price of its further answers; so minutes are shared between first
meetings and reviews as this learner's memory asks for. A review is worth only what it brings above the same review on
the day when recall has fallen far enough.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import log

from planner.engine.facts import Facts, FactState
from planner.engine.learnt import Learnt
from planner.engine.prospects import Program, Prospects
from planner.engine.sight import AGAIN_TODAY, DIRECTLY

TARGET = 0.8  # recall that is kept where no exam is near
WITHOUT_A_DATE = 30  # days
DUE_FIRST = 1000.0  # without a date, what is due comes before what is new
# Where memories fade, what was begun is finished before something new is begun, most of all what is not yet lost: a
# fact asked once and then left brings nothing. On the last day first meetings count too. While it is in doubt whether
# memories fade, this counts for what weighs more than something new: the new would be kept if they last.
BEGUN, LAST_DAYS, RIPE = 2.0, 1, 0.8
OF_NEW, DOUBT = 0.8, 3.0  # share of the weight of what is new; below a certainty of two thirds all of it counts
TOO_EARLY = 0.01  # share of its worth that a review keeps for which it is better to wait
STEPS = 12  # of the search for the price


class Worths:
    """`horizon` is in days, None without an exam; `seconds` is all time until then. Reckoning costs about 15
    microseconds a fact."""

    def __init__(
        self, facts: Facts, learnt: Learnt, *, horizon: int | None, seconds: float, share: float = 1.0
    ) -> None:
        self.facts, self.learnt, self.horizon, self.share = facts, learnt.cautious, horizon, share
        self.prospects, self._likely = Prospects(self.learnt, horizon or WITHOUT_A_DATE, share), Prospects(learnt, 1)
        self.sight = [learnt.sight.known(fact) for fact in facts]
        self.recall = [self.prospects.known(fact, sight) for fact, sight in zip(facts, self.sight, strict=True)]
        self._taught_today: dict[int, float] = {}
        # What a lesson is worth, and what an answer about a fact teaches: until a lesson of theirs is learnt again.
        self._lesson: dict[tuple[int, float], float] = {}
        self._teaching: dict[int, float] = {}
        self._lessons = list(map(_lessons, facts))
        self._learners: dict[int, list[int]] = defaultdict(list)  # facts, by what answers about them teach
        for number, lessons in enumerate(self._lessons):
            for key, _ in lessons:
                self._learners[key].append(number)
        self._settled: set[int] = set()
        self.own = self._own(seconds)
        self._weigh_rules()

    def worth(self, number: int) -> float:
        """0 for a fact that should not be asked today."""
        own = self.own[number]
        if own <= 0:
            return 0.0
        if number not in self._teaching:
            self._teaching[number] = self._teaches(number)
        return own + self._teaching[number]

    def predicted(self, number: int) -> float:
        """Recall without the plan's caution."""
        return self._likely.known(self.facts[number], self.sight[number])

    def ask(self, number: int) -> None:
        """Notes that the fact is asked today: it is worth nothing more, and its rules teach less."""
        self.own[number] = 0.0
        for key, _ in self._lessons[number]:
            self._taught_today[key] = self._taught_today.get(key, 1.0) * AGAIN_TODAY
            for counts in (1.0, DIRECTLY):
                self._lesson.pop((key, counts), None)
            for fact in self._learners[key]:
                self._teaching.pop(fact, None)

    def _own(self, seconds: float) -> list[float]:
        now = self.sight
        options = [self.prospects.of(fact, sight) for fact, sight in zip(self.facts, now, strict=True)]
        first = [self._seconds(recall) for recall in self.recall]
        weights = [fact.weight * (1 - sight) for fact, sight in zip(self.facts, now, strict=True)]
        open_ones = [i for i, fact in enumerate(self.facts) if not fact.resting]
        self.price = _price([(weights[i], first[i], options[i]) for i in open_ones], seconds)
        self._heaviest_new = max((weights[i] for i in open_ones if not self.facts[i].answers), default=0.0)
        own = [0.0] * len(self.facts)
        for i in open_ones:
            if not self.facts[i].asked_today:
                own[i] = self._with_price(i, weights[i], options[i])
        return own

    def settle(self, number: int) -> None:
        """Takes from the worth what the same review would bring if it waited. Worths are more until this is called,
        which is only necessary for what might be asked, and takes as long as all else about a fact.
        """
        if self.own[number] > 0 and number not in self._settled:
            self._settled.add(number)
            fact, sight = self.facts[number], self.sight[number]
            weight, options = fact.weight * (1 - sight), self.prospects.of(fact, sight)
            self.own[number] = self._with_price(number, weight, options, settled=True)

    def _seconds(self, recall: float) -> float:
        return self.learnt.pace.seconds(recall) * self.share

    def _with_price(self, number: int, weight: float, options: Sequence[Program], *, settled: bool = False) -> float:
        if self.horizon is None and self.facts[number].answers:
            recall = self.prospects.recall(self.facts[number])
            return DUE_FIRST * weight * (1 - recall) if recall < TARGET else 0.0
        worths = [weight * gain - self.price * later for gain, later in options]
        worth = max(worths)
        fact, fades = self.facts[number], self.learnt.pace.fades
        if settled and (ripe := self.prospects.ripe(fact, worths.index(worth))):
            recall, (gain, later) = ripe
            waits = weight * gain - self.price * (self._seconds(recall) + later)
            worth = max(worth - max(0.0, waits), TOO_EARLY * worth)
        if fades and fact.answers and self.prospects.horizon > LAST_DAYS:
            recall = self.prospects.recall(fact)
            if recall < RIPE:
                new = OF_NEW * min(1.0, DOUBT * (1 - fades)) * self._heaviest_new
                worth += BEGUN * fades**2 * max(0.0, weight - new) * recall
        return worth

    # ---- What an answer teaches of other facts

    def _weigh_rules(self) -> None:
        """Sums, by rule and by service, how much one more unit of its feature would add to what is known."""
        horizon = self.prospects.horizon
        _, special, general, service, _ = self.learnt.sight.weights
        self._mass: dict[int, float] = defaultdict(float)
        for fact, sight in zip(self.facts, self.sight, strict=True):
            moved = fact.weight * (1 - self.prospects.recall(fact, horizon)) * sight * (1 - sight)
            if fact.service < 0:
                self._mass[fact.number] += special * moved
            elif fact.rules and fact.conforms[-1]:
                self._mass[fact.rules[-1]] += special * moved
                self._mass[-1 - fact.service] += service * moved
                if len(fact.rules) > 1 and fact.conforms[0]:
                    self._mass[fact.rules[0]] += general * moved

    def _teaches(self, number: int) -> float:
        total = 0.0
        for lesson in self._lessons[number]:
            if lesson not in self._lesson:
                self._lesson[lesson] = self._lesson_worth(*lesson)
            total += self._lesson[lesson]
        return total

    def _lesson_worth(self, key: int, counts: float) -> float:
        taught = self.learnt.sight.taught
        known = taught.rules.get(key, 0.0) if key >= 0 else taught.services.get(-1 - key, 0.0)
        return log(1 + counts * self._taught_today.get(key, 1.0) / (1 + known)) * self._mass.get(key, 0.0)


def _lessons(fact: FactState) -> list[tuple[int, float]]:
    """Pairs of what an answer teaches and how much it counts: rules by number, a service by a negative one."""
    if fact.service < 0:
        return [(fact.number, DIRECTLY)]
    rules = [(rule, 1.0) for rule, holds in zip(fact.rules, fact.conforms, strict=True) if holds]
    return [(-1 - fact.service, 1.0), *rules]


def _price(options: Sequence[tuple[float, float, Sequence[Program]]], seconds: float) -> float:
    """The price of a second at which the best programs take all `seconds`; 0 if there is time for all of them."""
    low, high = 0.0, max((weight * each[0].gain / first for weight, first, each in options), default=0.0)
    steps = sorted((step for each in options for step in _steps(*each)), reverse=True)
    rates = [-rate for rate, _ in steps]
    demand = [0.0, *accumulate(more for _, more in steps)]
    for _ in range(STEPS):
        price = (low + high) / 2
        if demand[bisect_left(rates, -price)] > seconds:
            low = price
        else:
            high = price
    return low


def _steps(weight: float, first: float, programs: Sequence[Program]) -> Iterable[tuple[float, float]]:
    """The programs that are best at some price, as steps from each to the next longer one: what a second more brings,
    which falls from step to step, and how many seconds more it takes.
    """
    gain = cost = 0.0
    while True:
        best, seconds = 0.0, 0.0
        for each in programs:
            more = first + each.later_seconds - cost
            if more > 0 and (rate := (weight * each.gain - gain) / more) > best:
                best, seconds = rate, more
                reached = weight * each.gain
        if not seconds:
            return
        yield best, seconds
        gain, cost = reached, cost + seconds
