"""Which questions an exam simulation draws. No database: the pool is made here."""

from collections import Counter
from random import Random

import pytest

from bank.models import Form
from bank.near_twins import QuestionLikeness
from bank.session_order import APART
from quizzes.exam.drawing import WEIGHTS, ExamCandidate, draw, seats


def pool(**changes) -> list[ExamCandidate]:
    """For each skill 60 questions about 60 cells of 30 services, by three ways of asking."""
    return [
        candidate(number, skill, kind=f"kind {number % 3}", service=f"service {number % 30}", **changes)
        for number in range(60)
        for skill in WEIGHTS
    ]


def candidate(number: int, skill: str, **said) -> ExamCandidate:
    name = f"{skill} {number}"
    return ExamCandidate(
        **{
            "item": number,
            "skill": skill,
            "form": Form.CHOOSE_ONE,
            "kind": "",
            "stem": name,
            "cell": name,
            "service": "ec2",
            **said,
        }
    )


def drawn(candidates, count=65, seed=1) -> list[ExamCandidate]:
    return draw(candidates, count, chance=Random(seed))


def test_the_five_skills_share_65_questions_by_their_weight():
    assert Counter(each.skill for each in drawn(pool())) == {
        "components": 10,
        "customer": 15,
        "aws": 15,
        "shared": 10,
        "shift": 15,
    }


@pytest.mark.parametrize("count", [1, 20, 65])
def test_as_many_are_drawn_as_are_asked_for_and_none_twice(count):
    assert len({each.stem for each in drawn(pool(), count)}) == count


def test_a_skill_with_too_few_questions_gives_what_it_has_and_the_others_fill_up():
    assert seats({"components": 1, "customer": 100, "aws": 100, "shared": 0, "shift": 100}, 20) == {
        "components": 1,
        "customer": 7,
        "aws": 6,
        "shift": 6,
    }


def test_a_pool_that_is_too_small_is_drawn_whole():
    assert len(drawn([candidate(number, "aws") for number in range(7)])) == 7


def test_two_questions_with_one_stem_are_never_both_asked():
    twins = [candidate(number, "aws", stem="Who?", cell=number) for number in range(5)]

    assert len(drawn(twins, 5)) == 1


def test_no_two_are_settled_by_one_cell_while_other_cells_are_left():
    same = [candidate(number, "aws", cell="ec2/guest-os") for number in range(100)]
    others = [candidate(number, "aws", stem=f"other {number}") for number in range(9)]

    cells = Counter(each.cell for each in drawn([*same, *others], 10))

    assert cells["ec2/guest-os"] == 1


def test_what_was_answered_lately_comes_back_only_when_nothing_else_is_left():
    recent = [candidate(number, "aws", is_recent=True) for number in range(50)]
    fresh = [candidate(number, "aws", stem=f"fresh {number}", tier=2) for number in range(8)]

    assert sum(each.is_recent for each in drawn([*recent, *fresh], 10)) == 2


def test_services_beyond_the_exam_are_asked_about_only_when_nothing_else_is_left():
    beyond = [candidate(number, "aws", stem=f"beyond {number}", cell=number, tier=2) for number in range(50)]
    further = [candidate(number, "aws", stem=f"further {number}", cell=100 + number, tier=1) for number in range(4)]
    core = [candidate(number, "aws", stem=f"core {number}", cell=200 + number) for number in range(4)]

    assert Counter(each.tier for each in drawn([*beyond, *further, *core], 10)) == {0: 4, 1: 4, 2: 2}


def test_one_question_in_ten_is_on_a_further_service():
    further = [
        candidate(number, skill, stem=f"{skill} f {number}", cell=f"{skill} f {number}", tier=1)
        for number in range(60)
        for skill in WEIGHTS
    ]

    assert Counter(each.tier for each in drawn([*pool(), *further], 60)) == {0: 54, 1: 6}


def test_near_twins_are_not_drawn_while_there_are_others_and_stand_apart_where_there_are_not():
    like = [QuestionLikeness(frozenset({f"task {number // 2}"})) for number in range(30)]
    twins = [candidate(n, "aws", stem=f"t {n}", cell=f"t {n}", likeness=like[n]) for n in range(30)]

    assert len({each.likeness for each in drawn(twins, 15)}) == 15
    order = [each.likeness for each in drawn(twins, 30)]
    assert min(after - before for before, after in places_of_twins(order)) > APART


def places_of_twins(order):
    return [(a, b) for a in range(len(order)) for b in range(a + 1, len(order)) if order[a].is_near(order[b])]


def test_one_question_in_five_asks_for_several_options_where_there_are_enough():
    several = [
        candidate(number, skill, form=Form.CHOOSE_N, stem=f"n {number}{skill}", cell=f"n {number}{skill}")
        for number in range(30)
        for skill in WEIGHTS
    ]

    forms = Counter(each.form for each in drawn([*pool(), *several], 65))

    assert forms == {Form.CHOOSE_ONE: 52, Form.CHOOSE_N: 13}


def test_services_take_turns_and_the_best_known_come_twice_as_often():
    known = [
        candidate(number, "aws", service="s3", is_prominent=True, stem=f"s3 {number}", cell=number)
        for number in range(60)
    ]
    others = [candidate(number, "aws", service=f"service {number % 4}", cell=-number) for number in range(60)]

    services = Counter(each.service for each in drawn([*known, *others], 24))

    assert services["s3"] == 8
    assert {services[f"service {number}"] for number in range(4)} == {4}


def test_another_chance_draws_other_questions_in_another_order():
    assert {each.stem for each in drawn(pool(), seed=1)} != {each.stem for each in drawn(pool(), seed=2)}
