"""Selects the questions of a practice and their order. It is arithmetic over a learner's history, without queries.

New facts come first, then weak ones, then those answered longest ago. Look-alikes follow each other, the same layer
over services with different owners, since the exam asks learners to tell them apart. Definitions stay together by kind
(Brunmair & Richter 2019: mixing helps with look-alikes, d = 0.42, and harms with definitions). Keys of all owners are
mixed, and a mixed practice begins with the services of the core. Near-twins and questions of one kind are kept apart
before all of this (`bank.session_order`). The seed is stored with the attempt, so the same candidates, history and
seed give the same practice.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from typing import NamedTuple

from bank.generators.draft import fingerprint
from bank.mixing import OwnerMix, quotas
from bank.near_twins import NO_LIKENESS, Neighbors, QuestionLikeness
from bank.session_order import KindMix, kept_apart, kind_of

LOOK_ALIKES = 4  # services of one layer that follow each other before another layer
REACH = 2  # look-alikes come from the REACH * `length` facts answered longest ago
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Candidate:
    """A question that may be asked. `fact` is the cell or the whole control that it teaches.

    Facts of one `group` look alike and differ by `member` and `owner`: the cells of a layer by service. Controls are
    one group, and their owner is their kind. `tier` is the exam weight's place, 0 for the core and for what is about
    no service; `key_owner` is whom the right answer names, or empty.
    """

    item: int
    stem: str
    form: str
    generator: str
    fact: str
    group: str
    member: str
    owner: str
    is_definition: bool = False
    tier: int = 0
    key_owner: str = ""
    likeness: QuestionLikeness = NO_LIKENESS

    @property
    def kind(self) -> str:
        return kind_of(self.generator, self.form)


class LatestAnswer(NamedTuple):
    at: datetime
    right: bool
    guessed: bool

    @property
    def is_weak(self) -> bool:
        return not self.right or self.guessed


@dataclass(frozen=True)
class History:
    items: dict[int, LatestAnswer] = field(default_factory=dict)
    facts: dict[str, LatestAnswer] = field(default_factory=dict)
    flagged: frozenset[int] = frozenset()
    last: int | None = None


class PracticeState(IntEnum):
    NEVER_MET = 0
    WEAK = 1
    KNOWN = 2


def state_of_fact(fact: str, history: History) -> PracticeState:
    met = history.facts.get(fact)
    if met is None:
        return PracticeState.NEVER_MET
    return PracticeState.WEAK if met.is_weak else PracticeState.KNOWN


def pick(
    candidates: Iterable[Candidate], history: History, *, length: int, seed: str, core_first: bool = False
) -> list[int]:
    """Returns at most `length` item ids in order; the same arguments give the same ids.

    With `core_first` one in ten questions is on a further service and none is beyond the exam, if there are others.
    Empty if only the question answered last is left: repeated at once, it would teach its words.
    """
    draw = _PracticeDraw(history, seed)
    drawn = draw.by_weight(candidates, length) if core_first else draw.draw(by_fact(candidates), length)
    drawn += draw.near_twins(length - len(drawn))
    return [candidate.item for candidate in apart(arrange(drawn, last=history.last), last=history.last)]


def by_fact(candidates: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    facts: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        facts.setdefault(candidate.fact, []).append(candidate)
    return facts


def apart(ordered: list[Candidate], *, last: int | None) -> list[Candidate]:
    return kept_apart(
        ordered,
        lambda candidate: candidate.likeness,
        lambda candidate: candidate.kind,
        not_first=lambda candidate: candidate.item == last,
    )


class _PracticeDraw:
    def __init__(self, history: History, seed: str):
        self.history = history
        self.seed = seed
        self.left: dict[str, list[Candidate]] = {}
        self.stems: set[str] = set()
        self.used: Counter[str] = Counter()  # one counter for facts, generators and forms, whose names never collide
        self.mix = OwnerMix()
        self.kinds = KindMix()
        self.drawn = Neighbors()
        self.passed_over: set[str] = set()  # facts whose best question is of a kind that has had its share
        self.set_aside: dict[str, list[Candidate]] = {}  # facts with nothing but near-twins of what was drawn
        self.takes_twins = False

    def by_weight(self, candidates: Iterable[Candidate], length: int) -> list[Candidate]:
        tiers: list[list[Candidate]] = [[] for _ in quotas(length)]
        for candidate in candidates:
            tiers[candidate.tier].append(candidate)
        left = [by_fact(tier) for tier in tiers]
        drawn: list[Candidate] = []
        for tier, quota in zip(left, quotas(length), strict=True):
            drawn += self.draw(tier, quota)
        for tier in left:  # where the core has too few
            drawn += self.draw(tier, length - len(drawn))
        return drawn

    def draw(self, left: dict[str, list[Candidate]], length: int) -> list[Candidate]:
        """Removes from `left` what it draws."""
        self.left = left
        drawn: list[Candidate] = []
        while self.left and len(drawn) < length:
            for number, fact in enumerate(self.next_facts(length)[: length - len(drawn)]):
                if number and self.has_had_its_share(fact):
                    break
                drawn += self.take(fact)
        return drawn

    def near_twins(self, length: int) -> list[Candidate]:
        """Draws from what was set aside, where there are not enough others."""
        self.takes_twins = True
        return self.draw(self.set_aside, length)

    def has_had_its_share(self, fact: str) -> bool:
        """Return whether questions on other facts would mix the kinds and the owners of keys better."""
        return self.excess(fact) > min(map(self.excess, self.left))

    def excess(self, fact: str) -> tuple[int, int]:
        crowding, excess = min(
            (self.kinds.crowding(each.kind), self.mix.excess(each.key_owner)) for each in self.left[fact]
        )
        return max(crowding, 2 * (fact in self.passed_over)), excess

    def next_facts(self, length: int) -> list[str]:
        first = min(self.left, key=self.turn)
        level = self.level(first)
        equals = sorted((fact for fact in self.left if self.level(fact) == level), key=self.turn)
        if level[1] != PracticeState.NEVER_MET:
            equals = equals[: REACH * length]
        group = self.left[first][0].group
        alike = [self.left[fact][0] for fact in equals if self.left[fact][0].group == group]
        return [each.fact for each in spread_apart(alike)[:LOOK_ALIKES]]

    def level(self, fact: str) -> tuple[int, PracticeState]:
        """Each fact is asked once before any is asked twice."""
        return self.used[fact], state_of_fact(fact, self.history)

    def turn(self, fact: str) -> tuple[tuple[int, PracticeState], int, datetime, int, int]:
        met = self.history.facts.get(fact)
        crowding, excess = self.excess(fact)
        return self.level(fact), crowding, met.at if met else NEVER, excess, fingerprint(self.seed, fact)

    def take(self, fact: str) -> list[Candidate]:
        open_ones = [candidate for candidate in self.left[fact] if stem_of(candidate) not in self.stems]
        if not open_ones:
            del self.left[fact]
            return []
        taken = min(open_ones, key=self.freshness)
        if not self.takes_twins and self.drawn.has_near(taken.likeness):
            self.set_aside[fact] = self.left.pop(fact)
            return []
        if self.kinds.is_full(taken.kind) and self.excess(fact)[0] < 2:
            self.passed_over.add(fact)
            return []
        self.passed_over.clear()
        self.stems.add(stem_of(taken))
        self.used.update([fact, taken.generator, taken.form])
        self.mix.add(taken.key_owner)
        self.kinds.add(taken.kind)
        self.drawn.add(taken.likeness)
        self.left[fact] = [candidate for candidate in open_ones if candidate is not taken]
        if not self.left[fact]:
            del self.left[fact]
        return [taken]

    def freshness(self, candidate: Candidate) -> tuple[object, ...]:
        met = self.history.items.get(candidate.item)
        return (
            self.drawn.has_near(candidate.likeness),
            met is not None,
            self.kinds.crowding(candidate.kind),
            self.mix.excess(candidate.key_owner),
            self.used[candidate.generator],
            self.used[candidate.form],
            met.at if met else NEVER,
            fingerprint(self.seed, candidate.item),
        )


def stem_of(candidate: Candidate) -> str:
    return " ".join(candidate.stem.casefold().split())


def arrange(drawn: Sequence[Candidate], *, last: int | None) -> list[Candidate]:
    """Groups follow each other in the order of their first questions. `last` is never first."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in drawn:
        groups.setdefault(candidate.group, []).append(candidate)
    ordered = [
        each
        for group in groups.values()
        for each in (sorted(group, key=lambda c: c.owner) if group[0].is_definition else spread_apart(group))
    ]
    if ordered and ordered[0].item == last:
        size = len(groups[ordered[0].group])
        ordered = [*ordered[size:], *ordered[1:size], ordered[0]] if len(ordered) > size else ordered[1:] + ordered[:1]
    return [] if ordered and ordered[0].item == last else ordered


def spread_apart(alike: Sequence[Candidate]) -> list[Candidate]:
    left = list(alike)
    ordered: list[Candidate] = []
    while left:
        # `min` returns the first of equals, so ties keep their order.
        following = min(left, key=lambda each: _likeness(each, ordered[-1])) if ordered else left[0]
        left.remove(following)
        ordered.append(following)
    return ordered


def _likeness(one: Candidate, other: Candidate) -> tuple[bool, bool]:
    return one.member == other.member, one.owner == other.owner
