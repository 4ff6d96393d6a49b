from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory.card import PUBLISHED, Exposure, replay
from quizzes.memory.personal_curve import (
    FADES,
    FSRS_IS_RIGHT,
    SECONDS_RIGHT,
    TO_PLANS,
    CurveTally,
    Pace,
    Review,
    learn_pace,
    reviews,
    tally,
)
from quizzes.memory.regression import passing

START = datetime(2026, 11, 2, 18, tzinfo=UTC)


def history(*days_and_right: tuple[float, bool]) -> list[Exposure]:
    return [Exposure(START + timedelta(days=day), right) for day, right in days_and_right]


def learner_who(recalls, *, asked: int = 400, seed: int = 1) -> CurveTally:
    """The counts of somebody whose recall is a function of days and stability, seen through slips and luck."""
    rng, counts = Random(seed), CurveTally()
    for _ in range(asked):
        days, stability = rng.choice([1, 2, 4, 9, 20]), rng.choice([0.2, 2.3, 10.0])
        recalled = rng.random() < passing(recalls(days, stability))
        counts.add(Review(days, stability, rng.randint(1, 4), recalled))
    return counts


def test_somebody_of_whom_nothing_is_known_forgets_as_published():
    pace = learn_pace(CurveTally())

    assert pace.weights == FSRS_IS_RIGHT
    assert pace.recall(5, 2.3, 1) == pytest.approx(PUBLISHED.recall(5, 2.3))


def test_one_answer_does_not_overturn_what_is_published():
    counts = tally([history((0, True), (3, False))])

    assert learn_pace(counts).recall(5, 2.3, 1) == pytest.approx(PUBLISHED.recall(5, 2.3), abs=0.15)


@pytest.mark.parametrize("times", [1, 8])
def test_how_a_learner_forgets_is_found(times):
    def truth(days, stability):
        return PUBLISHED.recall(days * times, stability)

    pace = learn_pace(learner_who(truth))

    for days, stability in [(1, 0.2), (4, 2.3), (20, 10.0)]:
        assert pace.recall(days, stability, 2) == pytest.approx(truth(days, stability), abs=0.08)


def test_slips_are_not_taken_for_forgetting_nor_luck_for_knowledge():
    firm, weak = CurveTally(), CurveTally()
    for n in range(300):
        firm.add(Review(1, 10.0, 3, n % 25 > 0))
        weak.add(Review(20, 0.2, 1, n % 12 == 0))

    assert learn_pace(firm).recall(1, 10.0, 3) > 0.98
    assert learn_pace(weak).recall(20, 0.2, 1) < 0.06


def test_somebody_who_forgets_everything_is_believed():
    pace = learn_pace(learner_who(lambda days, stability: 0.02))

    assert pace.recall(4, 2.3, 2) < 0.15


@given(st.lists(st.tuples(st.integers(1, 400), st.floats(0.001, 500), st.integers(1, 30), st.booleans()), max_size=60))
def test_whatever_was_answered_recall_falls_with_time_and_answers_do_no_harm(answered):
    counts = CurveTally()
    for review in answered:
        counts.add(Review(*review))

    pace = learn_pace(counts)

    by_days = [pace.recall(days, 2.3, 3) for days in (1, 3, 10, 30, 180)]
    by_answers = [pace.recall(10, 2.3, answers) for answers in (1, 2, 5, 9)]
    assert all(0 <= recall <= 1 for recall in by_days + by_answers)
    assert by_days == sorted(by_days, reverse=True)
    assert by_answers == pytest.approx(sorted(by_answers))
    assert pace.level_error > 0


def test_counts_do_not_depend_on_the_order_of_cells_or_answers():
    cells = [history((0, True), (2, False), (9, True)), history((0, False), (1, True)), history((4, True))]

    forwards, backwards = tally(cells), tally([list(reversed(cell)) for cell in reversed(cells)])

    assert forwards == backwards
    assert learn_pace(forwards) == learn_pace(backwards)


