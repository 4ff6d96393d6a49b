"""An exam on the ledger: saves, flags, the clock and the end."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from bank.models import Item
from quizzes.attempt_end import GRACE, close, close_if_over, last_saves, locked
from quizzes.attempt_start import NoAttemptsLeft, Sitting, begin, published, retry, start
from quizzes.exam.simulations import answered_lately
from quizzes.ledger import Overtaken, Stale, answer, choosing, flag, save
from quizzes.models import Attempt, Grade, Mode, Response
from quizzes.rebuild import rebuild
from serving.uuid7 import uuid7
from tests.helpers.past_answers import Given, sat
from tests.helpers.practices import give, practice_of, versions_on
from tests.helpers.sittings import answer_all, distractor_of, item_at, key_of, the_check

pytestmark = pytest.mark.django_db

TIME = timedelta(minutes=20)


def exam(learner, *, unscored=frozenset(), questions=4):
    items = Item.objects.asked().filter(generator="").values_list("pk", flat=True)[:questions]
    return begin(learner, Sitting(Mode.EXAM, "Short", published(items), unscored=frozenset(unscored), time=TIME))


def put(attempt, position, *, right=True, sequence=None):
    item = item_at(attempt, position)
    chosen = key_of(item) if right else distractor_of(item)
    return save(item, event=uuid7(), sequence=sequence or item.next_sequence, answer=choosing(chosen))


def turn_back(attempt, by):
    """As if it had begun so much earlier."""
    started, deadline = attempt.started_at - by, attempt.deadline - by
    Attempt.objects.filter(pk=attempt.pk).update(started_at=started, deadline=deadline)
    attempt.refresh_from_db()


def test_the_deadline_is_the_start_by_the_databases_clock_and_the_time_given(learner):
    attempt = exam(learner)

    assert attempt.deadline - attempt.started_at == TIME


def test_a_saved_answer_has_no_grade_before_the_end(learner):
    attempt = exam(learner)
    put(attempt, 1)

    assert not Grade.objects.filter(response__attempt_item__attempt=attempt).exists()
    assert not item_at(attempt, 1).is_answered


def test_an_exam_never_gives_a_verdict_before_its_end(learner):
    item = item_at(exam(learner), 1)

    with pytest.raises(ValueError, match="no verdict"):
        answer(item, event=uuid7(), answer=choosing(key_of(item)))

    assert not Response.objects.filter(attempt_item=item).exists()


def test_the_last_saved_answer_is_graded_at_the_end(learner):
    attempt = exam(learner)
    put(attempt, 1, right=False)
    put(attempt, 1)
    put(attempt, 2)
    put(attempt, 2, right=False)

    close(attempt)

    attempt.refresh_from_db()
    assert item_at(attempt, 1).result.marks == 1000
    assert item_at(attempt, 2).result.marks == 0
    assert not item_at(attempt, 3).is_answered
    assert (attempt.score.right, attempt.score.answered, attempt.score.maximum) == (1, 2, 4000)
    assert attempt.ending == "finished"


def test_the_same_event_saves_once_whatever_it_holds(learner):
    attempt = exam(learner)
    item, event = item_at(attempt, 1), uuid7()
    first = save(item, event=event, sequence=1, answer=choosing(distractor_of(item)))

    again = save(item, event=event, sequence=1, answer=choosing(key_of(item)))

    assert again == first
    assert Response.objects.filter(attempt_item=item).count() == 1


def test_a_form_served_before_a_newer_save_is_refused_and_told_what_stands(learner):
    attempt = exam(learner)
    stands = put(attempt, 1, sequence=1)

    with pytest.raises(Stale) as refused:
        put(attempt, 1, right=False, sequence=1)

    assert refused.value.stands == stands


def test_a_flag_does_not_make_an_open_form_stale(learner):
    attempt = exam(learner)
    flag(item_at(attempt, 1), event=uuid7(), on=True)

    saved = put(attempt, 1, sequence=1)

    assert saved.sequence == 2


def test_a_flag_with_the_same_event_is_stored_once(learner):
    item, event = item_at(exam(learner), 1), uuid7()

    assert flag(item, event=event, on=True) == flag(item, event=event, on=False)


def test_the_event_of_a_flag_never_passes_for_a_saved_answer(learner):
    item, event = item_at(exam(learner), 1), uuid7()
    flag(item, event=event, on=True)

    with pytest.raises(IntegrityError, match="one_response_per_event"), transaction.atomic():
        save(item, event=event, sequence=1, answer=choosing(key_of(item)))


def test_an_answer_within_the_grace_counts(learner):
    attempt = exam(learner)
    turn_back(attempt, TIME + GRACE / 2)

    put(attempt, 1)
    close_if_over(attempt)

    assert not last_saves(attempt)[item_at(attempt, 1).pk].late


def test_an_answer_after_the_grace_is_stored_as_late_and_does_not_stand(learner):
    attempt = exam(learner)
    put(attempt, 1)
    turn_back(attempt, TIME + GRACE + timedelta(seconds=1))

    late = put(attempt, 1, right=False)
    closed = close_if_over(attempt)

    assert late.late
    assert item_at(attempt, 1).result.marks == 1000
    assert closed.ending == "time"
    assert closed.closed_at == attempt.deadline


def test_an_exam_within_its_time_stays_open(learner):
    attempt = exam(learner)
    turn_back(attempt, TIME - timedelta(minutes=1))

    assert close_if_over(attempt).closed_at is None


def test_unscored_questions_are_graded_but_count_nothing(learner):
    attempt = exam(learner, unscored={1})
    put(attempt, 1)
    put(attempt, 2)

    close(attempt)

    attempt.refresh_from_db()
    assert item_at(attempt, 1).result.marks == 1000
    assert (attempt.score.marks, attempt.score.maximum, attempt.score.answered) == (1000, 3000, 2)


def test_after_the_end_an_answer_from_an_open_page_is_told_what_stands(learner):
    attempt = exam(learner)
    stands = put(attempt, 1, right=False)
    close(attempt)
    item = item_at(attempt, 1)

    with pytest.raises(Overtaken) as told:
        answer(item, event=uuid7(), answer=choosing(key_of(item)))

    assert told.value.stands.response == stands
    assert answer(item, event=stands.event, answer=choosing(key_of(item))) == told.value.stands


def test_closing_twice_changes_nothing(learner):
    attempt = exam(learner)
    put(attempt, 1)
    first = close(attempt)

    assert close(attempt).closed_at == first.closed_at
    assert Grade.objects.filter(response__attempt_item__attempt=attempt).count() == 1


def test_a_closed_exam_rebuilds_to_the_same_score(learner):
    attempt = exam(learner, unscored={2})
    for position, right in ((1, True), (2, True), (3, False)):
        put(attempt, position, right=right)
    close(attempt)
    before = Attempt.objects.values("score__marks", "score__maximum", "score__answered", "score__right").get()

    rebuild()

    after = Attempt.objects.values("score__marks", "score__maximum", "score__answered", "score__right").get()
    assert before == after


def test_beginning_again_gives_back_the_open_one(learner):
    assert exam(learner) == exam(learner)


def test_leaving_closes_the_open_one_with_what_was_saved(learner):
    first = exam(learner)
    put(first, 1)
    items = Item.objects.asked().filter(generator="").values_list("pk", flat=True)[:2]

    second = begin(learner, Sitting(Mode.EXAM, "Again", published(items), time=TIME), leaving_open=True)

    first.refresh_from_db()
    assert second != first
    assert (first.ending, first.score.right) == ("left", 1)


def test_two_open_attempts_of_one_mode_are_refused_by_the_database(learner):
    exam(learner)

    with pytest.raises(IntegrityError, match="one_open_attempt_per_mode"), transaction.atomic():
        Attempt.objects.create(learner=learner, mode=Mode.EXAM, title="Another")


def test_only_an_exam_has_a_clock(learner):
    with pytest.raises(IntegrityError, match="only_exams_have_a_deadline"), transaction.atomic():
        Attempt.objects.create(learner=learner, mode=Mode.DRILL, title="Timed", deadline=datetime.now(UTC))


def test_a_quiz_may_be_begun_as_often_as_it_allows(learner):
    quiz = the_check()
    quiz.attempts_allowed = 1
    quiz.save()
    done = answer_all(start(quiz, learner), wrong={1})

    with pytest.raises(NoAttemptsLeft):
        start(quiz, learner)

    assert retry(done).retry_of == done


def test_an_attempt_that_does_not_exist_is_said_not_to(db):
    with pytest.raises(Attempt.DoesNotExist):
        locked(uuid7())


def test_what_was_answered_in_the_last_week_is_recent_whenever_its_attempt_ends(learner, stranger):
    [eight_days, six_days, just_now, not_yet, another] = [
        versions_on(f"{service}/guest-os")[0] for service in ("ec2", "rds", "lambda", "beanstalk", "emr")
    ]
    now = timezone.now()
    long_open = sat(learner, now - timedelta(days=8), [Given(eight_days)])
    Attempt.objects.filter(pk=long_open.pk).update(closed_at=now)
    sat(learner, now - timedelta(days=6), [Given(six_days)])
    sat(stranger, now, [Given(another)])
    give(practice_of(learner, just_now, not_yet), 1)

    assert answered_lately(learner) == {six_days.item_id, just_now.item_id}
