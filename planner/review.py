"""The start of a review: a fresh question for each cell that the plan has for today.

A repeated question would teach its words, so the one asked last about a cell is never drawn, nor one in another open
attempt. A review draws five questions at a time, so that later ones follow from the answers to earlier ones.
`Attempt.selection` stores the day, how many questions are expected, whether they are more than the day's, and by
position the facts, the predicted recall, and of a probe what was predicted of which fact.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import transaction

from accounts.models import Learner
from bank.models import ItemVersion
from bank.near_twins import Neighbors
from bank.orders import OrderedQuestion, question_of_rows
from matrix.learnable.rules import Subject
from planner.daily import MORE, Day, show_in_header
from planner.days_ahead import next_review
from planner.engine.facts import Chosen
from planner.engine.readiness import expected, probe_of
from planner.learner_facts import Asking, LastQuestion, Outline, judged_in, latest_questions
from planner.plan import next_of_day, steps_of
from planner.plan_inputs import MINUTES_FOR_MORE, PlanInputs
from planner.review_draw import AT_ONCE, ReviewPool, ReviewQuestion, Wanted, draw
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
from quizzes.memory.regression import recalled
from quizzes.models import Attempt, CellMemory, MemoryRow, Mode, RuleMemory
from quizzes.pool import PoolQuestion, held_back, history_of, ordered_questions
from serving import chance

PROBES = 0.5  # share of draws of five with a probe, so that one question in ten is one
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
    drawn = next_questions(learner, day, at_most=AT_ONCE, more=day.is_done, leaving=opened)
    if not drawn.questions:
        raise NothingToAsk
    attempt = begin(
        learner,
        Sitting(
            Mode.REVIEW,
            f"Review, {day.today:%b} {day.today.day}",
            drawn.versions,
            selection={
                "by": BY_PLAN,
                "day": day.today.isoformat(),
                "length": drawn.expected,
                "more": day.is_done,
                **selection(drawn.questions),
            },
        ),
        leaving_open=True,
    )
    store_day(learner, drawn.day)
    return attempt


def _with_next(learner: Learner, review: Attempt) -> Attempt:
    review = locked(review.pk)
    asked = review.items.filter(contrast_to=None, again_after=None).count()
    told, day = review.selection, day_of(learner)
    if told["day"] != day.today.isoformat() or (day.is_done and not told["more"]):
        return close(review)
    drawn = next_questions(learner, day, at_most=told["length"] - asked, more=told["more"], after=review)
    if not drawn.questions:
        return close(review)
    add_questions(review, drawn.versions)
    added = selection(drawn.questions, after=asked)
    review.selection = told | {"length": asked + drawn.expected, **{name: told[name] | added[name] for name in added}}
    review.save(update_fields=["selection"])
    store_day(learner, drawn.day)
    return review


@dataclass(frozen=True)
class NextQuestions:
    """The questions that a review asks next. So many are `expected` until its end, these included. The list of `day`
    is made again, of as many facts as before.
    """

    day: Day
    questions: Sequence[ReviewQuestion]
    versions: Sequence[ItemVersion]
    expected: int


def next_questions(
    learner: Learner,
    day: Day,
    *,
    at_most: int,
    more: bool,
    leaving: Attempt | None = None,
    after: Attempt | None = None,
) -> NextQuestions:
    """`more` asks besides the day's list. `after` is the review that they continue."""
    known = day.known
    pool, seed = review_pool_of(learner, known, leaving=leaving, after=after), chance.new_seed()
    asking = known.asking(without=pool.waiting, met=pool.history.items)
    left, exam_in = (MORE, None) if more else (len(day.due), known.exam_in)
    seconds = sum(each.step.seconds for each in day.due) or 60.0 * MINUTES_FOR_MORE
    chosen = next_of_day(asking, seconds, exam_in, most=left)
    steps = steps_of(chosen, asking)[:left]
    if not more:
        day = day.with_rest(steps)
    rows = rows_for(chosen[:AT_A_TIME], pool, known, seed)
    pool = pool.with_rows(rows.values(), known.facts)
    wanted = list(_wanted(chosen, rows, asking, known.outline, {step.cell for step in steps}))
    drawn = draw(wanted, pool, seed=seed, at_most=at_most)
    following = draw(wanted, pool, seed=seed, at_most=min(at_most, AT_A_TIME))
    if len(following) == AT_A_TIME and Random(seed).random() < PROBES:  # noqa: S311  no secret hangs on it
        following = _with_probe(following, pool, asking, known.outline, seed)
    versions = published(each.item for each in following)
    still_asked = {version.item_id for version in versions}
    return NextQuestions(day, [each for each in following if each.item in still_asked], versions, len(drawn))


