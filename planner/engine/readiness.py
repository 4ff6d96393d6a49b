"""Readiness: the share of the exam's questions on these facts that a learner would know, with an interval.

The model's sum over the exam's weights says it first. Probes, which are questions drawn by the exam's weights and not
because their fact was weak, shift it by how much they came out better or worse than predicted, and narrow the
interval.
"""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from planner.engine.draw import right
from planner.engine.facts import Askable, Facts, FactState
from planner.engine.learnt import Learnt
from planner.engine.prospects import Prospects
from quizzes.memory.regression import FIRST_LUCK, SLIPS

LATEST = 60
MODEL_ERROR = 0.07  # standard deviation of the model's share, before probes
SURE_90 = 1.645
PASSED_IF_KNOWN_MORE = 1 - SLIPS - FIRST_LUCK


class Probe(NamedTuple):
    """An answer to a probe. `predicted` is the probability, said before it, that it would be rated as recalled."""

    predicted: float
    shown: bool


class Ready(NamedTuple):
    estimate: float
    low: float
    high: float


def readiness(facts: Facts, learnt: Learnt, probes: Sequence[Probe] = (), *, ahead: int = 0) -> Ready:
    """The share known `ahead` days from now. `probes` are oldest first. The interval should hold in 9 of 10 cases."""
    prospects = Prospects(learnt, 1)
    total = known = chance = 0.0
    for fact in facts:
        recall = prospects.known(fact, learnt.sight.known(fact), ahead)
        total += fact.weight
        known += fact.weight * recall
        chance += fact.weight**2 * recall * (1 - recall)
    latest = probes[-LATEST:]
    residual = sum((probe.shown - probe.predicted) / PASSED_IF_KNOWN_MORE for probe in latest)
    noise = sum(probe.predicted * (1 - probe.predicted) for probe in latest) / PASSED_IF_KNOWN_MORE**2
    shift, error = 0.0, MODEL_ERROR
    if latest:
        measured = noise / len(latest) ** 2
        trust = MODEL_ERROR**2 / (MODEL_ERROR**2 + measured)
        shift = trust * residual / len(latest)
        error = (trust * measured) ** 0.5
    estimate = min(max(known / total + shift, 0.0), 1.0)
    half = SURE_90 * (error**2 + chance / total**2) ** 0.5
    return Ready(estimate, max(0.0, estimate - half), min(1.0, estimate + half))


def expected(fact: FactState, learnt: Learnt, facility: float | None = None) -> float:
    """The probability that a probe about the fact is rated as recalled, as `Probe.predicted` wants it."""
    return right(Prospects(learnt, 1).known(fact, learnt.sight.known(fact)), facility, FIRST_LUCK)


def probe_of(facts: Facts, askable: Sequence[Askable], seed: str) -> Askable | None:
    """A question drawn by the exam's weights, whatever the learner knows; the same seed draws the same one."""
    settled: dict[int, list[Askable]] = {}
    for each in askable:
        settled.setdefault(each.judges[0], []).append(each)
    open_ones = [fact for fact in settled if not facts[fact].asked_today]
    if not open_ones:
        return None
    rng = Random(seed)  # noqa: S311  no secret hangs on it
    [fact] = rng.choices(open_ones, [facts[fact].weight for fact in open_ones])
    return rng.choice(settled[fact])
