import pytest

from bank.checks import coverage
from matrix import facts
from tests.helpers.checked_banks import asked, bank

pytestmark = pytest.mark.django_db

EC2, SNOW = "ec2/guest-os", "snow/physical-facilities"


@pytest.fixture
def known() -> facts.Facts:
    return facts.current()


def problems(items, known, patterns=None) -> str:
    return "\n".join(coverage.problems_of_spread(items, patterns or {}, known))


def test_a_reason_that_is_heard_too_often_is_named(known):
    items = bank(asked("one", "Who?", "You", rationale="AWS runs EC2. You patch it."), times=21)

    assert "21 options give the reason “You patch it.”; at most 20 may." in problems(items, known)


def test_a_reason_that_is_heard_twenty_times_is_fine(known):
    items = bank(asked("one", "Who?", "You", rationale="AWS runs EC2. You patch it."), times=20)

    assert problems(items, known) == ""


def test_a_sentence_counts_once_for_each_option(known):
    item = asked("one", "Who?", "You", rationale="You patch it. You patch it.")

    assert coverage.sentences_heard([item])["You patch it."] == 1


def test_a_stem_is_counted_with_its_slots_blank(known):
    items = [asked(f"one-{number}", "Who patches EC2?", "You", rationale=f"So {number}.") for number in range(61)]
    patterns = {item.slug: "Who patches {service}?" for item in items}

    assert "61 questions ask “Who patches {service}?”; at most 60 may." in problems(items, known, patterns)
    assert problems(items[:60], known, patterns) == ""


def spread_over(known, *, more_of: str = "", times: int = 1):
    """A question on each cell, from six generators in turn; more of one service if asked for."""
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


SIX = ("twins", "moves", "tasks", "layers", "owners", "pairs")


def test_one_generator_may_not_give_most(known):
    told = problems(with_generators(spread_over(known), "twins", "moves", "tasks"), known)

    assert "gives 33% of the derived questions; at most 20%" in told


def test_six_generators_that_give_as_much_each_are_fine(known):
    items = with_generators(spread_over(known, more_of="ec2"), *SIX)

    assert problems(items, known) == ""


def test_a_service_and_a_layer_that_nobody_asks_about_are_named(known):
    items = [
        item
        for item in with_generators(spread_over(known, more_of="ec2"), *SIX)
        if not item.cells[0].startswith("snow/") and not item.cells[0].endswith("/guest-os")
    ]

    told = problems(items, known)

    assert "snow: no derived question is settled there." in told
    assert "guest-os: no derived question is settled there." in told


def test_core_services_have_to_weigh_most(known):
    items = with_generators(spread_over(known, more_of="snow", times=5), *SIX)

    assert "Core services have no more derived questions than the others" in problems(items, known)


def test_a_few_questions_say_nothing_about_balance(known):
    assert problems([asked("one", "Who?", "You", generator="twins", cells=[EC2])], known) == ""


def test_weight_is_by_service_and_not_by_question(known):
    core = sum(service.exam_weight == "core" for service in known.services.values())
    by_service = dict.fromkeys(known.services, 1) | {"ec2": 1 + core}

    assert coverage.weight_of_core(by_service, known) == pytest.approx(2.0)
