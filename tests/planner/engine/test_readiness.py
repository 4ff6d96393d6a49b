from collections import Counter

import pytest

from planner.engine.facts import Askable, FactState
from planner.engine.learnt import Learnt
from planner.engine.readiness import Probe, expected, probe_of, readiness
from planner.engine.sight import Sight

LEARNT = Learnt()


def known(number: int, weight: float = 1.0) -> FactState:
    return FactState(number, weight, service=0, answers=5, stability=300.0, difficulty=5.0, days=2)


def unknown(number: int, weight: float = 1.0) -> FactState:
    return FactState(number, weight, service=1)


def test_readiness_counts_facts_by_the_weight_that_the_exam_gives_them():
    heavy_known = readiness([known(0, weight=9.0), unknown(1)], LEARNT)
    heavy_unknown = readiness([known(0), unknown(1, weight=9.0)], LEARNT)

    assert heavy_known.estimate > 0.8 > 0.4 > heavy_unknown.estimate


def test_a_fact_never_met_counts_what_rules_give():
    assert readiness([unknown(0)], LEARNT).estimate == pytest.approx(LEARNT.sight.known(unknown(0)))


def test_probes_shift_the_estimate_and_narrow_the_interval():
    facts = [*map(known, range(50)), *map(unknown, range(50, 100))]
    alone = readiness(facts, LEARNT)

    better = readiness(facts, LEARNT, [Probe(0.5, shown=number % 5 > 0) for number in range(40)])
    as_said = readiness(facts, LEARNT, [Probe(0.5, shown=bool(number % 2)) for number in range(40)])

    assert better.estimate > alone.estimate + 0.05
    assert abs(as_said.estimate - alone.estimate) < 0.01
    assert as_said.high - as_said.low < alone.high - alone.low


def test_probes_that_are_right_by_luck_alone_do_not_raise_the_estimate():
    nothing = Learnt(sight=Sight((-9.0, 0.0, 0.0, 0.0, 0.0)))
    said = expected(unknown(0), nothing)

    lucky = readiness([unknown(0)], nothing, [Probe(said, shown=number % 25 < 3) for number in range(50)])

    assert lucky.estimate == pytest.approx(0.0, abs=0.005)


def test_probes_are_drawn_by_the_weights_of_the_exam_and_by_their_seed():
    facts = [known(0, weight=9.0), unknown(1), known(2)._replace(days=0)]
    askable = [Askable(number, (number,), "gap") for number in range(3)]

    drawn = Counter(probe_of(facts, askable, str(seed)).item for seed in range(200))

    assert drawn[0] > 150 > drawn[1] > 5
    assert drawn[2] == 0  # asked today
    assert probe_of(facts, askable, "a") == probe_of(facts, askable, "a")
