"""How likely a fact is known that was never asked: from the rules that cover it, and from answers to its neighbors.

A logistic regression for each learner. Answers about facts that conform to a rule teach the rule, the more the less
was known of it; an exception is not helped by its rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log

from planner.engine.facts import SEVERAL, Answer, FactState
from quizzes.memory.regression import FIRST_LUCK, ROW_LUCK, Counted, Prior, fit

Features = tuple[float, float, float, float, float]

# Level, specific rule, other rule, service, exception. Rules help little until answers show that they do.
USUAL: Features = (-2.1, 0.05, 0.05, 0.05, 0.30)
PRIOR = Prior(USUAL, (0.8, 0.3, 0.3, 0.25, 0.5), (-5.0, 0.0, 0.0, 0.0, 0.0))  # a rule does no harm
AGAIN_TODAY = 0.6  # each further answer about a rule on one day teaches so much of the one before
DIRECTLY = 2.0  # an answer about the rule itself, in answers about facts that conform to it
GRAIN = 3  # features are rounded to thirds when the regression is fitted


@dataclass
class Taught:
    """How often each rule and each service was asked about; the k-th answer of one day counts 0.6 to the power k."""

    rules: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    services: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    _today: dict[int, tuple[int, float]] = field(default_factory=dict)

    def add(self, fact: FactState, day: int) -> None:
        for rule, holds in zip(fact.rules, fact.conforms, strict=True):
            if holds:
                self.rules[rule] += self._next(rule, day)
        if fact.service < 0:
            self.rules[fact.number] += DIRECTLY * self._next(fact.number, day)
        else:
            self.services[fact.service] += self._next(-1 - fact.service, day)

    def _next(self, key: int, day: int) -> float:
        last, counts = self._today.get(key, (day, 1.0))
        if last != day:
            counts = 1.0
        self._today[key] = day, counts * AGAIN_TODAY
        return counts


def features(fact: FactState, rules: Mapping[int, float], services: Mapping[int, float]) -> Features:
    if fact.service < 0:
        return 1.0, log(1 + rules.get(fact.number, 0.0)), 0.0, 0.0, 0.0
    if not fact.rules:
        return 1.0, 0.0, 0.0, 0.0, 0.0
    general = log(1 + rules.get(fact.rules[0], 0.0)) if len(fact.rules) > 1 and fact.conforms[0] else 0.0
    if not fact.conforms[-1]:
        return 1.0, 0.0, general, 0.0, -1.0
    return 1.0, log(1 + rules.get(fact.rules[-1], 0.0)), general, log(1 + services.get(fact.service, 0.0)), 0.0


@dataclass(frozen=True)
class Sight:
    weights: Features = USUAL
    taught: Taught = field(default_factory=Taught)

    def known(self, fact: FactState) -> float:
        """The probability that the fact is known without an answer about it."""
        b, told = self.weights, features(fact, self.taught.rules, self.taught.services)
        return 1 / (1 + exp(-(b[0] + b[4] * told[4] + b[1] * told[1] + b[2] * told[2] + b[3] * told[3])))


def learn_sight(facts: Sequence[FactState], answers: Iterable[Answer]) -> Sight:
    """`answers` are oldest first."""
    taught = Taught()
    met: set[int] = set()
    counts: dict[tuple[int, ...], list[int]] = defaultdict(lambda: [0, 0])
    for answer in answers:
        fact = facts[answer.fact]
        if answer.fact not in met:
            met.add(answer.fact)
            told = features(fact, taught.rules, taught.services)
            point = counts[answer.judged >= SEVERAL, *(round(GRAIN * value) for value in told)]
            point[0] += answer.shown
            point[1] += 1
        taught.add(fact, answer.day)
    points = [
        Counted([value / GRAIN for value in told], shown, asked, ROW_LUCK if rows else FIRST_LUCK)
        for (rows, *told), (shown, asked) in sorted(counts.items())
    ]
    level, special, general, service, exception = fit(points, PRIOR).weights
    return Sight((level, special, general, service, exception), taught)
