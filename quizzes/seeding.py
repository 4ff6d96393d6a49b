"""Stores attempts with past dates, as the site would have stored them then, for the demo and for tests.

Only the owner of the tables can: from the role that serves, the database takes no time of receipt but its own
(`serving.insert_only`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import Learner
from bank.grading import marks
from bank.models import ItemVersion
from quizzes.attempt_start import Sitting
from quizzes.memory.nights import minutes_ahead
from quizzes.memory.store import remember_results
from quizzes.models import Attempt, AttemptEnd, AttemptItem, Grade, Mode, Response, ResponseKind
from quizzes.statistics.estimates import expect_many
from quizzes.store import store_grades, store_responses, store_scores
from serving.uuid7 import uuid7


@dataclass(frozen=True)
class SeededAnswer:
    """`took` and `after` are in seconds; `after` counts from the answer before, or from the start of the sitting."""

    answer: dict[str, Any]
    confidence: str = ""
    took: float = 10.0
    after: float = 1.0


@dataclass(frozen=True)
class SeededSitting:
    """A finished sitting that began at `at`, with an answer to each of its questions."""

    learner: Learner
    at: datetime
    sitting: Sitting
    answers: Sequence[SeededAnswer]

    @property
    def moments(self) -> list[datetime]:
        return [self.at + timedelta(seconds=passed) for passed in accumulate(each.after for each in self.answers)]

    @property
    def ended(self) -> datetime:
        return self.moments[-1]

    @property
    def asked(self) -> list[tuple[ItemVersion, SeededAnswer, datetime]]:
        return list(zip(self.sitting.versions, self.answers, self.moments, strict=True))

    @property
    def attempt(self) -> Attempt:
        sitting = self.sitting
        return Attempt(
            id=uuid7(self.at),
            learner=self.learner,
            mode=sitting.mode,
            quiz=sitting.quiz,
            assignment=sitting.assignment,
            title=sitting.title,
            selection=sitting.selection,
            started_at=self.at,
            deadline=self.at + sitting.time if sitting.time is not None else None,
            closed_at=self.ended,
            ending=AttemptEnd.FINISHED,
        )


@transaction.atomic
def store_sittings(sittings: Sequence[SeededSitting]) -> list[Attempt]:
    attempts = Attempt.objects.bulk_create(each.attempt for each in sittings)
    asked = [
        (attempt, each.ended, place, *question)
        for attempt, each in zip(attempts, sittings, strict=True)
        for place, question in enumerate(each.asked, 1)
    ]
    items = AttemptItem.objects.bulk_create(
        AttemptItem(attempt=attempt, position=place, version=version, order=_tokens(version))
        for attempt, _, place, version, _, _ in asked
    )
    responses = store_responses(_response(item, given, at) for item, (*_, given, at) in zip(items, asked, strict=True))
    results = store_grades(
        Grade(
            response=response,
            version=item.version,
            marks=marks(response.answer, item.all_options),
            graded_at=ended if attempt.mode == Mode.EXAM else response.received_at,
        )
        for response, item, (attempt, ended, *_) in zip(responses, items, asked, strict=True)
    )
    store_scores([attempt.pk for attempt in attempts])
    expect_many(len(items))
    remember_results(result.pk for result in results)
    return attempts


def _response(item: AttemptItem, given: SeededAnswer, at: datetime) -> Response:
    return Response(
        attempt_item=item,
        event=uuid7(at - timedelta(seconds=given.took)),
        sequence=1,
        kind=ResponseKind.SAVE if item.attempt.mode == Mode.EXAM else ResponseKind.CHECK,
        answer=given.answer,
        confidence=given.confidence,
        took_ms=round(given.took * 1000),
        received_at=at,
        utc_offset=minutes_ahead(at.astimezone(ZoneInfo(item.attempt.learner.time_zone))),
    )


def _tokens(version: ItemVersion) -> list[str]:
    return [option.token for option in version.options.all()]
