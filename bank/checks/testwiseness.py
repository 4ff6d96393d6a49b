"""What a person who knows no facts could guess from the form of the options.

Each cue scores the options of a question by one property; the guesser takes the highest score, at random between
equals. A cue that does much better than chance is a leak: learners find it too, and then scores measure test-taking
skill.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from bank.checks.snapshot import SnapshotQuestion
from bank.models import Form
from bank.words import content_words, words_of

OVER_THE_BANK_AT_MOST = 0.05
IN_A_GENERATOR_AT_MOST = 0.12
BY_HAND_AT_MOST = 0.10
BY_HAND = "by hand"
# With fewer questions, luck alone can gain that much.
ITEMS_TO_JUDGE_THE_BANK = 200
ITEMS_TO_JUDGE_A_GENERATOR = 30

Cue = Callable[[SnapshotQuestion], list[float]]

ABSOLUTES = frozenset(words_of("all alone always any each every never no none nothing only whatever whole"))


def longest(item: SnapshotQuestion) -> list[float]:
    return [len(option.text) for option in item.options]


def shortest(item: SnapshotQuestion) -> list[float]:
    return [-len(option.text) for option in item.options]


def shared_word(item: SnapshotQuestion) -> list[float]:
    said = [content_words(option.text) for option in item.options]
    heard = content_words(item.stem)
    return [len((own & heard).difference(*(said[:number] + said[number + 1 :]))) for number, own in enumerate(said)]


def only_one(words: Iterable[str], *, has: bool) -> Cue:
    telling = set(words)

    def cue(item: SnapshotQuestion) -> list[float]:
        found = [float(bool(telling & set(words_of(option.text))) == has) for option in item.options]
        return found if sum(found) == 1 else [0.0] * len(found)

    return cue


def odd_in_form(item: SnapshotQuestion) -> list[float]:
    forms = [form_of(option.text) for option in item.options]
    return [
        sum(
            all(other[number] != way for place, other in enumerate(forms) if place != index)
            and len({other[number] for place, other in enumerate(forms) if place != index}) == 1
            for number, way in enumerate(form)
        )
        for index, form in enumerate(forms)
    ]


def form_of(text: str) -> tuple[object, ...]:
    words = words_of(text)
    return (
        "," in text or ";" in text,
        ":" in text,
        "(" in text or "“" in text,
        bool(re.search(r"\d", text)),
        "and" in words,
        "or" in words,
        bool({"your", "yours", "you"} & set(words)),
        bool(re.search(r"\b[A-Z]{2,}", text)),
        bool({"not", "no", "never", "without", "nothing", "none"} & set(words)),
        bool(ABSOLUTES & set(words)),
        words[:1] in (["the"], ["a"], ["an"]),
        len(words) == 1,
    )


def at_position(place: int) -> Cue:
    """Options of most forms are shuffled in each attempt, so that only a form with a fixed order tells by place."""

    def cue(item: SnapshotQuestion) -> list[float]:
        fixed = not Form(item.form).is_shuffled
        return [float(fixed and number == place) for number in range(len(item.options))]

    return cue


def unlike(cue: Cue) -> Cue:
    return lambda item: [-score for score in cue(item)]


CUSTOMER, COMPANY, YOU = ("customer", "customers"), ("company", "companies"), ("you", "your", "yours")
CUES: dict[str, Cue] = {
    "the longest option": longest,
    "the shortest option": shortest,
    "the option that alone repeats words of the stem": shared_word,
    "the only option with “AWS”": only_one(["aws"], has=True),
    "the only option with “customer”": only_one(CUSTOMER, has=True),
    "the only option with “you”": only_one(YOU, has=True),
    "the only option with “company”": only_one(COMPANY, has=True),
    "the only option without “company”": only_one(COMPANY, has=False),
    "the only option without “AWS”": only_one(["aws"], has=False),
    "the only option without “you”": only_one(YOU, has=False),
    "the only option with “all”, “only” or “never”": only_one(ABSOLUTES, has=True),
    "the option that is built otherwise": odd_in_form,
    "any option but the one that is built otherwise": unlike(odd_in_form),
    "any option but the one that repeats the stem": unlike(shared_word),
    **{f"option {place + 1}": at_position(place) for place in range(6)},
}


@dataclass(frozen=True)
class Leak:
    cue: str
    generator: str | None
    won: float
    chance: float
    items: int

    @property
    def gain(self) -> float:
        return self.won - self.chance

    @property
    def is_too_much(self) -> bool:
        if self.generator is None:
            return self.items >= ITEMS_TO_JUDGE_THE_BANK and self.gain > OVER_THE_BANK_AT_MOST
        most = BY_HAND_AT_MOST if self.generator == BY_HAND else IN_A_GENERATOR_AT_MOST
        return self.items >= ITEMS_TO_JUDGE_A_GENERATOR and self.gain > most

    def __str__(self) -> str:
        return (
            f"Taking {self.cue} is right in {self.won:.0%} of the {self.items} questions "
            f"{f'of {self.generator}' if self.generator else 'of the bank'}, by chance in {self.chance:.0%}"
        )


def won_with(cue: Cue, item: SnapshotQuestion) -> float:
    """Return the expected share of right marks when as many options are taken as there are keys."""
    scores = cue(item)
    wanted = sum(option.is_right for option in item.options)
    left, won = wanted, 0.0
    for score in sorted(set(scores), reverse=True):
        alike = [option.is_right for option, own in zip(item.options, scores, strict=True) if own == score]
        taken = min(left, len(alike))
        won += taken * sum(alike) / len(alike)
        left -= taken
    return won / wanted


def chance(item: SnapshotQuestion) -> float:
    return sum(option.is_right for option in item.options) / len(item.options)


def measured(cue: str, items: Sequence[SnapshotQuestion], generator: str | None = None) -> Leak:
    return _leak(cue, generator, [won_with(CUES[cue], item) for item in items], [*map(chance, items)])


def _leak(cue: str, generator: str | None, won: Collection[float], by_chance: Collection[float]) -> Leak:
    return Leak(cue, generator, sum(won) / len(won), sum(by_chance) / len(won), len(won))


def gains(items: Sequence[SnapshotQuestion]) -> list[Leak]:
    answerable = [item for item in items if any(option.is_right for option in item.options)]
    if not answerable:
        return []
    by_chance = [*map(chance, answerable)]
    won = {name: [won_with(cue, item) for item in answerable] for name, cue in CUES.items()}
    places: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(answerable):
        places[item.generator or BY_HAND].append(place)
    found = [_leak(cue, None, won[cue], by_chance) for cue in CUES]
    for generator, own in sorted(places.items()):
        chances = [by_chance[place] for place in own]
        found += [_leak(cue, generator, [won[cue][place] for place in own], chances) for cue in CUES]
    return found


def leaks(found: Iterable[Leak]) -> list[Leak]:
    return [leak for leak in found if leak.is_too_much]
