from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.facts import Askable, FactState, Stack, Timing
from planner.engine.learnt import Learnt, learn
from planner.engine.outlook import outlook
from planner.engine.prospects import outcomes
from planner.learner_facts import Asking
from planner.plan import FARTHEST, Notice, Plan, Reason, falling_due, outlook_of, plan
from quizzes.memory.card import Exposure, replay
from quizzes.memory.nights import nights_between
from quizzes.memory.personal_curve import Pace

NOW = datetime(2026, 11, 25, 19, tzinfo=UTC)
EXPERIENCED = Pace(evidence=500)


def cell(number: int, *answers: tuple[float, bool], weight: float = 1.0, stuck: bool = False) -> FactState:
    """Answers as (days ago, right)."""
    fact = FactState(number, weight, service=number, resting=stuck)
    memory = replay(Exposure(NOW - timedelta(days=ago), right, "sure" if right else None) for ago, right in answers)
    if memory is None:
        return fact
    days = nights_between(memory.last, NOW)
    known = fact._replace(answers=memory.answers, stability=memory.stability, difficulty=memory.difficulty)
    return known._replace(days=days, missed=memory.missed)


def some_cells(count: int) -> list[FactState]:
    """As after some weeks: a third never asked, the others once to thrice."""
    histories = [(), ((9.0, True),), ((20.0, False), (6.0, True), (1.0, True)), (), ((4.0, True), (3.0, False))]
    return [cell(n, *((ago + n % 11, right) for ago, right in histories[n % 5])) for n in range(count)]


def asking_of(cells, learnt: Learnt) -> Asking:
    """Each cell has a question of its own."""
    facts = [fact._replace(number=place) for place, fact in enumerate(cells)]
    return Asking(facts, [Askable(fact.number, (place,), "") for place, fact in enumerate(cells)], [], learnt)


def planned(cells, *, exam_in=30, minutes=20.0, pace=EXPERIENCED, keeps=0.8) -> Plan:
    made = plan(asking_of(cells, Learnt(pace)), exam_in=exam_in, minutes=minutes, keeps=keeps)
    return replace(made, today=[replace(step, cell=cells[step.cell].number) for step in made.today])


def asked(made) -> list[int]:
    return [step.cell for step in made.today]


def test_somebody_without_an_answer_starts_with_new_cells():
    made = planned([cell(n) for n in range(100)], minutes=10, pace=Pace())

    assert {step.reason for step in made.today} == {Reason.NEW}
    assert 9 < made.minutes <= 10
    assert 0 < made.outlook.low < made.outlook.known < made.outlook.high <= 100


def test_the_list_is_in_order_of_what_a_second_adds():
    rates = [step.gain / step.seconds for step in planned(some_cells(100)).today]

    assert rates == sorted(rates, reverse=True)


def test_of_two_cells_the_one_that_the_exam_asks_more_comes_first():
    made = planned([cell(1), cell(2, weight=3.0), cell(3)])

    assert asked(made)[0] == 2


def test_a_firm_memory_can_wait_for_a_weak_one():
    made = planned([cell(1, (60, True), (40, True), (3, True)), cell(2, (30, False), (3, True))])

    assert asked(made)[0] == 2


def test_what_was_answered_today_is_done_for_today():
    made = planned([cell(1, (0.1, True)), cell(2, (0.05, False)), cell(3, (2, True))])

    assert asked(made) == [3]


def test_stuck_cells_are_not_drilled_but_counted():
    free, stuck = planned([cell(1, (3, False)), cell(2)]), planned([cell(1, (3, False), stuck=True), cell(2)])

    assert asked(free) == [2, 1]
    assert asked(stuck) == [2]
    assert 0 < stuck.outlook.known < free.outlook.known


@pytest.mark.parametrize(
    ("answers", "reason"),
    [((), Reason.NEW), (((3, False),), Reason.MISSED), (((20, True),), Reason.DUE), (((1, True),), Reason.FIRMER)],
)
def test_each_cell_says_why_it_is_there(answers, reason):
    (step,) = planned([cell(1, *answers)]).today

    assert step.reason == reason
    assert step.reason.label


def test_a_missed_day_needs_no_repair():
    cells = some_cells(60)

    next_day = planned([each._replace(days=each.days + bool(each.answers)) for each in cells], exam_in=29)

    assert next_day.outlook.known < planned(cells).outlook.known
    assert next_day.today


def test_until_there_is_evidence_some_of_the_first_are_reviews():
    cells = [*(cell(n) for n in range(200)), *(cell(500 + n, (2 + n % 5, True), (1, True)) for n in range(40))]

    unproven = planned(cells, pace=Pace(evidence=0))
    proven = planned(cells, pace=EXPERIENCED)

    assert any(number >= 500 for number in asked(unproven)[:4])
    assert any(number < 500 for number in asked(unproven)[:4])
    assert asked(proven)[0] < 500


def test_minutes_hold_and_one_question_always_fits():
    cells = some_cells(200)

    for minutes in (0.1, 1, 5, 30):
        made = planned(cells, minutes=minutes)
        assert made.minutes <= minutes or len(made.today) == 1
        assert made.today


def test_no_minutes_leave_an_empty_day_that_says_so():
    made = planned(some_cells(20), minutes=0)

    assert made.today == []
    assert made.notices == [Notice.NO_TIME]
    assert made.outlook.known > 0


def test_no_cells_leave_an_empty_day():
    made = planned([])

    assert (made.today, made.notices, made.outlook.known, made.outlook.share) == ([], [Notice.NOTHING_DUE], 0, 0)


