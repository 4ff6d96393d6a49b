from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from bank import models
from bank.models import Claim, ItemVersion, Option
from quizzes.attempt_start import NothingToAsk, retry, start
from quizzes.ledger import LONGEST, UNSURE, Overtaken, Verdict, answer, choosing, milliseconds_between
from quizzes.models import Attempt, AttemptItem, AttemptScore, Grade, ItemResult, Quiz, Response, ServedItem
from serving.uuid7 import uuid7
from tests.helpers.sittings import answer_all, begin, distractor_of, first_item, item_at, key_of, the_check

pytestmark = pytest.mark.django_db


def test_starting_again_returns_the_open_attempt(learner):
    attempt = begin(learner)

    assert begin(learner) == attempt
    assert attempt.items.count() == the_check().slots.count()


def test_a_finished_check_can_be_taken_again(learner):
    attempt = answer_all(begin(learner))

    assert begin(learner) != attempt


def test_a_quiz_without_questions_starts_nothing(learner):
    with pytest.raises(NothingToAsk):
        start(Quiz.objects.create(slug="empty", title="Empty"), learner)

    assert not Attempt.objects.filter(learner=learner).exists()


def test_the_database_refuses_a_second_open_attempt(learner):
    begin(learner)

    with pytest.raises(IntegrityError, match="quizzes_one_open_attempt_per_quiz"), transaction.atomic():
        Attempt.objects.create(learner=learner, quiz=the_check(), mode="check")


def test_options_are_served_in_an_order_of_chance(learner, stranger):
    orders = [
        [option.key for option in item.options]
        for attempt in (begin(learner), begin(stranger))
        for item in ServedItem.objects.filter(attempt=attempt)
    ]

    mine, others = orders[:10], orders[10:]
    assert mine != others  # equal once in 24 to the tenth


def test_the_right_option_earns_full_marks(learner):
    item = first_item(learner)

    outcome = answer(item, answer=choosing(key_of(item)), event=uuid7())

    assert (outcome.marks, outcome.verdict) == (1000, Verdict.RIGHT)


def test_not_sure_counts_as_not_known(learner):
    outcome = answer(first_item(learner), answer=UNSURE, event=uuid7())

    assert (outcome.marks, outcome.verdict) == (0, Verdict.UNSURE)
    assert outcome.response.answer == {"unsure": True}


def test_an_answer_is_stored_with_its_grade_its_result_and_the_score(learner):
    item = first_item(learner)

    answer(item, answer=choosing(key_of(item)), event=uuid7())

    response = Response.objects.get(attempt_item=item)
    assert response.answer == {"chosen": [key_of(item)]}
    assert Grade.objects.get(response=response).marks == 1000
    assert ItemResult.objects.get(attempt_item=item).response == response
    score = AttemptScore.objects.get(attempt=item.attempt)
    assert (score.marks, score.maximum, score.answered, score.right) == (1000, 10_000, 1, 1)


def test_a_form_sent_twice_gets_the_first_outcome_back(learner):
    item = first_item(learner)
    event = uuid7()
    first = answer(item, answer=choosing(distractor_of(item)), event=event)

    again = answer(item, answer=choosing(key_of(item)), event=event)

    assert again == first
    assert Response.objects.filter(attempt_item=item).count() == 1


def test_a_second_tab_is_told_what_stands(learner):
    item = first_item(learner)
    answer(item, answer=choosing(distractor_of(item)), event=uuid7())

    with pytest.raises(Overtaken) as told:
        answer(item, answer=choosing(key_of(item)), event=uuid7())

    assert told.value.stands.chosen == [distractor_of(item)]
    assert AttemptScore.objects.get(attempt=item.attempt).marks == 0


def test_the_last_answer_closes_the_attempt(learner):
    attempt = begin(learner)
    assert attempt.closed_at is None

    answer_all(attempt, wrong={2, 5})

    assert attempt.closed_at is not None
    assert (attempt.score.right, attempt.score.answered, attempt.score.percent) == (8, 10, 80)


def test_an_answer_to_a_closed_attempt_is_stored_as_late_and_worth_nothing(learner):
    item = first_item(learner)
    Attempt.objects.filter(pk=item.attempt_id).update(closed_at=datetime.now(UTC), ending="left")

    outcome = answer(item, answer=choosing(key_of(item)), event=uuid7())

    assert outcome.response.late
    assert outcome.marks == 0


def test_a_retry_asks_only_what_was_missed(learner):
    attempt = answer_all(begin(learner), wrong={2}, unsure={7})

    again = retry(attempt)

    asked = [item.version.item_id for item in again.items.select_related("version")]
    missed = [item_at(attempt, position).version.item_id for position in (2, 7)]
    assert asked == missed
    assert again.retry_of == attempt


def test_a_retry_with_nothing_missed_starts_nothing(learner):
    with pytest.raises(NothingToAsk):
        retry(answer_all(begin(learner)))


@pytest.mark.parametrize(
    ("later", "milliseconds"),
    [
        (timedelta(seconds=34, milliseconds=5), 34_005),
        (timedelta(0), 0),
        (timedelta(seconds=-3), 0),
        (timedelta(days=2), LONGEST // timedelta(milliseconds=1)),
    ],
)
def test_the_time_taken_is_never_negative_and_at_most_an_hour(later, milliseconds):
    served = datetime(2026, 11, 25, 12, tzinfo=UTC)

    assert milliseconds_between(served, served + later) == milliseconds


def test_the_time_taken_runs_from_the_event_to_the_arrival(learner):
    item = first_item(learner)

    outcome = answer(item, answer=UNSURE, event=uuid7(item.loaded_at - timedelta(seconds=20)))

    # In a test all statements share one transaction, and so one moment.
    assert outcome.response.took_ms == pytest.approx(20_000, abs=1)


@pytest.mark.parametrize("model", [ItemVersion, models.TestedCell, Option, Claim, AttemptItem, Response, Grade])
def test_what_is_in_the_ledger_can_neither_be_changed_nor_deleted(learner, model):
    answer_all(begin(learner), wrong={1})
    row = model.objects.first()

    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(id=row.pk)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete("default")

    assert model.objects.filter(pk=row.pk).exists()
