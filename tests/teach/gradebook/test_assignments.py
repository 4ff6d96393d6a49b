"""The column that an assignment with attempts of its own has in the gradebook, on the page and in files."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.leaving.deletion import delete_account
from accounts.models import Cohort
from quizzes.assigned.start import start_assignment
from quizzes.assigned.store import save_exception
from quizzes.attempt_end import finish
from quizzes.models import Assignment, AssignmentException, Attempt, AttemptScore
from teach.gradebook.book import Mark, MarkState, gradebook_of
from teach.gradebook.exports import for_moodle, grades_of
from teach.models import CountedAttempt
from tests.helpers.assignment_forms import HOUR, assigned
from tests.helpers.cohorts import class_of
from tests.helpers.exam_sittings import answered
from tests.helpers.pages import tight
from tests.helpers.serving_role import as_application
from tests.helpers.sittings import answer_all, begin, the_check

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NAME = "Friday test"


@pytest.fixture
def cohort(instructor, lena) -> Cohort:
    made = class_of(instructor, lena.learner)
    made.memberships.update(joined_at=Now() - 30 * DAY)
    return made


@pytest.fixture
def overdue(cohort, instructor) -> Assignment:
    now = timezone.now()
    dates = {"opens_at": now - 5 * DAY, "due_at": now - 1.25 * DAY, "closes_at": now + HOUR}
    return assigned(cohort, instructor, title=NAME, answers="after", **dates)


def graded(assignment: Assignment, learner, share: int, *, ago: timedelta) -> Attempt:
    attempt = finish(start_assignment(assignment, learner))
    Attempt.objects.filter(pk=attempt.pk).update(started_at=Now() - 6 * DAY, closed_at=Now() - ago)
    AttemptScore.objects.filter(attempt=attempt).update(marks=share * 10, maximum=1000)
    return attempt


def mark_in(cohort: Cohort, which: str = "") -> Mark:
    [row] = gradebook_of(cohort, which).rows
    [mark] = (mark for mark in row.marks if mark.column.name == NAME)
    return mark


def test_it_has_a_key_of_its_own_and_leads_to_its_page(cohort, overdue):
    column = mark_in(cohort).column

    assert column.key == f"assignment-{overdue.pk}"
    assert column.url == reverse("teach:cohort-assignment", args=[cohort.pk, overdue.pk])
    assert column.due_at == overdue.due_at


def test_only_attempts_started_from_it_count_for_it(cohort, overdue, lena):
    answer_all(begin(lena.learner))

    book = gradebook_of(cohort)

    assert {mark.column.name: mark.state for mark in book.rows[0].marks} == {
        NAME: MarkState.MISSING,
        "L3 check": MarkState.GRADED,
    }
    graded(overdue, lena.learner, 50, ago=2 * DAY)
    shown = {mark.column.name: mark.percent for mark in gradebook_of(cohort).rows[0].marks}
    assert shown == {NAME: 50, "L3 check": 100}


def test_the_best_the_latest_or_the_first_attempt_counts(cohort, overdue, lena):
    for share, days in ((60, 4), (90, 3), (70, 2)):
        graded(overdue, lena.learner, share, ago=days * DAY)

    assert [mark_in(cohort, which).percent for which in CountedAttempt.values] == [90, 70, 60]


def test_a_practice_and_an_exam_have_columns_too(cohort, instructor, lena):
    practice = {"kind": "homework", "quiz": None, "selection": {"by": "mixed", "length": 5}, "minutes": None}
    exam = {"kind": "exam", "quiz": None, "simulation": "short", "minutes": 28, "answers": "after"}
    for fields, title in ((practice, "Practice"), (exam, "Exam")):
        given = assigned(cohort, instructor, title=title, **fields)
        attempt = start_assignment(given, lena.learner)
        _ = finish(attempt) if title == "Exam" else answer_all(attempt)

    marks = {mark.column.name: mark for mark in gradebook_of(cohort).rows[0].marks}

    assert {name: mark.state for name, mark in marks.items()} == {"Practice": "Graded", "Exam": "Graded"}
    assert (marks["Practice"].percent, marks["Exam"].percent) == (100, 0)


def test_work_under_way_is_in_progress_even_after_the_due_date(cohort, overdue, lena, instructor_client):
    start_assignment(overdue, lena.learner)

    assert mark_in(cohort).state == MarkState.BEGUN
    assert gradebook_of(cohort).rows[0].total is None
    page = instructor_client.get(reverse("teach:cohort-gradebook", args=[cohort.pk])).text
    assert "In progress" in page


def test_before_the_answers_are_shown_it_is_handed_in_and_counts_for_nothing(cohort, overdue, lena, instructor_client):
    Assignment.objects.filter(pk=overdue.pk).update(answers="at", answers_at=timezone.now() + DAY)
    finish(start_assignment(overdue, lena.learner))

    mark = mark_in(cohort)

    assert (mark.state, mark.share, mark.lateness) == (MarkState.HANDED_IN, None, "1 day late")
    assert gradebook_of(cohort).rows[0].total is None
    page = tight(instructor_client.get(reverse("teach:cohort-gradebook", args=[cohort.pk])).text)
    assert "Handed in" in page
    assert "1 day late" in page


def test_who_deletes_the_account_before_the_answers_are_shown_keeps_the_grade(cohort, overdue, lena):
    Assignment.objects.filter(pk=overdue.pk).update(answers="at", answers_at=timezone.now() + DAY)
    attempt = start_assignment(overdue, lena.learner)
    for position in (1, 2, 3):
        answered(attempt, position, right=position < 3)
    finish(attempt)

    with as_application():
        delete_account(lena)

    mark = mark_in(cohort)
    assert (mark.state, mark.percent, mark.lateness) == (MarkState.GRADED, 20, "1 day late")


def test_lateness_goes_by_the_learners_own_due_date(cohort, overdue, lena):
    graded(overdue, lena.learner, 80, ago=2 * HOUR)
    assert mark_in(cohort).lateness == "1 day late"

    save_exception(AssignmentException(assignment=overdue, learner=lena.learner, due_at=Now()))

    assert mark_in(cohort).lateness == ""


def test_nobody_misses_what_is_still_open_to_them_by_an_exception(cohort, overdue, lena):
    assert mark_in(cohort).state == MarkState.MISSING

    until = timezone.now() + DAY
    save_exception(AssignmentException(assignment=overdue, learner=lena.learner, due_at=until, closes_at=until))

    assert mark_in(cohort).state == MarkState.NONE


def test_files_hold_it_as_any_other_column(cohort, overdue, lena, instructor_client):
    graded(overdue, lena.learner, 80, ago=2 * DAY)

    head, row = grades_of(gradebook_of(cohort))

    assert dict(zip(head, row, strict=True))[f"{NAME}: status"] == "On time"
    assert dict(zip(head, row, strict=True))[f"{NAME} (%)"] == 80.0
    assert list(for_moodle(gradebook_of(cohort), "email"))[1][1] == 80.0
    file = instructor_client.get(reverse("teach:cohort-gradebook-xlsx", args=[cohort.pk]))
    sheet = load_workbook(BytesIO(b"".join(file)))["Columns"]
    assert [cell.value for cell in sheet["A"]] == ["Column", NAME]
    canvas = reverse("teach:cohort-gradebook-canvas", args=[cohort.pk])
    head = "Student,ID,SIS User ID,SIS Login ID,Section"
    sent = BytesIO(f"{head}\n    Points Possible,,,,\nLena,1,,lena@example.com,A\n".encode())
    sent.name = "gradebook.csv"
    assert NAME in instructor_client.post(canvas, {"file": sent, "download": "yes"}).text


def test_what_was_handed_in_late_says_so_in_files(cohort, overdue, lena):
    Assignment.objects.filter(pk=overdue.pk).update(answers="at", answers_at=timezone.now() + DAY)
    finish(start_assignment(overdue, lena.learner))

    head, row = grades_of(gradebook_of(cohort))

    assert dict(zip(head, row, strict=True))[f"{NAME}: status"] == "Handed in, 1 day late"


def test_a_check_without_limits_stays_the_column_of_the_check(cohort, instructor, lena):
    assigned(
        cohort,
        instructor,
        kind="homework",
        opens_at=None,
        minutes=None,
        title="Read first",
        due_at=timezone.now() + DAY,
    )
    answer_all(begin(lena.learner))

    [mark] = gradebook_of(cohort).rows[0].marks

    assert (mark.column.key, mark.column.name, mark.percent) == (f"quiz-{the_check().pk}", "L3 check", 100)
