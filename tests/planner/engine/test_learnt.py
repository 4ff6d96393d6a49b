from planner.engine.facts import Answer, FactState, Timing
from planner.engine.learnt import learn

FACTS = [FactState(number, 1.0, service=0) for number in range(200)]


def timed(seconds: float, *, rows: int = 5, times: int = 10) -> list[Timing]:
    return [Timing("sort", rows, 0.8, seconds)] * times


def reviewed(judged: int, shown_in_ten: int) -> list[Answer]:
    """Fifty facts asked on the first day and again on the second."""
    first = [Answer(number, 1, False, judged) for number in range(50)]
    return [*first, *(Answer(number, 2, number % 10 < shown_in_ten) for number in range(50))]


def test_rows_are_not_the_rule_before_thirty_of_them_were_answered():
    assert learn(FACTS, timings=timed(30.0, times=5)).rows_pay is None
    assert learn(FACTS, timings=timed(30.0, times=6)).rows_pay is True


def test_rows_that_take_the_learner_long_do_not_pay():
    assert learn(FACTS, timings=timed(115.0)).rows_pay is False


def test_rows_that_are_forgotten_do_not_pay():
    alone = reviewed(1, 8)
    after_rows = [answer._replace(fact=answer.fact + 50) for answer in reviewed(5, 3)]

    assert learn(FACTS, [*alone, *after_rows], timings=timed(45.0)).rows_pay is False
    assert learn(FACTS, alone, timings=timed(45.0)).rows_pay is True


def test_a_form_that_takes_a_learner_longer_is_expected_to_take_longer():
    slow = learn(FACTS, timings=[Timing("fill-in", 1, 1.0, 60.0)] * 20 + [Timing("choose-one", 1, 1.0, 15.0)] * 20)

    assert slow.seconds("fill-in", [0.9]) > 1.5 * slow.seconds("choose-one", [0.9])
