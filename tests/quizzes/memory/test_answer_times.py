"""How long questions take, by form and by how many facts they judge."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.memory.answer_times import AnswerTiming, timed_answers, timings_from
from quizzes.models import Mode
from tests.helpers.past_answers import Given, sat
from tests.helpers.questions import choose_two, sorting
from tests.helpers.small_bank import plain

pytestmark = pytest.mark.django_db

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


def timings_of(learner) -> list[AnswerTiming]:
    return timings_from(timed_answers(learner.pk))


def test_times_run_from_question_to_question_and_tell_the_number_of_facts(learner):
    """The answers come a second apart, so the second question was shown 24 - 4 + 1 seconds after the first.

    Its six rows are about four facts.
    """
    sat(learner, YESTERDAY, [Given(sorting(), took=24), Given(plain("a"), right=False, took=4), Given(plain("b"))])

    rows, single = timings_of(learner)

    assert rows == AnswerTiming("sort", 4, 1.0, pytest.approx(21, abs=0.01))
    assert single == AnswerTiming("choose-one", 1, 0.0, pytest.approx(-5, abs=0.01))


def test_options_without_a_fact_of_their_own_are_one_fact(learner):
    sat(learner, YESTERDAY, [Given(choose_two(), took=24), Given(plain("a"), took=4)])

    [timing] = timings_of(learner)

    assert (timing.form, timing.judged) == ("choose-n", 1)


def test_each_attempt_is_by_itself_and_checks_and_others_answers_are_left_out(learner, stranger):
    sat(learner, YESTERDAY, [Given(plain("a"), took=4)])
    sat(learner, YESTERDAY + timedelta(hours=1), [Given(plain("b"), took=4)])
    sat(learner, YESTERDAY, [Given(plain("c"), took=24), Given(plain("d"), took=4)], mode=Mode.CHECK)
    sat(stranger, YESTERDAY, [Given(plain("e"), took=24), Given(plain("f"), took=4)])

    assert timings_of(learner) == []


def test_only_the_latest_answers_are_read_in_one_query(learner):
    versions = [plain(f"p-{number}") for number in range(4)]
    sat(
        learner,
        YESTERDAY - timedelta(days=1),
        [Given(version, took=30 - 9 * n) for n, version in enumerate(versions[:2])],
    )
    sat(learner, YESTERDAY, [Given(version, took=20 - 9 * n) for n, version in enumerate(versions[2:])])

    with CaptureQueriesContext(connection) as queries:
        latest = timings_from(timed_answers(learner.pk)[:2])

    assert len(queries) == 1
    assert [timing.seconds for timing in latest] == [pytest.approx(10, abs=0.01)]
    assert len(timings_of(learner)) == 2
    assert len(timings_from(timed_answers(learner.pk), before=YESTERDAY)) == 1
