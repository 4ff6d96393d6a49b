"""Who leaves a class, or deletes the account: what stays in the gradebook, for how long, and who is told."""

import csv
import io
from datetime import timedelta
from fractions import Fraction

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.cohorts.membership import join, leave
from accounts.leaving.deletion import delete_account
from accounts.leaving.download import everything_about
from accounts.leaving.merge import merge
from accounts.models import Cohort, CohortMembership, Learner, User
from quizzes.models import Attempt
from teach.cohorts.class_copy import copy_class
from teach.cohorts.departures import departures
from teach.gradebook.book import GradebookRow, MarkState, gradebook_of
from teach.gradebook.excusals import excuse
from teach.models import Excusal, FormerLearner
from tests.conftest import client_of, make_user
from tests.helpers.cohorts import class_of, invite_to, member
from tests.helpers.pages import tight
from tests.helpers.serving_role import as_application
from tests.helpers.sittings import begin, statements_of
from tests.teach.gradebook.test_gradebook import DAY, due, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(instructor, lena, sam) -> Cohort:
    made = class_of(instructor, lena.learner, sam.learner)
    made.memberships.update(joined_at=Now() - 30 * DAY)
    return made


@pytest.fixture
def address(cohort) -> str:
    return reverse("teach:cohort-gradebook", args=[cohort.pk])


def left(cohort: Cohort, user: User, *, ago: timedelta = timedelta(0), by: User | None = None) -> CohortMembership:
    """As if they had done it so long ago."""
    membership = member(cohort, user.learner)
    leave(membership, removed_by=by)
    kept = timedelta(days=cohort.keeps_former)
    CohortMembership.objects.filter(pk=membership.pk).update(left_at=Now() - ago, kept_until=Now() - ago + kept)
    return CohortMembership.objects.get(pk=membership.pk)


def row_of(cohort: Cohort, name: str, which: str = "") -> GradebookRow:
    [row] = [row for row in gradebook_of(cohort, which).rows if str(row.person) == name]
    return row


def file_of(client, cohort: Cohort, name: str, query: str = "") -> list[list[str]]:
    answer = client.get(reverse(f"teach:cohort-gradebook-{name}", args=[cohort.pk]) + query)
    return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"), newline="")))


# Leaving


def test_who_leaves_stays_with_the_grades_and_the_name_of_that_day(cohort, lena, instructor_client, address):
    taken(lena.learner, 60, ago=5 * DAY)
    left(cohort, lena, ago=3 * DAY)
    taken(lena.learner, 100, ago=DAY)
    User.objects.filter(pk=lena.pk).update(name="Helena", email="helena@private.example")

    for which in ("best", "latest", "first"):
        row = row_of(cohort, "Lena", which)
        assert [mark.percent for mark in row.marks] == [60]
        assert row.person.email == "lena@example.com"
    page = instructor_client.get(address).text
    assert "Helena" not in page
    assert "Lena<small>Left on" in tight(page)
    assert "2 learners" not in page


def test_what_somebody_left_unfinished_or_did_not_do_yet_is_no_grade(cohort, instructor, lena, sam):
    begin(lena.learner)
    left(cohort, lena, ago=3 * DAY)
    due(cohort, instructor, ago=2 * DAY)

    assert [mark.state for mark in row_of(cohort, "Lena").marks] == [MarkState.NONE]
    assert [mark.state for mark in row_of(cohort, "Sam").marks] == [MarkState.MISSING]


def test_what_was_missing_on_the_day_of_leaving_stays_missing(cohort, instructor, lena):
    due(cohort, instructor, ago=4 * DAY)
    left(cohort, lena, ago=3 * DAY)

    assert [mark.state for mark in row_of(cohort, "Lena").marks] == [MarkState.MISSING]


