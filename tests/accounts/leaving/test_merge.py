import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from accounts.leaving.merge import merge
from accounts.models import Learner
from lessons.models import Lesson, Place, Reading
from lessons.progress import mark_as_read, record_reading
from planner.progress.scores import checks_of, score_history
from quizzes.attempt_start import Sitting, published, retry
from quizzes.attempt_start import begin as begin_sitting
from quizzes.ledger import answer, choosing
from quizzes.models import Attempt, AttemptItem, Mode, ProblemReport, Response
from quizzes.rebuild import differences
from serving.uuid7 import uuid7
from tests.conftest import make_user
from tests.helpers.races import wait_for_backends_at_a_lock
from tests.helpers.sittings import answer_all, begin, item_at, key_of, the_check

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(db) -> Learner:
    return Learner.objects.create()


@pytest.fixture
def lesson(db) -> Lesson:
    return Lesson.objects.get(slug="shared-responsibility-model")


def touched(attempt: Attempt, position: int, *, ago: timedelta) -> None:
    """An answer that was given so long ago: one transaction has one time, and rows of the ledger cannot be changed."""
    item = item_at(attempt, position)
    Response.objects.create(
        attempt_item=item,
        event=uuid7(),
        sequence=1,
        kind="flag",
        answer={"flag": True},
        took_ms=0,
        received_at=Now() - ago,
    )


def practice(learner: Learner) -> Attempt:
    versions = published(the_check().slots.values_list("item", flat=True)[:3])
    return begin_sitting(learner, Sitting(Mode.DRILL, "Practice", versions))


def test_everything_answered_comes_along_and_scores_stay(guest, learner):
    done = answer_all(begin(guest), wrong={2})
    again = retry(done)

    assert merge(guest.pk, learner)

    assert set(learner.attempts.all()) == {done, again}
    assert learner.attempts.get(closed_at__isnull=False).score.percent == 90
    assert differences() == []


def test_merging_twice_changes_nothing_and_says_so(guest, learner):
    begin(guest)
    merge(guest.pk, learner)

    assert not merge(guest.pk, learner)
    assert learner.attempts.count() == 1


def test_of_two_open_attempts_the_one_answered_last_stays_open(guest, learner):
    theirs, mine = begin(guest), begin(learner)
    touched(theirs, 1, ago=timedelta(hours=2))
    touched(mine, 1, ago=timedelta(hours=1))

    merge(guest.pk, learner)

    assert learner.attempts.get(closed_at=None) == mine
    theirs.refresh_from_db()
    assert (theirs.learner, theirs.ending) == (learner, "left")


def test_an_attempt_closed_for_another_is_no_score(guest, learner):
    theirs, mine = begin(guest), begin(learner)
    touched(mine, 1, ago=timedelta(hours=1))

    merge(guest.pk, learner)

    assert score_history(learner).entries == []
    check = checks_of([theirs.quiz.lesson_id], learner)[theirs.quiz.lesson_id]
    assert (check.score_text, bool(check.attempt_url)) == ("", True)


def test_the_guests_open_attempt_stays_when_it_was_answered_last(guest, learner):
    theirs, mine = begin(guest), begin(learner)
    touched(theirs, 1, ago=timedelta(hours=1))
    touched(mine, 1, ago=timedelta(hours=2))

    merge(guest.pk, learner)

    assert learner.attempts.get(closed_at=None) == theirs


def test_one_with_an_answer_stays_rather_than_one_begun_later(guest, learner):
    theirs = begin(guest)
    touched(theirs, 1, ago=timedelta(hours=1))
    mine = begin(learner)
    Attempt.objects.filter(pk=mine.pk).update(started_at=Now() + timedelta(hours=1))

    merge(guest.pk, learner)

    assert learner.attempts.get(closed_at=None) == theirs


def test_open_practices_are_two_of_one_kind_and_a_check_and_a_practice_are_not(guest, learner):
    begin(guest), practice(guest), practice(learner)

    merge(guest.pk, learner)

    assert learner.attempts.filter(closed_at=None, mode="drill").count() == 1
    assert learner.attempts.filter(closed_at=None, mode="check").count() == 1
    assert learner.attempts.count() == 3


def test_an_exam_whose_time_is_up_ends_by_the_clock_and_not_as_left(guest, learner):
    versions = published(the_check().slots.values_list("item", flat=True)[:2])
    exam = begin_sitting(guest, Sitting(Mode.EXAM, "Exam", versions, time=timedelta(minutes=5)))
    Attempt.objects.filter(pk=exam.pk).update(
        started_at=Now() - timedelta(hours=2), deadline=Now() - timedelta(hours=1)
    )
    begin_sitting(learner, Sitting(Mode.EXAM, "Exam", versions, time=timedelta(minutes=5)))

    merge(guest.pk, learner)

    exam.refresh_from_db()
    assert (exam.ending, exam.learner) == ("time", learner)
    assert learner.attempts.filter(closed_at=None).count() == 1


