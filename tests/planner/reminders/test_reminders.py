"""Reminders: what they say, whom they reach, and at which hour."""

from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from allauth.account.models import EmailAddress
from django.contrib.postgres.functions import TransactionNow
from django.core import mail
from django.core.management import call_command
from django.db.models.functions import Now
from django.utils import timezone

from accounts.cohorts.lifecycle import archive
from accounts.cohorts.membership import leave
from accounts.models import Cohort, Learner, Mail
from lessons.models import Lesson
from lessons.progress import mark_as_read
from matrix.editing import dispute_store
from matrix.models import FactProposal, ProposalOutcome
from matrix.models.disputes import DisputeOutcome
from planner.models import Reminders
from planner.nightly import AT_ONCE
from planner.reminders.settings import queue_reminders, stop_kind
from planner.stored_plans import day_of
from quizzes.models import Assignment, ProblemReport
from quizzes.problem_reports import answer_report
from tests.conftest import client_of, make_user
from tests.helpers.cohorts import class_of, member
from tests.helpers.memories import cell, remember
from tests.helpers.plans import let_plan, make_plan
from tests.helpers.serving_role import as_application
from tests.helpers.sittings import answer_all, begin, item_at

pytestmark = pytest.mark.django_db

ALL = {"review": True, "due_dates": True, "answers": True}
EVERY_HOUR = 0  # has come whenever a test runs
SITE = "https://learn.example.com"


def wants(learner: Learner, **kinds: bool) -> Reminders:
    return Reminders.objects.create(learner=learner, hour=EVERY_HOUR, **(kinds or ALL))


def send() -> list[mail.EmailMultiAlternatives]:
    """What this run sent."""
    mail.outbox.clear()
    with as_application():
        call_command("send_mails", site=SITE, stdout=StringIO())
    return list(mail.outbox)


def another_day(learner: Learner) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    Reminders.objects.filter(learner=learner).update(settled_on=yesterday.date(), settled_at=yesterday)
    Mail.objects.filter(learner=learner).update(key=yesterday.date().isoformat())


@pytest.fixture
def has_something_due(learner) -> Learner:
    remember(learner, "ec2/guest-os", (9, True))
    let_plan(learner)
    return learner


# What it says


def test_it_says_what_is_due_with_one_link_that_starts_it(has_something_due):
    wants(has_something_due)
    day = day_of(has_something_due)

    [told] = send()

    assert told.to == ["lena@example.com"]
    assert told.subject == f"{len(day.due)} facts to review, about {day.minutes} min"
    page = told.alternatives[0].content
    for said in (told.body, page):
        assert f"{len(day.due)} facts to review today" in said
        assert f"{SITE}/review/" in said
        assert "because you turned on reminders" in said
        assert "/stop/" in said
        assert f"{SITE}/account/#reminders" in said
    assert page.count("<a ") == 3, "start, stop, change"
    assert "Hello Lena," in told.body


def test_what_people_wrote_stays_text_in_the_html(has_something_due, lena):
    lena.name = "<b>Lena & Co</b>"
    lena.save()
    wants(has_something_due)

    [told] = send()

    assert "Hello <b>Lena & Co</b>," in told.body
    assert "Hello &lt;b&gt;Lena &amp; Co&lt;/b&gt;," in told.alternatives[0].content


def test_nothing_comes_when_the_day_is_done(learner):
    remember(learner, "ec2/guest-os", (0.01, True))
    let_plan(learner, minutes=0)
    wants(learner)

    assert send() == []
    assert not Mail.objects.exists()


def test_a_learner_who_has_begun_nothing_hears_nothing(learner):
    wants(learner)

    assert send() == []


def test_who_wants_nothing_hears_nothing(has_something_due):
    wants(has_something_due, review=False)

    assert send() == []


def test_only_a_confirmed_address_is_reminded(has_something_due):
    EmailAddress.objects.update(verified=False)
    wants(has_something_due)

    assert send() == []


def test_who_stopped_between_queue_and_sending_hears_nothing(has_something_due):
    wants(has_something_due)
    queue_reminders(timezone.now())

    stop_kind("review")(has_something_due)

    assert send() == []


