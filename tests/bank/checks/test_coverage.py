from dataclasses import replace

import pytest

from bank.checks import coverage
from bank.models import Needs
from matrix import facts
from tests.helpers.checked_banks import asked

pytestmark = pytest.mark.django_db

EC2, SNOW = "ec2/guest-os", "snow/physical-facilities"


@pytest.fixture
def known() -> facts.Facts:
    return facts.current()


def problems(items, known, patterns=None) -> str:
    return "\n".join(coverage.problems_of_spread(items, patterns or {}, known))


def varied(number: int, *, often: str = "", every: int = 40):
    """So many questions with reasons of their own; a sentence is added to one in so many."""
    return [
        asked(
            f"one-{each}", f"Who {each}?", "You", rationale=f"So {each}. {often if each % every == 0 else ''}".strip()
        )
        for each in range(number)
    ]


def test_a_reason_that_is_heard_too_often_is_named(known):
    items = varied(200, often="You patch it.")

    assert "5 of 200 options give the reason “You patch it.”; at most 2% may." in problems(items, known)


def test_a_reason_that_is_heard_seldom_is_fine(known):
    items = varied(200, often="You patch it.", every=50)

    assert "give the reason" not in problems(items, known)


def test_a_task_that_is_the_key_too_often_is_named(known):
    items = varied(197) + [
        asked(f"patch-{each}", f"Which {each}?", "Patch the operating system", rationale=f"Why {each}.")
        for each in range(3)
    ]

    assert "“Patch the operating system” is the key of 3 questions; at most 1%" in problems(items, known)


def test_a_sentence_counts_once_for_each_option(known):
    item = asked("one", "Who?", "You", rationale="You patch it. You patch it.")

    assert coverage.sentences_heard([item])["You patch it."] == 1


def test_a_stem_is_counted_with_its_slots_blank(known):
    items = [asked(f"one-{number}", "Who patches EC2?", "You", rationale=f"So {number}.") for number in range(61)]
    patterns = {item.slug: "Who patches {service}?" for item in items}

    assert "61 questions ask “Who patches {service}?”; at most 60 may." in problems(items, known, patterns)
    assert problems(items[:60], known, patterns) == ""


def spread_over(known, *, more_of: str = "", times: int = 1):
    """A question on each cell, from several generators in turn; more of one service if asked for."""
    cells = [cell.path for cell in known.cells.values()]
    cells += [path for path in cells if path.startswith(f"{more_of}/")] * times
    return [
        asked(f"item-{number}", f"Who owns {path} {number}?", "AWS", rationale=f"So {number}.", cells=[path])
        for number, path in enumerate(cells)
    ]


def with_generators(items, *names):
    return [
        asked(item.slug, item.stem, "AWS", rationale=item.options[0].rationale, cells=item.cells, generator=name)
        for number, item in enumerate(items)
        for name in [names[number % len(names)]]
    ]


NINE = ("twins", "moves", "tasks", "layers", "owners", "pairs", "rows", "lines", "cases")


def test_one_generator_may_not_give_most(known):
    told = problems(with_generators(spread_over(known), "twins", "moves", "tasks"), known)

    assert "gives 33% of the questions; at most 12%" in told


def test_nine_generators_that_give_as_much_each_are_fine(known):
    items = with_generators(spread_over(known, more_of="ec2"), *NINE)

    assert problems(items, known) == ""


def test_questions_on_layers_that_never_move_may_not_be_most(known):
    fixed = [path for path in (cell.path for cell in known.cells.values()) if path.endswith("/virtualization")]
    items = [
        asked(f"item-{number}", f"Who {number}?", "AWS", rationale=f"So {number}.", cells=[fixed[number % len(fixed)]])
        for number in range(200)
    ]

    assert "0% of the questions are about layers that move; at least 50% have to be." in problems(items, known)


def test_rules_may_not_answer_most(known):
    items = [
        replace(item, needs=Needs.RULE) if number % 4 == 0 else item
        for number, item in enumerate(with_generators(spread_over(known, more_of="ec2"), *NINE))
    ]

    assert "25% of the derived questions are answered by a rule; at most 20% may be." in problems(items, known)


def test_a_service_and_a_layer_that_nobody_asks_about_are_named(known):
    items = [
        item
        for item in with_generators(spread_over(known, more_of="ec2"), *NINE)
        if not item.cells[0].startswith("snow/") and not item.cells[0].endswith("/guest-os")
    ]

    told = problems(items, known)

    assert "snow: no derived question is settled there." in told
    assert "guest-os: no derived question is settled there." in told


def test_core_services_have_to_weigh_most(known):
    items = with_generators(spread_over(known, more_of="snow", times=5), *NINE)

    assert "Core services have no more derived questions than the others" in problems(items, known)


def test_a_few_questions_say_nothing_about_balance(known):
    assert problems([asked("one", "Who?", "You", generator="twins", cells=[EC2])], known) == ""


def test_weight_is_by_service_and_not_by_question(known):
    core = sum(service.exam_weight == "core" for service in known.services.values())
    by_service = dict.fromkeys(known.services, 1) | {"ec2": 1 + core}

    assert coverage.weight_of_core(by_service, known) == pytest.approx(2.0)
