"""Stores attempts with past dates, as the site would have stored them then, for the demo and for tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Learner
from bank.grading import marks
from bank.models import ItemVersion
from quizzes.memory.store import remember_results
from quizzes.models import Attempt, AttemptItem, Grade, Mode, Response, ResponseKind
from quizzes.store import store_grades, store_scores
from serving.uuid7 import uuid7


@dataclass(frozen=True)
class SeededAnswer:
    version: ItemVersion
    answer: dict[str, Any]
    confidence: str = ""
    took: float = 10.0  # seconds


def store_sitting(
    learner: Learner,
    at: datetime,
    answers: Sequence[SeededAnswer],
    *,
    mode: str = Mode.DRILL,
    title: str,
    selection: dict[str, Any] | None = None,
    quiz=None,
) -> Attempt:
    attempt = Attempt.objects.create(
        learner=learner,
        mode=mode,
        quiz=quiz,
        title=title,
        selection=selection or {},
        started_at=at,
        closed_at=at + timedelta(seconds=len(answers)),
        ending="finished",
    )
    items = AttemptItem.objects.bulk_create(
        AttemptItem(attempt=attempt, position=place, version=each.version, order=_tokens(each.version))
        for place, each in enumerate(answers, start=1)
    )
    responses = Response.objects.bulk_create(
        Response(
            attempt_item=item,
            event=uuid7(),
            sequence=1,
            kind=ResponseKind.CHECK,
            answer=each.answer,
            confidence=each.confidence,
            took_ms=round(each.took * 1000),
            received_at=at + timedelta(seconds=place),
        )
        for place, (item, each) in enumerate(zip(items, answers, strict=True))
    )
    results = store_grades(
        Grade(
            response=response,
            version=item.version,
            marks=marks(response.answer, list(item.version.options.all())),
            graded_at=response.received_at,
        )
        for response, item in zip(responses, items, strict=True)
    )
    store_scores([attempt.pk])
    remember_results(result.pk for result in results)
    return attempt


def _tokens(version: ItemVersion) -> list[str]:
    return [option.token for option in version.options.all()]