@pytest.mark.parametrize(
    ("exam_in", "notices"),
    [
        (None, [Notice.NO_DATE]),
        (-5, [Notice.DATE_PAST]),
        (0, [Notice.EXAM_TODAY]),
        (1, []),
        (731, [Notice.FAR]),
    ],
)
def test_every_date_gives_a_sensible_day(exam_in, notices):
    made = planned(some_cells(50), exam_in=exam_in)

    assert made.today
    assert made.exam_in == exam_in
    assert made.notices == notices
    assert (made.outlook is None) == (exam_in is None or exam_in < 0)
    assert 1 <= made.horizon <= FARTHEST


def test_without_a_date_what_fell_below_the_target_comes_first():
    weak, weaker, firm = cell(1, (20, True)), cell(2, (20, False)), cell(3, (60, True), (40, True), (1, True))

    cells = [cell(4), firm, weak, weaker]

    assert asked(planned(cells, exam_in=None)) == [2, 1, 4]
    falling = falling_due(cells, Pace())
    assert falling[0] == 0
    assert sum(falling) <= 1


def test_without_a_date_and_nothing_due_the_next_days_are_told():
    cells = [cell(1, (4, True))]

    made = planned(cells, exam_in=None)

    assert made.today == []
    assert made.notices == [Notice.NO_DATE, Notice.NOTHING_DUE]
    falling = falling_due(cells, Pace())
    assert falling.index(1) > 0
    assert sum(falling) == 1


def test_more_minutes_promise_more_and_fewer_days_less():
    cells = some_cells(300)

    assert planned(cells, minutes=30).outlook.known > planned(cells, minutes=5).outlook.known
    assert planned(cells, exam_in=61).outlook.known > planned(cells, exam_in=6).outlook.known
    assert planned(cells, keeps=0.9).outlook.known > planned(cells, keeps=0.4).outlook.known


def test_the_forecast_covers_each_day_once_and_keeps_to_the_minutes():
    stretches = planned(some_cells(585), minutes=20, keeps=0.5).outlook.stretches

    assert [s.starts_in for s in stretches[1:]] == [s.starts_in + s.days for s in stretches[:-1]]
    assert sum(s.days for s in stretches) == 30
    assert all(s.minutes <= s.days * 10 + 1e-6 for s in stretches)
    assert sum(s.new for s in stretches) <= 585 * 2 / 5 + 1


def test_facts_made_to_rows_take_less_of_the_forecasts_minutes_and_others_as_much():
    learnt = learn([], timings=[Timing("sort", 5, 0.7, 20.0)] * 40)
    single = asking_of([cell(number) for number in range(300)], learnt)
    few, many = (single._replace(stacks=[Stack("s", tuple(range(size)))]) for size in (30, 300))

    answers = [outlook_of(asking, 600, 30).stretches[0].answers for asking in (single, few, many)]

    assert learnt.rows_pay
    assert answers[0] < answers[1] < 1.2 * answers[0] < 2 * answers[0] < answers[2]


def test_joining_cells_into_groups_hardly_moves_the_forecast():
    """With no time to practise the sum over single cells is known exactly."""
    cells, learnt = some_cells(585), Learnt(EXPERIENCED)
    exact = sum(
        max(
            learnt.sight.known(each),
            EXPERIENCED.recall(each.days + 30, each.stability, each.answers) if each.answers else 0.0,
        )
        for each in cells
    )

    told = outlook(cells, learnt, horizon=30, seconds=0, keeps=1)

    assert told.known == pytest.approx(exact, rel=0.02)


def test_the_forecast_follows_both_ways_that_an_answer_can_go():
    """One new cell and all the time there is: asked on each of three days, worked out here by hand."""
    learnt, new = Learnt(EXPERIENCED), cell(0)
    unasked = learnt.sight.known(new)

    def known(stability: float, difficulty: float, answers: int) -> float:
        recall = max(unasked, EXPERIENCED.recall(1, stability, answers))
        if answers == 3:
            return recall
        tomorrow = new._replace(answers=answers, stability=stability, difficulty=difficulty, days=1)
        return sum(share * known(*state, answers + 1) for share, state in outcomes(tomorrow, recall))

    expected = sum(share * known(*state, 1) for share, state in outcomes(new, unasked))

    told = outlook([new], learnt, horizon=3, seconds=36000, keeps=1)

    assert [stretch.answers for stretch in told.stretches] == pytest.approx([1, 1, 1])
    assert told.known == pytest.approx(expected, rel=0.013)  # grouping alone moves it by 0.01


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.floats(0.001, 3000), st.floats(1, 10), st.integers(0, 700), st.floats(0, 9)),
        max_size=40,
    ),
    st.integers(1, FARTHEST),
    st.floats(0, 3600),
)
@settings(max_examples=50)
def test_any_memories_give_an_order_and_a_forecast_in_bounds(memories, horizon, seconds):
    cells = [
        FactState(n, weight, service=n, answers=answers, stability=s, difficulty=d, days=days)
        for n, (answers, s, d, days, weight) in enumerate(memories)
    ]

    made = planned(cells, exam_in=horizon, minutes=seconds / 60, pace=Pace())

    told = made.outlook
    assert len(set(asked(made))) == len(made.today)
    assert 0 <= told.low <= told.known <= told.high <= len(cells) + 1e-6
    assert 0 <= told.share <= 1 + 1e-9


def test_equal_input_gives_equal_plans_whatever_its_order():
    cells = some_cells(120)

    assert asked(planned(cells)) == asked(planned(list(reversed(cells))))