def test_only_answers_of_a_later_day_show_forgetting():
    told = list(reviews(history((0, False), (0.01, True), (2, True))))

    assert [(review.days, review.answers, review.recalled) for review in told] == [(2, 2, True)]
    assert told[0].stability == pytest.approx(replay(history((0, False), (0.01, True))).stability)


def test_a_guess_is_neither_recalled_nor_known_at_first_sight():
    guess = Exposure(START, right=True, confidence="guess")
    later = Exposure(START + timedelta(days=3), right=True, confidence="guess")

    counts = tally([[guess, later]])

    assert (counts.firsts, counts.firsts_right, counts.recalled.total(), counts.forgotten.total()) == (1, 0, 0, 1)


def test_seconds_move_from_the_usual_to_ones_own():
    quick = learn_pace(CurveTally(), seconds=[(True, 6.0)] * 200)

    assert quick.seconds_right < SECONDS_RIGHT
    assert quick.seconds_right == pytest.approx(6, abs=1)
    assert quick.seconds_wrong == Pace().seconds_wrong


def test_an_hour_away_from_the_desk_is_not_an_hour_of_thinking():
    assert learn_pace(CurveTally(), seconds=[(True, 3600.0)]).seconds_right < 30


def test_a_question_that_is_forgotten_takes_longer():
    assert Pace().seconds(0.2) > Pace().seconds(0.9)


def reviewed_by(law, *, learner: int) -> Pace:
    """A learner whose fifty facts are asked five times, at gaps of up to a month, and recalled as the law says."""
    rng = Random(learner)
    histories = []
    for _ in range(50):
        answers: list[tuple[float, bool]] = [(0, rng.random() < 0.2)]
        for _ in range(4):
            gap = rng.choice((1, 2, 4, 8, 16, 32))
            chance = passing(law(gap, replay(history(*answers)).stability, sum(right for _, right in answers)))
            answers.append((answers[-1][0] + gap, rng.random() < chance))
        histories.append(history(*answers))
    return learn_pace(tally(histories))


@pytest.mark.parametrize("learner", range(3))
def test_a_learner_who_loses_half_in_equal_times_is_told_from_one_who_forgets_as_fsrs_says(learner):
    fades = reviewed_by(lambda days, stability, right: 2 ** (-days / (1.5 * 2**right)), learner=learner)
    lasts = reviewed_by(lambda days, stability, right: PUBLISHED.recall(days, stability), learner=learner)

    assert lasts.fades < FADES < 0.8 < fades.fades
    assert fades.recall(14, 1.0, 1) < 0.2 < 0.4 < lasts.recall(14, 1.0, 1)


def test_an_unlikely_law_changes_plans_and_not_what_pages_show():
    doubtful, likely = Pace(fades=0.3), Pace(fades=0.9)

    assert doubtful.recall(5, 2.3, 1) == Pace().recall(5, 2.3, 1) > doubtful.expected(5, 2.3, 1)
    assert likely.recall(5, 2.3, 1) == likely.expected(5, 2.3, 1) < doubtful.expected(5, 2.3, 1)


def test_plans_take_the_other_law_for_more_probable_and_a_certain_one_for_as_certain():
    doubtful = Pace(fades=FADES)

    assert doubtful.cautious.fades == pytest.approx(TO_PLANS)
    assert doubtful.cautious.expected(5, 2.3, 1) < doubtful.expected(5, 2.3, 1)
    assert (Pace(fades=0.0).cautious.fades, Pace(fades=1.0).cautious.fades) == (0.0, 1.0)


def test_from_the_first_review_on_recall_differs_less_from_fact_to_fact_than_published():
    pace = learn_pace(tally([history((0, True), (3, True))]))
    weak, firm = (30, 0.2, 1), (2, 10.0, 1)

    assert PUBLISHED.recall(*weak[:2]) < pace.recall(*weak) < pace.recall(*firm) < PUBLISHED.recall(*firm[:2])


def test_answers_that_are_right_by_luck_more_often_show_less():
    counts = tally([history((0, True), (3, number % 10 < 6)) for number in range(60)])

    assert learn_pace(counts, luck=0.4).recall(3, 2.3, 1) < learn_pace(counts).recall(3, 2.3, 1)
