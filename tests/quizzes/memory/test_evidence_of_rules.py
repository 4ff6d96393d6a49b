"""A question that the general rule answers is evidence for the rule and for no cell: in ledger, counts and plan."""

import pytest

from accounts.leaving.merge import merge
from accounts.models import Learner
from bank.models import Item, ItemVersion
from bank.publishing import publish
from bank.version_contents import content_of_version
from matrix import facts
from matrix.models import Rule
from planner.predictions import first_answers
from planner.review import begin_review, review_pool_of
from planner.stored_plans import day_of
from quizzes.belongings import RULE_MEMORIES
from quizzes.contrast import question_on
from quizzes.ledger import answer
from quizzes.memory.evidence import judge_of, judges_of
from quizzes.memory.knowledge import facts_and_knowledge, totals_of
from quizzes.models import AttemptScore, CellMemory, ItemResult, RuleMemory
from quizzes.pool import cells_beside, history_of, pool_lately, questions_per_cell
from quizzes.practice.choices import By, PracticeChoice, PracticePool
from quizzes.rebuild import differences
from quizzes.slips import take_back
from serving.uuid7 import uuid7
from tests.helpers.practices import practice_of
from tests.helpers.questions import boundary, choose_two, sorting
from tests.helpers.serving_role import as_application
from tests.helpers.sittings import item_at, right_answer, wrong_answer

pytestmark = pytest.mark.django_db

CELL = "ec2/guest-os"


def by_rule(version: ItemVersion) -> ItemVersion:
    content = content_of_version(version) | {"needs": "rule", "rule": "guest-os"}
    return publish(version.item, content)


def the_cell() -> int:
    return facts.current().cell(CELL).pk


def judging(cell: int) -> list[ItemVersion]:
    """The published versions that are evidence for the cell."""
    asked = Item.objects.asked().values_list("published", flat=True)
    found = [version for version, judge in judges_of(asked).items() if cell in judge.cells]
    return list(ItemVersion.objects.filter(pk__in=found).select_related("item"))


@pytest.fixture
def rule_only() -> int:
    """The id of a cell whose questions are all answered by the rule."""
    cell = min((number, cell) for cell, number in questions_per_cell().items())[1]
    for version in judging(cell):
        by_rule(version)
    return cell


# The ledger


@pytest.mark.parametrize("make", [sorting, choose_two, boundary])
@pytest.mark.parametrize("given", [right_answer, wrong_answer])
def test_an_answer_to_it_leaves_a_score_and_a_memory_of_the_rule_alone(learner, make, given):
    attempt = practice_of(learner, by_rule(make()))
    item = item_at(attempt, 1)

    answer(item, answer=given(item), event=uuid7())

    assert not CellMemory.objects.exists()
    memory = RuleMemory.objects.get(learner=learner)
    assert (memory.rule, memory.missed) == ("guest-os", given is wrong_answer)
    assert ItemResult.objects.get().marks == (1000 if given is right_answer else 0)
    assert AttemptScore.objects.get().answered == 1
    assert judge_of(item).subjects == judges_of([item.version_id])[item.version_id].subjects == {"guest-os"}
    assert judge_of(item).cells == set()


@pytest.mark.parametrize("needs", ["fact", "both"])
def test_an_answer_that_needs_the_fact_is_remembered(learner, needs):
    made = boundary()
    version = publish(made.item, content_of_version(made) | {"needs": needs})
    item = item_at(practice_of(learner, version), 1)

    answer(item, answer=right_answer(item), event=uuid7())

    assert CellMemory.objects.count() == 2


def test_an_answer_to_a_question_about_a_control_is_evidence_for_the_control(learner):
    version = ItemVersion.objects.filter(rule="control/patch-management", needs="rule", form="owner").first()
    item = item_at(practice_of(learner, version), 1)

    with as_application():
        answer(item, answer=right_answer(item), event=uuid7())

    assert not CellMemory.objects.exists()
    assert [(row.rule, row.answers) for row in RuleMemory.objects.all()] == [("control/patch-management", 1)]
    assert judges_of([version.pk])[version.pk].subjects == {"control/patch-management"}


def test_a_second_answer_about_a_rule_joins_the_first_in_one_memory(learner):
    versions = [by_rule(sorting()), by_rule(choose_two())]
    attempt = practice_of(learner, *versions)
    for position in (1, 2):
        item = item_at(attempt, position)
        answer(item, answer=right_answer(item), event=uuid7())

    assert RuleMemory.objects.get().answers == 2
    assert differences() == []


def test_a_rule_that_is_deleted_leaves_memories_that_a_rebuild_makes_again(learner):
    item = item_at(practice_of(learner, by_rule(sorting())), 1)
    answer(item, answer=right_answer(item), event=uuid7())

    Rule.objects.get(layer__slug="guest-os", service_type=None).delete()

    assert RuleMemory.objects.get().rule == "guest-os"
    assert differences() == []


