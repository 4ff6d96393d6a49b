"""Problems of the questions as a whole. Each is a line that says what to do."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from re import Pattern
from typing import Any

from bank.checks import coverage, learned_cues, testwiseness
from bank.checks.confirmations import Reader
from bank.checks.snapshot import SnapshotQuestion, normalized
from bank.checks.untaught import explained_names, untaught
from bank.checks.wording import options_alike, wording_problems
from bank.conflicts import Conflict, tested_but_never_asked
from bank.generators import all_drafts
from bank.generators.wording import names_of
from lessons.editing.readability import GRADE_AT_MOST, grade, names_pattern
from lessons.glossary import terms
from matrix.facts import Facts

LONGEST_IS_KEY_AT_MOST = 0.30  # chance is 0.25 for one of four


@lru_cache(maxsize=1)
def raw_slugs(facts: Facts) -> frozenset[str]:
    slugs = {*facts.services, *facts.layers, *facts.controls, *facts.scenarios}
    return frozenset(slug for slug in slugs | {duty.slug for duty in facts.duties.values()} if "-" in slug)


@lru_cache(maxsize=1)
def reader_of(facts: Facts) -> Reader:
    return Reader(facts, {slug: names_of(service) for slug, service in facts.services.items()})


@lru_cache(maxsize=1)
def names_in(facts: Facts) -> Pattern[str]:
    return names_pattern(name for service in facts.services.values() for name in names_of(service))


@dataclass(frozen=True)
class PublishedBank:
    asked: Sequence[SnapshotQuestion]
    refuted: Sequence[Conflict]
    facts: Facts
    own: Sequence[SnapshotQuestion] = ()  # of courses that are not about the matrix

    @property
    def all(self) -> list[SnapshotQuestion]:
        return [*self.asked, *self.own]

    @cached_property
    def slips(self) -> list[tuple[str, str]]:
        raw = raw_slugs(self.facts)
        return [(item.slug, slip) for item in self.all for slip in wording_problems(item, raw)]

    @cached_property
    def alike(self) -> list[tuple[str, str]]:
        return [(item.slug, pair) for item in self.all for pair in options_alike(item)]

    @cached_property
    def defensible(self) -> list[tuple[str, str]]:
        reader = reader_of(self.facts)
        return [(item.slug, why) for item in self.asked for why in reader.defensible(item)]

    @cached_property
    def untaught(self) -> dict[str, list[str]]:
        return untaught(self.asked, explained_names(self.facts, terms(self.facts)))

    @cached_property
    def grades(self) -> dict[str, float]:
        names = names_in(self.facts)
        return {item.slug: grade(whole_text(item), names) for item in self.asked}

    @cached_property
    def patterns(self) -> dict[str, str]:
        return {draft.slug: draft.pattern for draft in all_drafts(self.facts)}

    @cached_property
    def gains(self) -> list[testwiseness.Leak]:
        return testwiseness.gains(self.asked)

    @cached_property
    def learned(self) -> list[learned_cues.Learned]:
        return learned_cues.learned(self.asked, self.facts)

    @property
    def derived(self) -> list[SnapshotQuestion]:
        return [item for item in self.asked if item.generator]


def whole_text(item: SnapshotQuestion) -> str:
    parts = [item.stem]
    for option in item.options:
        parts += [option.text if option.text.endswith((".", "?")) else f"{option.text}.", option.rationale]
    return " ".join(parts)


def figures(bank: PublishedBank) -> dict[str, Any]:
    asked = bank.asked
    return {
        "items": len(asked),
        "items_of_own_courses": len(bank.own),
        "items_by_generator": dict(sorted(Counter(item.generator or testwiseness.BY_HAND for item in asked).items())),
        "options_without_rationale": len(list(options_without_rationale(bank.all))),
        "conflicts": len(bank.refuted),
        "low_confidence_asked": len(tested_but_never_asked(bank.facts)),
        "duplicate_stems_different_keys": len(list(same_stem_other_key(bank.all))),
        "longest_is_key_share": round(longest_is_key_share(asked), 3),
        "wording_slips": len(bank.slips),
        "options_alike": len(bank.alike),
        "distractors_true_elsewhere": len(bank.defensible),
        "names_untaught": len(bank.untaught),
        **_figures_of_reading(bank),
        **_figures_of_spread(bank),
        **_figures_of_cues(bank),
    }


def _figures_of_reading(bank: PublishedBank) -> dict[str, Any]:
    grades = bank.grades.values()
    return {
        "items_hard_to_read": sum(own > GRADE_AT_MOST for own in grades),
        "highest_grade": round(max(grades, default=0.0), 1),
        "mean_grade": round(sum(grades) / len(grades), 1) if grades else 0.0,
    }


def _figures_of_spread(bank: PublishedBank) -> dict[str, Any]:
    by_service = coverage.questions_by_service(bank.derived, bank.facts)
    by_layer = coverage.questions_by_layer(bank.derived, bank.facts)
    return {
        "sentence_in_most_options": max(coverage.sentences_heard(bank.asked).values(), default=0),
        "stem_in_most_items": max(coverage.stems_used(bank.asked, bank.patterns).values(), default=0),
        "largest_generator_share": round(coverage.largest_generator(bank.asked)[1], 3),
        "task_is_key_of_most_items": max(coverage.tasks_as_keys(bank.asked, bank.facts).values(), default=0),
        "share_on_moving_layers": round(coverage.share_on_moving_layers(bank.asked, bank.facts), 3),
        "share_answered_by_rules": round(coverage.share_of_rules(bank.asked), 3),
        "services_met": sum(number > 0 for number in by_service.values()),
        "layers_met": sum(number > 0 for number in by_layer.values()),
        "weight_of_core_services": round(coverage.weight_of_core(by_service, bank.facts), 2),
    }


def _figures_of_cues(bank: PublishedBank) -> dict[str, Any]:
    return {
        "cues": {leak.cue: round(leak.gain, 3) for leak in bank.gains if leak.generator is None},
        "cues_that_tell": len(testwiseness.leaks(bank.gains)),
        "learned_cues": {
            each.group: [each.questions, round(each.first_word, 3), round(each.all_words, 3)] for each in bank.learned
        },
    }


def problems(bank: PublishedBank) -> Iterator[str]:
    for slug, text in options_without_rationale(bank.all):
        yield f"{slug}: say why the option “{text}” is right or wrong."
    for conflict in bank.refuted:
        yield f"{conflict.item.slug}: correct or withdraw it. {conflict.proof}"
    for stem, slugs in same_stem_other_key(bank.all):
        yield f"{', '.join(slugs)}: they ask the same and have different keys. Tell their questions apart: “{stem}”"
    yield from _problems_of_texts(bank)
    yield from _problems_of_length(bank.asked)
    if len(bank.own) >= learned_cues.FEWEST_OF_A_KIND:
        yield from _problems_of_length(bank.own)
    for leak in testwiseness.leaks(bank.gains):
        yield f"{leak}. Choose or word options so that it says nothing about the key."
    yield from learned_cues.problems_of_cues(bank.learned)
    yield from coverage.problems_of_spread(bank.asked, bank.patterns, bank.facts)


def _problems_of_texts(bank: PublishedBank) -> Iterator[str]:
    for slug, slip in bank.slips:
        yield f"{slug}: {slip}. Correct the text, or the fact or wording that it is made of."
    for slug, pair in bank.alike:
        yield f"{slug}: {pair}. Replace one of them."
    for slug, why in bank.defensible:
        yield f"{slug}: {why}. Replace the distractor, or make the stem say what it is about."
    for name, slugs in bank.untaught.items():
        yield (
            f"{', '.join(slugs[:3])}: nothing explains “{name}”. Give it a glossary entry, "
            f"or word all questions that use it otherwise ({len(slugs)})."
        )
    for slug, own in bank.grades.items():
        if own > GRADE_AT_MOST:
            yield (
                f"{slug}: it reads at grade {own:.1f}; at most {GRADE_AT_MOST:.0f} may be. "
                "Use shorter sentences and words."
            )


def _problems_of_length(asked: Sequence[SnapshotQuestion]) -> Iterator[str]:
    share = longest_is_key_share(asked)
    if share > LONGEST_IS_KEY_AT_MOST:
        yield (
            f"The longest option is the key in {share:.0%} of the questions with four options; at most "
            f"{LONGEST_IS_KEY_AT_MOST:.0%} may be. Shorten keys or lengthen distractors: "
            f"{', '.join(item.slug for item in asked if chance_of_longest(item) == 1)}"
        )


def options_without_rationale(asked: Sequence[SnapshotQuestion]) -> Iterator[tuple[str, str]]:
    for item in asked:
        for option in item.options:
            if not option.rationale.strip():
                yield item.slug, option.text


def same_stem_other_key(asked: Sequence[SnapshotQuestion]) -> Iterator[tuple[str, list[str]]]:
    by_stem: dict[str, list[SnapshotQuestion]] = defaultdict(list)
    for item in asked:
        by_stem[normalized(item.stem)].append(item)
    for items in by_stem.values():
        if len({item.keys for item in items}) > 1:
            yield items[0].stem, [item.slug for item in items]


def longest_is_key_share(asked: Sequence[SnapshotQuestion]) -> float:
    """Return the success rate of choosing the longest of four options: 0.25 by chance, 0.0 without questions."""
    of_four = [item for item in asked if len(item.options) == 4]
    return sum(map(chance_of_longest, of_four)) / len(of_four) if of_four else 0.0


def chance_of_longest(item: SnapshotQuestion) -> float:
    longest = max((len(option.text) for option in item.options), default=0)
    candidates = [option for option in item.options if len(option.text) == longest]
    return sum(option.is_key for option in candidates) / len(candidates) if candidates else 0.0
