"""Which questions a review draws for the cells of a day."""

from dataclasses import replace

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from planner.learner_facts import LastQuestion
from planner.review_draw import AT_ONCE, ReviewPool, Wanted, draw
from quizzes.pool import PoolQuestion
from quizzes.practice.selection import History, LatestAnswer


def question(number: int, cell_asked: int, *, generator: str = "g") -> PoolQuestion:
    return PoolQuestion(
        number, f"Stem {number}", "choose-one", generator, f"cell:{cell_asked}", "l", "m", "o", cell=cell_asked
    )


def due(*cells: int) -> list[Wanted]:
    return [Wanted(number, True) for number in cells]


def pool(questions, *, beside=None, history=None, last=None) -> ReviewPool:
    """`last` maps cells to the item asked last about them."""
    judged = {each.item: tuple(dict.fromkeys([each.cell, *(beside or {}).get(each.item, ())])) for each in questions}
    latest = {cell: [LastQuestion(item, "choose-one")] for cell, item in (last or {}).items()}
    return ReviewPool(questions, judged, history or History(), latest)


def test_each_planned_cell_gets_a_question_that_it_settles():
    drawn = draw(due(1, 2), pool([question(10, 1), question(20, 2), question(30, 3)]), seed="s")

    assert {each.item: each.cells for each in drawn} == {10: [1], 20: [2]}


def test_a_question_new_to_the_learner_comes_before_one_answered():
    met = LatestAnswer(timezone.now(), right=True, guessed=False)
    stock = pool([question(10, 1), question(11, 1)], history=History(items={10: met}))

    assert [each.item for each in draw(due(1), stock, seed="s")] == [11]


def test_the_question_asked_last_about_a_cell_is_not_asked_again():
    stock = pool([question(10, 1), question(11, 1)], last={1: 10})

    assert [each.item for each in draw(due(1), stock, seed="s")] == [11]


def test_the_only_question_about_a_cell_is_asked_again_rather_than_none():
    stock = pool([question(10, 1)], last={1: 10})

    assert [each.item for each in draw(due(1), stock, seed="s")] == [10]


def test_a_form_differs_from_the_last_two_where_it_can():
    forms = ("choose-one", "sort", "owner")
    questions = [replace(question(10 + number, 1), form=form) for number, form in enumerate(forms)]
    stock = replace(pool(questions), last={1: [LastQuestion(98, "choose-one"), LastQuestion(99, "owner")]})

    assert [each.asked.form for each in draw(due(1), stock, seed="s")] == ["sort"]


def test_the_question_that_the_engine_chose_comes_before_others_about_its_fact():
    several, alone = replace(question(10, 1), form="sort"), question(11, 1)
    stock = pool([several, alone], beside={10: [2]})

    [one] = draw([Wanted(1, True, frozenset({1, 2}), "sort")], stock, seed="s")
    [other] = draw([Wanted(1, True, frozenset({1}), "choose-one")], stock, seed="s")

    assert (one.item, other.item) == (10, 11)


def test_a_rule_is_asked_as_a_fact_of_its_own():
    rule = replace(question(10, 0), fact="rule:guest-os")
    stock = ReviewPool([rule, question(20, 2)], {10: ("guest-os",), 20: (2,)})

    drawn = draw([Wanted("guest-os", False), *due(2)], stock, seed="s")

    assert {each.item: each.cells for each in drawn} == {10: ["guest-os"], 20: [2]}


def test_one_asked_last_about_another_cell_is_asked_if_there_is_no_other():
    questions = [question(10, 1), question(11, 1), question(20, 2)]
    stock = pool(questions, beside={10: [1, 2]}, last={1: 10, 2: 20})

    drawn = draw(due(1, 2), stock, seed="s")

    assert {each.item: each.cells for each in drawn} == {11: [1], 10: [2]}


def test_a_cell_without_a_question_of_its_own_is_asked_by_a_row_of_another():
    stock = pool([question(10, 1)], beside={10: [1, 2]})

    assert [(each.item, each.cells) for each in draw(due(2), stock, seed="s")] == [(10, [2])]


def test_a_cell_that_an_earlier_question_judges_too_is_not_asked_again():
    stock = pool([question(10, 1), question(20, 2)], beside={10: [1, 2]})

    assert [(each.item, each.cells) for each in draw(due(1, 2), stock, seed="s")] == [(10, [1, 2])]


def test_no_stem_comes_twice():
    same = [PoolQuestion(n, "Whose?", "owner", "g", f"cell:{n}", "l", "m", "o", cell=n) for n in (1, 2)]

    assert len(draw(due(1, 2), pool(same), seed="s")) == 1


def test_a_review_has_at_most_so_many():
    stock = pool([question(number, number) for number in range(1, 40)])

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
        stock = pool(candidates, beside=beside, last=last)
        for each in draw(due(*cells), stock, seed=str(number)):
            about = {one: sum(one in told for told in stock.judged.values()) for one in each.cells}
            assert each.item not in {last.get(one) for one in each.cells if about[one] > 1}
            last.update(dict.fromkeys([each.asked.cell, *beside[each.item]], each.item))


def test_new_cells_wait_while_their_owner_has_had_its_share():
    aws = [replace(question(n, n), key_owner="aws") for n in range(1, 9)]
    customer = [replace(question(n, n), key_owner="customer") for n in range(9, 13)]
    new = [Wanted(number, False) for number in range(1, 13)]

    drawn = draw(new, pool([*aws, *customer]), seed="s", at_most=6)

    assert sum(each.item > 8 for each in drawn) >= 2
    again = due(*range(1, 13))
    assert {each.item for each in draw(again, pool([*aws, *customer]), seed="s", at_most=6)} == set(range(1, 7))


def test_a_question_on_the_core_comes_before_one_that_judges_its_cell_beside_another_service():
    core = [replace(question(n, n), key_owner="customer") for n in (1, 2, 3, 4)]
    beside = replace(question(9, 9), key_owner="aws", tier=1)

    drawn = draw(due(2, 3, 4, 1), pool([*core, beside], beside={9: [1]}), seed="s")

    assert {each.item for each in drawn} == {1, 2, 3, 4}
