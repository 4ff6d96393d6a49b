"""How long one learner takes per question, from question to question, by its form and by how many facts it judges.

Reading the verdict belongs to it. The last answer of an attempt has no next question and is left out.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, pairwise
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import Extract

from bank.grading import FULL_MARKS
from bank.models import Claim, Form
from quizzes.models import ItemResult, Mode

RECENT = 200  # answers


class AnswerTiming(NamedTuple):
    """`judged` counts facts: those of all rows or options where each has its own. `right` is the share of marks."""

    form: str
    judged: int
    right: float
    seconds: float


class _TimedAnswer(NamedTuple):
    attempt: UUID
    answered: float  # seconds, as is `shown`
    shown: float
    form: str
    judged: int
    right: float


def timings_of(learner: UUID, *, most: int = RECENT, before: datetime | None = None) -> list[AnswerTiming]:
    """Return those of the latest answers in practices and reviews before that moment, in one query."""
    cells = Claim.objects.about_cells().filter(option__version=OuterRef("attempt_item__version"))
    rows = (
        ItemResult.objects.filter(
            attempt_item__attempt__learner=learner,
            attempt_item__attempt__mode__in=[Mode.DRILL, Mode.REVIEW],
        )
        .order_by("-response__received_at", "-pk")
        .annotate(
            at=Extract("response__received_at", "epoch"),
            cells=ArraySubquery(cells.order_by().values_list(F("about")).distinct()),
        )
        .values_list(
            "attempt_item__attempt", "at", "response__took_ms", "attempt_item__version__form", "cells", "marks"
        )
    )
    if before:
        rows = rows.filter(response__received_at__lt=before)
    return list(_from_one_to_the_next(_timed(*row) for row in rows[:most]))


def _timed(attempt: UUID, at: float, took: int, form: str, cells: list[int], marks: int) -> _TimedAnswer:
    judged = max(1, len(cells)) if form in (Form.SORT, Form.CHOOSE_N) else 1
    return _TimedAnswer(attempt, at, at - took / 1000, form, judged, marks / FULL_MARKS)


def _from_one_to_the_next(answers: Iterable[_TimedAnswer]) -> Iterator[AnswerTiming]:
    for _, of_attempt in groupby(sorted(answers), key=lambda answer: answer.attempt):
        for one, following in pairwise(of_attempt):
            yield AnswerTiming(one.form, one.judged, one.right, following.shown - one.shown)
