"""What a day's plan knows of the learner and which cells it brings."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from statistics import mean

import pytest

from matrix.models import Responsibility
from planner.daily import MORE, Day
from planner.learner_facts import RuleAsked
from planner.models import StudyPlan
from planner.review import begin_review, review_pool_of
from planner.review_draw import Wanted, draw
from planner.stored_plans import day_of
from quizzes.memory.evidence import judge_of
from quizzes.pool import questions_per_cell
from quizzes.practice.choices import PracticePool
from tests.helpers.memories import cell, remember, served
from tests.helpers.plans import let_plan, make_plan
from tests.helpers.practices import finish_review, give, practice

pytestmark = pytest.mark.django_db


def test_core_services_count_more(learner):
    known = day_of(learner).known

    weights = defaultdict(list)
    for place, each in zip(known.order, known.cells, strict=True):
        weights[place.service.exam_weight].append(each.weight)
    assert mean(weights["core"]) > 2 * mean(weights["further"])
    assert min(map(min, weights.values())) >= 0.1


def test_what_is_beyond_the_exam_is_not_planned_before_the_core_is_known(learner):
    let_plan(learner, minutes=600, exam_in=60)
    known = day_of(learner).known

    resting = {place.service.exam_weight for place, each in zip(known.order, known.cells, strict=True) if each.resting}
    assert resting == {"beyond"}
    cells = [each.cell for each in day_of(learner).due if isinstance(each.cell, Responsibility)]
    assert "beyond" not in {cell.service.exam_weight for cell in cells}


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
    assert any(each.resting for each in day.known.cells if not each.answers) != knows
    assert PracticePool(day.known.facts, learner).knows_core == knows


def test_the_first_facts_of_a_plan_are_of_the_core_and_the_first_questions_of_both_owners(learner):
    let_plan(learner, minutes=30)
    day = day_of(learner)

    cells = [each.cell for each in day.due if isinstance(each.cell, Responsibility)]
    assert {cell.service.exam_weight for cell in cells[:20]} == {"core"}
    wanted = [Wanted(each.cell.id, each.asked_before) for each in day.due]
    drawn = draw(wanted, review_pool_of(learner, day.known), seed="s")
    owners = [each.asked.key_owner for each in drawn]
    assert owners.count("aws") >= 4
    assert owners.count("customer") >= 4


def test_rules_are_planned_as_facts(learner):
    let_plan(learner)

    day = day_of(learner)

    rules = [each.cell for each in day.planned if isinstance(each.cell, RuleAsked)]
    assert rules
    assert all(each.title.startswith(("Rule: ", "Control: ")) for each in rules)
    make_plan(learner)
    assert [each.cell for each in day_of(learner).planned] == [each.cell for each in day.planned]
    attempt = begin_review(learner)
    told = [subject for cells in attempt.selection["cells"].values() for subject in cells]
    assert {each.id for each in rules} & {*told}


def test_a_cell_without_a_question_is_not_planned(learner):
    dropped = cell("vpc/guest-os")

    assert dropped not in day_of(learner).known.order


def cells_of(planned):
    return [each.cell for each in planned]


def test_the_number_of_the_day_stays_while_it_is_worked_through(learner):
    remember(learner, "ec2/guest-os", (9, False))
    let_plan(learner, minutes=10, exam_in=20)
    morning = cells_of(day_of(learner).planned)

    attempt = begin_review(learner)
    for item in served(attempt)[:5]:
        give(attempt, item.position, right=item.position > 2, confidence="sure")

    day = day_of(learner)
    covered = {cell for position in range(1, 6) for cell in attempt.selection["cells"][str(position)]}
    assert len(day.planned) == len(morning)
    # A question can be evidence for a cell that another question of the review asks.
    assert covered.isdisjoint(each.cell.id for each in day.due)
    assert not day.is_done
    assert day.reviewed == len(morning) - len(day.due)
    assert 0 < day.right < day.reviewed


def test_answers_of_the_same_day_in_practice_and_checks_count_for_the_day(learner):
    remember(learner, "ec2/guest-os", (9, False))
    practiced = practice(learner, length=20)
    before = day_of(learner)
    about = {subject for item in served(practiced) for subject in judge_of(item).subjects}
    asked = {each.cell for each in before.due if each.cell.id in about}
    assert asked

    for item in served(practiced):
        give(practiced, item.position)

    after = day_of(learner)
    assert cells_of(after.planned) == cells_of(before.planned)
    assert not asked & set(cells_of(after.due))


def test_quick_answers_bring_no_more_for_today_and_more_is_an_offer(learner):
    remember(learner, "ec2/guest-os", (9, False))
    let_plan(learner, minutes=5, exam_in=None)
    number = len(day_of(learner).planned)

    while day_of(learner).due:
        finish_review(learner, confidence="sure")

    day = day_of(learner)
    assert day.is_done
    assert (len(day.planned), day.reviewed, day.right) == (number, number, number)
    assert len(day.more) == MORE
    assert not set(cells_of(day.more)) & set(cells_of(day.planned))
    extra = begin_review(learner)
    assert extra.closed_at is None
    assert extra.items.count() <= MORE


def test_a_new_day_has_a_new_number(learner):
    remember(learner, "ec2/guest-os", (9, False))
    inputs = day_of(learner).known
    tomorrow = replace(inputs, now=inputs.now + timedelta(days=1), began=inputs.began + timedelta(days=1))

    assert tomorrow.noon - inputs.noon == timedelta(days=1)
    assert Day.of(tomorrow).planned


def test_a_cell_answered_late_yesterday_is_a_day_old_from_the_morning_on(learner):
    remember(learner, "ec2/guest-os", (0.4, False))
    inputs = day_of(learner).known
    night = replace(inputs, began=inputs.began + timedelta(days=1), now=inputs.began + timedelta(days=1, minutes=5))

    assert cell("ec2/guest-os") in cells_of(Day.of(night).planned)


def test_new_minutes_make_a_new_number(learner):
    let_plan(learner, minutes=5)
    few = len(day_of(learner).planned)

    StudyPlan.objects.filter(learner=learner).update(minutes=20)

    assert len(day_of(learner).planned) > few