def test_a_memory_of_a_rule_that_nobody_answered_is_found(learner):
    item = item_at(practice_of(learner, by_rule(sorting())), 1)
    answer(item, answer=right_answer(item), event=uuid7())
    RuleMemory.objects.update(stability=99)

    [found] = differences()

    assert found.startswith(f"rule memory of learner {learner.pk}, rule guest-os: ")


def test_an_answer_taken_back_is_no_evidence_for_the_rule(learner):
    item = item_at(practice_of(learner, by_rule(sorting()), choose_two()), 1)
    answer(item, answer=wrong_answer(item), event=uuid7())
    assert RuleMemory.objects.exists()

    with as_application():
        take_back(item_at(item.attempt, 1), has_time=True)

    assert not RuleMemory.objects.exists()
    assert differences() == []


def test_a_guest_and_their_account_know_a_rule_from_both_their_answers(learner):
    guest = Learner.objects.create()
    for who, make in ((guest, sorting), (learner, choose_two)):
        item = item_at(practice_of(who, by_rule(make())), 1)
        answer(item, answer=right_answer(item), event=uuid7())

    with as_application():
        merge(guest.pk, learner)

    memory = RuleMemory.objects.get()
    assert (memory.learner, memory.answers) == (learner, 2)
    assert differences() == []


def test_the_download_tells_what_is_remembered_of_rules(learner):
    item = item_at(practice_of(learner, by_rule(sorting())), 1)
    answer(item, answer=right_answer(item), event=uuid7())

    [told] = RULE_MEMORIES.tell(learner)

    assert (told["rule"], told["answers"]) == ("guest-os", 1)


def test_a_rebuild_remembers_the_same(learner):
    versions = [by_rule(sorting()), choose_two()]
    attempt = practice_of(learner, *versions)
    for position in (1, 2):
        item = item_at(attempt, position)
        answer(item, answer=right_answer(item), event=uuid7())

    assert CellMemory.objects.exists()
    assert differences() == []


def test_answers_count_by_the_version_that_was_answered(learner):
    before = boundary()
    item = item_at(practice_of(learner, before), 1)
    answer(item, answer=right_answer(item), event=uuid7())

    by_rule(before)

    assert CellMemory.objects.count() == 2
    assert differences() == []


def test_readiness_leaves_it_out(learner):
    item = item_at(practice_of(learner, by_rule(sorting()), choose_two()), 1)
    answer(item, answer=right_answer(item), event=uuid7())

    assert first_answers(learner) == []


# The plan


def test_a_cell_without_a_question_that_needs_its_fact_is_not_counted(learner, rule_only):
    known, knowledge = facts_and_knowledge(learner)

    assert rule_only not in questions_per_cell()
    assert all(rule_only not in cells for cells in cells_beside().values())
    assert knowledge.of(known.cell_by_id(rule_only)).state is None
    assert totals_of(known).all == knowledge.counts(known.cells.values()).cells
    assert totals_of(known).all == len(questions_per_cell())


def test_the_plan_never_asks_it_to_learn_a_cell(learner, rule_only):
    day = day_of(learner)
    assert rule_only not in {cell.pk for cell in day.known.order}

    pool = review_pool_of(learner, day.known)

    assert all(candidate.cell != rule_only for candidate in pool.candidates)
    told = begin_review(learner).selection["cells"].values()
    assert rule_only not in {subject for subjects in told for subject in subjects}


def test_the_plan_counts_only_questions_that_need_the_fact(learner):
    cell = the_cell()
    before = questions_per_cell()[cell]
    [first, *_] = judging(cell)

    by_rule(first)

    assert questions_per_cell()[cell] == before - 1


def test_it_is_no_extra_question_on_a_look_alike(learner, rule_only):
    item = item_at(practice_of(learner, choose_two()), 1)

    known = facts.current()

    assert question_on(known.cell_by_id(rule_only), item.attempt, item, known) is None


def test_practice_knows_rules_apart_from_facts(learner):
    version = by_rule(sorting())
    item = item_at(practice_of(learner, version), 1)
    answer(item, answer=right_answer(item), event=uuid7())

    history = history_of(learner)
    [asked] = [each for each in pool_lately(facts.current()).questions if each.item == version.item_id]

    assert asked.fact == "rule:guest-os"
    assert list(history.facts) == ["rule:guest-os"]
    stock = PracticePool(facts.current(), learner).stock(PracticeChoice(By.MIXED))
    rules = {each.fact for each in pool_lately(facts.current()).questions if each.fact.startswith("rule:")}
    assert stock.rules == len(rules) == stock.facts - stock.cells - stock.controls
