"""The start of a review: a fresh question for each cell that the plan has for today.

A repeated question would teach its words, so the one asked last about a cell is never drawn, nor one in another open
attempt. A review draws five questions at a time, so that later ones follow from the answers to earlier ones.
`Attempt.selection` stores the day, how many questions are expected, whether they are more than the day's, and by
position the cells and predicted recall.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from django.db import transaction

from accounts.models import Learner
from bank.generators.draft import fingerprint
from bank.mixing import OwnerMix
from bank.near_twins import Neighbors
from bank.session_order import KindMix
from matrix.facts import Facts
from planner.daily import Day, DueCell, show_in_header
from planner.days_ahead import next_review
from planner.stored_plans import day_of, store_day
from quizzes.attempt_end import close, locked
from quizzes.attempt_start import (
    NothingToAsk,
    Sitting,
    add_questions,
    begin,
    locked_learner,
    open_attempt,
    published,
)
from quizzes.models import Attempt, AttemptItem, CellMemory, Mode
from quizzes.pool import PoolQuestion, askable_questions, cells_beside, held_back, history_of
from quizzes.practice.selection import NEVER, History, apart, arrange, stem_of

AT_ONCE = 20  # questions of a review at most
AT_A_TIME = 5  # so many are drawn, then the plan is made again from their answers
BY_PLAN = "plan"  # `selection["by"]` of a review


@transaction.atomic
def begin_review(learner: Learner, *, leaving: str = "") -> Attempt:
    """Returns the open review, with its next questions if all so far are answered, or a new one of what is left of
    today, or of more when the day is done. `leaving` is the id of the open one that it may close.

    The open one is closed if there is nothing more to ask in it. Raises NothingToAsk if nothing is left for a new one,
    or every question for it is in another open attempt.
    """
    learner = locked_learner(learner)
    opened = open_attempt(learner, mode=Mode.REVIEW)
    if opened and str(opened.pk) != leaving:
        return opened if opened.items.filter(result=None).exists() else _with_next(learner, opened)
    day = day_of(learner)
    due = day.more if day.is_done else day.due
    drawn = next_questions(learner, day, due, at_most=AT_ONCE, leaving=opened)
    if not drawn:
        raise NothingToAsk
    attempt = begin(
        learner,
        Sitting(
            Mode.REVIEW,
            f"Review, {day.today:%b} {day.today.day}",
            published(each.item for each in drawn.questions),
            selection={
                "by": BY_PLAN,
                "day": day.today.isoformat(),
                "length": drawn.expected,
                "more": day.is_done,
                **drawn.selection(),
            },
        ),
        leaving_open=True,
    )
    store_day(learner, day)
    return attempt


def _with_next(learner: Learner, review: Attempt) -> Attempt:
    review = locked(review.pk)
    asked = review.items.filter(contrast_to=None, again_after=None).count()
    told, day = review.selection, day_of(learner)
    due = day.more if told["more"] else day.due
    is_of_today = told["day"] == day.today.isoformat()
    drawn = next_questions(learner, day, due if is_of_today else [], at_most=told["length"] - asked)
    if not drawn:
        return close(review)
    add_questions(review, published(each.item for each in drawn.questions))
    review.selection = told | {
        "length": asked + drawn.expected,
        **{name: told[name] | more for name, more in drawn.selection(after=asked).items()},
    }
    review.save(update_fields=["selection"])
    store_day(learner, day)
    return review


@dataclass(frozen=True)
class NextQuestions:
    """The questions that a review asks next. So many are `expected` until its end, these included."""

    due: Sequence[DueCell]
    questions: Sequence["ReviewQuestion"]
    expected: int

    def __bool__(self) -> bool:
        return bool(self.questions)

    def selection(self, *, after: int = 0) -> dict[str, dict[str, Any]]:
        """What the attempt stores by position, if it has asked so many questions before."""
        return selection(self.due, self.questions, after=after)


def next_questions(
    learner: Learner, day: Day, due: Sequence[DueCell], *, at_most: int, leaving: Attempt | None = None
) -> NextQuestions:
    pool, seed = review_pool_of(learner, day.known.facts, leaving=leaving), secrets.token_hex(8)
    expected = len(draw(due, pool, seed=seed, at_most=at_most))
    return NextQuestions(due, draw(due, pool, seed=seed, at_most=min(at_most, AT_A_TIME)), expected)


@dataclass(frozen=True)
class ReviewPool:
    """`beside` maps item ids to further cells that the question judges.

    `last` maps cell ids to the item asked last.
    """

    candidates: Iterable[PoolQuestion]
    history: History = field(default_factory=History)
    beside: Mapping[int, Iterable[int]] = field(default_factory=dict)
    last: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ReviewQuestion:
    asked: PoolQuestion
    cells: Sequence[int]

    @property
    def item(self) -> int:
        return self.asked.item


def review_pool_of(learner: Learner, facts: Facts, *, leaving: Attempt | None = None) -> ReviewPool:
    waiting = set(held_back(learner.pk, leaving=leaving))
    return ReviewPool(
        [candidate for candidate in askable_questions(facts) if candidate.item not in waiting],
        history_of(learner),
        cells_beside(),
        last_asked(learner),
    )


def last_asked(learner: Learner) -> dict[int, int]:
    latest = dict(CellMemory.objects.filter(learner=learner).values_list("cell", "history__-1__0"))
    items = dict(AttemptItem.objects.filter(pk__in=latest.values()).values_list("pk", "version__item"))
    return {cell: items[item] for cell, item in latest.items() if item in items}


def draw(due: Sequence[DueCell], stock: ReviewPool, *, seed: str, at_most: int = AT_ONCE) -> list[ReviewQuestion]:
    """Draws a question for each cell in the order of the plan, then puts look-alikes beside each other, but near-twins
    and questions of one kind apart.

    Never the question asked last about the cell, nor the learner's latest question; one asked last about another of
    its cells only if there is no other; new ones first. A cell that an earlier question judges is not asked again. The
    same seed gives the same questions.
    """
    drawn = _ReviewDraw(stock, {each.cell.pk for each in due}, seed).draw(due, at_most)
    by_item = {each.item: each for each in drawn}
    ordered = apart(arrange([each.asked for each in drawn], last=None), last=None)
    return [by_item[candidate.item] for candidate in ordered]


class _ReviewDraw:
    def __init__(self, stock: ReviewPool, planned: set[int], seed: str):
        self.history, self.last = stock.history, stock.last
        self.seed = seed
        self.left = planned
        self.judged: dict[int, list[int]] = {}
        self.about: dict[int, list[PoolQuestion]] = {}
        for candidate in stock.candidates:
            if candidate.cell:
                cells = list(dict.fromkeys([candidate.cell, *stock.beside.get(candidate.item, ())]))
                self.judged[candidate.item] = cells
                for cell in cells:
                    self.about.setdefault(cell, []).append(candidate)
        self.used: Counter[str] = Counter()  # one counter for generators and forms, whose names never collide
        self.stems: set[str] = set()
        self.mix = OwnerMix()
        self.kinds = KindMix()
        self.drawn = Neighbors()
        self.set_aside: list[int] = []
        self.takes_twins = False

    def draw(self, due: Sequence[DueCell], at_most: int) -> list[ReviewQuestion]:
        drawn = (self.take(cell) for cell in chain(self.in_turn(due), self.near_twins()) if cell in self.left)
        return list(islice(filter(None, drawn), at_most))

    def near_twins(self) -> Iterator[int]:
        """Cells with nothing but near-twins of what was drawn come last."""
        self.takes_twins = True
        yield from self.set_aside

    def in_turn(self, due: Sequence[DueCell]) -> Iterator[int]:
        """New cells wait while the owner of their key has had more than its share."""
        waiting: list[int] = []
        for each in due:
            if not each.asked_before and self.has_had_its_share(each.cell.pk):
                waiting.append(each.cell.pk)
                continue
            yield each.cell.pk
            while ready := next((cell for cell in waiting if not self.has_had_its_share(cell)), None):
                waiting.remove(ready)
                yield ready
        yield from waiting

    def has_had_its_share(self, cell: int) -> bool:
        own = (each for each in self.about.get(cell, ()) if each.cell == cell)
        return bool(min((self.mix.excess(each.key_owner) for each in own), default=0))

    def take(self, cell: int) -> ReviewQuestion | None:
        about = self.about.get(cell, ())
        # One asked last about another of its cells is asked rather than none, or the day could not be done.
        open_ones = [each for each in about if self.is_open(each, self.judged[each.item])] or [
            each for each in about if self.is_open(each, [cell])
        ]
        if not open_ones:
            return None
        taken = min(open_ones, key=lambda candidate: self.freshness(candidate, cell))
        if not self.takes_twins and self.drawn.has_near(taken.likeness):
            self.set_aside.append(cell)
            return None
        others = [
            other
            for other in self.judged[taken.item]
            if other in self.left and other != cell and self.last.get(other) != taken.item
        ]
        self.left = self.left - {cell, *others}
        self.stems.add(stem_of(taken))
        self.used.update([taken.generator, taken.form])
        self.mix.add(taken.key_owner)
        self.kinds.add(taken.kind)
        self.drawn.add(taken.likeness)
        return ReviewQuestion(taken, [cell, *others])

    def is_open(self, candidate: PoolQuestion, cells: Iterable[int]) -> bool:
        again = any(self.last.get(cell) == candidate.item for cell in cells)
        return not again and candidate.item != self.history.last and stem_of(candidate) not in self.stems

    def freshness(self, candidate: PoolQuestion, cell: int) -> tuple[object, ...]:
        met = self.history.items.get(candidate.item)
        return (
            self.drawn.has_near(candidate.likeness),
            met is not None,
            candidate.tier if candidate.cell != cell else 0,
            self.kinds.is_full(candidate.kind),
            self.mix.excess(candidate.key_owner),
            self.kinds.crowding(candidate.kind),
            candidate.cell != cell,
            self.used[candidate.generator],
            self.used[candidate.form],
            met.at if met else NEVER,
            fingerprint(self.seed, candidate.item),
        )


def selection(due: Iterable[DueCell], drawn: Sequence[ReviewQuestion], *, after: int = 0) -> dict[str, dict[str, Any]]:
    recall = {each.cell.pk: each.step.recall for each in due if each.asked_before}
    placed = [(str(position), each.cells) for position, each in enumerate(drawn, after + 1)]
    return {
        "cells": {position: list(cells) for position, cells in placed},
        "recall": {position: round(recall[cells[0]], 4) for position, cells in placed if cells[0] in recall},
    }


def what_comes_next(learner: Learner, review: Attempt) -> dict[str, Any]:
    day = day_of(learner)
    show_in_header(learner, day)
    covered = sum(map(len, review.selection.get("cells", {}).values()))
    return {"day": day, "next": next_review(day), "at_once": AT_ONCE, "covered": covered}
