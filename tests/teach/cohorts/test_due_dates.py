"""Due dates of a class, extra time, and what learners see of both."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.cohorts.lifecycle import archive, grant_time
from accounts.cohorts.membership import join, leave
from accounts.models import Cohort, CohortMembership, User
from accounts.zones import moment_in_words
from lessons.models import Lesson, Place
from lessons.progress import mark_as_read
from quizzes.assigned.progress import AssignedState, MemberWork, progress_of, state_of
from quizzes.assigned.terms import terms_of
from quizzes.exam.simulations import allowance_of
from quizzes.models import Assignment
from teach.cohorts.access import members_of
from teach.cohorts.due_dates import set_due
from teach.cohorts.figures import with_figures
from tests.conftest import make_user
from tests.helpers.cohorts import class_of, member
from tests.helpers.pages import tight
from tests.helpers.sittings import answer_all, begin, statements_of, the_check

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
DUE_NOW = terms_of(Assignment(due_at=NOW))


@pytest.fixture
def cohort(instructor, lena) -> Cohort:
    return class_of(instructor, lena.learner, time_zone="Europe/Berlin")


@pytest.fixture
def lesson(db) -> Lesson:
    return Lesson.objects.get(slug="shared-responsibility-model")


@pytest.fixture
def address(cohort) -> str:
    return reverse("teach:cohort-assignments", args=[cohort.pk])


def joined_long_ago(cohort: Cohort) -> None:
    cohort.memberships.update(joined_at=Now() - timedelta(days=30))


@pytest.mark.parametrize(
    ("done", "now", "state"),
    [
        (None, NOW - DAY, AssignedState.OPEN),
        (None, NOW + DAY, AssignedState.MISSING),
        (NOW, NOW + DAY, AssignedState.ON_TIME),
        (NOW - DAY, NOW - DAY, AssignedState.ON_TIME),
        (NOW + timedelta(seconds=1), NOW + DAY, AssignedState.LATE),
    ],
)
def test_a_due_date_is_kept_or_not(done, now, state):
    assert state_of(DUE_NOW, MemberWork(done), now) == state


# Setting them


@pytest.mark.parametrize("of_check", [False, True], ids=["lesson", "check"])
def test_what_is_not_published_is_missed_by_nobody(cohort, lesson, instructor, instructor_client, address, of_check):
    joined_long_ago(cohort)
    set_due(cohort, the_check() if of_check else lesson, due_at=NOW - DAY, by=instructor)
    assert [row.missed for row in with_figures(members_of(cohort))] == [1]

    Lesson.objects.filter(pk=lesson.pk).update(published=False)

    assert [row.missed for row in with_figures(members_of(cohort))] == [0]
    page = instructor_client.get(address).text
    assert "Not published: learners don’t see it." in page
    assert "Missing:" not in page
    [due] = progress_of(cohort, members_of(cohort), timezone.now())
    assert [kept.state for kept in due.rows] == [AssignedState.NOT_ASKED]


def test_setting_one_again_moves_it_and_the_history_keeps_both(cohort, lesson, instructor):
    for days in (1, 8):
        set_due(cohort, lesson, due_at=NOW + days * DAY, by=instructor)

    assert Assignment.objects.get().due_at == NOW + 8 * DAY
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_label FROM quizzes_assignmentevent ORDER BY pgh_id")
        assert [label for (label,) in cursor.fetchall()] == ["insert", "update"]


def test_the_database_takes_one_due_date_of_one_thing(cohort, lesson, instructor):
    due = set_due(cohort, lesson, due_at=NOW, by=instructor)

    with pytest.raises(IntegrityError, match="quizzes_assignment_is_of_one_thing"), transaction.atomic():
        Assignment.objects.filter(pk=due.pk).update(quiz=the_check())
    with pytest.raises(IntegrityError, match="quizzes_one_assignment_per_lesson"), transaction.atomic():
        Assignment.objects.create(cohort=cohort, lesson=lesson, due_at=NOW, set_by=1)


# Who kept them


def test_a_teacher_sees_who_was_on_time_late_or_has_it_open(cohort, lesson, instructor, instructor_client, address):
    late, never, newcomer = (
        make_user(f"{name.lower()}@example.com", name=name).learner for name in ("Late", "Never", "Newcomer")
    )
    for each in (late, never):
        join(cohort.invites.first(), learner=each)
    joined_long_ago(cohort)
    join(cohort.invites.first(), learner=newcomer)
    for learner, read_at in ((member_named(cohort, "Lena").learner, NOW - 3 * DAY), (late, NOW - DAY)):
        mark_as_read(lesson, learner=learner)
        Place.objects.filter(learner=learner).update(read_at=read_at)
    set_due(cohort, lesson, due_at=NOW - 2 * DAY, by=instructor)

    [due] = progress_of(cohort, members_of(cohort), timezone.now())

    assert {str(kept.member.learner): (kept.state, kept.applies) for kept in due.rows} == {
        "Lena": (AssignedState.ON_TIME, True),
        "Late": (AssignedState.LATE, True),
        "Never": (AssignedState.MISSING, True),
        "Newcomer": (AssignedState.JOINED_LATER, False),
    }
    assert dict(due.counts) == {
        AssignedState.ON_TIME: 1,
        AssignedState.LATE: 1,
        AssignedState.OPEN: 0,
        AssignedState.BEGUN: 0,
        AssignedState.HANDED_IN: 0,
        AssignedState.MISSING: 1,
    }
    missed = {str(row.learner): row.missed for row in with_figures(members_of(cohort))}
    assert missed == {"Lena": 0, "Late": 1, "Never": 1, "Newcomer": 0}
    assert "Newcomer" not in instructor_client.get(address).text
    page = instructor_client.get(f"{address}{due.assignment.pk}/").text
    assert "Newcomer" in page
    assert "Excused by joining later" in page
    assert (
        "Missing"
        in instructor_client.get(reverse("teach:cohort-learner", args=[cohort.pk, member(cohort, never).pk])).text
    )


def member_named(cohort: Cohort, name: str) -> CohortMembership:
    return members_of(cohort).get(learner__user__name=name)


def test_a_check_is_done_by_its_first_finished_attempt(cohort, instructor, lena):
    joined_long_ago(cohort)
    set_due(cohort, the_check(), due_at=timezone.now() + DAY, by=instructor)
    attempt = begin(lena.learner)
    assert Assignment.objects.with_done(lena.learner).get().done_at is None

    answer_all(attempt)

    assert Assignment.objects.with_done(lena.learner).get().done_at == attempt.closed_at


# What a learner sees


def test_home_and_the_list_of_lessons_say_what_is_due_for_which_class(
    cohort, lesson, instructor, lena, learner_client
):
    at = timezone.now() + 3 * DAY
    set_due(cohort, lesson, due_at=at, by=instructor)
    set_due(cohort, the_check(), due_at=at + DAY, by=instructor)

    home, lessons = learner_client.get("/").text, learner_client.get("/learn/").text

    told = f"Due {moment_in_words(at, 'Europe/Berlin')}"
    assert told in tight(home)
    assert "Class A" in home
    assert f"{told}, for Class A" in lessons
    assert f"Check due {moment_in_words(at + DAY, 'Europe/Berlin')}, for Class A" in lessons

    mark_as_read(lesson, learner=lena.learner)
    assert told not in tight(learner_client.get("/").text)


def test_what_is_over_says_so(cohort, lesson, instructor, learner_client):
    joined_long_ago(cohort)
    set_due(cohort, lesson, due_at=NOW - DAY, by=instructor)

    assert "Was due" in learner_client.get("/").text


def test_what_is_due_today_says_so_and_how_often_it_can_be_taken(cohort, instructor, learner_client):
    the_check().__class__.objects.filter(pk=the_check().pk).update(attempts_allowed=2)
    local = timezone.now().astimezone(ZoneInfo("Europe/Berlin"))
    evening = local.replace(hour=23, minute=59, second=59)
    set_due(cohort, the_check(), due_at=evening, by=instructor)

    page = tight(learner_client.get("/").text)

    assert "Due today at 11:59 PM CE" in page
    assert "Class A · 2 attempts" in page


def test_who_is_not_in_the_class_sees_nothing_due(cohort, lesson, instructor, lena, stranger_client, learner_client):
    set_due(cohort, lesson, due_at=NOW + DAY, by=instructor)

    assert "for Class A" not in stranger_client.get("/").text
    archive(cohort)
    assert "for Class A" not in learner_client.get("/").text
    Cohort.objects.update(archived_at=None)
    leave(member(cohort, lena.learner))
    assert "for Class A" not in learner_client.get("/learn/").text


def test_a_lesson_that_is_no_longer_published_is_not_due(cohort, lesson, instructor, learner_client):
    set_due(cohort, lesson, due_at=NOW + DAY, by=instructor)
    Lesson.objects.filter(pk=lesson.pk).update(published=False)

    assert "for Class A" not in learner_client.get("/").text


def queries_of(client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return statements_of(captured)


def test_home_asks_one_query_for_all_that_classes_say(cohort, lesson, instructor, learner_client, stranger_client):
    """And none for a learner without a class."""
    set_due(cohort, lesson, due_at=NOW + DAY, by=instructor)

    for client, page, queries in [
        *((learner_client, page, 1) for page in ("/", "/learn/")),
        *((stranger_client, page, queries) for page, queries in (("/", 0), ("/learn/", 1))),
    ]:
        # The query for the lessons says by itself which of them the classes show.
        asked = [each for each in queries_of(client, page) if '"lessons_lesson"."sections"' not in each]
        assert sum('"accounts_cohort"' in statement for statement in asked) == queries


# Extra time


def test_extra_time_from_a_teacher_holds_in_exams_begun_from_then_on(
    cohort, instructor, instructor_client, lena, learner_client
):
    here = member(cohort, lena.learner)
    address = reverse("teach:cohort-learner-time", args=[cohort.pk, here.pk])

    instructor_client.post(address, {"time_allowance": "more"})

    here.refresh_from_db()
    assert (here.allowance_by, here.allowance_at is not None) == (instructor.pk, True)
    page = learner_client.get("/exam/").text
    assert "Your instructor in Class A gave you: <strong>30 minutes more</strong>." in page
    assert "57 min 40 s" in page
    learner_client.post("/exam/", {"length": "short"})
    attempt = lena.learner.attempts.get()
    assert attempt.deadline - attempt.started_at == timedelta(minutes=57, seconds=40)
    assert attempt.selection["time_allowance"] == "more"
    assert attempt.selection["granted_by"] == instructor.pk

    instructor_client.post(address, {"time_allowance": "standard"})
    here.refresh_from_db()
    assert (here.time_allowance, here.allowance_by, here.allowance_at) == ("", None, None)


@pytest.mark.parametrize(
    ("own", "granted", "time", "by_teacher"),
    [
        ("standard", "", "standard", False),
        ("more", "", "more", False),
        ("more", "more", "more", False),
        ("standard", "unlimited", "unlimited", True),
        ("unlimited", "more", "unlimited", False),
    ],
)
def test_of_two_allowances_the_longer_counts(cohort, instructor, lena, own, granted, time, by_teacher):
    User.objects.filter(pk=lena.pk).update(time_allowance=own)
    lena.refresh_from_db()
    grant_time(member(cohort, lena.learner), allowance=granted or "standard", by=instructor)

    found = allowance_of(User.objects.get(pk=lena.pk).learner)

    assert (found.time, bool(found.granted_by)) == (time, by_teacher)


def test_what_a_teacher_granted_ends_with_the_membership(cohort, instructor, lena):
    here = member(cohort, lena.learner)
    grant_time(here, allowance="unlimited", by=instructor)
    leave(here)

    assert allowance_of(lena.learner).time == "standard"


def test_an_allowance_that_does_not_exist_is_not_granted(cohort, instructor_client, lena):
    here = member(cohort, lena.learner)

    instructor_client.post(
        reverse("teach:cohort-learner-time", args=[cohort.pk, here.pk]), {"time_allowance": "for ever"}
    )

    here.refresh_from_db()
    assert here.time_allowance == ""
