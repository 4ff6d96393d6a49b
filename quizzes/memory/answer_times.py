"""How long one learner takes per question, from question to question, by its form and by how many facts it judges.

Reading the verdict belongs to it. The last answer of an attempt has no next question and is left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby, pairwise
from math import inf
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, QuerySet, When
from django.db.models.functions import Extract, Floor, JSONObject

from bank.grading import FULL_MARKS
from bank.models import Claim, Form
from quizzes.models import ItemResult, Mode

RECENT = 200  # answers
SEVERAL_FACTS = (Form.SORT, Form.CHOOSE_N)  # forms whose rows or options each have a fact of their own


class AnswerTiming(NamedTuple):
    """`judged` counts facts: those of all rows or options where each has its own. `right` is the share of marks."""

    form: str
    judged: int
    right: float
    seconds: float


class _TimedAnswer(NamedTuple):
    attempt: str
    answered: float  # seconds, as is `shown`
    shown: float
    form: str
    judged: int
    right: float


def timed_answers(learner: UUID | OuterRef) -> QuerySet[Any, Any]:
    """The latest answers in practices and reviews, as `timings_from` reads them."""
    cells = Claim.objects.about_cells().filter(option__version=OuterRef("attempt_item__version"))
    return (
        ItemResult.objects.filter(
            attempt_item__attempt__learner=learner,
            attempt_item__attempt__mode__in=[Mode.DRILL, Mode.REVIEW],
        )
        .exclude(attempt_item__attempt__selection__has_key="course")  # of one that is not about the matrix
        .order_by("-response__received_at", "-pk")
        .values_list(
            JSONObject(
                attempt="attempt_item__attempt",
                at=Floor(Extract("response__received_at", "epoch")),
                took="response__took_ms",
                form="attempt_item__version__form",
                cells=Case(
                    When(
                        attempt_item__version__form__in=SEVERAL_FACTS,
                        then=ArraySubquery(cells.order_by().values_list(F("about")).distinct()),
                    )
                ),
                marks="marks",
            ),
            flat=True,
        )[:RECENT]
    )


def timings_from(told: Iterable[Mapping[str, Any]], *, before: datetime | None = None) -> list[AnswerTiming]:
    """Of those `timed_answers` that were given before that moment."""
    until = before.timestamp() if before else inf
    return list(_from_one_to_the_next(_timed(**each) for each in told if each["at"] < until))


def _timed(attempt: str, at: float, took: int, form: str, cells: list[int] | None, marks: int) -> _TimedAnswer:
    judged = max(1, len(cells or ()))
    return _TimedAnswer(attempt, at, at - took / 1000, form, judged, marks / FULL_MARKS)


def _from_one_to_the_next(answers: Iterable[_TimedAnswer]) -> Iterator[AnswerTiming]:
    for _, of_attempt in groupby(sorted(answers), key=lambda answer: answer.attempt):
        for one, following in pairwise(of_attempt):
            yield AnswerTiming(one.form, one.judged, one.right, following.shown - one.shown)
