import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.draw import _Draw, next_questions, right, share_of_rows
from planner.engine.facts import ROWS, Askable, FactState, Stack
from planner.engine.learnt import Learnt
from planner.engine.sight import Sight
from planner.engine.worths import Worths
from quizzes.memory.personal_curve import Pace

EXPERIENCED = Learnt(Pace(evidence=500))
ROWS_PAY = Learnt(Pace(evidence=500), rows=100, by_form={"rows": 0.8}, taken_in=1.0)


def fact(number: int, weight: float = 1.0, **state) -> FactState:
    return FactState(number, weight, service=0, **state)


def met(number: int, *, days: int, stability: float = 3.0, **state) -> FactState:
    return fact(number, answers=2, stability=stability, difficulty=5.0, days=days, **state)


def single(number: int, form: str = "choose-one", **more) -> Askable:
    return Askable(number, (number,), form, **more)


def drawn(facts, askable=None, stacks=(), learnt=EXPERIENCED, *, horizon=30, seconds=600.0, ahead=9000.0, **more):
    askable = [single(each.number) for each in facts] if askable is None else askable
    return next_questions(facts, askable, stacks, learnt, horizon=horizon, seconds=seconds, ahead=ahead, **more)


def asked(chosen) -> list[int]:
    return [number for each in chosen for number in each.facts]


def test_of_new_facts_the_one_that_the_exam_asks_more_comes_first():
    chosen = drawn([fact(0), fact(1, weight=3.0), fact(2, weight=2.0)])

    assert asked(chosen) == [1, 2, 0]


def test_a_weight_that_changes_moves_the_order():
    before = drawn([fact(0), fact(1, weight=2.0)])
    after = drawn([fact(0, weight=3.0), fact(1, weight=2.0)])

    assert asked(before) == [1, 0]
    assert asked(after) == [0, 1]


def test_a_fact_that_the_exam_never_asks_is_not_asked():
    assert asked(drawn([fact(0, weight=0.0), fact(1)])) == [1]


def test_a_fact_asked_today_and_one_that_rests_are_not_asked():
    chosen = drawn([met(0, days=0), fact(1, resting=True), met(2, days=5)])

    assert asked(chosen) == [2]


def test_a_question_about_five_due_facts_beats_five_single_ones_when_rows_pay():
    facts = [met(number, days=6) for number in range(5)]
    askable = [*map(single, range(5)), Askable(9, (0, 1, 2, 3, 4), ROWS)]

    chosen = drawn(facts, askable, learnt=ROWS_PAY)

    assert [each.item for each in chosen] == [9]
    assert chosen[0].seconds < 5 * ROWS_PAY.seconds("", [chosen[0].recall[0]])


def test_single_questions_are_asked_when_rows_take_the_learner_too_long():
    slow = Learnt(Pace(evidence=500), rows=100, by_form={"rows": 2.5})
    facts = [met(number, days=6) for number in range(5)]

    chosen = drawn(facts, [*map(single, range(5)), Askable(9, (0, 1, 2, 3, 4), ROWS)], learnt=slow)

    assert sorted(each.item for each in chosen) == [0, 1, 2, 3, 4]


def test_until_rows_are_proven_one_question_in_five_has_them():
    facts = [met(number, days=6) for number in range(60)]
    stacks = [Stack("service/rds", tuple(range(60)))]

    chosen = drawn(facts, stacks=stacks, n=10)
    proven = drawn(facts, stacks=stacks, n=10, learnt=ROWS_PAY)

    assert sum(each.stack is not None for each in chosen) == 2
    assert all(each.stack == "service/rds" for each in proven)


def test_a_stack_gives_the_facts_that_are_worth_most_and_no_fact_twice():
    facts = [met(number, days=6, weight=1.0 + number % 7) for number in range(20)]

    first, second = drawn(facts, [], [Stack("layer/network", tuple(range(20)))], ROWS_PAY, n=2)

    assert {facts[number].weight for number in first.facts} == {7.0, 6.0}
    assert len({*first.facts, *second.facts}) == 10


def test_another_form_is_asked_than_in_the_last_two_questions():
    facts = [met(0, days=5, last_item=1, last_forms=("choose-one", "gap"))]
    askable = [Askable(1, (0,), "gap"), Askable(2, (0,), "choose-one"), Askable(3, (0,), "true-false")]

    [chosen] = drawn(facts, askable)

    assert chosen.item == 3


def test_the_question_asked_last_returns_only_if_the_fact_has_no_other():
    lonely = met(0, days=5, last_item=1)
    another = met(1, days=5, last_item=2)

    chosen = drawn([lonely, another], [Askable(1, (0,), "gap"), Askable(2, (1,), "gap"), Askable(3, (1,), "gap")])

    assert sorted(each.item for each in chosen) == [1, 3]


def test_an_item_that_many_get_wrong_is_predicted_lower():
    facts = [met(0, days=5), met(1, days=5)]

    chosen = drawn(facts, [single(0, facility=0.3), single(1)])
    predicted = {each.item: each.recall[0] for each in chosen}

    assert predicted[0] < predicted[1]


def test_reviews_come_early_until_the_learner_has_shown_how_they_forget_and_the_oldest_first():
    new = [fact(number, weight=5.0) for number in range(30)]
    facts = [*new, *(met(number, days=days, stability=40.0) for number, days in ((30, 1), (31, 6), (32, 4)))]

    chosen = drawn(facts, learnt=Learnt())

    assert asked(chosen)[0] == 31


