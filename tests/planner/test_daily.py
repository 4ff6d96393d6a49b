"""What a day's plan knows of the learner and which cells it brings."""

from itertools import groupby

import pytest

from planner.daily import WEIGHTS, day_of
from planner.review import begin_review
from quizzes.pool import questions_per_cell
from quizzes.practice.choices import PracticePool
from quizzes.practice.selection import LOOK_ALIKES
from tests.helpers.memories import cell, remember
from tests.helpers.plans import let_plan
from tests.helpers.practices import give, practice

pytestmark = pytest.mark.django_db


def test_core_services_count_more(learner):
    known = day_of(learner).known

    weights = {place.service.exam_weight: each.weight for place, each in zip(known.order, known.cells, strict=True)}
    assert weights == WEIGHTS


def test_what_is_beyond_the_exam_is_not_planned_before_the_core_is_known(learner):
    let_plan(learner, minutes=600, exam_in=60)
    known = day_of(learner).known

    resting = {place.service.exam_weight for place, each in zip(known.order, known.cells, strict=True) if each.resting}
    assert resting == {"beyond"}
    assert "beyond" not in {each.cell.service.exam_weight for each in day_of(learner).due}


def test_a_service_beyond_the_exam_that_somebody_chose_is_reviewed(learner):
    known = day_of(learner).known
    often = questions_per_cell()
    chosen = next(place for place in known.order if place.service.exam_weight == "beyond" and often[place.pk] > 1)
    remember(learner, chosen.path, (9, False), (8, True))

    [planned] = [each for place, each in zip(known.order, day_of(learner).known.cells, strict=True) if place == chosen]

    assert not planned.resting


@pytest.mark.parametrize(("share", "knows"), [(0.85, False), (0.95, True)])
def test_who_knows_the_core_is_asked_what_is_beyond_the_exam(learner, share, knows):
    known = day_of(learner).known
    core = [place for place in known.order if place.service.exam_weight == "core"]
    for place in core[: round(share * len(core))]:
        remember(learner, place.path, (9, True), (5, True), (1, True))

    day = day_of(learner)

    assert day.known.knows_core == knows
    assert any(each.resting for each in day.known.cells if not each.memory) != knows
    assert PracticePool(day.known.facts, learner).knows_core == knows


def test_the_first_cells_of_a_plan_are_of_the_core_and_of_both_owners(learner):
    first = [each.cell for each in day_of(learner).due][:20]

    owners = [cell.ownership.answer for cell in first]
    assert {cell.service.exam_weight for cell in first} == {"core"}
    assert owners.count("aws") >= 4
    assert owners.count("customer") >= 4


def test_look_alikes_of_a_few_services_come_first(learner):
    first = [each.cell for each in day_of(learner).due][:8]

    assert len({each.service_id for each in first}) <= LOOK_ALIKES
    runs = [layer for layer, _ in groupby(each.layer_id for each in first)]
    assert len(runs) == len(set(runs)) < len(first)


def test_a_cell_without_a_question_is_not_planned(learner):
    dropped = cell("vpc/guest-os")

    assert dropped not in day_of(learner).known.order


def test_practice_leaves_the_minutes_of_the_plan_alone_and_a_review_uses_them(learner):
    let_plan(learner, minutes=5)
    practiced = practice(learner)
    give(practiced, 1)
    assert day_of(learner).known.spent == 0

    give(begin_review(learner), 1)

    known = day_of(learner).known
    assert known.spent == pytest.approx(known.pace.seconds_right)