def test_means_and_counts_are_of_those_who_are_there(cohort, lena, sam):
    taken(lena.learner, 20, ago=DAY)
    taken(sam.learner, 80, ago=DAY)
    left(cohort, lena)

    book = gradebook_of(cohort)

    assert (book.means, book.mean) == ([(80, 1)], 80)
    assert book.summary == "1 learner and 1 who left, 1 column."
    assert [str(row.person) for row in book.rows] == ["Sam", "Lena"]


def test_answers_of_who_left_are_not_shown(cohort, lena, instructor_client, address):
    attempt = taken(lena.learner, 60, ago=5 * DAY)
    membership = left(cohort, lena)

    assert str(attempt.pk) not in instructor_client.get(address).text
    for part in ("", "grades/", f"attempts/{attempt.pk}/"):
        page = f"{cohort.get_absolute_url()}learners/{membership.pk}/{part}"
        assert instructor_client.get(page).status_code == 404


def test_joining_again_takes_the_row_up(cohort, instructor, lena):
    before = left(cohort, lena, ago=3 * DAY)
    taken(lena.learner, 90, ago=DAY)

    again = join(invite_to(cohort, by=instructor), learner=lena.learner)

    assert (again.pk, again.joined_at) == (before.pk, before.joined_at)
    assert (again.left_at, again.kept_name, again.kept_email, again.kept_until) == (None, "", "", None)
    assert [mark.percent for mark in row_of(cohort, "Lena").marks] == [90]


def test_a_guests_attempts_that_come_later_count_by_when_they_were_finished(cohort, lena):
    guest = Learner.objects.create()
    taken(guest, 100, ago=DAY)
    left(cohort, lena, ago=3 * DAY)

    with as_application():
        merge(guest.pk, lena.learner)

    assert row_of(cohort, "Lena").marks == []


# Deleting the account


def test_who_deletes_the_account_stays_as_a_number_with_the_grades(
    cohort, instructor, lena, instructor_client, address
):
    due(cohort, instructor, ago=5 * DAY)
    taken(lena.learner, 60, ago=6 * DAY)
    taken(lena.learner, 90, ago=3 * DAY)

    with as_application():
        delete_account(lena)

    kept = {which: row_of(cohort, "Former learner 1", which).marks[0] for which in ("best", "latest", "first")}
    assert {which: mark.percent for which, mark in kept.items()} == {"best": 90, "latest": 90, "first": 60}
    assert (kept["best"].told, kept["first"].told) == ("90%, 2 days late", "60%")
    page = instructor_client.get(address).text
    assert "Former learner 1" in page
    assert "Lena" not in page
    assert not CohortMembership.objects.filter(learner=lena.learner).exists()


def test_no_moment_of_a_kept_grade_leads_to_the_anonymous_answers(cohort, lena):
    attempt = taken(lena.learner, 60, ago=6 * DAY)
    attempt.refresh_from_db()

    delete_account(lena)

    [former] = FormerLearner.objects.values()
    assert former["grades"]["quiz-" + str(attempt.quiz_id)]["best"] == {
        "state": "Graded",
        "share": [3, 5],
        "on": attempt.closed_at.date().isoformat(),
        "minutes_late": None,
    }
    assert {relation.related_model for relation in FormerLearner._meta.related_objects} == set()
    assert [field.name for field in FormerLearner._meta.get_fields() if field.is_relation] == ["cohort"]


def test_an_excused_and_a_missing_grade_stay_what_they_were(cohort, instructor, lena, sam):
    due(cohort, instructor, ago=DAY)
    excuse(member(cohort, lena.learner), gradebook_of(cohort).columns[0], by=instructor)
    for each in (lena, sam):
        delete_account(each)

    assert [row.marks[0].state for row in gradebook_of(cohort).rows] == [MarkState.EXCUSED, MarkState.MISSING]
    assert not Excusal.objects.exists()


