"""Draws the questions of a review, one for each fact that is wanted, so that none gives another away."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import NamedTuple, Self

from bank.generators.draft import fingerprint
from bank.mixing import OwnerMix
from bank.near_twins import Neighbors
from bank.orders import OrderedQuestion
from bank.session_order import KindMix
from matrix.facts import Facts
from matrix.learnable.rules import Subject
from planner.learner_facts import LastQuestion
from quizzes.pool import PoolQuestion, ordered_questions
from quizzes.practice.selection import NEVER, History, apart, arrange, stem_of

AT_ONCE = 20  # questions of a review at most


class Wanted(NamedTuple):
    """A fact that the review asks about, and the question that the engine would ask: what it judges, and its form.

    `recall` is the predicted one; None for a fact that is new.
    """

    subject: Subject
    asked_before: bool
    judges: frozenset[Subject] = frozenset()
    form: str = ""
    recall: float | None = None


@dataclass(frozen=True)
class ReviewPool:
    """`judged` maps items to all that they judge, what they settle first. `waiting` are those in open attempts.

    `last` maps facts to their last two questions, the latest first. `earlier` are those that the review has asked.
    """

    candidates: Sequence[PoolQuestion]
    judged: Mapping[int, Sequence[Subject]]
    history: History = field(default_factory=History)
    last: Mapping[Subject, Sequence[LastQuestion]] = field(default_factory=dict)
    waiting: Collection[int] = ()
    earlier: Sequence[PoolQuestion] = ()

    def with_rows(self, rows: Collection[OrderedQuestion], facts: Facts) -> Self:
        if not rows:
            return self
        candidates = [*self.candidates, *ordered_questions(facts, [each.item for each in rows])]
        judged = {**self.judged, **{each.item: tuple(each.cells) for each in rows}}
        return replace(self, candidates=candidates, judged=judged)


@dataclass(frozen=True)
class ReviewQuestion:
    asked: PoolQuestion
    cells: Sequence[Subject]  # those wanted, with rules and controls
    recall: float | None = None  # of the first
    probe: tuple[float, Subject] | None = None  # predicted probability, and the fact

    @property
    def item(self) -> int:
        return self.asked.item


def draw(wanted: Sequence[Wanted], stock: ReviewPool, *, seed: str, at_most: int = AT_ONCE) -> list[ReviewQuestion]:
    """Draws a question for each fact in the order of the plan, then puts look-alikes beside each other, but near-twins
    and questions of one kind apart.

    Of questions that judge the same in the same form, new ones come first. Never the question asked last about the
    fact if there is another, nor the learner's latest question; one asked last about another of its facts only if
    there is no other. A fact that an earlier question judges is not asked again. The same seed gives the same
    questions.
    """
    drawn = _ReviewDraw(stock, wanted, seed).draw(at_most)
    by_item = {each.item: each for each in drawn}
    ordered = apart(arrange([each.asked for each in drawn], last=None), last=None)
    return [by_item[candidate.item] for candidate in ordered]


class _ReviewDraw:
    def __init__(self, stock: ReviewPool, wanted: Sequence[Wanted], seed: str):
        self.history, self.judged = stock.history, stock.judged
        self.last = {subject: latest[0].item for subject, latest in stock.last.items() if latest}
        self.forms = {subject: {each.form for each in latest} for subject, latest in stock.last.items()}
        self.seed = seed
        self.wanted = {each.subject: each for each in wanted}
        self.left = set(self.wanted)
        self.about: dict[Subject, list[PoolQuestion]] = {}
        for candidate in stock.candidates:
            for subject in self.judged[candidate.item]:
                self.about.setdefault(subject, []).append(candidate)
        self.used: Counter[str] = Counter()  # one counter for generators and forms, whose names never collide
        self.stems: set[str] = set()
        self.mix = OwnerMix()
        self.kinds = KindMix()
        self.drawn = Neighbors()
        for each in stock.earlier:
            self.note(each)
        self.set_aside: list[Subject] = []
        self.takes_twins = False

    def note(self, asked: PoolQuestion) -> None:
        self.stems.add(stem_of(asked))
        self.used.update([asked.generator, asked.form])
        self.mix.add(asked.key_owner)
        self.kinds.add(asked.kind)
        self.drawn.add(asked.likeness)

    def draw(self, at_most: int) -> list[ReviewQuestion]:
        drawn = (self.take(fact) for fact in chain(self.in_turn(), self.near_twins()) if fact in self.left)
        return list(islice(filter(None, drawn), at_most))

    def near_twins(self) -> Iterator[Subject]:
        """Facts with nothing but near-twins of what was drawn come last."""
        self.takes_twins = True
        yield from self.set_aside

    def in_turn(self) -> Iterator[Subject]:
        """New facts wait while the owner of their key has had more than its share."""
        waiting: list[Subject] = []
        for each in self.wanted.values():
            if not each.asked_before and self.has_had_its_share(each.subject):
                waiting.append(each.subject)
                continue
            yield each.subject
            while ready := next((fact for fact in waiting if not self.has_had_its_share(fact)), None):
                waiting.remove(ready)
                yield ready
        yield from waiting

    def has_had_its_share(self, fact: Subject) -> bool:
        own = (each for each in self.about.get(fact, ()) if self.judged[each.item][0] == fact)
        return bool(min((self.mix.excess(each.key_owner) for each in own), default=0))

    def take(self, fact: Subject) -> ReviewQuestion | None:
        about = self.about.get(fact, ())
        # One asked last about another of its facts is asked rather than none, or the day could not be done, and so is
        # the only one that there is.
        open_ones = (
            [each for each in about if self.is_open(each, self.judged[each.item])]
            or [each for each in about if self.is_open(each, [fact])]
            or [each for each in about if len(about) == 1 and self.is_open(each, [])]
        )
        if not open_ones:
            return None
        taken = min(open_ones, key=lambda candidate: self.freshness(candidate, fact))
        if not self.takes_twins and self.drawn.has_near(taken.likeness):
            self.set_aside.append(fact)
            return None
        others = [
            other
            for other in self.judged[taken.item]
            if other in self.left and other != fact and self.last.get(other) != taken.item
        ]
        self.left -= {fact, *others}
        self.note(taken)
        return ReviewQuestion(taken, [fact, *others], self.wanted[fact].recall)

    def is_open(self, candidate: PoolQuestion, facts: Iterable[Subject]) -> bool:
        again = any(self.last.get(fact) == candidate.item for fact in facts)
        return not again and candidate.item != self.history.last and stem_of(candidate) not in self.stems

    def freshness(self, candidate: PoolQuestion, fact: Subject) -> tuple[object, ...]:
        met, wanted = self.history.items.get(candidate.item), self.wanted[fact]
        settles = self.judged[candidate.item][0] == fact
        as_chosen = candidate.form == wanted.form and wanted.judges == {*self.judged[candidate.item]}
        return (
            self.drawn.has_near(candidate.likeness),
            not as_chosen,
            met is not None,
            candidate.form in self.forms.get(fact, ()),
            0 if settles else candidate.tier,
            self.kinds.is_full(candidate.kind),
            self.mix.excess(candidate.key_owner),
            self.kinds.crowding(candidate.kind),
            not settles,
            self.used[candidate.generator],
            self.used[candidate.form],
            met.at if met else NEVER,
            fingerprint(self.seed, candidate.item),
        )
