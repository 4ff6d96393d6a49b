"""Whether derived questions are spread well over services, layers, generators, stems and rationales."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bank.checks.snapshot import SnapshotQuestion
from bank.generators.wording import statement
from bank.models import Needs
from matrix.facts import Facts
from matrix.models import ExamWeight, Side

SENTENCE_AT_MOST = 0.02  # of all reasons
TASK_IS_KEY_AT_MOST = 0.01  # of all questions
STEM_IN_AT_MOST = 60  # questions
GENERATOR_SHARE_AT_MOST = 0.12  # of all questions
MOVING_AT_LEAST = 0.5  # of all questions
RULES_AT_MOST = 0.2  # of derived questions
ENOUGH = 200  # fewer questions say little about their spread
SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z“])")


def sentences_heard(items: Sequence[SnapshotQuestion]) -> Counter[str]:
    return Counter(
        sentence
        for item in items
        for option in item.options
        for sentence in set(SENTENCE_END.split(option.rationale.strip()))
    )


def stems_used(items: Sequence[SnapshotQuestion], patterns: Mapping[str, str]) -> Counter[str]:
    return Counter(patterns.get(item.slug, item.stem) for item in items)


def largest_generator(items: Sequence[SnapshotQuestion]) -> tuple[str, float]:
    """Return the generator with most questions, and its share of all questions."""
    by_generator = Counter(item.generator for item in items if item.generator)
    if not by_generator:
        return "", 0.0
    name, most = by_generator.most_common(1)[0]
    return name, most / len(items)


def tasks_as_keys(items: Sequence[SnapshotQuestion], facts: Facts) -> Counter[str]:
    """Count the texts that are a key and name a task; "AWS" or a service is none."""
    tasks = {task.phrase.lower() for task in facts.common_tasks.values()}
    tasks |= {statement(side, task.phrase).lower() for task in facts.common_tasks.values() for side in Side}
    tasks |= {duty.task.lower() for duty in facts.duties.values()}
    return Counter(
        option.text for item in items for option in item.options if option.is_key and option.text.lower() in tasks
    )


def share_on_moving_layers(items: Sequence[SnapshotQuestion], facts: Facts) -> float:
    moving = layers_that_move(facts)
    return sum(_settling(item)[1] in moving for item in items if item.cells) / len(items) if items else 0.0


def layers_that_move(facts: Facts) -> list[str]:
    """Return the layers whose owner differs over the services that do not stand at the customer's site."""
    services = [service for service in facts.services.values() if not service.is_hybrid]
    return [slug for slug, layer in facts.layers.items() if facts.owner_over(layer, services) is None]


def share_of_rules(items: Sequence[SnapshotQuestion]) -> float:
    derived = [item for item in items if item.generator]
    return sum(item.needs == Needs.RULE for item in derived) / len(derived) if derived else 0.0


def questions_by_service(items: Sequence[SnapshotQuestion], facts: Facts) -> dict[str, int]:
    met = Counter(_settling(item)[0] for item in items if item.cells)
    return {slug: met[slug] for slug in facts.services}


def questions_by_layer(items: Sequence[SnapshotQuestion], facts: Facts) -> dict[str, int]:
    met = Counter(_settling(item)[1] for item in items if item.cells)
    return {slug: met[slug] for slug in facts.layers}


def _settling(item: SnapshotQuestion) -> tuple[str, str]:
    service, _, layer = item.cells[0].partition("/")
    return service, layer


def weight_of_core(by_service: Mapping[str, int], facts: Facts) -> float:
    core = [number for slug, number in by_service.items() if _is_core(slug, facts)]
    others = [number for slug, number in by_service.items() if not _is_core(slug, facts)]
    if not core or not sum(others):
        return 0.0
    return (sum(core) / len(core)) / (sum(others) / len(others))


def _is_core(slug: str, facts: Facts) -> bool:
    return slug in facts.services and facts.services[slug].exam_weight == ExamWeight.CORE


def problems_of_spread(items: Sequence[SnapshotQuestion], patterns: Mapping[str, str], facts: Facts) -> Iterator[str]:
    for stem, times in stems_used(items, patterns).most_common():
        if times <= STEM_IN_AT_MOST:
            break
        yield f"{times} questions ask “{stem}”; at most {STEM_IN_AT_MOST} may. Add wordings to their generator."
    if len(items) >= ENOUGH:
        yield from _problems_of_repeats(items, facts)
        yield from _problems_of_balance(items, facts)


def _problems_of_repeats(items: Sequence[SnapshotQuestion], facts: Facts) -> Iterator[str]:
    reasons = sum(len(item.options) for item in items)
    for sentence, times in sentences_heard(items).most_common():
        if times <= SENTENCE_AT_MOST * reasons:
            break
        yield (
            f"{times} of {reasons} options give the reason “{sentence}”; at most {SENTENCE_AT_MOST:.0%} may. "
            "Word it in more ways."
        )
    for task, times in tasks_as_keys(items, facts).most_common():
        if times <= TASK_IS_KEY_AT_MOST * len(items):
            break
        yield (
            f"“{task}” is the key of {times} questions; at most {TASK_IS_KEY_AT_MOST:.0%} may have one task as key. "
            "Let generators ask less about it."
        )


def _problems_of_balance(items: Sequence[SnapshotQuestion], facts: Facts) -> Iterator[str]:
    name, share = largest_generator(items)
    if share > GENERATOR_SHARE_AT_MOST:
        yield (
            f"{name} gives {share:.0%} of the questions; at most {GENERATOR_SHARE_AT_MOST:.0%} may come from "
            "one generator. Let it ask about fewer facts, or others about more."
        )
    if (moving := share_on_moving_layers(items, facts)) < MOVING_AT_LEAST:
        yield (
            f"{moving:.0%} of the questions are about layers that move; at least {MOVING_AT_LEAST:.0%} have to be. "
            "Let generators ask more about them."
        )
    if (rules := share_of_rules(items)) > RULES_AT_MOST:
        yield (
            f"{rules:.0%} of the derived questions are answered by a rule; at most {RULES_AT_MOST:.0%} may be. "
            "Let generators ask more about single services."
        )
    derived = [item for item in items if item.generator]
    by_service, by_layer = questions_by_service(derived, facts), questions_by_layer(derived, facts)
    for slug in [slug for slug, number in [*by_service.items(), *by_layer.items()] if number == 0]:
        yield f"{slug}: no derived question is settled there. Let a generator ask about it."
    weight = weight_of_core(by_service, facts)
    if 0 < weight <= 1:
        yield (
            "Core services have no more derived questions than the others: "
            f"{weight:.1f} times as many each. Let generators leave out more of the others."
        )