def test_who_left_before_deleting_the_account_keeps_the_grades_and_the_time_of_leaving(cohort, lena):
    taken(lena.learner, 60, ago=5 * DAY)
    membership = left(cohort, lena, ago=3 * DAY)
    taken(lena.learner, 100, ago=DAY)

    delete_account(lena)

    assert [mark.share for mark in row_of(cohort, "Former learner 1").marks] == [Fraction(3, 5)]
    assert FormerLearner.objects.get().kept_until == membership.kept_until


def test_each_class_counts_its_own_former_learners(cohort, instructor, lena, sam):
    class_of(instructor, sam.learner, name="Class B")

    delete_account(lena)
    delete_account(sam)

    named = FormerLearner.objects.order_by("cohort__name", "number").values_list("cohort__name", "number")
    assert list(named) == [("Class A", 1), ("Class A", 2), ("Class B", 1)]


def test_a_column_that_only_a_former_learner_has_stays_and_takes_no_name_of_another(cohort, lena, sam):
    taken(lena.learner, 60, ago=5 * DAY)
    delete_account(lena)
    taken(sam.learner, 80, ago=DAY)
    former = FormerLearner.objects.get()
    [kept] = former.grades.values()
    FormerLearner.objects.update(grades={"gone": kept, "other": kept | {"name": "Placement test"}})

    names = [column.name for column in gradebook_of(cohort).columns]

    assert names == [kept["name"], f"{kept['name']} (gone)", "Placement test"]
    assert [mark.percent for mark in row_of(cohort, "Former learner 1").marks] == [None, 60, 60]


# Files


def test_a_file_says_who_is_a_member_who_left_and_who_is_a_former_learner(cohort, instructor, lena, sam):
    zoe = make_user("zoe@example.com", name="Zoe")
    join(invite_to(cohort, by=instructor), learner=zoe.learner)
    for each in (lena, sam, zoe):
        taken(each.learner, 60, ago=40 * DAY)
    at = left(cohort, lena).left_at
    delete_account(sam)

    head, *rows = file_of(client_of(instructor), cohort, "csv")

    assert head[3] == "Membership"
    assert [[row[0], row[1], row[3], row[4]] for row in rows] == [
        ["Zoe", "zoe@example.com", "Member", "60.0"],
        ["Lena", "lena@example.com", f"Left on {at:%b} {at.day}, {at.year}", "60.0"],
        ["Former learner 1", "", "Former learner", "60.0"],
    ]


def test_who_was_removed_is_said_to_be(cohort, instructor, lena):
    left(cohort, lena, by=instructor)

    assert row_of(cohort, "Lena").person.standing.startswith("Removed on ")


def test_moodle_gets_those_alone_who_are_there(cohort, lena, sam, instructor_client):
    taken(lena.learner, 60, ago=DAY)
    left(cohort, lena)

    assert [row[0] for row in file_of(instructor_client, cohort, "moodle-csv")] == ["Email address", "sam@example.com"]
    page = instructor_client.get(reverse("teach:cohort-gradebook-moodle", args=[cohort.pk])).text
    assert "Learners who left the class aren’t in the file" in page


# Being told


def test_the_pages_say_what_stays_before_somebody_goes(cohort, lena, learner_client):
    Cohort.objects.update(keeps_former=90)
    membership = member(cohort, lena.learner)

    leaving = learner_client.get(reverse("class-leaving", args=[membership.pk])).text
    deleting = tight(learner_client.get("/account/delete/").text)

    assert "the grades you have now stay in the class’s gradebook for 90 days." in leaving
    assert "In the gradebook of “Class A” you become “Former learner” with a number." in deleting
    assert "without your name and address for 90 days at most." in deleting
    learner_client.post(reverse("class-leaving", args=[membership.pk]))
    assert "You left “Class A” on" in learner_client.get("/account/").text
    assert "90 days" not in learner_client.get("/account/delete/").text


def test_the_download_names_what_a_class_keeps(cohort, lena):
    membership = left(cohort, lena)

    [told] = everything_about(lena.learner)["classes"]

    assert told["name_and_address_in_its_gradebook"] == ["Lena", "lena@example.com"]
    assert told["kept_until"] == membership.kept_until


