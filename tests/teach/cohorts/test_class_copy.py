"""Next term's class from this term's: the dates move, the people do not."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.cohorts.lifecycle import add_teacher, change_cohort
from accounts.cohorts.messages import send_message
from accounts.models import Cohort, CohortMembership, CohortMessage
from accounts.roles import INSTRUCTORS
from lessons.models import Lesson
from quizzes.assigned.store import save_assignment, save_exception
from quizzes.models import Assignment, AssignmentException, Quiz
from teach.cohorts.class_copy import later
from teach.cohorts.due_dates import set_due
from tests.conftest import client_of, make_user
from tests.helpers.cohorts import class_of
from tests.helpers.pages import tight

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def lesson() -> Lesson:
    return Lesson.objects.get(slug="shared-responsibility-model")


@pytest.fixture
def check(lesson) -> Quiz:
    return Quiz.objects.get(lesson=lesson)


@pytest.fixture
def cohort(instructor, lena) -> Cohort:
    return class_of(instructor, lena.learner, name="Fall", time_zone="Europe/Berlin")


def copy_page(cohort: Cohort) -> str:
    return f"/teach/students/{cohort.pk}/copy/"


def in_days(days: int, **more) -> dict[str, str]:
    began = date(2026, 9, 1)
    return {"name": "Spring", "began": str(began), "starts": str(began + timedelta(days=days)), **more}


def evening_in(days: int) -> datetime:
    there = timezone.now().astimezone(BERLIN) + timedelta(days=days)
    return there.replace(hour=18, minute=0, second=0, microsecond=0).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "days", "expected"),
    [
        ("2026-10-23T18:00+02:00", 7, "2026-10-30T18:00+01:00"),
        ("2026-03-27T18:00+01:00", 7, "2026-04-03T18:00+02:00"),
        ("2026-09-04T23:59+02:00", 182, "2027-03-05T23:59+01:00"),
        ("2026-10-25T02:30+01:00", 1, "2026-10-26T02:30+01:00"),
        ("2026-03-22T02:30+01:00", 7, "2026-03-29T03:30+02:00"),
        ("2026-10-30T18:00+01:00", -7, "2026-10-23T18:00+02:00"),
    ],
)
def test_a_date_keeps_its_time_of_day_over_changes_of_the_clocks(at, days, expected):
    assert later(datetime.fromisoformat(at), days, "Europe/Berlin") == datetime.fromisoformat(expected)


def test_a_copy_is_previewed_before_it_is_made(cohort, lesson, instructor, instructor_client):
    due = evening_in(3)
    set_due(cohort, lesson, due_at=due, by=instructor)

    page = tight(instructor_client.post(copy_page(cohort), in_days(182)).text)

    assert "182 days" in page
    assert f"{later(due, 182, 'Europe/Berlin').astimezone(BERLIN):%b %-d}" in page
    assert "6:00 PM" in page
    assert Cohort.objects.count() == 1


def test_a_copy_has_settings_teachers_and_moved_dates_and_nobody_in_it(
    cohort, lesson, check, instructor, instructor_client
):
    otto = make_user("otto@example.com", group=INSTRUCTORS, is_staff=True)
    add_teacher(cohort, otto)
    change_cohort(cohort, name="Fall", time_zone="Europe/Berlin", exam_on=date(2026, 12, 18), keeps_former=90)
    set_due(cohort, lesson, due_at=evening_in(3), by=instructor)
    set_due(cohort, check, due_at=evening_in(10), by=instructor)
    send_message(cohort, "See you on Monday.", author=instructor)

    answer = instructor_client.post(copy_page(cohort), in_days(182, create="yes"))

    copy = Cohort.objects.get(name="Spring")
    assert answer["Location"] == f"/teach/students/{copy.pk}/invites/"
    assert copy.time_zone == "Europe/Berlin"
    assert copy.exam_on == date(2027, 6, 18)
    assert set(copy.teachers.all()) == {instructor, otto}
    assert not CohortMembership.objects.filter(cohort=copy).exists()
    assert not CohortMessage.objects.filter(cohort=copy).exists()
    assert copy.invites.count() == 1
    dates = {due.lesson or due.quiz: due.due_at for due in Assignment.objects.filter(cohort=copy)}
    assert dates == {
        lesson: later(evening_in(3), 182, "Europe/Berlin"),
        check: later(evening_in(10), 182, "Europe/Berlin"),
    }
    assert cohort.assignments.get(lesson=lesson).due_at == evening_in(3)


def test_a_date_that_would_have_passed_is_left_out_and_said(cohort, lesson, check, instructor, instructor_client):
    set_due(cohort, lesson, due_at=evening_in(-9), by=instructor)
    set_due(cohort, check, due_at=evening_in(-2), by=instructor)

    page = tight(instructor_client.post(copy_page(cohort), in_days(5)).text)
    assert page.count("This time has passed") == 1
    instructor_client.post(copy_page(cohort), in_days(5, create="yes"))

    assert Assignment.objects.get(cohort__name="Spring").quiz == check


def test_a_test_moves_with_all_its_dates_and_limits_and_without_exceptions(
    cohort, check, lena, instructor, instructor_client
):
    opens, due, closes, shown = (evening_in(days) for days in (-3, 3, 4, 7))
    limits = {"minutes": 20, "attempts": 2, "shuffled": True, "answers": "at", "title": "Friday test"}
    dates = {"opens_at": opens, "due_at": due, "closes_at": closes, "answers_at": shown}
    test = save_assignment(Assignment(cohort=cohort, kind="test", quiz=check, **limits, **dates), by=instructor)
    save_exception(AssignmentException(assignment=test, learner=lena.learner, extra_minutes=10))

    assert "Friday test" in instructor_client.post(copy_page(cohort), in_days(182)).text
    instructor_client.post(copy_page(cohort), in_days(182, create="yes"))

    copied = Assignment.objects.get(cohort__name="Spring")
    moved = {name: later(at, 182, "Europe/Berlin") for name, at in dates.items()}
    assert {name: getattr(copied, name) for name in moved} == moved
    assert {name: getattr(copied, name) for name in limits} == limits
    assert (copied.kind, copied.quiz, copied.exceptions.count()) == ("test", check, 0)
    test.refresh_from_db()
    assert test.opens_at == opens


def test_days_far_apart_are_refused(cohort, instructor_client):
    answer = instructor_client.post(copy_page(cohort), in_days(4000, create="yes"))

    assert answer.status_code == 422
    assert "Choose days less than ten years apart." in answer.text
    assert Cohort.objects.count() == 1


def test_another_teacher_cannot_copy_a_class(cohort):
    otto = client_of(make_user("otto@example.com", group=INSTRUCTORS, is_staff=True))

    assert otto.get(copy_page(cohort)).status_code == 404
    assert otto.post(copy_page(cohort), in_days(7, create="yes")).status_code == 404
    assert Cohort.objects.count() == 1


def test_a_superuser_who_copies_a_class_does_not_become_its_teacher(cohort, superuser_client, instructor):
    superuser_client.post(copy_page(cohort), in_days(7, create="yes"))

    assert set(Cohort.objects.get(name="Spring").teachers.all()) == {instructor}