def test_a_mail_left_over_from_yesterday_is_not_sent(has_something_due):
    wants(has_something_due)
    queue_reminders(timezone.now())
    Mail.objects.update(key=(timezone.now().date() - timedelta(days=1)).isoformat())

    assert send() == []
    assert not Mail.objects.exists()


# Due dates of a class


@pytest.fixture
def cohort(instructor, learner) -> Cohort:
    cohort = class_of(instructor, learner, name="Evening class")
    cohort.memberships.update(joined_at=Now() - timedelta(days=30))
    return cohort


def tomorrow_at(hour: int, zone: str = "UTC") -> datetime:
    local = timezone.now().astimezone(ZoneInfo(zone)) + timedelta(days=1)
    return local.replace(hour=hour, minute=0, second=0, microsecond=0)


def set_due(cohort: Cohort, at: datetime) -> Assignment:
    lesson = Lesson.objects.get(slug="shared-responsibility-model")
    return Assignment.objects.create(cohort=cohort, lesson=lesson, due_at=at, set_by=1)


def test_a_due_date_of_tomorrow_comes_though_the_day_is_done(learner, cohort):
    set_due(cohort, tomorrow_at(17))
    wants(learner)

    [told] = send()

    assert told.subject.endswith("due tomorrow")
    assert "Due tomorrow at 5:00 PM for Evening class: L3. " in told.body
    assert f"{SITE}/learn/shared-responsibility-model/" in told.body
    assert "to review" not in told.body


def test_it_is_one_mail_with_everything(has_something_due, cohort):
    set_due(cohort, tomorrow_at(17))
    wants(has_something_due)

    [told] = send()

    assert "to review today" in told.body
    assert "Due tomorrow" in told.body


@pytest.mark.parametrize("days", [0, 2])
def test_due_dates_of_other_days_do_not_come(learner, cohort, days):
    set_due(cohort, tomorrow_at(23) + timedelta(days=days - 1))
    wants(learner)

    assert send() == []


def test_tomorrow_is_that_of_the_learners_clock(learner, cohort):
    zone = "Pacific/Kiritimati"
    Learner.objects.filter(pk=learner.pk).update(time_zone=zone)
    set_due(cohort, tomorrow_at(1, zone))
    wants(learner)

    [told] = send()

    assert "Due tomorrow at 1:00 AM" in told.body


@pytest.mark.parametrize("change", ["done", "left", "archived", "not wanted"])
def test_what_asks_nothing_of_the_learner_does_not_come(learner, cohort, change):
    date = set_due(cohort, tomorrow_at(17))
    wants(learner, review=True, due_dates=change != "not wanted")
    if change == "done":
        mark_as_read(date.lesson, learner=learner)
    elif change == "left":
        leave(member(cohort, learner))
    elif change == "archived":
        archive(cohort)

    assert send() == []


# An instructor's answer


def answered_report(learner: Learner) -> ProblemReport:
    version = item_at(answer_all(begin(learner), wrong={1}), 1).version
    problem = ProblemReport.objects.create(learner=learner, version=version, text="Option B is right as well.")
    answer_report(problem, answer="It is not.", editor=1)
    return problem


def answered_dispute(learner: Learner) -> None:
    opened = dispute_store.dispute(cell("rds/guest-os"), learner=learner, text="This is not so at all.", link="")
    dispute_store.answer(opened, DisputeOutcome.NOT_AGREED, text="So it is.", editor=1)


def test_an_instructors_answer_comes_once_though_the_day_is_done(learner):
    problem = answered_report(learner)
    wants(learner, answers=True)

    [told] = send()
    assert told.subject == "Your instructor answered"
    assert f"Your report on “{problem.version.stem}”" in told.body
    another_day(learner)

    assert send() == []


def test_an_answer_about_a_fact_comes_too(learner):
    answered_dispute(learner)
    wants(learner, answers=True)

    [told] = send()

    assert f"What you said about {cell('rds/guest-os')}" in told.body


