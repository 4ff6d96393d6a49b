"""What is wrong with the questions as a whole. Each problem is a line that says what to do."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from matrix.facts import Facts
from quizzes.contradicting import Conflict, tested_but_never_asked
from quizzes.models import Item, Option

LONGEST_IS_KEY_AT_MOST = 0.30  # one of four by chance is 0.25
BY_HAND = "by hand"


@dataclass(frozen=True)
class Offered:
    """One option as the checks need it."""

    text: str
    is_key: bool
    rationale: str


@dataclass(frozen=True)
class Asked:
    """One published question as the checks need it."""

    slug: str
    stem: str
    generator: str = ""
    options: list[Offered] = field(default_factory=list)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(normalized(option.text) for option in self.options if option.is_key)


def questions() -> list[Asked]:
    """All published questions, in two queries."""
    published = Item.objects.exclude(published=None).order_by("slug")
    asked = {
        version: Asked(slug, stem, generator)
        for version, slug, stem, generator in published.values_list(
            "published", "slug", "published__stem", "generator"
        )
    }
    options = Option.objects.filter(version__in=published.order_by().values("published"))
    for version, text, is_key, rationale in options.order_by("position").values_list(
        "version", "text", "is_key", "rationale"
    ):
        asked[version].options.append(Offered(text, is_key, rationale))
    return list(asked.values())


def figures(asked: Sequence[Asked], refuted: Sequence[Conflict], facts: Facts) -> dict[str, Any]:
    """`refuted` are the conflicts that nobody has decided to keep."""
    return {
        "items": len(asked),
        "items_by_generator": dict(sorted(Counter(item.generator or BY_HAND for item in asked).items())),
        "options_without_rationale": len(list(options_without_rationale(asked))),
        "conflicts": len(refuted),
        "low_confidence_asked": len(tested_but_never_asked(facts)),
        "duplicate_stems_different_keys": len(list(same_stem_other_key(asked))),
        "longest_is_key_share": round(longest_is_key_share(asked), 3),
    }


def problems(asked: Sequence[Asked], refuted: Sequence[Conflict]) -> Iterator[str]:
    for slug, text in options_without_rationale(asked):
        yield f"{slug}: say why the option “{text}” is right or wrong."
    for conflict in refuted:
        yield f"{conflict.item.slug}: correct or withdraw it. {conflict.proof}"
    for stem, slugs in same_stem_other_key(asked):
        yield f"{', '.join(slugs)}: they ask the same and have different keys. Tell their questions apart: “{stem}”"
    share = longest_is_key_share(asked)
    if share > LONGEST_IS_KEY_AT_MOST:
        yield (
            f"The longest option is the key in {share:.0%} of the questions with four options; at most "
            f"{LONGEST_IS_KEY_AT_MOST:.0%} may be. Shorten keys or lengthen distractors: "
            f"{', '.join(item.slug for item in asked if chance_of_longest(item) == 1)}"
        )


def normalized(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .?!")


def options_without_rationale(asked: Sequence[Asked]) -> Iterator[tuple[str, str]]:
    for item in asked:
        for option in item.options:
            if not option.rationale.strip():
                yield item.slug, option.text


def same_stem_other_key(asked: Sequence[Asked]) -> Iterator[tuple[str, list[str]]]:
    """Stems that stand more than once with keys that differ, each with the questions that have it."""
    by_stem: dict[str, list[Asked]] = defaultdict(list)
    for item in asked:
        by_stem[normalized(item.stem)].append(item)
    for items in by_stem.values():
        if len({item.keys for item in items}) > 1:
            yield items[0].stem, [item.slug for item in items]


def longest_is_key_share(asked: Sequence[Asked]) -> float:
    """How often somebody who takes the longest of four options is right: 0.25 by chance, 0.0 without questions."""
    of_four = [item for item in asked if len(item.options) == 4]
    return sum(map(chance_of_longest, of_four)) / len(of_four) if of_four else 0.0


def chance_of_longest(item: Asked) -> float:
    """The chance of being right with the longest option, taking one of them where several are longest."""
    longest = max((len(option.text) for option in item.options), default=0)
    candidates = [option for option in item.options if len(option.text) == longest]
    return sum(option.is_key for option in candidates) / len(candidates) if candidates else 0.0
