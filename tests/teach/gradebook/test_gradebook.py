"""A class's gradebook: which attempt counts, what is late, missing or excused, and what the totals are made of."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.cohorts.membership import join
from accounts.leaving.deletion import delete_account
from accounts.leaving.download import everything_about
from accounts.models import Cohort, User
from quizzes.models import Assignment, Attempt, AttemptScore
from teach.cohorts.due_dates import set_due
from teach.gradebook.book import Mark, MarkState, gradebook_of, total_of
from teach.gradebook.columns import GradebookColumn
from teach.gradebook.exports import status_of
from teach.models import CountedAttempt, Excusal
from tests.conftest import make_user
from tests.helpers.cohorts import class_of, invite_to, member
from tests.helpers.pages import tight
from tests.helpers.serving_role import as_application
from tests.helpers.sittings import answer_all, begin, statements_of, the_check

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def cohort(instructor, lena) -> Cohort:
    made = class_of(instructor, lena.learner)
    made.memberships.update(joined_at=Now() - 30 * DAY)
    return made


@pytest.fixture
def address(cohort) -> str:
    return reverse("teach:cohort-gradebook", args=[cohort.pk])


def taken(learner, share: int, *, ago: timedelta = timedelta(0)) -> Attempt:
    """A finished attempt at the check with this many marks in a hundred."""
    attempt = answer_all(begin(learner))
    Attempt.objects.filter(pk=attempt.pk).update(closed_at=timezone.now() - ago, started_at=timezone.now() - ago - DAY)
    AttemptScore.objects.filter(attempt=attempt).update(marks=share * 10, maximum=1000)
    return attempt


def due(cohort, instructor, *, ago: timedelta) -> Assignment:
    return set_due(cohort, the_check(), due_at=timezone.now() - ago, by=instructor)


def only_mark(cohort, which: str = "") -> Mark:
    [row] = gradebook_of(cohort, which).rows
    [mark] = row.marks
    return mark


# Which attempt counts


def test_the_best_the_latest_or_the_first_attempt_counts(cohort, lena, instructor_client, address):
    for share, days in ((60, 3), (90, 2), (70, 1)):
        taken(lena.learner, share, ago=days * DAY)

    shown = {which: only_mark(cohort, which).percent for which in CountedAttempt.values}

    assert shown == {"best": 90, "latest": 70, "first": 60}
    for which, percent in shown.items():
        assert f"Lena, L3 check: {percent}%" in instructor_client.get(f"{address}?attempt={which}").text


def test_a_class_has_a_default_which_the_address_overrides(cohort, lena, instructor_client, address):
    for share, days in ((60, 3), (90, 2)):
        taken(lena.learner, share, ago=days * DAY)
    key = gradebook_of(cohort).columns[0].key

    instructor_client.post(
        reverse("teach:cohort-gradebook-settings", args=[cohort.pk]), {"attempt": "first", key: "1"}
    )

    assert "Lena, L3 check: 60%" in instructor_client.get(address).text
    assert "Lena, L3 check: 60%" in instructor_client.get(f"{address}?attempt=nonsense").text
    assert "Lena, L3 check: 90%" in instructor_client.get(f"{address}?attempt=best").text


def test_retries_and_abandoned_attempts_give_no_grade(cohort, lena):
    for change in ({"ending": "left"}, {"retry_of": taken(lena.learner, 10)}):
        other = taken(lena.learner, 100)
        Attempt.objects.filter(pk=other.pk).update(**change)

    assert [only_mark(cohort, which).percent for which in CountedAttempt.values] == [10, 10, 10]


# Late, missing, excused


def test_a_grade_after_the_due_date_says_how_late_it_is(cohort, instructor, lena, instructor_client, address):
    due(cohort, instructor, ago=3 * DAY)
    taken(lena.learner, 80, ago=timedelta(hours=20))

    assert only_mark(cohort).lateness == "2 days late"
    page = instructor_client.get(address).text
    assert "Lena, L3 check: 80%, 2 days late" in tight(page)
    assert "1 grade is late." in page


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (timedelta(seconds=1), "1 minute late"),
        (timedelta(minutes=59), "59 minutes late"),
        (timedelta(hours=1), "1 hour late"),
        (timedelta(days=1, hours=23), "1 day late"),
    ],
)
def test_lateness_is_in_whole_units(late, words):
    assert Mark(GradebookColumn("quiz-1", "Check", {}), MarkState.GRADED, late=late).lateness == words


def test_a_late_attempt_does_not_hide_that_the_one_that_counts_was_in_time(cohort, instructor, lena):
    due(cohort, instructor, ago=DAY)
    taken(lena.learner, 90, ago=2 * DAY)
    taken(lena.learner, 50)

    assert (only_mark(cohort, "best").lateness, only_mark(cohort, "latest").lateness) == ("", "1 day late")


def test_what_was_due_and_not_done_is_missing_and_counts_as_nothing(
    cohort, instructor, lena, instructor_client, address
):
    due(cohort, instructor, ago=DAY)
    begin(lena.learner)

    [row] = gradebook_of(cohort).rows

    assert (row.marks[0].state, row.total) == (MarkState.MISSING, 0)
    page = instructor_client.get(address).text
    assert '<span class="missing">Missing</span>' in page
    assert "1 grade is missing." in page


def test_what_is_not_due_yet_is_no_part_of_the_total(cohort, instructor, lena):
    due(cohort, instructor, ago=-DAY)
    assert only_mark(cohort).state == MarkState.NONE
    begin(lena.learner)

    [row] = gradebook_of(cohort).rows

    assert (row.marks[0].state, row.total) == (MarkState.BEGUN, None)


def test_what_was_due_before_joining_is_excused_and_never_late(cohort, instructor, lena):
    due(cohort, instructor, ago=40 * DAY)
    assert only_mark(cohort).state == MarkState.EXCUSED

    taken(lena.learner, 80)

    assert (only_mark(cohort).percent, only_mark(cohort).late) == (80, None)
    assert status_of(only_mark(cohort)) == "Graded"


def test_a_teacher_excuses_a_grade_and_lets_it_count_again(cohort, instructor, lena, instructor_client, address):
    due(cohort, instructor, ago=DAY)
    key = gradebook_of(cohort).columns[0].key
    excusal = reverse("teach:cohort-learner-excusal", args=[cohort.pk, member(cohort, lena.learner).pk])

    for _ in range(2):  # a form that is sent twice
        instructor_client.post(excusal, {"excuse": key})

    assert Excusal.objects.get().excused_by == instructor.pk
    [row] = gradebook_of(cohort).rows
    assert (row.marks[0].state, row.total) == (MarkState.EXCUSED, None)
    assert "Excused" in instructor_client.get(address).text
    instructor_client.post(excusal, {"count": key})
    assert only_mark(cohort).state == MarkState.MISSING
    history = tight(instructor_client.get(reverse("teach:history")).text)
    assert "Excused from" in history
    assert "Lena" in history


def test_nobody_is_excused_from_what_the_gradebook_does_not_have(cohort, lena, instructor_client):
    excusal = reverse("teach:cohort-learner-excusal", args=[cohort.pk, member(cohort, lena.learner).pk])

    page = instructor_client.post(excusal, {"excuse": "quiz-0"}, follow=True).text

    assert "Nothing was saved." in page
    assert not Excusal.objects.exists()


def test_an_excused_grade_is_in_the_download_and_goes_with_the_account(cohort, instructor, lena, instructor_client):
    due(cohort, instructor, ago=DAY)
    key = gradebook_of(cohort).columns[0].key
    here = member(cohort, lena.learner)
    instructor_client.post(reverse("teach:cohort-learner-excusal", args=[cohort.pk, here.pk]), {"excuse": key})

    with as_application():
        assert "L3 check" in str(everything_about(lena.learner))
        delete_account(lena)
    assert not Excusal.objects.exists()


# Totals and means


def column(key: str) -> GradebookColumn:
    return GradebookColumn(key, key, {})


def test_a_total_is_the_weighted_mean_of_what_counts():
    marks = [
        Mark(column("l1"), MarkState.GRADED, Fraction(42, 100)),
        Mark(column("l2"), MarkState.GRADED, Fraction(50, 100)),
        Mark(column("l3"), MarkState.MISSING),
        Mark(column("exam"), MarkState.GRADED, Fraction(45, 100)),
        Mark(column("test"), MarkState.BEGUN),
        Mark(column("last"), MarkState.EXCUSED),
    ]

    # (10 * 42 + 10 * 50 + 10 * 0 + 20 * 45) / 50, by hand
    assert total_of(marks, {"l1": 10, "l2": 10, "l3": 10, "exam": 20, "test": 30}) == Fraction(364, 1000)
    assert total_of(marks, {}) == Fraction(137, 400)
    assert total_of(marks[4:], {}) is None
    assert total_of(marks[:1], {"l1": 0}) is None


def test_the_class_mean_is_over_the_grades_given(cohort, instructor, lena):
    omar, zoe = (make_user(f"{name}@example.com", name=name).learner for name in ("Omar", "Zoë"))
    link = invite_to(cohort, by=instructor)
    for each in (omar, zoe):
        join(link, learner=each)
    cohort.memberships.update(joined_at=Now() - 30 * DAY)
    due(cohort, instructor, ago=DAY)
    taken(lena.learner, 90, ago=2 * DAY)
    taken(omar, 61, ago=2 * DAY)

    book = gradebook_of(cohort)

    assert book.means == [(76, 2)]  # 75.5
    assert book.mean == 50  # (90 + 61 + 0) / 3


def test_weights_are_stored_and_said_in_percent(cohort, instructor, lena, instructor_client, address):
    due(cohort, instructor, ago=DAY)
    taken(lena.learner, 100, ago=2 * DAY)
    exam = taken(lena.learner, 50)
    Attempt.objects.filter(pk=exam.pk).update(quiz=None, mode="exam")
    check, simulation = (column.key for column in gradebook_of(cohort).columns)
    settings = reverse("teach:cohort-gradebook-settings", args=[cohort.pk])

    assert instructor_client.post(settings, {"attempt": "best", check: "3", simulation: "-1"}).status_code == 422
    instructor_client.post(settings, {"attempt": "best", check: "3", simulation: "1"})

    page = instructor_client.get(address).text
    assert "· 75%" in page
    assert gradebook_of(cohort).rows[0].percent == 88  # (3 * 100 + 50) / 4


# The page


def test_a_phone_shows_the_total_or_the_column_that_was_chosen(cohort, instructor, lena, instructor_client, address):
    due(cohort, instructor, ago=DAY)
    key = gradebook_of(cohort).columns[0].key

    assert 'class="total picked"' in instructor_client.get(address).text
    assert 'class="total picked"' in instructor_client.get(f"{address}?column=nonsense").text
    chosen = instructor_client.get(f"{address}?column={key}").text
    assert 'class="total picked"' not in chosen
    assert '<td class="picked">' in chosen


def test_a_gradebook_without_learners_or_checks_says_what_to_do(instructor, cohort, instructor_client, address):
    assert "There are no assignments with a grade" in instructor_client.get(address).text
    empty = class_of(instructor, name="Class B")

    assert "No one has joined yet." in instructor_client.get(reverse("teach:cohort-gradebook", args=[empty.pk])).text


def test_htmx_gets_the_part_and_says_what_it_shows(cohort, lena, instructor_client, address):
    taken(lena.learner, 60)

    part = instructor_client.get(f"{address}?attempt=latest", headers={"HX-Request": "true"}).text

    assert "<html" not in part
    assert "Latest attempt, 1 learner" in tight(part)


def test_the_page_of_a_user_in_the_admin_leads_to_their_grades(cohort, lena, superuser_client):
    page = superuser_client.get(reverse("admin:accounts_user_change", args=[lena.pk])).text

    assert reverse("teach:cohort-learner-grades", args=[cohort.pk, member(cohort, lena.learner).pk]) in page


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(statements_of(captured))


def test_two_hundred_learners_cost_no_more_queries_than_one(cohort, instructor, lena, instructor_client):
    due(cohort, instructor, ago=DAY)
    taken(lena.learner, 60)
    names = ["", "-settings", "-moodle", "-canvas", "-csv", "-xlsx", "-moodle-csv"]
    addresses = [reverse(f"teach:cohort-gradebook{name}", args=[cohort.pk]) for name in names]
    addresses.append(reverse("teach:cohort-learner-grades", args=[cohort.pk, member(cohort, lena.learner).pk]))
    before = [queries_of(instructor_client, each) for each in addresses]
    link = invite_to(cohort, by=instructor)
    for number in range(199):
        learner = make_user(f"learner{number}@example.com").learner
        join(link, learner=learner)
        Attempt.objects.create(
            learner=learner, quiz=the_check(), mode="check", title="L3", ending="finished", closed_at=timezone.now()
        )
    User.objects.exclude(pk__in=[instructor.pk]).update(name="Somebody")

    after = [queries_of(instructor_client, each) for each in addresses]

    assert after == before
    assert max(after) <= 12, dict(zip(addresses, after, strict=True))
