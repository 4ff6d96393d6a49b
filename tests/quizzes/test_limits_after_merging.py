"""What is limited for an account stays limited when a guest's answers come to it."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.test import Client

from accounts.leaving.merge import merge
from accounts.models import Learner
from planner.progress.scores import checks_of, score_history
from quizzes.assigned.progress import AssignedState, progress_of
from quizzes.attempt_end import GRACE, close_if_over
from quizzes.attempt_start import AccountNeeded, NoAttemptsLeft, Sitting, begin, retry, start
from quizzes.exam.simulations import SHORT
from quizzes.ledger import Overtaken, answer, choosing, save
from quizzes.models import Attempt, AttemptEnd, ItemStatistic, MarkCount, Mode, OptionStatistic, Quiz
from quizzes.problem_reports import MOST_PER_DAY, TooManyReports, report
from quizzes.rebuild import differences
from quizzes.statistics.rollup import roll_all
from serving.uuid7 import uuid7
from teach.cohorts.access import members_of
from teach.cohorts.due_dates import set_due
from tests.conftest import PASSWORD
from tests.helpers.cohorts import class_of
from tests.helpers.exam_sittings import begin_plain_exam
from tests.helpers.practices import give, practice, practice_of, versions_on
from tests.helpers.sittings import answer_all, distractor_of, item_at, key_of, the_check

pytestmark = pytest.mark.django_db

START = "/learn/shared-responsibility-model/check/"
LESSON = "/learn/shared-responsibility-model/"


@pytest.fixture
def guest(db) -> Learner:
    return Learner.objects.create(is_guest=True)


def limited(allowed: int = 1) -> Quiz:
    Quiz.objects.filter(pk=the_check().pk).update(attempts_allowed=allowed)
    return the_check()


def endings_of(learner: Learner) -> list[str]:
    return list(learner.attempts.filter(retry_of=None).order_by("started_at", "pk").values_list("ending", flat=True))


# ---- How often a quiz may be begun


def test_a_quiz_with_a_limit_asks_a_visitor_to_log_in(client):
    limited()

    to = client.post(START)
    page = client.get(to["Location"]).text

    assert to["Location"] == f"/account/login/?next={LESSON}%23check"
    assert "Log in or create an account to take it." in page
    assert Learner.objects.count() == 0


def test_and_a_guest_who_did_something_else(client):
    limited()
    client.post("/practice/", {"by": "mixed", "length": 5})

    to = client.post(START)

    assert to["Location"].startswith("/account/login/")
    assert not Attempt.objects.exclude(quiz=None).exists()


def test_a_guest_who_began_before_it_got_its_limit_goes_on(guest):
    opened = start(the_check(), guest)

    assert start(limited(), guest) == opened


def test_but_begins_no_other_and_retries_nothing(guest):
    done = answer_all(start(the_check(), guest), wrong={1})

    with pytest.raises(AccountNeeded):
        start(limited(), guest)
    with pytest.raises(AccountNeeded):
        retry(Attempt.objects.get(pk=done.pk))


def test_the_account_is_told_when_its_attempts_are_used_up(learner, learner_client):
    answer_all(start(limited(), learner))

    page = learner_client.post(START, follow=True).text

    assert "You’ve used all of your attempts at this check (1)." in page


def test_a_guests_attempt_beyond_the_limit_does_not_count(guest, learner):
    answer_all(start(the_check(), guest), wrong={1, 2})
    answer_all(start(the_check(), learner), wrong=set(range(1, 9)))
    limited()

    merge(guest.pk, learner)

    assert endings_of(learner) == [AttemptEnd.EXCESS, AttemptEnd.FINISHED]
    assert [score.percent for score in score_history(learner).entries] == [20]
    check = checks_of([the_check().lesson_id], learner)[the_check().lesson_id]
    assert check.score_text == "2 right: 20%"
    with pytest.raises(NoAttemptsLeft):
        start(the_check(), learner)
    assert differences() == []


@pytest.mark.parametrize(("allowed", "counting"), [(1, 0), (2, 1), (3, 2), (9, 2)])
def test_as_many_of_a_guests_count_as_the_account_has_left(allowed, counting, guest, learner):
    for each in (guest, guest, learner):
        answer_all(start(the_check(), each))
    limited(allowed)

    merge(guest.pk, learner)

    assert endings_of(learner) == ["finished"] * counting + ["excess"] * (2 - counting) + ["finished"]


def test_two_guests_have_one_limit(guest, learner):
    other = Learner.objects.create(is_guest=True)
    for each in (guest, other):
        answer_all(start(the_check(), each))
    limited()

    merge(guest.pk, learner)
    merge(other.pk, learner)

    assert sorted(endings_of(learner)) == ["excess", "finished"]


def test_an_open_attempt_beyond_the_limit_ends_and_the_accounts_stays_open(guest, learner):
    theirs, mine = start(the_check(), guest), start(the_check(), learner)
    give(theirs, 1)
    limited()

    merge(guest.pk, learner)

    theirs.refresh_from_db()
    assert theirs.ending == AttemptEnd.EXCESS
    assert learner.attempts.get(closed_at=None) == mine


def test_the_lists_say_that_it_does_not_count(guest, learner, learner_client):
    answer_all(start(the_check(), guest))
    answer_all(start(the_check(), learner))
    limited()

    merge(guest.pk, learner)

    assert "Over the limit, doesn’t count" in learner_client.get("/progress/attempts/").text


def test_the_statistics_of_the_quiz_leave_it_out(guest, learner):
    answer_all(start(the_check(), guest))
    own = answer_all(start(the_check(), learner), wrong={1})
    limited()
    roll_all()

    merge(guest.pk, learner)
    roll_all()

    assert differences() == []
    missed = MarkCount.objects.get(version=item_at(own, 1).version)
    assert (missed.marks, missed.attempts) == (0, 1)


def test_a_retry_is_within_no_limit_after_as_before(guest, learner):
    done = answer_all(start(the_check(), guest), wrong={1})
    answer_all(start(the_check(), learner), wrong={1})
    limited()

    merge(guest.pk, learner)

    assert retry(Attempt.objects.get(pk=done.pk)).quiz == the_check()


def test_logging_in_on_the_device_brings_no_second_attempt(lena, guest):
    """As it was found: the account answers, logs out, answers better as a guest and logs in there."""
    limited(2)
    client = Client()
    client.force_login(lena)
    client.post(START)
    answer_all(Attempt.objects.get(learner=lena.learner), wrong=set(range(1, 11)))
    client.logout()
    Quiz.objects.update(attempts_allowed=None)
    client.post(START)
    answer_all(Attempt.objects.get(closed_at=None))
    limited(1)

    client.post("/account/login/", {"login": "lena@example.com", "password": PASSWORD})

    assert [score.percent for score in score_history(lena.learner).entries] == [0]


# ---- One open attempt


@pytest.mark.parametrize(
    "begun",
    [
        lambda learner: start(the_check(), learner),
        practice,
        begin_plain_exam,
        lambda learner: begin(learner, Sitting(Mode.REVIEW, "Review", versions_on("ec2/guest-os"))),
    ],
    ids=["check", "practice", "exam", "review"],
)
def test_one_of_each_kind_is_open(begun, guest, learner):
    begun(guest)
    begun(learner)

    merge(guest.pk, learner)

    assert learner.attempts.filter(closed_at=None).count() == 1
    assert learner.attempts.filter(ending=AttemptEnd.LEFT).count() == 1


# ---- Time


def test_the_clock_of_an_exam_runs_on(guest, learner):
    exam = begin_plain_exam(guest)
    Attempt.objects.filter(pk=exam.pk).update(deadline=Now() - GRACE - timedelta(seconds=1))
    merge(guest.pk, learner)
    item = item_at(exam, 1)

    saved = save(item, event=uuid7(), sequence=1, answer=choosing(key_of(item)))

    assert saved.late
    assert close_if_over(exam).ending == AttemptEnd.TIME
    assert Attempt.objects.get(pk=exam.pk).score.answered == 0


def test_an_exam_has_the_time_that_it_began_with(guest, lena):
    lena.time_allowance = "unlimited"
    lena.save()
    exam = begin(guest, Sitting(Mode.EXAM, "Exam", versions_on("ec2/guest-os"), time=SHORT.time))

    merge(guest.pk, lena.learner)

    assert Attempt.objects.get(pk=exam.pk).deadline == exam.deadline


def test_what_a_guest_finished_after_the_due_date_is_late(instructor, guest, learner):
    cohort = class_of(instructor, learner)
    cohort.memberships.update(joined_at=Now() - timedelta(days=3))
    done = answer_all(start(the_check(), guest))
    set_due(cohort, the_check(), due_at=done.closed_at - timedelta(hours=1), by=instructor)

    merge(guest.pk, learner)

    [due] = progress_of(cohort, members_of(cohort), done.closed_at)
    assert [row.state for row in due.rows] == [AssignedState.LATE]


# ---- Answers and reports


def test_the_first_answer_stands(guest, learner):
    attempt = practice_of(guest, *versions_on("ec2/guest-os", 2))
    item = item_at(attempt, 1)
    answer(item, event=uuid7(), answer=choosing(distractor_of(item)))
    merge(guest.pk, learner)

    with pytest.raises(Overtaken):
        answer(item_at(attempt, 1), event=uuid7(), answer=choosing(key_of(item)))


def test_the_first_answer_to_a_question_is_the_one_that_statistics_count(guest, learner):
    for each in (guest, learner):
        answer_all(start(the_check(), each))
    roll_all()

    merge(guest.pk, learner)
    roll_all()

    assert differences() == []
    assert set(ItemStatistic.objects.values_list("answers", flat=True)) == {1}
    assert (
        OptionStatistic.objects.filter(band=0, option="").order_by().values_list("chosen", flat=True).distinct().get()
        == 1
    )


def test_reports_of_both_are_within_one_days_number(guest, learner):
    versions = versions_on("ec2/guest-os", MOST_PER_DAY + 1)
    theirs = practice_of(guest, *versions[: MOST_PER_DAY - 1])
    mine = practice_of(learner, *versions[-2:])
    for attempt in (theirs, mine):
        for position in range(1, attempt.items.count() + 1):
            give(attempt, position)
    for position in range(1, MOST_PER_DAY):
        report(item_at(theirs, position), text="Wrong.")
    report(item_at(mine, 2), text="Wrong.")

    merge(guest.pk, learner)

    with pytest.raises(TooManyReports):
        report(item_at(mine, 1), text="Wrong.")