def test_a_review_waits_until_recall_has_fallen_unless_the_exam_is_near():
    facts = [met(0, days=12, weight=10.0), *(fact(number) for number in range(1, 200))]

    chosen, on_the_eve = drawn(facts, ahead=5000.0, n=1), drawn(facts, horizon=1, ahead=0.0, n=1)

    assert asked(chosen) == [1]
    assert asked(on_the_eve) == [0]


def test_where_memories_fade_what_was_begun_comes_before_what_is_new():
    begun = [met(number, days=2, stability=0.3) for number in range(4)]
    facts = [*begun, *(fact(number) for number in range(4, 24))]

    lasting = drawn(facts, n=4, horizon=14)
    fading = drawn(facts, n=4, horizon=14, learnt=Learnt(Pace(evidence=500, fades=0.95)))

    assert set(asked(lasting)).isdisjoint(range(4))
    assert set(asked(fading)) == set(range(4))


@pytest.mark.parametrize(("weight", "comes_first"), [(1.0, False), (1.5, True)])
def test_while_that_is_in_doubt_what_was_begun_comes_first_if_it_weighs_more(weight, comes_first):
    begun = [met(number, days=2, stability=0.3, weight=weight) for number in range(4)]
    facts = [*begun, *(fact(number) for number in range(4, 24))]

    chosen = drawn(facts, n=4, horizon=14, learnt=Learnt(Pace(evidence=500, fades=0.4)))

    assert (set(asked(chosen)) == set(range(4))) == comes_first


def test_predictions_do_not_share_the_caution_of_plans():
    doubtful = Learnt(Pace(evidence=500, fades=0.2))
    recall = doubtful.pace.expected(9, 3.0, 2)

    [chosen] = drawn([met(0, days=9)], learnt=doubtful, horizon=1)

    assert chosen.recall == (right(recall, None),)
    assert chosen.seconds > doubtful.seconds("choose-one", [recall])


def test_an_answer_is_worth_more_where_it_teaches_a_rule():
    believes_in_rules = Learnt(Pace(evidence=500), Sight((-1.0, 0.8, 0.2, 0.0, 1.0)))
    members = [FactState(number, 1.0, rules=(9,), conforms=(True,), service=0) for number in range(8)]
    exception = FactState(8, 1.0, rules=(9,), conforms=(False,), service=1)
    rule = FactState(9, 1.0)
    loners = [FactState(number, 1.0, service=2) for number in range(10, 14)]

    chosen = drawn([*members, exception, rule, *loners], learnt=believes_in_rules)

    assert asked(chosen)[0] == 9  # the rule itself teaches most


def test_without_a_date_what_is_due_comes_before_what_is_new_and_what_is_firm_can_wait():
    facts = [fact(0, weight=50.0), met(1, days=20), met(2, days=1, stability=200.0), met(3, days=10)]

    chosen = drawn(facts, horizon=None)

    assert asked(chosen) == [1, 3, 0]


def test_a_day_is_filled_with_questions_and_never_empty():
    facts = [fact(number) for number in range(100)]

    day = drawn(facts, n=None, seconds=600.0)
    hurried = drawn(facts, n=None, seconds=5.0)

    assert 540 < sum(each.seconds for each in day) <= 600
    assert len(hurried) == 1


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0.2, 60.0), st.integers(1, 40)), min_size=1, max_size=30))
def test_equal_inputs_give_equal_plans_and_no_fact_is_asked_twice(told):
    facts = [
        FactState(n, 1.0 + n % 3, service=n % 4, answers=answers, stability=stability, difficulty=5.0, days=days)
        for n, (answers, stability, days) in enumerate(told)
    ]
    stacks = [Stack("service/ec2", tuple(range(len(facts))))]

    once, again = (drawn(facts, stacks=stacks, n=None) for _ in range(2))

    assert once == again
    assert len(asked(once)) == len(set(asked(once)))


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0.5, 30.0), st.integers(1, 20)), min_size=5, max_size=40))
def test_reviews_that_never_come_up_need_not_be_compared_with_later_ones(told):
    facts = [
        FactState(n, 1.0 + n % 5, service=n % 4, answers=answers, stability=stability, difficulty=5.0, days=days)
        for n, (answers, stability, days) in enumerate(told)
    ]
    stacks = [Stack("service/ec2", tuple(range(0, len(facts), 2)))]
    worths = Worths(facts, ROWS_PAY, horizon=20, seconds=600.0 + 3000.0, share=share_of_rows(ROWS_PAY))
    compared = _Draw(worths, [single(each.number) for each in facts], stacks, 0)
    for each in facts:
        worths.settle(each.number)

    assert asked(drawn(facts, stacks=stacks, learnt=ROWS_PAY, horizon=20, ahead=3000.0)) == asked(
        compared.take(5, 600.0)
    )


def test_an_answer_leaves_less_to_teach_about_its_own_service_and_as_much_about_others():
    cells = [FactState(number, 1.0, (6 + number // 3,), (True,), number // 3) for number in range(6)]
    facts = [*cells, FactState(6, 1.0), FactState(7, 1.0)]  # with the rule that the cells of each service follow
    worths = Worths(facts, EXPERIENCED, horizon=30, seconds=6000.0)
    before = [worths.worth(each.number) for each in facts]

    worths.ask(0)

    now = [worths.worth(each.number) for each in facts]
    unasked = Worths(facts, EXPERIENCED, horizon=30, seconds=6000.0)
    unasked.ask(0)
    assert now == [unasked.worth(each.number) for each in facts]
    assert (now[1] < before[1], now[6] < before[6]) == (True, True)
    assert (now[4], now[7]) == (before[4], before[7])
