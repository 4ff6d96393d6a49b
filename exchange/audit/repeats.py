"""Repeated questions: duplicates if their keys agree, contradictions if not."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from exchange.audit.findings import Certainty, Finding, FindingKind, places
from exchange.audit.questions import FoundOption, FoundQuestion
from exchange.audit.similarity import TooManyComparisons, alike
from exchange.audit.words import STOP, listed, normal_stem, stemmed, words

# Words that change what a question asks, however alike the rest is.
TURNS = listed("""
    not never no none except least most best worst only always false true incorrect correct cannot can't isn't aren't
    doesn't aws amazon amazon's aws's customer customers customer's customers' user users user's you your of in before
    after without with inherited shared specific first second minimum maximum lowest highest more less increase
    decrease inbound outbound public private at transit rest physical virtual
""")
OPTION_ALIKE = 0.6
STEMS_ALIKE = 0.6  # of content words
QUOTED = re.compile(r"[“\"]([^“”\"]{1,100})[”\"]")
CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]*")
REFERS_TO_LETTERS = re.compile(r"\b(?:[A-F](?:,| and| or| &) ?[A-F]|[Oo]ptions? [A-F]|above|below)\b")


def repeats(questions: Sequence[FoundQuestion], names: frozenset[str]) -> tuple[list[Finding], list[str]]:
    """Return findings, and notices about an incomplete search. `names` are words that name services."""
    groups = _groups(questions)
    found = [_of_group(group) for group in groups if len(group) > 1]
    found += _same_stem_other_options([group[0] for group in groups])
    notices = []
    try:
        found += list(_near([group[0] for group in groups], names))
    except TooManyComparisons:
        notices.append(
            "Near-identical wording was not searched to the end: too many questions share nearly all of their words. "
            "Identical questions were all compared. Audit the files one by one."
        )
    return found, notices


def identity(question: FoundQuestion) -> tuple[str, tuple[str, ...]]:
    return normal_stem(question.stem), tuple(sorted(option.normal for option in question.options))


def _groups(questions: Sequence[FoundQuestion]) -> list[list[FoundQuestion]]:
    grouped: dict[tuple[str, tuple[str, ...]], list[FoundQuestion]] = defaultdict(list)
    for question in questions:
        grouped[identity(question)].append(question)
    return list(grouped.values())


def _of_group(group: list[FoundQuestion]) -> Finding:
    keyed = [question for question in group if question.has_sound_key]
    by_key: dict[frozenset[str], FoundQuestion] = {}
    for question in keyed:
        by_key.setdefault(question.key_texts, question)
    if len(by_key) < 2:
        return Finding(
            FindingKind.DUPLICATE,
            Certainty.CERTAIN,
            "the words of question and options are the same",
            f"The question occurs {len(group)} times, each time with the key {group[0].key_words}.",
            places(group),
        )
    sure, reason = Certainty.CERTAIN, "the words of question and options are the same"
    orders = {tuple(option.normal for option in question.options) for question in keyed}
    if len(orders) > 1 and any(REFERS_TO_LETTERS.search(option.text) for option in group[0].options):
        sure, reason = Certainty.POSSIBLE, "an option speaks of other options, and they are in another order"
    return Finding(
        FindingKind.CONTRADICTION, sure, reason, _two_keys("One identical question", by_key.values()), places(keyed)
    )


def _two_keys(what: str, questions) -> str:
    keys = "; ".join(f"{question.place} says {question.key_words}" for question in questions)
    return f"{what} has different keys: {keys}."


def _same_stem_other_options(questions: Sequence[FoundQuestion]) -> Iterator[Finding]:
    by_stem_and_key: dict[tuple[str, str], list[FoundQuestion]] = defaultdict(list)
    for question in questions:
        if question.has_sound_key and len(question.keys) == 1:
            by_stem_and_key[normal_stem(question.stem), question.keys[0].normal].append(question)
    for (stem, key), ones in by_stem_and_key.items():
        for one in ones:
            for text in sorted({option.normal for option in one.options} - {key}):
                for other in by_stem_and_key.get((stem, text), []):
                    if one.place < other.place and key in {option.normal for option in other.options}:
                        yield _of_one_stem(one, other)


def _of_one_stem(one: FoundQuestion, other: FoundQuestion) -> Finding:
    return Finding(
        FindingKind.CONTRADICTION,
        Certainty.LIKELY,
        "the question is the same and some options differ, but each offers the other's key as wrong",
        _two_keys("One question", (one, other)),
        places((one, other)),
    )


def _near(questions: Sequence[FoundQuestion], names: frozenset[str]) -> Iterator[Finding]:
    stems = [normal_stem(question.stem) for question in questions]
    said = [
        [*stem.split(), *(word for option in question.options for word in words(option.text))]
        for stem, question in zip(stems, questions, strict=True)
    ]
    for first, second, share in alike(said):
        one, other = questions[first], questions[second]
        if stems[first] == stems[second] and _option_texts(one) == _option_texts(other):
            continue
        if _is_turned(one, other, names) or not (one.has_sound_key and other.has_sound_key):
            continue
        pairs = paired(one.options, other.options)
        if pairs is not None:
            yield _near_finding(one, other, pairs, share)


def _option_texts(question: FoundQuestion) -> list[str]:
    return sorted(option.normal for option in question.options)


def _is_turned(one: FoundQuestion, other: FoundQuestion, names: frozenset[str]) -> bool:
    ones, others = set(normal_stem(one.stem).split()), set(normal_stem(other.stem).split())
    between = ones ^ others
    if any(word in TURNS or word in names or any(map(str.isdigit, word)) for word in between):
        return True
    if between & (_proper(one.stem) | _proper(other.stem)):
        return True
    telling, of_other = ({stemmed(word) for word in said - STOP} for said in (ones, others))
    return len(telling & of_other) < STEMS_ALIKE * len(telling | of_other)


def _proper(stem: str) -> set[str]:
    quoted = {word for piece in QUOTED.findall(stem) for word in words(piece)}
    return quoted | {word for name in CAPITAL.findall(stem) for word in words(name)}


def paired(ones: Sequence[FoundOption], others: Sequence[FoundOption]) -> dict[str, str] | None:
    """Return which letter of one question corresponds to which of the other, or None if the options do not pair."""
    if len(ones) != len(others):
        return None
    free = {other.letter: other for other in others}
    pairs = {}
    for one in ones:
        best = max(free.values(), key=lambda other: _option_likeness(one, other), default=None)
        if best is None or _option_likeness(one, best) < OPTION_ALIKE:
            return None
        pairs[one.letter] = best.letter
        del free[best.letter]
    return pairs


def _option_likeness(one: FoundOption, other: FoundOption) -> float:
    if one.normal == other.normal:
        return 1.0
    ones, others = set(one.normal.split()), set(other.normal.split())
    if (ones ^ others) & TURNS or any(char.isdigit() for word in ones ^ others for char in word):
        return 0.0
    return len(ones & others) / len(ones | others) if ones | others else 0.0


def _near_finding(one: FoundQuestion, other: FoundQuestion, pairs: dict[str, str], share: float) -> Finding:
    alike = f"they share {share:.0%} of their words, in question and options"
    same = {pairs[option.letter] for option in one.keys} == {option.letter for option in other.keys}
    if same:
        return Finding(
            FindingKind.DUPLICATE,
            Certainty.LIKELY,
            alike,
            f"Two questions are worded nearly alike and have the key {one.key_words}.",
            places((one, other)),
        )
    what = "One question, worded nearly alike twice,"
    return Finding(
        FindingKind.CONTRADICTION, Certainty.LIKELY, alike, _two_keys(what, (one, other)), places((one, other))
    )
