"""Answers of days gone by, for tests: stored as the site would have stored them then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Learner
from accounts.uuid7 import uuid7
from quizzes.grading import FULL_MARKS, marks
from quizzes.memories import remember_results
from quizzes.models import (
    Attempt,
    AttemptItem,
    AttemptScore,
    Grade,
    ItemResult,
    ItemVersion,
    Mode,
    Response,
    ResponseKind,
)
from quizzes.projections import project_scores
from tests.quizzes.sittings import right_answer, wrong_answer


@dataclass(frozen=True)
class Given:
    """One answer; `answer` in place of `right` says which."""

    version: ItemVersion
    right: bool = True
    confidence: str = ""
    took: float = 10.0  # seconds
    answer: dict[str, Any] | None = None


def sat(
    learner: Learner,
    at: datetime,
    answers: Sequence[Given],
    *,
    mode: str = Mode.DRILL,
    selection: dict[str, Any] | None = None,
    quiz=None,
) -> Attempt:
    """A finished sitting whose answers came at this moment, a second apart."""
    attempt = Attempt.objects.create(
        learner=learner,
        mode=mode,
        quiz=quiz,
        title=quiz.title if quiz else "Practice: Test",
        selection=selection or {"by": "mixed"},
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
            answer=each.answer or (right_answer(item) if each.right else wrong_answer(item)),
            confidence=each.confidence,
            took_ms=round(each.took * 1000),
            received_at=at + timedelta(seconds=place),
        )
        for place, (item, each) in enumerate(zip(items, answers, strict=True))
    )
    grades = Grade.objects.bulk_create(
        Grade(
            response=response,
            version=item.version,
            marks=marks(response.answer, list(item.version.options.all())),
            graded_at=response.received_at,
        )
        for response, item in zip(responses, items, strict=True)
    )
    results = ItemResult.objects.bulk_create(
        ItemResult(attempt_item=item, response=response, version=item.version, marks=grade.marks)
        for item, response, grade in zip(items, responses, grades, strict=True)
    )
    assert all(
        each.answer or (grade.marks == FULL_MARKS) is each.right for each, grade in zip(answers, grades, strict=True)
    )
    AttemptScore.objects.create(attempt=attempt)
    project_scores([attempt.pk])
    remember_results(result.pk for result in results)
    return attempt


def _tokens(version: ItemVersion) -> list[str]:
    return [option.token for option in version.options.all()]
