"""The weekly digest: when it comes, what it says, and how it is turned off."""

from datetime import UTC, datetime, time, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.cohorts.lifecycle import archive
from accounts.cohorts.membership import leave
from accounts.leaving.deletion import delete_account
from accounts.leaving.download import everything_about
from accounts.models import Cohort, CohortMembership, CohortTeacher, Learner, Mail
from lessons.models import Lesson
from quizzes.models import Assignment
from quizzes.problem_reports import report
from teach.mailing.digest_settings import KIND, keep_digest, queue_digests
from teach.models import FormerLearner, WeeklyDigest
from tests.conftest import make_user
from tests.helpers.cohorts import class_of, invite_to, member
from tests.helpers.practices import practice
from tests.helpers.serving_role import as_application
from tests.helpers.sittings import item_at

pytestmark = pytest.mark.django_db

SITE = "https://learn.example.com"
NOW = timezone.now()
MONDAY = NOW.date() - timedelta(days=NOW.weekday())
NEXT_MONDAY = datetime.combine(MONDAY + timedelta(days=7), time.min, UTC)


def on_monday(hour: int) -> datetime:
    return datetime.combine(MONDAY, time(hour), UTC)


@pytest.fixture
def cohort(instructor, lena, sam) -> Cohort:
    """Taught for two weeks, with members who joined a month ago."""
    cohort = class_of(instructor, lena.learner, sam.learner)
    CohortTeacher.objects.update(since=on_monday(0) - timedelta(days=14))
    CohortMembership.objects.update(joined_at=on_monday(0) - timedelta(days=30))
    return cohort


@pytest.fixture
def due_this_week(cohort) -> Assignment:
    return due(cohort, NOW + (NEXT_MONDAY - NOW) / 2)


def due(cohort: Cohort, at: datetime, number: int = 0) -> Assignment:
    lesson = Lesson.objects.published().in_outline()[number]
    return Assignment.objects.create(cohort=cohort, lesson=lesson, due_at=at, set_by=1)


def send(at: datetime | None = None) -> list[mail.EmailMultiAlternatives]:
    """What is sent if the command runs at this moment, by default on Monday at 9:00 AM UTC."""
    mail.outbox.clear()
    with as_application():
        queue_digests(at or on_monday(9))
        call_command("send_mails", site=SITE, stdout=StringIO())
    return [told for told in mail.outbox if "/account/#digest" in told.body]


# What it says


def test_it_says_what_is_new_in_all_classes_with_links(cohort, instructor, lena, sam, due_this_week):
    due(cohort, on_monday(0) - timedelta(days=1), number=1)
    CohortMembership.objects.filter(learner=lena.learner).update(joined_at=on_monday(0) - timedelta(days=3))
    leave(member(cohort, sam.learner))
    CohortMembership.objects.filter(learner=sam.learner).update(left_at=on_monday(0) - timedelta(hours=1))
    other = class_of(instructor, name="Class B")
    due(other, NOW + (NEXT_MONDAY - NOW) / 2)

    [told] = send()

    here = f"{SITE}/teach/students/{cohort.pk}/"
    assert told.to == ["ines@example.com"]
    assert told.subject == "Your classes this week: Class A, Class B"
    for said in (
        f"Class A\n{here}\n",
        f"- Joined last week: Lena\n  {here}\n",
        f"- Left last week: Sam left\n  {here}\n",
        f"- Due this week: {due_this_week.name}, ",
        f"- Missed an assignment last week: Lena\n  {here}?show=missed\n",
        f"- Behind, with something overdue: Lena\n  {here}?show=behind\n",
        "Class B\n",
    ):
        assert said in told.body
    assert f'<a href="{here}?show=behind">' in told.alternatives[0].content


def test_it_names_five_and_counts_the_others(cohort, instructor):
    invite = invite_to(cohort, by=instructor)
    for number in range(7):
        learner = make_user(f"new{number}@example.com", name=f"New {number}").learner
        row = CohortMembership.objects.create(cohort=cohort, learner=learner, invite=invite, consent="2026-11")
        CohortMembership.objects.filter(pk=row.pk).update(joined_at=on_monday(0) - timedelta(days=1))

    [told] = send()

    assert "- Joined last week: New 0; New 1; New 2; New 3; New 4; and 2 more" in told.body


