"""The state of an attempt: its questions and their results. Storing an answer reads all of it in one query."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from bank.grading import FULL_MARKS
from matrix.learnable.rules import Subject
from matrix.registry import Consequence
from quizzes.models import Attempt, AttemptItem, GradingRun, ItemResult, Mode, Recount
from serving.prepared import Prepared, planned


class QuestionState(NamedTuple):
    position: int
    extra_to: int | None  # the id of the question whose answer added this one
    scored: bool
    marks: int | None
    left_out: bool | None
    unsure: bool | None


_asked: Prepared[Any] = Prepared(
    lambda attempt: (
        AttemptItem.objects.filter(attempt=attempt)
        .order_by("position")
        .values_list(
            *("position", Coalesce("contrast_to", "again_after__response__attempt_item"), "scored"),
            *("result__marks", "result__left_out", "result__response__answer__unsure"),
        )
    ),
    UUID,
)


def asked_in(attempt: UUID) -> list[QuestionState]:
    return [QuestionState(*row) for row in _asked(attempt)]


@dataclass(frozen=True)
class AttemptState:
    """The state before an answer. `last` is the sequence of the newest response to the question, or 0.

    `histories` holds the review history of what the question judges. `slip_is_left` is whether
    the learner may call the answer that comes next a slip: one in ten.
    """

    last: int
    histories: dict[Subject, list[Any]]
    asked: list[QuestionState]
    slip_is_left: bool


ANSWERS_PER_SLIP = 10
# From attempts to slips, which are few; answers are read only after a slip.
SLIP_IS_LEFT = f"""
    SELECT coalesce((SELECT (
        SELECT count(*) FROM (
            SELECT FROM quizzes_attempt AS attempt
            JOIN quizzes_attemptitem AS served ON served.attempt_id = attempt.id
            JOIN quizzes_itemresult AS result ON result.attempt_item_id = served.id
            WHERE attempt.learner_id = last.learner_id AND result.response_id > last.response_id
            LIMIT {ANSWERS_PER_SLIP}
        ) AS since
    ) >= %s
    FROM (
        SELECT attempt.learner_id, slip.response_id FROM quizzes_attempt AS attempt
        JOIN quizzes_slippedanswer AS slip ON slip.attempt_id = attempt.id
        WHERE attempt.learner_id = %s ORDER BY slip.response_id DESC LIMIT 1
    ) AS last), true)
"""  # noqa: S608  a number of our own
STOCK = """
    SELECT
        (SELECT coalesce(max(sequence), 0) FROM quizzes_response WHERE attempt_item_id = %s),
        (
            SELECT json_agg(json_build_array(subject, history))::text FROM (
                SELECT to_json(cell_id) AS subject, history FROM quizzes_cellmemory
                WHERE learner_id = %s AND cell_id = ANY(%s)
                UNION ALL
                SELECT to_json(rule), history FROM quizzes_rulememory WHERE learner_id = %s AND rule = ANY(%s)
            ) AS remembered
        ),
        (SELECT json_agg(asked ORDER BY asked.position)::text FROM ({asked}) AS asked),
        ({slip_is_left})
"""


@cache
def _with_asked(sql: str) -> str:
    return STOCK.format(asked=sql, slip_is_left=SLIP_IS_LEFT)


def state_before_answer(item: AttemptItem, *, learner: UUID, subjects: Collection[Subject]) -> AttemptState:
    """The caller has locked the attempt and its learner, so nothing of this can change."""
    asked, params = _asked.sql_with_params(item.attempt_id)
    cells = [subject for subject in subjects if isinstance(subject, int)]
    rules = [subject for subject in subjects if isinstance(subject, str)]
    values = [item.pk, learner, cells, learner, rules, *params, ANSWERS_PER_SLIP - 1, learner]
    [(last, histories, rows, slip_is_left)] = planned(_with_asked(asked), values)
    return AttemptState(
        last,
        dict(json.loads(histories or "[]")),
        [QuestionState(*row.values()) for row in json.loads(rows)],
        slip_is_left,
    )


def slip_is_left(learner: UUID) -> bool:
    """Whether the learner may call their last answer a slip."""
    [(is_left,)] = planned(SLIP_IS_LEFT, [ANSWERS_PER_SLIP, learner])
    return is_left


class ScoreSums(NamedTuple):
    marks: int
    maximum: int
    answered: int
    right: int


def sums(results: Iterable[tuple[bool, int | None, bool | None]]) -> ScoreSums:
    """Adds up one attempt from (scored, marks, left out) of each question.

    A question that is unscored or left out counts as answered and for nothing else.
    """
    told = list(results)
    counted = [marks for scored, marks, left_out in told if scored and not left_out]
    return ScoreSums(
        marks=sum(marks or 0 for marks in counted),
        maximum=FULL_MARKS * len(counted),
        answered=sum(marks is not None for _, marks, _ in told),
        right=counted.count(FULL_MARKS),
    )


def sums_by_attempt(items: QuerySet[AttemptItem]) -> Iterator[tuple[UUID, ScoreSums]]:
    rows = items.order_by("attempt").values_list("attempt", "scored", "result__marks", "result__left_out")
    for attempt, questions in groupby(rows.iterator(chunk_size=2000), key=itemgetter(0)):
        yield attempt, sums((scored, marks, left_out) for _, scored, marks, left_out in questions)


def open_attempts(versions: Sequence[int]) -> Iterator[Consequence]:
    holding = (
        AttemptItem.objects.filter(version__in=versions, attempt__closed_at=None)
        .order_by("attempt__quiz__title", "attempt__mode")
        .values_list("attempt__quiz", "attempt__quiz__title", "attempt__mode")
        .annotate(attempts=Count("attempt", distinct=True))
    )
    for quiz, title, mode, attempts in holding:
        held = {"quiz__id__exact": quiz} if quiz else {"quiz__isnull": True, "mode__exact": mode}
        address = f"{reverse('admin:quizzes_attempt_changelist')}?{urlencode(held | {'closed_at__isempty': 1})}"
        yield Consequence(
            f"{title or Mode(mode).label}: {attempts} open {'attempt' if attempts == 1 else 'attempts'}", address
        )


def backlog() -> dict[str, QuerySet]:
    overdue = Attempt.objects.filter(closed_at=None, handed_in_at=None, deadline__lt=timezone.now())
    return {
        "answers for roll_statistics": ItemResult.objects.filter(first_answer=None).order_by("pk"),
        "recounts for roll_statistics": Recount.objects.order_by("pk"),
        "runs for regrade": GradingRun.objects.filter(finished_at=None).order_by("pk"),
        "exams for close_overdue_exams": overdue.order_by("pk"),
    }
