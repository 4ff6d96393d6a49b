"""What the people of the demo have behind them."""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from statistics import mean
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Cohort, Learner, User
from bank.grading import FULL_MARKS
from bank.models import Option
from lessons.models import Reading
from planner.misconceptions import MisconceptionState, met_by
from planner.models import StudyPlan
from planner.plan_inputs import cells_of, known_from, settings_of_one
from quizzes.memory.knowledge import facts_and_knowledge
from quizzes.models import Assignment, Attempt, Confidence, ItemResult, Mode, Response
from quizzes.pool import questions_per_cell_lately
from quizzes.rebuild import differences
from quizzes.statistics.rollup import roll_all
from srm_site.demo.past import make_demo_past
from srm_site.demo.people import make_demo_accounts
from teach.cohorts.access import members_of
from teach.cohorts.figures import with_figures
from teach.gradebook.book import gradebook_of
from tests.conftest import client_of

pytestmark = pytest.mark.django_db(transaction=True)  # committed, so that the past is stored once for all tests here
ZONES = ["UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland"]


@pytest.fixture
def lena() -> Learner:
    make_demo_accounts()
    make_demo_past()
    return Learner.objects.get(user__email="learner@example.com")


def due_at(learner: Learner, moment: datetime, zone: str) -> int:
    [told] = settings_of_one(learner.pk)
    told.now, told.time_zone = moment, zone
    told.began = datetime.combine(moment.astimezone(ZoneInfo(zone)), time(), ZoneInfo(zone))
    known = known_from(told, cells_of(learner.pk), questions=questions_per_cell_lately())
    return len(known.plan().today)


def test_the_learner_has_three_weeks_behind_her_and_some_facts_to_review_wherever_she_lives(lena):
    today = timezone.now().date()
    attempts = Attempt.objects.filter(learner=lena)
    begun = [attempt.started_at for attempt in attempts]
    lena.refresh_from_db()

    assert Counter(attempts.values_list("mode", flat=True)) == {
        Mode.CHECK: 5,
        Mode.DRILL: 5,
        Mode.EXAM: 3,  # one of them the timed test of her class
        Mode.REVIEW: 13,
    }
    assert (today - min(begun).date(), today - max(begun).date()) == (timedelta(days=21), timedelta(days=2))
    assert lena.created_at <= min(begun)
    assert StudyPlan.objects.get(learner=lena).exam_on == today + timedelta(days=10)
    midnight = datetime.combine(today, time(), UTC)
    due = {due_at(lena, midnight + timedelta(hours=hours), zone) for hours in (0, 7, 13, 23.9) for zone in ZONES}
    assert min(due) >= 12


def test_her_scores_rise_and_she_knows_what_she_had_wrong(lena):
    sat = Attempt.objects.filter(learner=lena).select_related("score").order_by("closed_at")
    history = [attempt.score.percent for attempt in sat]
    exams = [attempt.score.percent for attempt in sat.simulations()]
    known, knowledge = facts_and_knowledge(lena)
    states = Counter(each.state for each in met_by(lena, known, knowledge))

    assert mean(history[-5:]) > mean(history[:5]) + 15
    assert exams[0] < exams[1] >= 70
    assert all(states[state] >= 5 for state in MisconceptionState), states
    assert knowledge.counts_of_core(known).known >= 20


def test_her_answers_look_like_a_persons(lena):
    given = Response.objects.filter(attempt_item__attempt__learner=lena)
    wrong = ItemResult.objects.filter(response__in=given, marks__lt=FULL_MARKS, response__answer__has_key="chosen")
    tempting = wrong.filter(version__options__in=of_a_misconception()).select_related("response").distinct()
    right = {
        sureness: mean(
            marks == FULL_MARKS
            for marks in ItemResult.objects.filter(response__in=given.filter(confidence=sureness)).values_list(
                "marks", flat=True
            )
        )
        for sureness in Confidence.values
    }

    assert all(10_000 <= took <= 40_000 for took in given.values_list("took_ms", flat=True))
    assert right[Confidence.GUESS] < right[Confidence.THINK_SO] < right[Confidence.SURE]
    assert tempting.count() == sum(chose_a_misconception(result) for result in tempting) > 20
    assert given.filter(answer__unsure=True).exists()
    assert given.filter(received_at__gt=timezone.now()).count() == 0
    assert Reading.objects.filter(learner=lena).latest("finished_at").finished_at < timezone.now() - timedelta(days=1)


def of_a_misconception():
    return Option.objects.filter(is_key=False).exclude(misconception="")


def chose_a_misconception(result: ItemResult) -> bool:
    return of_a_misconception().filter(version=result.version_id, key__in=result.response.chosen).exists()


def test_another_learner_has_not_begun(lena):
    nora = Learner.objects.get(user__email="newcomer@example.com")

    assert not nora.attempts.exists()
    assert not nora.readings.exists()
    assert not nora.memberships.exists()


def test_a_class_of_twelve_has_figures_to_see(lena):
    cohort = Cohort.objects.get()
    rows = {str(row.learner): row for row in with_figures(members_of(cohort))}
    begun = {name: row for name, row in rows.items() if row.last_active}
    due = [due.due_at > timezone.now() for due in Assignment.objects.filter(cohort=cohort)]

    assert len(rows) == 12
    assert set(rows) - set(begun) == {"Tom"}
    assert max(rows, key=lambda name: rows[name].lessons_read) == "Mia"
    assert rows["Omar"].stuck > 0
    assert min(row.score for row in begun.values()) < 50 < 80 < max(row.score for row in begun.values())
    assert (due.count(False), due.count(True)) == (5, 3)
    test, homework = (column for column in gradebook_of(cohort).columns if column.is_given)
    assert (len(test.taken), len(homework.taken)) == (10, 0)
    assert rows["Lena"].missed == 0
    assert {name for name, row in rows.items() if row.missed} > {"Tom", "Omar", "Kim"}
    assert not User.objects.get(email="mia@example.com").has_usable_password()
    page = client_of(User.objects.get(email="instructor@example.com")).get(cohort.get_absolute_url())
    assert page.text.count('scope="row"') == 12


def test_what_follows_from_the_ledger_is_stored_as_if_the_days_had_passed(lena):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert differences() == []
    roll_all()
    assert differences() == []


def test_the_past_is_stored_once(lena):
    before = Response.objects.count()

    make_demo_accounts()
    make_demo_past()

    assert Response.objects.count() == before > 1000
