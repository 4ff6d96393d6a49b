"""Whether derived questions are spread well over services, layers, generators, stems and rationales."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bank.checks.snapshot import SnapshotQuestion
from matrix.facts import Facts
from matrix.models import ExamWeight

SENTENCE_IN_AT_MOST = 20  # options
STEM_IN_AT_MOST = 60  # questions
GENERATOR_SHARE_AT_MOST = 0.2
ENOUGH = 200  # fewer derived questions say little about their spread
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
    by_generator = Counter(item.generator for item in items if item.generator)
    if not by_generator:
        return "", 0.0
    name, most = by_generator.most_common(1)[0]
    return name, most / by_generator.total()


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
    for sentence, times in sentences_heard(items).most_common():
        if times <= SENTENCE_IN_AT_MOST:
            break
        yield f"{times} options give the reason “{sentence}”; at most {SENTENCE_IN_AT_MOST} may. Word it in more ways."
    for stem, times in stems_used(items, patterns).most_common():
        if times <= STEM_IN_AT_MOST:
            break
        yield f"{times} questions ask “{stem}”; at most {STEM_IN_AT_MOST} may. Add wordings to their generator."
    derived = [item for item in items if item.generator]
    if len(derived) >= ENOUGH:
        yield from _problems_of_balance(derived, facts)


def _problems_of_balance(derived: Sequence[SnapshotQuestion], facts: Facts) -> Iterator[str]:
    name, share = largest_generator(derived)
    if share > GENERATOR_SHARE_AT_MOST:
        yield (
            f"{name} gives {share:.0%} of the derived questions; at most {GENERATOR_SHARE_AT_MOST:.0%} may come from "
            "one generator. Let it ask about fewer facts, or others about more."
        )
    by_service, by_layer = questions_by_service(derived, facts), questions_by_layer(derived, facts)
    for slug in [slug for slug, number in [*by_service.items(), *by_layer.items()] if number == 0]:
        yield f"{slug}: no derived question is settled there. Let a generator ask about it."
    weight = weight_of_core(by_service, facts)
    if 0 < weight <= 1:
        yield (
            "Core services have no more derived questions than the others: "
            f"{weight:.1f} times as many each. Let generators leave out more of the others."
        )