def test_it_counts_what_waits_in_the_inbox_for_those_who_see_it(cohort, learner, instructor):
    report(item_at(practice(learner), 1), text="Option B is right as well.")

    [told] = send()
    assert "Inbox\n" in told.body
    assert f"- Problems that learners report: 1\n  {SITE}/teach/inbox/?kind=report" in told.body

    instructor.groups.clear()
    Mail.objects.filter(kind=KIND).delete()
    WeeklyDigest.objects.update(settled_on=None)
    assert send() == []


def test_a_week_without_news_brings_no_mail(cohort):
    assert send() == []
    assert not Mail.objects.filter(kind=KIND).exists()
    assert WeeklyDigest.objects.get().settled_on == MONDAY
    queue_digests(on_monday(10))
    assert not Mail.objects.filter(kind=KIND).exists(), "it is asked once a week"


def test_who_deleted_the_account_is_a_number(cohort, lena):
    delete_account(lena)
    FormerLearner.objects.update(deleted_at=on_monday(0) - timedelta(hours=1))

    [told] = send()

    assert "- Left last week: Former learner 1 deleted the account" in told.body
    assert "Lena" not in told.body


# When it comes


@pytest.mark.parametrize(
    ("zone", "at", "comes"),
    [
        ("UTC", on_monday(6), False),
        ("UTC", on_monday(7), True),
        ("UTC", on_monday(23), True),
        ("UTC", on_monday(9) + timedelta(days=1), False),
        ("America/New_York", on_monday(9), False),
        ("America/New_York", on_monday(13), True),
        ("Pacific/Auckland", on_monday(0) - timedelta(hours=3), True),
    ],
)
def test_it_comes_on_monday_morning_by_the_instructors_clock(due_this_week, instructor, zone, at, comes):
    Learner.objects.filter(user=instructor).update(time_zone=zone)

    queue_digests(at)

    assert Mail.objects.filter(kind=KIND, learner=instructor.learner).exists() is comes


def test_it_comes_once_a_week_also_to_who_moves(due_this_week, instructor):
    assert len(send()) == 1
    assert send() == []
    Learner.objects.filter(user=instructor).update(time_zone="America/New_York")
    assert send(on_monday(15)) == []

    queue_digests(on_monday(15) + timedelta(days=7))
    assert Mail.objects.filter(kind=KIND).count() == 2


def test_one_that_waited_until_the_week_was_over_is_not_sent(cohort):
    CohortMembership.objects.update(joined_at=on_monday(9) - timedelta(days=10))
    queue_digests(on_monday(9) - timedelta(days=7))
    assert Mail.objects.get(kind=KIND).key == (MONDAY - timedelta(days=7)).isoformat()

    mail.outbox.clear()
    call_command("send_mails", site=SITE, stdout=StringIO())

    assert not any("/account/#digest" in told.body for told in mail.outbox)
    assert not Mail.objects.filter(kind=KIND, key=(MONDAY - timedelta(days=7)).isoformat()).exists()


def test_who_began_to_teach_today_hears_of_it_in_a_week(due_this_week):
    CohortTeacher.objects.update(since=on_monday(1))

    assert send() == []


def test_archived_classes_and_learners_bring_none(due_this_week, cohort):
    archive(cohort)

    assert send() == []
    assert not WeeklyDigest.objects.exists()


# Turned off


def test_it_is_turned_off_and_on_in_the_account(due_this_week, instructor, instructor_client):
    assert "Email me about my classes every Monday morning" in instructor_client.get("/account/").text

    said = instructor_client.post("/teach/digest/", follow=True).text
    assert "You won’t get the weekly email." in said
    assert send() == []

    instructor_client.post("/teach/digest/", {"wanted": "on"})
    assert len(send()) == 1


def test_the_link_in_it_turns_it_off_without_a_log_in(due_this_week, instructor):
    [told] = send()
    link = told.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(SITE)

    assert "your classes, once a week" in Client(enforce_csrf_checks=True).post(link).text

    assert not WeeklyDigest.objects.get(learner=instructor.learner).wanted


def test_who_teaches_no_class_is_not_asked(learner_client, lena):
    assert "every Monday morning" not in learner_client.get("/account/").text


def test_the_download_names_it_and_it_goes_with_the_account(due_this_week, instructor):
    keep_digest(instructor.learner, wanted=False)

    with as_application():
        assert everything_about(instructor.learner)["weekly_digests"] == [{"wanted": False, "settled_on": None}]
        delete_account(instructor)

    assert not WeeklyDigest.objects.exists()