def test_instructors_are_told_who_went(cohort, instructor, lena, sam, instructor_client):
    left(cohort, lena, ago=2 * DAY)
    delete_account(sam)

    page = tight(instructor_client.get(cohort.get_absolute_url()).text)

    assert "2 learners left in the last 30 days" in page
    told = departures(cohort)
    assert [(each.who, each.did) for each in told] == [
        ("Former learner 1", "deleted the account"),
        ("Lena", "left"),
    ]
    assert f"<li>Lena left on {told[1].at:%b} {told[1].at.day}</li>" in page
    assert departures(cohort, since=timedelta(0)) == []


# How long


def test_the_time_is_a_setting_of_the_class(cohort, instructor, instructor_client):
    form = {"name": "Class A", "time_zone": "UTC", "keeps_former": "90"}
    settings = reverse("teach:cohort-edit", args=[cohort.pk])

    assert instructor_client.post(settings, form | {"keeps_former": "1"}).status_code == 422
    instructor_client.post(settings, form)

    cohort.refresh_from_db()
    assert cohort.keeps_former == 90
    assert copy_class(cohort, name="Next", days=100, by=instructor).keeps_former == 90


def test_rows_go_when_their_time_is_over(cohort, instructor, lena, sam):
    taken(lena.learner, 60, ago=500 * DAY)
    excuse(member(cohort, lena.learner), gradebook_of(cohort).columns[0], by=instructor)
    left(cohort, lena, ago=364 * DAY)
    delete_account(sam)

    with as_application():
        call_command("clean_up_guests")
    assert len(gradebook_of(cohort).rows) == 2

    CohortMembership.objects.update(left_at=Now() - 366 * DAY, kept_until=Now() - DAY)
    FormerLearner.objects.update(kept_until=Now() - DAY)
    with as_application():
        call_command("clean_up_guests")
    assert gradebook_of(cohort).rows == []
    assert not Excusal.objects.exists()


@pytest.mark.parametrize(("days", "rows"), [(30, 0), (1826, 2)])
def test_a_shorter_time_holds_for_who_left_before_and_a_longer_one_does_not(cohort, lena, sam, days, rows):
    left(cohort, lena, ago=40 * DAY)
    delete_account(sam)
    FormerLearner.objects.update(left_on=timezone.now().date() - 40 * DAY)

    Cohort.objects.update(keeps_former=days)
    call_command("clean_up_guests")
    assert len(gradebook_of(cohort).rows) == rows

    CohortMembership.objects.update(kept_until=Now() - DAY)
    FormerLearner.objects.update(kept_until=Now() - DAY)
    call_command("clean_up_guests")
    assert gradebook_of(cohort).rows == []


# What it costs


def test_no_page_costs_more_with_forty_who_left_and_forty_former_learners(cohort, instructor, lena, instructor_client):
    def queries_of(address: str) -> int:
        instructor_client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert instructor_client.get(address).status_code == 200
        return len(statements_of(captured))

    taken(lena.learner, 60, ago=DAY)
    names = ("cohort", "cohort-gradebook", "cohort-gradebook-xlsx", "cohort-gradebook-moodle")
    addresses = [reverse(f"teach:{name}", args=[cohort.pk]) for name in names]
    before = [queries_of(each) for each in addresses]
    link = invite_to(cohort, by=instructor)
    for number in range(40):
        each = make_user(f"learner{number}@example.com")
        join(link, learner=each.learner)
        Attempt.objects.filter(learner=each.learner).update(closed_at=Now())
        left(cohort, each)
        FormerLearner.objects.create(
            cohort=cohort, number=number, joined_on="2026-01-01", left_on="2026-02-01", kept_until=Now() + DAY
        )

    after = [queries_of(each) for each in addresses]

    assert after == before
    assert max(after) <= 12
