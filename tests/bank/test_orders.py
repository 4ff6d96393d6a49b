"""Questions of rows as stored: found again, bounded, true to the facts, and kept out of the bank."""

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bank import orders
from bank.checks.snapshot import questions
from bank.content import content_of
from bank.derivation import derive
from bank.generators.rows import stacks
from bank.models import Item, ItemVersion
from bank.orders import question_of_rows
from matrix import facts
from matrix.files.content import Report
from matrix.models import Duty, FactConfidence
from quizzes.memory.evidence import judges_of
from quizzes.pool import ordered_questions, pool_lately, questions_per_cell
from tests.helpers.races import at_once
from tests.helpers.serving_role import as_application

pytestmark = pytest.mark.django_db

RDS = "service/rds"
PATCHING = "task/patch-operating-system"


def cells_of(key: str, *, seed: str = "a", count: int = 4):
    return Random(seed).sample(stacks(facts.current())[key], count)


def ordered(key: str = RDS, *, seed: str = "a", count: int = 4, draw: str = "draw", **known):
    cells = cells_of(key, seed=seed, count=count)
    return question_of_rows(key, cells, seed=draw, facts=facts.current(), **known)


def item_of(made) -> Item:
    return Item.objects.select_related("published").get(pk=made.item)


def derived() -> Report:
    report = Report()
    derive(facts.current(), report)
    return report


def test_the_serving_role_stores_a_question_that_judges_the_cells_asked_for():
    cells = cells_of(RDS)
    with as_application():
        made = question_of_rows(RDS, cells, seed="draw", facts=facts.current())

    item = item_of(made)
    assert {cell.pk for cell in cells} <= made.cells
    assert judges_of([item.published_id])[item.published_id].cells == made.cells
    assert item.generator == "rows-of-service"
    assert item.section
    assert item.published.options.count() >= 4
    assert all(option.rationale and option.expected for option in item.published.options.all())


def test_the_same_cells_are_asked_with_the_question_that_is_stored():
    before = Item.objects.count()

    assert ordered(draw="one") == ordered(draw="another")
    assert Item.objects.count() == before + 1


def test_a_stored_question_with_one_row_more_is_taken_as_well():
    more = ordered(PATCHING, count=5)
    fewer = question_of_rows(PATCHING, cells_of(PATCHING, count=5)[:4], seed="draw", facts=facts.current())

    assert fewer.item == more.item


def test_a_learner_is_not_asked_a_question_that_is_open_elsewhere():
    made = ordered(PATCHING)

    other = ordered(PATCHING, without={made.item})

    assert other is None or other.item != made.item


def test_one_that_the_learner_has_met_comes_only_where_there_is_no_other():
    made = ordered(PATCHING)

    assert ordered(PATCHING, met={made.item}).item == made.item
    fresh = question_of_rows(
        PATCHING, cells_of(PATCHING, count=5), seed="draw", facts=facts.current(), met={made.item}
    )
    assert fresh.item != made.item


def test_a_stack_has_at_most_so_many_questions_and_then_the_nearest_one_is_taken(monkeypatch):
    monkeypatch.setattr(orders, "MOST_STORED", 2)
    stored = {ordered(PATCHING, seed="a", count=5).item, ordered(PATCHING, seed="b", count=5).item}

    near = question_of_rows(
        PATCHING,
        [*cells_of(PATCHING, seed="a", count=5)[:3], *cells_of(PATCHING, seed="c", count=2)],
        seed="draw",
        facts=facts.current(),
    )

    assert near.item in stored
    assert Item.objects.filter(generator="rows-of-task").count() == 2


def test_a_question_made_to_order_is_in_no_draw_count_or_check_of_the_bank():
    counts = questions_per_cell()
    made = ordered()

    assert questions_per_cell() == counts
    assert made.item not in Item.objects.asked().values_list("pk", flat=True)
    assert made.item not in {each.item for each in pool_lately(facts.current()).questions}
    assert item_of(made).slug not in {question.slug for question in questions()}
    assert [each.item for each in ordered_questions(facts.current(), [made.item])] == [made.item]


def test_deriving_keeps_questions_made_to_order():
    made = item_of(ordered())
    report = derived()

    assert (report.created, report.updated, report.removed) == ([], [], [])
    assert item_of(ordered()).published_id == made.published_id


def test_another_owner_of_a_row_makes_a_new_version_with_another_key():
    made = item_of(ordered(PATCHING))
    rows = [option for option in content_of(made.published)["options"] if option["expected"] == "aws"]
    duty = Duty.objects.get(pk=facts.current().duty(rows[0]["claims"][0]["duty"]).pk)
    duty.owner = duty.cell.owner = "customer"
    duty.save()
    duty.cell.save()
    derived()

    published = Item.objects.get(pk=made.pk).published
    assert len(rows) > 1, "one more of AWS is left, so both sides still have a row"
    assert (published.number, published.change) == (2, "key_change")
    assert content_of(published)["options"][0]["claims"]
    assert {o["key"]: o["expected"] for o in content_of(published)["options"]}[rows[0]["key"]] == "customer"


def test_a_question_is_withdrawn_with_the_certainty_of_a_row_and_returns_with_it():
    made = item_of(ordered())
    cell = facts.current().cell_by_id(min(ordered().cells))
    cells = type(cell).objects.filter(pk=cell.pk)
    cells.update(confidence=FactConfidence.LOW)
    derived()
    gone = Item.objects.get(pk=made.pk)
    cells.update(confidence=FactConfidence.HIGH)
    derived()

    assert gone.published_id is None
    assert Item.objects.get(pk=made.pk).published_id == made.published_id


def test_a_question_whose_facts_have_changed_since_they_were_read_is_not_stored():
    stale, cells = facts.current(), cells_of(RDS)
    type(cells[0]).objects.filter(pk__in=[cell.pk for cell in cells]).update(confidence=FactConfidence.LOW)

    assert question_of_rows(RDS, cells, seed="draw", facts=stale) is None
    assert not Item.objects.filter(generator="rows-of-service").exists()


def test_finding_a_stored_question_takes_one_query():
    ordered()
    known, cells = facts.current(), cells_of(RDS)
    with CaptureQueriesContext(connection) as queries:
        question_of_rows(RDS, cells, seed="other", facts=known)

    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 1


@pytest.mark.django_db(transaction=True)
def test_two_learners_who_draw_the_same_rows_at_once_get_one_question():
    before = ItemVersion.objects.count()

    def draw():
        with as_application():
            return ordered(PATCHING, seed="race")

    one, other = at_once(draw, draw)

    assert one == other
    assert ItemVersion.objects.count() == before + 1