def test_sections_read_by_both_are_read_once(guest, learner, lesson):
    record_reading(lesson, "of", learner=guest)
    record_reading(lesson, "in", learner=guest)
    record_reading(lesson, "of", learner=learner)

    merge(guest.pk, learner)

    assert sorted(Reading.objects.values_list("learner", "anchor")) == [(learner.pk, "in"), (learner.pk, "of")]


def test_the_place_moved_to_last_is_the_place(guest, learner, lesson):
    record_reading(lesson, "of", learner=learner)
    mark_as_read(lesson, learner=guest)
    Place.objects.filter(learner=learner).update(moved_at=Now() - timedelta(days=1), anchor="old")
    Place.objects.filter(learner=guest).update(anchor="new")

    merge(guest.pk, learner)

    place = Place.objects.get()
    assert (place.learner, place.anchor) == (learner, "new")
    assert place.read_at


def test_an_older_place_of_the_guest_changes_nothing_but_that_the_lesson_is_read(guest, learner, lesson):
    mark_as_read(lesson, learner=guest)
    record_reading(lesson, "of", learner=learner)
    Place.objects.filter(learner=guest).update(moved_at=Now() - timedelta(days=1), anchor="old")
    Place.objects.filter(learner=learner).update(anchor="new")

    merge(guest.pk, learner)

    place = Place.objects.get()
    assert (place.anchor, bool(place.read_at)) == ("new", True)


def report(learner: Learner, version, text: str, **fields) -> ProblemReport:
    return ProblemReport.objects.create(learner=learner, version=version, text=text, **fields)


def test_two_open_reports_of_one_question_become_one_with_both_texts(guest, learner):
    version = item_at(begin(guest), 1).version
    report(learner, version, "B is right too.")
    report(guest, version, "The word is wrong.", suggestion="Say rotate.")

    merge(guest.pk, learner)

    [kept] = ProblemReport.objects.all()
    assert kept.learner == learner
    assert kept.text == "B is right too.\n\nThe word is wrong."
    assert kept.suggestion == "Say rotate."


def test_the_same_report_twice_is_one(guest, learner):
    version = item_at(begin(guest), 1).version
    report(learner, version, "B is right too.")
    report(guest, version, "B is right too.")

    merge(guest.pk, learner)

    assert [kept.text for kept in ProblemReport.objects.all()] == ["B is right too."]


def test_answered_reports_come_along_beside_an_open_one(guest, learner):
    version = item_at(begin(guest), 1).version
    report(learner, version, "B is right too.")
    report(guest, version, "Typo.", answer="Mended.", answered_at=Now())

    merge(guest.pk, learner)

    assert ProblemReport.objects.filter(learner=learner).count() == 2


@pytest.mark.parametrize("who", ["a person", "somebody else's guest", "nobody", "the same"])
def test_only_a_guest_is_merged(who, guest, learner, stranger):
    begin(stranger)
    sources = {"a person": stranger.pk, "somebody else's guest": guest.pk, "nobody": uuid7(), "the same": learner.pk}
    if who == "somebody else's guest":
        merge(guest.pk, stranger)

    assert not merge(sources[who], learner)

    assert stranger.attempts.count() == 1
    assert learner.attempts.count() == 0


def test_who_begins_as_a_guest_just_merged_begins_as_the_person(guest, learner):
    merge(guest.pk, learner)

    attempt = begin(guest)

    assert attempt.learner == learner


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_log_in_at_once_move_everything_once():
    guest = Learner.objects.create()
    done = answer_all(begin(guest))
    person = make_user(f"{uuid7()}@example.com").learner
    told: list[bool] = []

    def log_in() -> None:
        told.append(merge(guest.pk, person))
        connection.close()

    with transaction.atomic():
        Learner.objects.select_for_update(no_key=True).get(pk=min(guest.pk, person.pk))
        tabs = [threading.Thread(target=log_in) for _ in range(2)]
        for tab in tabs:
            tab.start()
        wait_for_backends_at_a_lock(2)
    for tab in tabs:
        tab.join()

    assert sorted(told) == [False, True]
    assert list(person.attempts.all()) == [done]


@pytest.mark.django_db(transaction=True)
def test_an_answer_under_way_while_the_guest_is_merged_is_stored_and_comes_along():
    guest = Learner.objects.create()
    item = item_at(begin(guest), 1)
    person = make_user(f"{uuid7()}@example.com").learner

    def send() -> None:
        answer(item, answer=choosing(key_of(item)), event=uuid7())
        connection.close()

    with transaction.atomic():
        merge(guest.pk, person)
        sending = threading.Thread(target=send)
        sending.start()
        wait_for_backends_at_a_lock(1)
    sending.join()

    assert Response.objects.get(attempt_item=item).attempt_item.attempt.learner == person
    assert AttemptItem.objects.get(pk=item.pk).result.marks == 1000
