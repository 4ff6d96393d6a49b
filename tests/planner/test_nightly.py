"""The nightly plan of everybody."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Learner
from planner import nightly
from planner.models import StoredPlan, StudyPlan
from planner.nightly import AT_ONCE, replan, waiting
from planner.stored_plans import day_of
from tests.helpers.memories import remember

pytestmark = pytest.mark.django_db


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def with_plans(count: int, *, zone: str = "UTC") -> list[Learner]:
    learners = Learner.objects.bulk_create(Learner(time_zone=zone) for _ in range(count))
    exam_on = timezone.now().date() + timedelta(days=30)
    StudyPlan.objects.bulk_create(StudyPlan(learner=learner, minutes=5, exam_on=exam_on) for learner in learners)
    return learners


def planned() -> int:
    return Learner.objects.exclude(due_on=None).count()


def test_everybody_with_a_plan_or_memories_gets_a_count_and_a_forecast(learner, stranger):
    [planner] = with_plans(1)
    remember(learner, "ec2/guest-os", (9, True))

    call_command("replan", stdout=StringIO())

    for each in (planner, learner, stranger):
        each.refresh_from_db()
    assert planner.due_count == len(day_of(planner).due) > 0
    assert learner.due_on == planner.due_on == timezone.now().date()
    assert stranger.due_on is None
    assert [planner.forecasts.count(), learner.forecasts.count()] == [1, 0]


def test_a_run_that_was_cut_off_is_gone_on_with():
    with_plans(AT_ONCE + 5)
    next(replan(timezone.now()))
    assert planned() == AT_ONCE

    said = StringIO()
    call_command("replan", stdout=said)

    assert planned() == AT_ONCE + 5
    assert said.getvalue().startswith("5 learners planned")
    said = StringIO()
    call_command("replan", stdout=said)
    assert said.getvalue() == ""


def test_what_was_stored_meanwhile_stays(monkeypatch):
    [learner] = with_plans(1)
    plan_of = nightly.days_of

    def days_of(batch):
        yield from plan_of(batch)
        let_store(learner, timezone.now().date())

    monkeypatch.setattr(nightly, "days_of", lambda batch: list(days_of(batch)))

    call_command("replan", stdout=StringIO())

    assert StoredPlan.objects.get(learner=learner).told == {}


def let_store(learner: Learner, day: date) -> None:
    StoredPlan.objects.create(learner=learner, day=day, told={})


def test_the_day_begins_where_the_learner_is():
    now = timezone.now().replace(hour=12)
    [east], [west] = with_plans(1, zone="Pacific/Kiritimati"), with_plans(1, zone="Pacific/Pago_Pago")
    today = now.date()
    let_store(east, today)
    let_store(west, today)

    waits = {zone: list(learners) for zone, learners in waiting(now).items()}

    assert waits["Pacific/Kiritimati"] == [east]
    assert waits["Pacific/Pago_Pago"] == []


def test_a_guest_who_has_an_account_by_now_is_left_out(learner):
    [guest] = with_plans(1)
    Learner.objects.filter(pk=guest.pk).update(merged_into=learner)

    call_command("replan", stdout=StringIO())

    assert planned() == 0


def test_whoever_watches_sees_a_bar_and_a_log_none():
    with_plans(2)
    bar, log = Terminal(), StringIO()

    call_command("replan", stdout=StringIO(), stderr=bar, no_color=True)
    StoredPlan.objects.all().delete()
    call_command("replan", stdout=StringIO(), stderr=log)

    assert bar.getvalue() == f"\r[{'#' * 30}] 2 of 2\n"
    assert log.getvalue() == ""
