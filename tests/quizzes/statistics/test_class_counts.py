"""The sums of a class follow its members, their answers and what is corrected; those of a period are of its days."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from accounts.cohorts.lifecycle import change_cohort
from accounts.cohorts.membership import join, leave
from accounts.leaving.deletion import delete_account
from accounts.leaving.merge import merge
from accounts.models import Cohort, CohortMembership, Learner
from quizzes.models import Attempt, ClassCount, ClassMarkCount, GradingPolicy, Quiz, Response
from quizzes.rebuild import differences
from quizzes.regrade.run import order, work
from quizzes.statistics.class_answers import ClassAnswers, Period, WhichAttempts
from quizzes.statistics.day_blocks import SPANS
from quizzes.statistics.rollup import roll, roll_all
from teach.gradebook.former import remove_old_rows
from tests.conftest import make_user
from tests.helpers.cohorts import class_of, invite_to, member
from tests.helpers.past_answers import Given
from tests.helpers.past_answers import sat as sat_then
from tests.helpers.small_bank import EVER, attempts_are_right, by_hand_of, sat, small_quiz, with_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(db) -> Quiz:
    return small_quiz()


@pytest.fixture
def ada(quiz) -> Learner:
    learner = make_user("ada@example.com", name="Ada").learner
    sat(learner, quiz, "rrwwu")
    return learner


@pytest.fixture
def ben(quiz) -> Learner:
    learner = make_user("ben@example.com", name="Ben").learner
    sat(learner, quiz, "wrrrr")
    return learner


@pytest.fixture
def cohort(ada, ben, instructor) -> Cohort:
    return class_of(instructor, ada, ben)


def sums_of(cohort: Cohort, period: Period = EVER) -> dict[int, tuple[int, int]]:
    return ClassAnswers(cohort.pk, period).sums()


def is_right(cohort: Cohort) -> bool:
    """Rolls, and compares the sums with the answers and with sums that are made again."""
    roll_all()
    attempts = all(attempts_are_right(cohort, which) for which in WhichAttempts)
    return sums_of(cohort) == by_hand_of(cohort) and attempts and not differences()


def test_a_class_has_the_answers_that_its_learners_gave_before_they_joined(cohort):
    assert is_right(cohort)
    assert {answers for answers, _ in sums_of(cohort).values()} == {2}


def test_answers_of_members_are_added_when_they_come(cohort, instructor, quiz):
    roll_all()
    eve = make_user("eve@example.com").learner
    join(invite_to(cohort, by=instructor), learner=eve)
    roll_all()

    sat(eve, quiz, "rrrrr")

    assert is_right(cohort)
    assert {answers for answers, _ in sums_of(cohort).values()} == {3}


def test_those_who_leave_take_their_answers_along_and_bring_them_back(cohort, ada, instructor):
    roll_all()
    leave(member(cohort, ada))

    assert is_right(cohort)
    assert {answers for answers, _ in sums_of(cohort).values()} == {1}

    join(invite_to(cohort, by=instructor), learner=ada)

    assert is_right(cohort)
    assert {answers for answers, _ in sums_of(cohort).values()} == {2}


def test_a_learner_of_two_classes_counts_in_both(cohort, ada, instructor):
    other = class_of(instructor, ada, name="Class B")

    assert is_right(cohort)
    assert is_right(other)
    assert {answers for answers, _ in sums_of(other).values()} == {1}


def test_a_deleted_account_takes_its_answers_along(cohort, ada):
    roll_all()

    delete_account(ada.user)

    assert is_right(cohort)
    assert {answers for answers, _ in sums_of(cohort).values()} == {1}


def test_so_does_a_row_that_is_removed_before_a_roll_saw_that_its_learner_left(cohort, ada):
    roll_all()
    leave(member(cohort, ada))
    CohortMembership.objects.filter(learner=ada).update(left_at="2020-01-01T00:00Z")

    remove_old_rows()

    assert not CohortMembership.objects.filter(learner=ada).exists()
    assert is_right(cohort)


@pytest.mark.parametrize("rolls_between", [True, False])
def test_what_a_member_answered_as_a_guest_is_added(cohort, instructor, quiz, rolls_between):
    eve, guest = make_user("eve@example.com").learner, Learner.objects.create(is_guest=True)
    join(invite_to(cohort, by=instructor), learner=eve)
    sat(eve, quiz, "r")
    sat(guest, quiz, "rwrwr")
    if rolls_between:
        roll_all()

    merge(guest.pk, eve)

    assert is_right(cohort)
    assert {answers for answers, _ in sums_of(cohort).values()} == {3}


def test_a_corrected_key_changes_the_marks_of_the_class(cohort, quiz):
    roll_all()
    version = quiz.slots.get(position=2).item.published
    before = sums_of(cohort)[version.item_id]

    with_key(version, "b")
    work(order([version.item_id], policy=GradingPolicy.NEW_KEY, reason="It was wrong.", author=1))

    assert is_right(cohort)
    assert sums_of(cohort)[version.item_id] != before


def test_slices_give_what_counting_all_at_once_gives(cohort):
    while roll(1):
        pass

    assert is_right(cohort)


def test_the_options_that_a_class_chose_are_counted(cohort, quiz):
    roll_all()
    version = quiz.slots.get(position=1).item.published_id

    chosen, marks = ClassAnswers(cohort.pk).chosen([version])

    given = Response.objects.filter(attempt_item__version=version)
    assert chosen == {"": 2, **Counter(key for response in given for key in response.chosen)}
    assert marks == 1000


def test_a_period_holds_the_answers_of_its_days_in_the_zone_of_the_class(learner, quiz, instructor):
    """Half past eleven in the evening in New York is the next day in UTC."""
    cohort = class_of(instructor, learner, time_zone="America/New_York")
    asked = [Given(slot.item.published) for slot in quiz.slots.all()]
    sat_then(learner, datetime(2026, 9, 1, 23, 30, tzinfo=ZoneInfo("America/New_York")), asked)
    roll_all()

    def answers(*days: int) -> int:
        since, until = (date(2026, 9, day) for day in days)
        return sum(number for number, _ in sums_of(cohort, Period(since, until)).values())

    assert (answers(1, 2), answers(2, 3)) == (5, 0)

    change_cohort(cohort, name="Class A", time_zone="UTC", exam_on=None, keeps_former=365)
    roll_all()

    assert (answers(1, 2), answers(2, 3)) == (0, 5)
    assert is_right(cohort)


def test_a_class_that_keeps_its_zone_is_not_counted_again(cohort):
    roll_all()

    change_cohort(cohort, name="Class Z", time_zone="UTC", exam_on=None, keeps_former=365)

    assert not cohort.memberships.filter(counted=None).exists()


def test_a_large_class_with_another_zone_is_left_for_the_command(cohort):
    roll_all()
    change_cohort(cohort, name="Class A", time_zone="Asia/Tokyo", exam_on=None, keeps_former=365)
    before = sums_of(cohort)

    roll(recounting=9)

    assert sums_of(cohort) == before
    assert is_right(cohort)


def test_the_sums_of_a_class_are_read_with_one_query_of_as_many_rows_whoever_answers(cohort, quiz, instructor):
    roll_all()
    rows = ClassCount.objects.filter(span=SPANS[-1], option="")
    before = rows.count()
    for number in range(3):
        learner = make_user(f"learner-{number}@example.com").learner
        sat(learner, quiz, "rwrwr")
        join(invite_to(cohort, by=instructor), learner=learner)
    roll_all()

    with CaptureQueriesContext(connection) as queries:
        sums = sums_of(cohort)

    assert len(queries) == 1
    assert (rows.count(), rows.aggregate(n=Sum("answers"))["n"], len(sums)) == (before, 25, 5)


@pytest.fixture
def fall(cohort, ada, ben, quiz) -> list[date]:
    """Ada has four attempts, Ben three: the days of their attempts, which are rolled one by one."""
    days = [date(2026, 9, 1), date(2026, 9, 7), date(2026, 9, 8), date(2026, 10, 30)]
    sat(ada, quiz, "rrrrr")
    sat(ada, quiz, "wwrwr")
    sat(ada, quiz, "rrrrr")
    sat(ben, quiz, "wwwww")
    sat(ben, quiz, "rrrrw")
    for learner in (ada, ben):
        for day, attempt in zip(days, learner.attempts.order_by("pk"), strict=False):
            Attempt.objects.filter(pk=attempt.pk).update(
                closed_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            )
    while roll(1):
        pass
    return days


@pytest.mark.parametrize(
    "which",
    [
        WhichAttempts.FIRST,
        WhichAttempts.HIGHEST,
        *(pytest.param(which, marks=pytest.mark.long) for which in (WhichAttempts.LAST, WhichAttempts.ALL)),
    ],
)
def test_attempts_count_in_the_period_of_their_day(cohort, fall, which):
    limits = [None, *fall, *(day + timedelta(1) for day in fall)]

    for since, until in product(limits, limits):
        assert attempts_are_right(cohort, which, Period(since, until)), (since, until)


def test_a_later_attempt_becomes_the_last_and_the_highest_and_not_the_first(cohort, fall, ben, quiz):
    sat(ben, quiz, "rrrrr")

    assert is_right(cohort)
    since = ClassAnswers(cohort.pk, Period(fall[-1]))
    first, highest, last = (since.scores(which) for which in list(WhichAttempts)[:3])
    assert quiz.pk not in first
    assert highest[quiz.pk] == (1, pytest.approx(1.0))
    assert last[quiz.pk] == (2, pytest.approx(1.0))


@pytest.mark.parametrize("period", [Period(), Period(date(2020, 1, 1))])
@pytest.mark.parametrize("which", WhichAttempts)
def test_figures_of_a_check_take_as_many_rows_whoever_finished_it(cohort, quiz, instructor, which, period):
    def rows() -> int:
        return len(ClassAnswers(cohort.pk, period).marks(quiz.pk, which))

    roll_all()
    before = rows()
    stored = ClassMarkCount.objects.count()
    for number in range(3):
        learner = make_user(f"learner-{number}@example.com").learner
        sat(learner, quiz, "wrrrr")  # as Ben did
        join(invite_to(cohort, by=instructor), learner=learner)
    roll_all()

    assert (rows(), ClassMarkCount.objects.count()) == (before, stored)
    assert ClassAnswers(cohort.pk, period).scores(which)[quiz.pk][0] == 5
