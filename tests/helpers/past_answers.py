"""Answers of days gone by, for tests: stored as the site would have stored them then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from accounts.models import Learner
from bank.grading import FULL_MARKS
from bank.models import ItemVersion
from quizzes.attempt_start import Sitting
from quizzes.models import Attempt, AttemptItem, ItemResult, Mode
from quizzes.seeding import SeededAnswer, SeededSitting, store_sittings
from tests.helpers.sittings import right_answer, wrong_answer


@dataclass(frozen=True)
class Given:
    """One answer; `answer` in place of `right` says which."""

    version: ItemVersion
    right: bool = True
    confidence: str = ""
    took: float = 10.0  # seconds
    answer: dict[str, Any] | None = None

    @property
    def stored(self) -> SeededAnswer:
        item = AttemptItem(version=self.version, order=[option.token for option in self.version.options.all()])
        answer = self.answer or (right_answer(item) if self.right else wrong_answer(item))
        return SeededAnswer(answer, self.confidence, self.took)


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
    title = quiz.title if quiz else "Practice: Test"
    versions = [each.version for each in answers]
    prefetch_related_objects(versions, "options")
    sitting = Sitting(mode, title, versions, quiz=quiz, selection=selection or {"by": "mixed"})
    [attempt] = store_sittings([SeededSitting(learner, at, sitting, [each.stored for each in answers])])
    results = ItemResult.objects.filter(attempt_item__attempt=attempt).order_by("attempt_item__position")
    for each, result in zip(answers, results, strict=True):
        assert each.answer or (result.marks == FULL_MARKS) is each.right
    return attempt
