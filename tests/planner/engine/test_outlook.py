from dataclasses import replace

import pytest

from planner.engine.facts import FactState, Stack
from planner.engine.learnt import Learnt
from planner.engine.outlook import outlook
from quizzes.memory.personal_curve import Pace

LEARNT = Learnt(Pace(evidence=500))


def new(number: int, weight: float = 1.0, *, service: int = 0) -> FactState:
    return FactState(number, weight, service=service)


def met(number: int, *, days: int = 5, **more) -> FactState:
    return FactState(number, 1.0, service=0, answers=2, stability=5.0, difficulty=5.0, days=days, **more)


def foreseen(facts, learnt=LEARNT, *, horizon=30, minutes=10.0, keeps=0.8, stacks=()):
    return outlook(facts, learnt, horizon=horizon, seconds=minutes * 60, keeps=keeps, stacks=stacks)


def test_more_minutes_and_more_days_let_more_be_known():
    facts = [new(number) for number in range(500)]
    known = [foreseen(facts, minutes=minutes, horizon=days).known for minutes, days in ((5, 14), (10, 14), (10, 30))]

    assert known == sorted(known)
    assert known[0] < known[1] < known[2] < 500


def test_what_is_known_lies_between_the_bounds_and_no_more_time_is_spent_than_there_is():
    made = foreseen([*map(new, range(100)), *map(met, range(100, 300))])

    assert 0 < made.low < made.known < made.high <= 300
    assert sum(stretch.minutes for stretch in made.stretches) <= 10 * 30 * 0.8 + 0.001
    assert sum(stretch.days for stretch in made.stretches) == 30


def test_facts_are_neither_lost_nor_made_by_the_forecast():
    sure = Learnt(Pace(weights=(50.0, 1.0, 0.0, 0.0), evidence=500))

    made = foreseen([met(number, days=number % 9 + 1) for number in range(200)], sure, minutes=60.0)

    assert made.known == pytest.approx(200)
    assert made.share == pytest.approx(1.0)


def test_a_fact_that_the_exam_never_asks_is_not_asked_and_adds_nothing_to_the_share():
    asked, never = met(0), [new(number, weight=0.0) for number in range(1, 9)]

    alone, beside = foreseen([asked]), foreseen([asked, *never])

    assert beside.share == pytest.approx(alone.share)
    assert sum(stretch.new for stretch in beside.stretches) == 0


def test_a_fact_that_rests_counts_but_is_not_asked():
    made = foreseen([met(0, resting=True), met(1, resting=True)])

    assert made.known > 0
    assert sum(stretch.answers for stretch in made.stretches) == 0


def test_rules_count_for_the_share_of_the_exam_and_not_among_the_cells():
    cells = [new(number) for number in range(20)]

    alone, with_rules = foreseen(cells), foreseen([*cells, *(new(20 + number, service=-1) for number in range(20))])

    assert with_rules.high <= 20
    assert with_rules.known == pytest.approx(alone.known, abs=1.0)
    assert 0 < with_rules.share <= 1


def test_rows_that_pay_let_more_be_known():
    facts, rows_pay = [new(number) for number in range(500)], replace(LEARNT, rows=100, by_form={"rows": 0.8})
    assert rows_pay.rows_pay

    assert foreseen(facts, rows_pay, stacks=[Stack("s", tuple(range(500)))]).known > 1.2 * foreseen(facts).known


def test_a_forecast_promises_no_more_than_the_plan_counts_on():
    facts, doubtful = [met(number) for number in range(100)], Learnt(Pace(evidence=500, fades=0.2))

    told = foreseen(facts, doubtful, minutes=0).known

    assert told == pytest.approx(100 * doubtful.cautious.pace.expected(35, 5.0, 2), rel=0.05)
    assert told < 95 * doubtful.pace.expected(35, 5.0, 2)


def test_what_is_still_remembered_waits_while_there_is_something_new():
    firm = [met(number, days=1)._replace(weight=30.0) for number in range(100)]

    first, *_ = foreseen([*firm, *map(new, range(100, 200))], minutes=5).stretches

    assert first.answers == pytest.approx(first.new)
