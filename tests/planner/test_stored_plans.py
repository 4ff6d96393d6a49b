"""The stored plan: what it is made from, and that it is never anything but a projection."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from accounts.models import Learner
from matrix.models import FactsRevision
from planner.models import StoredPlan, StudyPlan
from planner.stored_plans import day_of, shown_day
from planner.study_plans import keep_settings
from quizzes.memory.card import Exposure
from quizzes.memory.store import entry_of, memory_of, store
from quizzes.models import CellMemory
from serving.uuid7 import uuid7
from tests.helpers.memories import NOBODYS, cell, remember, stuck
from tests.helpers.plans import let_plan, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(learner):
    remember(learner, "ec2/guest-os", (9, False))
    let_plan(learner)
    make_plan(learner)
    stored = StoredPlan.objects.get()
    stored.told |= {"minutes": -1.0, "ahead": []}  # so that a plan that is made anew differs
    stored.save()
    return learner


def is_made_anew(learner) -> bool:
    return day_of(learner).plan.minutes != -1


def test_a_plan_is_read_as_it_was_made(learner):
    remember(learner, "ec2/guest-os", (9, False))
    let_plan(learner)
    made = day_of(learner)

    make_plan(learner)

    assert day_of(learner).plan == made.plan
    assert day_of(learner).planned == made.planned


def test_an_answer_of_the_day_leaves_the_plan_as_it_is(planned):
    remember(planned, "rds/guest-os", (0, True))

    assert not is_made_anew(planned)


def regrade(learner):
    row = CellMemory.objects.get()
    [[item, at, _, _]] = row.history
    row.delete()
    memory_of(learner.pk, row.cell_id, [[item, at, 1, ""]]).save()


CHANGES = {
    "an older answer, as after a merge": lambda learner: remember(learner, "rds/guest-os", (2, True)),
    "a corrected key": regrade,
    "the facts, or their weights": lambda learner: FactsRevision.objects.update(number=uuid7()),
    "the zone, and with it the day": lambda learner: Learner.objects.update(time_zone="Pacific/Kiritimati"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_page_makes_the_plan_anew_after_a_change_and_stores_nothing(planned, change):
    change(planned)
    before = list(StoredPlan.objects.values())

    assert is_made_anew(planned)
    assert list(StoredPlan.objects.values()) == before


OF_TODAY = {
    "an answer of today": lambda learner: remember(learner, "rds/guest-os", (0, True)),
    "another exam date": lambda learner: StudyPlan.objects.update(exam_on=F("exam_on") + timedelta(days=1)),
    "other minutes": lambda learner: StudyPlan.objects.update(minutes=5),
}


@pytest.mark.parametrize("change", (CHANGES | OF_TODAY).values(), ids=CHANGES | OF_TODAY)
def test_a_page_shows_what_is_stored_only_as_long_as_nothing_changed(planned, change):
    assert not shown_day(planned).ahead

    change(planned)

    assert shown_day(planned).ahead


def test_a_page_shows_the_same_whether_the_plan_is_stored_or_made_now(learner):
    let_plan(learner)
    stuck(learner, "ec2/guest-os")
    remember(learner, "ec2/network-config", (3, True))
    made = shown_day(learner)

    make_plan(learner)

    stored = shown_day(learner)
    assert (stored.planned, stored.ahead, stored.stuck) == (made.planned, made.ahead, made.stuck)
    assert (stored.offered, stored.known_by_exam) == (made.offered, pytest.approx(made.known_by_exam))
    assert [each.cell.path for each in stored.stuck] == ["ec2/guest-os"]


def answer_now(learner, path: str, *, right: bool) -> None:
    row = CellMemory.objects.filter(learner=learner, cell=cell(path)).first()
    entry = entry_of(next(NOBODYS), Exposure(timezone.now(), right, "sure" if right else None))
    store([memory_of(learner.pk, cell(path).pk, [*(row.history if row else ()), entry])])


SHOWN = ["planned", "due", "title", "minutes", "reviewed", "right", "notices", "ahead", "next", "offered", "stuck"]


@pytest.mark.parametrize("exam_in", [30, None])
def test_after_answers_of_the_day_a_page_shows_what_it_would_without_a_stored_plan(learner, exam_in):
    let_plan(learner, exam_in=exam_in)
    stuck(learner, "ec2/guest-os")
    remember(learner, "rds/guest-os", *((20 - number, number % 2 == 1) for number in range(7)))
    for path in ("ec2/network-config", "lambda/guest-os", "s3/guest-os"):
        remember(learner, path, (30, True), (9, True))
    make_plan(learner)
    stored = shown_day(learner)

    answer_now(learner, "rds/guest-os", right=True)  # the eighth try: it is stuck now
    answer_now(learner, "s3/guest-os", right=False)
    answer_now(learner, "ecs-fargate/guest-os", right=True)

    shown = shown_day(learner)
    StoredPlan.objects.all().delete()
    made = shown_day(learner)
    assert (shown.changed, made.changed) == (True, False)
    assert {name: getattr(shown, name) for name in SHOWN} == {name: getattr(made, name) for name in SHOWN}
    assert shown.stuck != stored.stuck
    if exam_in:
        assert shown.known_by_exam == pytest.approx(made.known_by_exam)
        assert shown.known_by_exam != pytest.approx(stored.known_by_exam)
    else:
        assert shown.ahead != stored.ahead


def test_after_an_answer_of_the_day_its_list_still_takes_one_query(planned, settings, django_assert_num_queries):
    settings.SECONDS_A_COUNT_LASTS = 60  # as in production
    shown_day(planned)
    answer_now(planned, "rds/guest-os", right=True)

    with django_assert_num_queries(1):
        assert shown_day(planned).due
    with django_assert_num_queries(2):
        assert not shown_day(planned).stuck


def test_a_page_reads_no_memory_for_what_is_stored(planned, settings, django_assert_num_queries):
    settings.SECONDS_A_COUNT_LASTS = 60  # as in production
    shown_day(planned)

    with django_assert_num_queries(1):
        assert shown_day(planned).due


def test_saved_settings_store_a_new_plan(planned):
    before = len(day_of(planned).planned)

    keep_settings(planned, exam_on=None, minutes=5)

    stored = StoredPlan.objects.get()
    assert 0 < len(stored.told["planned"]) < before
    assert stored.told["minutes"] > 0


def test_nothing_is_lost_with_it(planned):
    StoredPlan.objects.all().delete()
    day = day_of(planned)

    make_plan(planned)

    assert day_of(planned).plan == day.plan
    assert replace(day_of(planned).known, stored=None).plan() == day.plan
