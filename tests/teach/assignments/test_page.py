"""A teacher follows an assignment: the list of a class, the page of one, and who may be excused there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.cohorts.membership import join
from accounts.models import Cohort, User
from accounts.zones import moment_in_words
from lessons.models import Lesson
from lessons.progress import mark_as_read
from quizzes.assigned.start import start_assignment
from quizzes.assigned.store import save_exception
from quizzes.attempt_end import finish
from quizzes.models import Assignment, AssignmentException, Attempt
from teach.models import Excusal
from tests.conftest import client_of, make_user
from tests.helpers.assignment_forms import HOUR, address_of, assigned
from tests.helpers.cohorts import class_of, invite_to, member
from tests.helpers.exam_sittings import answered
from tests.helpers.pages import tight
from tests.helpers.sittings import statements_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def cohort(instructor, lena) -> Cohort:
    made = class_of(instructor, lena.learner)
    return joined_long_ago(made)


def joined_long_ago(cohort: Cohort) -> Cohort:
    cohort.memberships.update(joined_at=Now() - 30 * DAY)
    return cohort


def someone_else(cohort: Cohort, name: str):
    learner = make_user(f"{name.lower()}@example.com", name=name).learner
    join(cohort.invites.first(), learner=learner)
    joined_long_ago(cohort)
    return learner


def handed_in(test: Assignment, learner, *, right: int = 0) -> Attempt:
    """With so many right answers, from the first question on."""
    attempt = start_assignment(test, learner)
    for position in range(1, right + 1):
        answered(attempt, position)
    return finish(attempt)


@pytest.fixture
def overdue(cohort, instructor) -> Assignment:
    """It was due an hour and a half ago, takes late work, and shows answers after handing in."""
    now = timezone.now()
    return assigned(
        cohort,
        instructor,
        opens_at=now - DAY,
        due_at=now - 1.5 * HOUR,
        closes_at=now + HOUR,
        answers="after",
        attempts=1,
    )


def test_the_list_says_what_is_given_and_how_many_did_it(cohort, instructor, instructor_client, overdue, lena):
    for name in ("Omar", "Zoe"):
        someone_else(cohort, name)
    handed_in(overdue, lena.learner)

    page = tight(instructor_client.get(reverse("teach:cohort-assignments", args=[cohort.pk])).text)

    assert "Timed test." in page
    assert "20 minutes, one attempt, answers shown after handing in." in page
    assert 'Late:<strong class="num">1</strong>' in page
    assert 'Missing:<strong class="num">2</strong>' in page
    assert "Open:" not in page
    for kind in ("homework", "test", "exam"):
        assert f"assignments/new/?kind={kind}" in page


def test_a_class_without_assignments_offers_to_create_one(cohort, instructor_client):
    assert "There are no assignments yet." in instructor_client.get(f"{cohort.get_absolute_url()}assignments/").text


def test_the_page_shows_each_learner_with_state_time_attempts_and_grade(cohort, instructor_client, overdue, lena):
    omar, zoe = someone_else(cohort, "Omar"), someone_else(cohort, "Zoe")
    attempt = handed_in(overdue, lena.learner, right=4)
    start_assignment(overdue, omar)

    shown = instructor_client.get(address_of("", overdue))
    rows = {str(row.member.learner): row for row in shown.context["page"].whole}

    assert {name: row.state for name, row in rows.items()} == {"Lena": "Late", "Omar": "In progress", "Zoe": "Missing"}
    assert (rows["Lena"].attempts, rows["Zoe"].attempts) == ("1 of 1", "0 of 1")
    assert rows["Lena"].lateness == "1 hour late"
    attempt.refresh_from_db()
    assert rows["Lena"].percent == attempt.score.percent > 0
    assert f"attempts/{attempt.pk}/" in shown.text
    assert member(cohort, zoe).pk
    assert shown.context["page"].sentence in tight(shown.text)


def test_one_state_can_be_shown_alone(cohort, instructor_client, overdue, lena):
    someone_else(cohort, "Omar")
    handed_in(overdue, lena.learner)
    address = address_of("", overdue)

    missing = instructor_client.get(f"{address}?show=missing").context["page"]

    assert [str(row.member.learner) for row in missing.rows] == ["Omar"]
    assert missing.states == [("Late", "late", 1), ("Missing", "missing", 1)]
    assert len(instructor_client.get(f"{address}?show=nonsense").context["page"].rows) == 2


def test_before_its_answers_are_shown_work_is_handed_in_without_a_grade(cohort, instructor, instructor_client, lena):
    now = timezone.now()
    test = assigned(cohort, instructor, answers="at", answers_at=now + DAY)
    handed_in(test, lena.learner, right=6)

    page = instructor_client.get(address_of("", test))

    [row] = page.context["page"].whole
    assert (row.state, row.percent) == ("Handed in", None)
    assert "%" not in tight(page.text).partition("<tbody>")[2].partition("</tbody>")[0]


def test_a_lesson_has_neither_attempts_nor_grades(cohort, instructor, instructor_client, lena):
    lesson = Lesson.objects.get(slug="shared-responsibility-model")
    given = Assignment(cohort=cohort, lesson=lesson, due_at=timezone.now() + DAY, set_by=instructor.pk)
    given.save()
    mark_as_read(lesson, learner=lena.learner)

    page = instructor_client.get(address_of("", given))

    assert [row.state for row in page.context["page"].whole] == ["On time"]
    assert ">Grade<" not in page.text


def test_an_exception_stands_at_its_learner_and_moves_what_is_late(cohort, instructor_client, overdue, lena):
    due = timezone.now() + HOUR
    save_exception(AssignmentException(assignment=overdue, learner=lena.learner, due_at=due, extra_minutes=10))
    handed_in(overdue, lena.learner)

    page = instructor_client.get(address_of("", overdue))

    [row] = page.context["page"].whole
    assert (row.state, row.lateness) == ("On time", "")
    told = moment_in_words(due, cohort.time_zone)
    assert f"10 extra minutes, 30 in all; due {told}" in tight(page.text)
    assert "Edit exception" in page.text


def test_a_missing_grade_is_excused_on_the_page_as_in_the_gradebook(cohort, instructor_client, overdue, lena):
    here = member(cohort, lena.learner)
    address = f"{address_of('', overdue)}?show=missing"
    excusal = reverse("teach:cohort-learner-excusal", args=[cohort.pk, here.pk])
    assert 'value="assignment-' in instructor_client.get(address).text

    answer = instructor_client.post(excusal, {"excuse": f"assignment-{overdue.pk}", "next": address})

    assert answer["Location"] == address
    assert Excusal.objects.get().column == f"assignment-{overdue.pk}"
    page = instructor_client.get(address_of("", overdue))
    assert [row.state for row in page.context["page"].whole] == ["Excused"]
    instructor_client.post(excusal, {"count": f"assignment-{overdue.pk}", "next": "https://example.com/"})
    assert not Excusal.objects.exists()


def test_another_instructor_finds_none_of_it(overdue):
    other = client_of(make_user("otto@example.com", group="Instructors", is_staff=True))

    for part in ("", "edit", "removal"):
        assert other.get(address_of(part, overdue)).status_code == 404
    assert other.post(address_of("sentence", overdue), {}).status_code == 404


def test_an_assignment_of_another_class_is_not_found_at_this_one(instructor, instructor_client, overdue):
    other = class_of(instructor, name="Class B")

    assert instructor_client.get(f"{other.get_absolute_url()}assignments/{overdue.pk}/").status_code == 404


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(statements_of(captured))


def test_the_pages_cost_no_more_queries_for_two_hundred_learners(cohort, instructor, instructor_client, overdue, lena):
    save_exception(AssignmentException(assignment=overdue, learner=lena.learner, extra_minutes=10))
    handed_in(overdue, lena.learner)
    addresses = [
        reverse("teach:cohort-assignments", args=[cohort.pk]),
        *(address_of(part, overdue) for part in ("", "edit", "removal")),
    ]
    addresses.append(f"{cohort.get_absolute_url()}assignments/new/?kind=homework")
    before = [queries_of(instructor_client, each) for each in addresses]
    link = invite_to(cohort, by=instructor)
    for number in range(199):
        join(link, learner=make_user(f"learner{number}@example.com", name="Somebody").learner)
    learners = [each.learner for each in cohort.memberships.select_related("learner")]
    AssignmentException.objects.bulk_create(
        [
            AssignmentException(assignment=overdue, learner=each, extra_minutes=5)
            for each in learners
            if each != lena.learner
        ]
    )
    assert User.objects.count() > 200

    after = [queries_of(instructor_client, each) for each in addresses]

    assert after == before
    assert max(after) <= 12, dict(zip(addresses, after, strict=True))


def test_a_large_class_has_pages_and_an_email_is_for_all_of_them(cohort, overdue, instructor_client, monkeypatch):
    monkeypatch.setattr("teach.assignments.page.LEARNERS_A_PAGE", 1)
    someone_else(cohort, "Omar")

    first, second = (
        tight(instructor_client.get(f"{address_of('', overdue)}?show=missing&page={number}").text) for number in (1, 2)
    )

    assert "Lena</a>" in first
    assert "Omar</a>" not in first
    assert "?show=missing&amp;page=2" in first
    assert "Email these 2 learners" in first
    assert "Omar</a>" in second