@pytest.mark.parametrize("outcome", [ProposalOutcome.ACCEPTED, ProposalOutcome.DECLINED])
def test_a_decision_about_a_proposed_change_of_facts_comes_once(learner, outcome):
    decided = {"closed_at": TransactionNow(), "outcome": outcome, "answer": "So."}
    FactProposal.objects.create(typed={}, title="RDS", reason="Why", proposed_by=learner.user_id, **decided)
    wants(learner, answers=True)

    [told] = send()
    assert told.subject == f"Your proposed change was {outcome}"
    assert f"Your proposed change was {outcome}. RDS" in told.body
    another_day(learner)

    assert send() == []


def test_an_answer_that_was_read_does_not_come(learner):
    answered_report(learner)
    ProblemReport.objects.update(seen_at=Now())
    wants(learner, answers=True)

    assert send() == []


# How much it takes


def test_the_queries_of_a_run_do_not_grow_with_the_learners_of_a_batch(instructor, django_assert_max_num_queries):
    """Beyond two for each mail: its claim, and that it was sent."""
    count = 6
    assert count < AT_ONCE
    learners = [make_user(f"learner{number}@example.com").learner for number in range(count)]
    cohort = class_of(instructor, *learners)
    cohort.memberships.update(joined_at=Now() - timedelta(days=30))
    set_due(cohort, tomorrow_at(17))
    for learner in learners:
        remember(learner, "ec2/guest-os", (9, True))
        wants(learner)
    send()
    for learner in learners:
        another_day(learner)
        make_plan(learner)

    with django_assert_max_num_queries(25 + 4 * count):  # a claim is in a savepoint of the test
        assert len(send()) == count


# Its owner


def test_a_learner_turns_reminders_on_and_off_on_the_account_page(lena, learner):
    client = client_of(lena)
    page = client.get("/account/").text
    assert "Reminders by email" in page
    assert "By the clock in UTC" in page

    client.post("/account/reminders/", {"wanted": ["review", "answers"], "hour": "7"})
    reminders = Reminders.objects.get(learner=learner)
    assert (reminders.wanted, reminders.hour) == (["review", "answers"], 7)
    client.post("/account/reminders/", {"hour": "7"})

    reminders.refresh_from_db()
    assert reminders.wanted == []


@pytest.mark.parametrize("sent", [{"hour": "24"}, {"hour": ""}, {"hour": "8", "wanted": "everything"}])
def test_what_cannot_be_saved_is_explained(lena, sent):
    answer = client_of(lena).post("/account/reminders/", sent)

    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert not Reminders.objects.exists()


def test_reminders_and_the_calendar_are_offered_where_a_plan_is_set(lena, learner):
    client = client_of(lena)
    assert "Choose reminders" not in client.get("/plan/").text
    let_plan(learner)

    page = client.get("/plan/").text
    assert "Choose reminders" in page
    assert "Create a calendar link" in page

    client.post("/account/reminders/", {"hour": "8", "next": "/plan/"}, follow=True)
    client.post("/plan/calendar/")
    page = client.get("/plan/").text
    assert "Choose reminders" not in page
    assert "Create a calendar link" not in page


def test_the_calendar_is_offered_when_there_is_an_exam_date_only(lena, learner):
    let_plan(learner, exam_in=None)

    page = client_of(lena).get("/plan/").text

    assert "Create a calendar link" not in page
    assert "Choose reminders" in page


def test_a_guest_is_not_offered_email(client):
    client.post("/plan/", {"exam_on": (timezone.localdate() + timedelta(days=9)).isoformat(), "minutes": "10"})

    page = client.get("/plan/").text

    assert "Create a calendar link" in page
    assert "Choose reminders" not in page


def test_the_download_has_reminders_and_what_was_mailed(has_something_due, lena):
    wants(has_something_due)
    send()

    told = client_of(lena).get("/account/download/").json()

    assert told["reminders"][0]["hour"] == EVERY_HOUR
    assert told["reminders"][0]["review"] is True
    assert told["mails"][0]["email"] == "lena@example.com"
    assert "to review" in told["mails"][0]["subject"]
    assert told["refused_addresses"] == []