def _wanted(
    chosen: Iterable[Chosen],
    rows: Mapping[Chosen, OrderedQuestion],
    asking: Asking,
    outline: Outline,
    planned: set[int],
) -> Iterator[Wanted]:
    left = set(planned)
    for each in chosen:
        judges = rows[each].cells if each in rows else frozenset(outline.subjects[number] for number in each.facts)
        for number, passes in zip(each.facts, each.recall, strict=True):
            if number in left:
                left.remove(number)
                asked_before = bool(asking.facts[number].answers)
                recall = recalled(passes) if asked_before else None
                yield Wanted(outline.subjects[number], asked_before, judges, each.form, recall)


def review_pool_of(
    learner: Learner, known: PlanInputs, *, leaving: Attempt | None = None, after: Attempt | None = None
) -> ReviewPool:
    waiting = set(held_back(learner.pk, leaving=leaving))
    judged = [each for each in judged_in(known.pool, known.facts) if each.question.item not in waiting]
    return ReviewPool(
        [each.question for each in judged],
        {each.question.item: each.subjects for each in judged},
        history_of(learner, known.pool),
        last_asked(learner),
        waiting,
        _asked_in(after, known) if after else (),
    )


def _asked_in(review: Attempt, known: PlanInputs) -> list[PoolQuestion]:
    items = set(review.items.values_list("version__item", flat=True))
    rows = ordered_questions(known.facts, items - known.pool.items)
    return [each for each in (*known.pool.questions, *rows) if each.item in items]


def rows_for(
    chosen: Iterable[Chosen], pool: ReviewPool, known: PlanInputs, seed: str
) -> dict[Chosen, OrderedQuestion]:
    """Questions of rows, made for the facts of those chosen that are of a stack, as far as the facts give one."""
    without = {*pool.waiting, *(latest[0].item for latest in pool.last.values() if latest)}
    found = {}
    for each in chosen:
        if each.stack:
            cells = [known.order[number] for number in each.facts]
            made = question_of_rows(
                each.stack, cells, seed=seed, facts=known.facts, without=without, met=pool.history.items
            )
            if made:
                found[each] = made
    return found


def last_asked(learner: Learner) -> dict[Subject, list[LastQuestion]]:
    rows: dict[Subject, MemoryRow] = {}
    rows.update((row.cell_id, row) for row in CellMemory.objects.filter(learner=learner))
    rows.update((row.rule, row) for row in RuleMemory.objects.filter(learner=learner))
    latest = latest_questions(rows.values())
    return {
        subject: [latest[entry[0]] for entry in row.history[:-3:-1] if entry[0] in latest]
        for subject, row in rows.items()
    }


def _with_probe(
    drawn: Sequence[ReviewQuestion], pool: ReviewPool, asking: Asking, outline: Outline, seed: str
) -> list[ReviewQuestion]:
    """With a question drawn by the exam's weights in place of the last: it measures, whatever the learner knows."""
    asked = Neighbors(each.likeness for each in (*pool.earlier, *(each.asked for each in drawn)))
    taken = {each.item for each in drawn} | {pool.history.last}
    fresh = {
        each.item: each for each in pool.candidates if each.item not in taken and not asked.has_near(each.likeness)
    }
    probe = probe_of(asking.facts, [each for each in asking.askable if each.item in fresh], seed)
    if probe is None:
        return list(drawn)
    settled = probe.judges[0]
    predicted = expected(asking.facts[settled], asking.learnt, probe.facility)
    return [*drawn[:-1], ReviewQuestion(fresh[probe.item], (), probe=(round(predicted, 4), outline.subjects[settled]))]


def selection(drawn: Sequence[ReviewQuestion], *, after: int = 0) -> dict[str, dict[str, Any]]:
    """What the attempt stores by position, if it has asked so many questions before."""
    placed = [(str(position), each) for position, each in enumerate(drawn, after + 1)]
    return {
        "cells": {position: list(each.cells) for position, each in placed},
        "recall": {position: round(each.recall, 4) for position, each in placed if each.recall is not None},
        "probes": {position: each.probe for position, each in placed if each.probe},
    }


def what_comes_next(learner: Learner, review: Attempt) -> dict[str, Any]:
    day = day_of(learner)
    show_in_header(learner, day)
    covered = sum(map(len, review.selection.get("cells", {}).values()))
    return {"day": day, "next": next_review(day), "covered": covered}
