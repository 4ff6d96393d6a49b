"""Which questions a review draws for the cells of a day."""

from dataclasses import replace
from types import SimpleNamespace as Made

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from planner.review import AT_ONCE, ReviewPool, draw
from quizzes.pool import PoolQuestion
from quizzes.practice.selection import History, LatestAnswer


def question(number: int, cell_asked: int, *, generator: str = "g") -> PoolQuestion:
    return PoolQuestion(
        number, f"Stem {number}", "choose-one", generator, f"cell:{cell_asked}", "l", "m", "o", cell=cell_asked
    )


def due(*cells: int) -> list:
    return [Made(cell=Made(pk=number), asked_before=True) for number in cells]


def test_each_planned_cell_gets_a_question_that_it_settles():
    drawn = draw(due(1, 2), ReviewPool([question(10, 1), question(20, 2), question(30, 3)]), seed="s")

    assert {each.item: each.cells for each in drawn} == {10: [1], 20: [2]}


def test_a_question_new_to_the_learner_comes_before_one_answered():
    met = LatestAnswer(timezone.now(), right=True, guessed=False)
    stock = ReviewPool([question(10, 1), question(11, 1)], History(items={10: met}))

    assert [each.item for each in draw(due(1), stock, seed="s")] == [11]


def test_the_question_asked_last_about_a_cell_is_not_asked_again():
    stock = ReviewPool([question(10, 1)], last={1: 10})

    assert draw(due(1), stock, seed="s") == []


def test_one_asked_last_about_another_cell_is_asked_if_there_is_no_other():
    stock = ReviewPool([question(10, 1), question(20, 2)], beside={10: [1, 2]}, last={1: 10, 2: 20})

    assert [(each.item, each.cells) for each in draw(due(1, 2), stock, seed="s")] == [(10, [2])]


def test_a_cell_without_a_question_of_its_own_is_asked_by_a_row_of_another():
    stock = ReviewPool([question(10, 1)], beside={10: [1, 2]})

    assert [(each.item, each.cells) for each in draw(due(2), stock, seed="s")] == [(10, [2])]


def test_a_cell_that_an_earlier_question_judges_too_is_not_asked_again():
    stock = ReviewPool([question(10, 1), question(20, 2)], beside={10: [1, 2]})

    assert [(each.item, each.cells) for each in draw(due(1, 2), stock, seed="s")] == [(10, [1, 2])]


def test_no_stem_comes_twice():
    same = [PoolQuestion(n, "Whose?", "owner", "g", f"cell:{n}", "l", "m", "o", cell=n) for n in (1, 2)]

    assert len(draw(due(1, 2), ReviewPool(same), seed="s")) == 1


def test_a_review_has_at_most_so_many():
    stock = ReviewPool([question(number, number) for number in range(1, 40)])

    assert [each.cells[0] for each in draw(due(*range(1, 40)), stock, seed="s")] == list(range(1, AT_ONCE + 1))


@st.composite
def banks(draw_one):
    """Questions over a few cells, some of which judge several."""
    cells = draw_one(st.lists(st.integers(1, 4), min_size=1, max_size=12))
    stock = [question(100 + number, each) for number, each in enumerate(cells)]
    beside = {each.item: draw_one(st.lists(st.integers(1, 4), max_size=3)) for each in stock}
    days = draw_one(st.lists(st.permutations([1, 2, 3, 4]), min_size=2, max_size=8))
    return stock, beside, days


@given(banks())
def test_no_cell_gets_the_same_question_twice_in_a_row(bank):
    candidates, beside, days = bank
    last: dict[int, int] = {}
    for number, cells in enumerate(days):
        for each in draw(due(*cells), ReviewPool(candidates, beside=beside, last=dict(last)), seed=str(number)):
            assert each.item not in {last.get(one) for one in each.cells}
            last.update(dict.fromkeys([each.asked.cell, *beside[each.item]], each.item))


def test_new_cells_wait_while_their_owner_has_had_its_share():
    aws = [replace(question(n, n), key_owner="aws") for n in range(1, 9)]
    customer = [replace(question(n, n), key_owner="customer") for n in range(9, 13)]
    new = [Made(cell=Made(pk=number), asked_before=False) for number in range(1, 13)]

    drawn = draw(new, ReviewPool([*aws, *customer]), seed="s", at_most=6)

    assert sum(each.item > 8 for each in drawn) >= 2
    again = [Made(cell=Made(pk=number), asked_before=True) for number in range(1, 13)]
    assert {each.item for each in draw(again, ReviewPool([*aws, *customer]), seed="s", at_most=6)} == set(range(1, 7))


def test_a_question_on_the_core_comes_before_one_that_judges_its_cell_beside_another_service():
    core = [replace(question(n, n), key_owner="customer") for n in (1, 2, 3, 4)]
    beside = replace(question(9, 9), key_owner="aws", tier=1)

    drawn = draw(due(2, 3, 4, 1), ReviewPool([*core, beside], beside={9: [1]}), seed="s")

    assert {each.item for each in drawn} == {1, 2, 3, 4}
