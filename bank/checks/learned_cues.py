"""What a person gets right on a service from having learned how keys sound on other services.

The guessers are naive Bayes classifiers with add-one smoothing, one per kind of question. One reads the first word of
each option, one all words and pairs of neighboring words. Where the options are the same in every question of a kind,
such as "AWS" and "The customer", a third one also reads the stem. What they learn from leaves out the service that
the question is about, or its layer, whichever helps them more; a stem names the service, so there it is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from bank.checks.coverage import layers_that_move
from bank.checks.snapshot import SnapshotOption, SnapshotQuestion
from bank.checks.testwiseness import BY_HAND
from bank.models import Form, Needs
from bank.words import words_of
from matrix.facts import Facts

BY_FACT, MOVING, BY_RULE = "that need a fact", "on layers that move", "that a rule answers"
# By first word, and by all words. Of those written by hand, the verb may win 10 points more than one of four.
AT_MOST = {BY_FACT: (0.45, 0.60), MOVING: (0.45, 0.50), BY_HAND: (0.35, 1.0), BY_RULE: (1.0, 1.0)}
KIND_AT_MOST = 0.65
FEWEST_OF_A_KIND = 30  # below, luck alone can win as much

Features = Callable[[SnapshotQuestion, SnapshotOption], Iterable[str]]
Subject = Callable[[SnapshotQuestion], str]


def first_word(question: SnapshotQuestion, option: SnapshotOption) -> list[str]:
    return words_of(option.text)[:1]


def all_words(question: SnapshotQuestion, option: SnapshotOption) -> list[str]:
    return _with_pairs(option.text)


def words_of_stem(question: SnapshotQuestion, option: SnapshotOption) -> list[str]:
    return [f"{option.text}: {each}" for each in _with_pairs(question.stem)]


def _with_pairs(text: str) -> list[str]:
    words = words_of(text)
    return [*words, *(f"{one} {other}" for one, other in pairwise(words))]


@dataclass
class FeatureCounts:
    """How often each feature stood in keys and in distractors."""

    right: Counter[str]
    wrong: Counter[str]

    @classmethod
    def none(cls) -> "FeatureCounts":
        return cls(Counter(), Counter())

    def add(self, features: Iterable[str], is_right: bool) -> None:
        (self.right if is_right else self.wrong).update(features)


class Guesser:
    """Learns from questions of one kind, and forgets those on the same subject before it answers one."""

    def __init__(self, questions: Sequence[SnapshotQuestion], features: Features, subject: Subject):
        self.features, self.subject = features, subject
        self.all = FeatureCounts.none()
        self.on: dict[str, FeatureCounts] = defaultdict(FeatureCounts.none)
        for question in questions:
            for option in question.options:
                found = list(features(question, option))
                self.all.add(found, option.is_right)
                self.on[subject(question)].add(found, option.is_right)
        self.vocabulary = len(self.all.right | self.all.wrong)

    def won(self, question: SnapshotQuestion) -> float:
        """Return the chance of choosing the key: 1 if it alone has the highest score, less if others share it."""
        forgotten = self.on[self.subject(question)]
        right = self.all.right.total() - forgotten.right.total() + self.vocabulary
        wrong = self.all.wrong.total() - forgotten.wrong.total() + self.vocabulary
        scores = []
        for option in question.options:
            score = 0.0
            for each in self.features(question, option):
                keys = self.all.right[each] - forgotten.right[each] + 1
                others = self.all.wrong[each] - forgotten.wrong[each] + 1
                score += log(keys / right) - log(others / wrong)
            scores.append(round(score, 9))
        best = [
            option.is_right for option, score in zip(question.options, scores, strict=True) if score == max(scores)
        ]
        return sum(best) / len(best)


def service_of(question: SnapshotQuestion) -> str:
    return question.cells[0].partition("/")[0]


def layer_of(question: SnapshotQuestion) -> str:
    return question.cells[0].partition("/")[2]


def chances(
    questions: Sequence[SnapshotQuestion], features: Features, subjects: Sequence[Subject] = (service_of, layer_of)
) -> list[float]:
    """Return the guesser's chance in each question of a kind."""
    won = []
    for subject in subjects:
        guesser = Guesser(questions, features, subject)
        won.append([guesser.won(question) for question in questions])
    return max(won, key=sum)


@dataclass(frozen=True)
class Learned:
    """The shares of a group of questions that the guessers get right."""

    group: str
    questions: int
    first_word: float
    all_words: float

    def __str__(self) -> str:
        return (
            f"{self.questions} questions {self.group}: {self.first_word:.0%} answered by the first word, "
            f"{self.all_words:.0%} by all words"
        )


def guessed(asked: Iterable[SnapshotQuestion]) -> dict[str, tuple[float, float]]:
    """Return both guessers' chances in each question with one key, by slug."""
    kinds: dict[str, list[SnapshotQuestion]] = defaultdict(list)
    for question in asked:
        if question.cells and question.form in (Form.CHOOSE_ONE, Form.OWNER):
            kinds[question.generator or BY_HAND].append(question)
    found: dict[str, tuple[float, float]] = {}
    for questions in kinds.values():
        first, words = chances(questions, first_word), chances(questions, all_words)
        if len({frozenset(option.text for option in question.options) for question in questions}) == 1:
            words = max(words, chances(questions, words_of_stem, [service_of]), key=sum)
        for question, *won in zip(questions, first, words, strict=True):
            found[question.slug] = (won[0], won[1])
    return found


def learned(asked: Sequence[SnapshotQuestion], facts: Facts) -> list[Learned]:
    """Return the figures of derived questions that need a fact, of those on layers that move, and of each kind.

    Questions that a rule answers and those written by hand stand apart at the end.
    """
    won = guessed(asked)
    one_key = [question for question in asked if question.slug in won]
    derived = [question for question in one_key if question.generator]
    by_fact = [question for question in derived if question.needs != Needs.RULE]
    moving = layers_that_move(facts)
    groups = {
        BY_FACT: by_fact,
        MOVING: [question for question in by_fact if layer_of(question) in moving],
        **{
            f"of the kind {kind}": [each for each in by_fact if each.generator == kind]
            for kind in sorted({each.generator for each in by_fact})
        },
        BY_RULE: [question for question in derived if question.needs == Needs.RULE],
        BY_HAND: [question for question in one_key if not question.generator],
    }
    return [
        Learned(group, len(own), *(sum(won[each.slug][place] for each in own) / len(own) for place in (0, 1)))
        for group, own in groups.items()
        if own
    ]


def problems_of_cues(figures: Iterable[Learned]) -> Iterator[str]:
    """Yield a line for each group that learned cues answer too often, with what to do."""
    for group in figures:
        first, words = AT_MOST.get(group.group, (1.0, KIND_AT_MOST))
        for won, most, read in ((group.first_word, first, "first word"), (group.all_words, words, "words")):
            if won > most and group.questions >= FEWEST_OF_A_KIND:
                yield (
                    f"Questions {group.group}: the {read} of the options, learned on other services, answers "
                    f"{won:.0%} of {group.questions}; at most {most:.0%} may be. Offer the same tasks on both sides."
                )
