"""Compares forecasts with later memories, and predicted reviews with their answers.

No learner answers all cells on the exam day, so forecasts are compared with memories of that day by the model that
made them, and the page says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from accounts.models import Learner
from matrix.learnable.rules import Subject
from planner.engine.learnt import Learnt
from planner.engine.outlook import outlook
from planner.learner_facts import Outline, facts_with
from planner.models import Forecast
from planner.plan_inputs import PlanInputs
from quizzes.memory.regression import passing
from quizzes.memory.store import before, showed_knowledge
from quizzes.models import Attempt, AttemptItem, MemoryRow, Mode
from serving.prepared import Prepared

REVIEWS = 100  # only the latest
FEWEST = 10  # fewer are too few for a comparison
BANDS = ((0.0, "under 70%"), (0.7, "70 to 90%"), (0.9, "90% and more"))


class PastForecast(NamedTuple):
    day: date
    exam_on: date
    expected: float
    low: float
    high: float
    cells: int


@dataclass(frozen=True)
class RecallBin:
    name: str
    reviews: int
    expected: float
    right: int


@dataclass(frozen=True)
class PastPredictions:
    forecasts: list[PastForecast]
    reviews: list[dict[str, Any]]

    @property
    def predicted(self) -> int:
        """How many answers were predicted, those not given yet included."""
        return sum(len(each["selection"].get("recall", ())) for each in self.reviews)

    def of_exam(self, exam_on: date | None) -> list[PastForecast]:
        return [each for each in self.forecasts if each.exam_on == exam_on]


def _past(learner: UUID) -> QuerySet[Learner]:
    forecasts = Forecast.objects.filter(learner=OuterRef("pk")).order_by("day")
    asked = AttemptItem.objects.filter(attempt=OuterRef("pk"), contrast_to=None, again_after=None)
    items = asked.order_by("position")
    reviews = Attempt.objects.filter(learner=OuterRef("pk"), mode=Mode.REVIEW).order_by("-started_at")
    return Learner.objects.filter(pk=learner).annotate(
        told=ArraySubquery(forecasts.values(told=JSONObject(**{name: name for name in PastForecast._fields}))),
        reviews=ArraySubquery(
            reviews.values(told=JSONObject(selection="selection", items=ArraySubquery(items.values("pk"))))[:REVIEWS]
        ),
    )


past_row: Prepared[Any] = Prepared(_past, UUID)


def past_of(learner: Learner | None) -> PastPredictions:
    if learner is None:
        return PastPredictions([], [])
    [found] = past_row(learner.pk)
    return PastPredictions([_foretold(each) for each in found.told], found.reviews)


def _foretold(told: dict[str, Any]) -> PastForecast:
    days = {name: date.fromisoformat(told[name]) for name in ("day", "exam_on")}
    return PastForecast(**{**told, **days})


def known_on(known: PlanInputs, day: date) -> float:
    return known_at(known.memories, min(known.local_now, end_of(day, known)), known.outline, known.learnt)


def end_of(day: date, known: PlanInputs) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), known.zone)


def known_at(memories: Mapping[Subject, MemoryRow], moment: datetime, outline: Outline, learnt: Learnt) -> float:
    """How many cells were known then, reckoned as the forecast does: by what was answered until then, or by rules.

    `moment` is on the clock of the learner.
    """
    then = {subject: row for subject, each in memories.items() if (row := before(moment, each))}
    facts = facts_with(outline, then, at=moment, began=moment - timedelta(days=1), resting=(), last={})
    return outlook(facts, learnt, horizon=0, seconds=0, keeps=0).known


def bands_of(past: PastPredictions, known: PlanInputs) -> list[RecallBin]:
    compared = list(_compared(past.reviews, known))
    if len(compared) < FEWEST:
        return []
    bounds = [*(bound for bound, _ in BANDS), 1.01]
    bands = []
    for (least, name), below in zip(BANDS, bounds[1:], strict=True):
        within = [(recall, right) for recall, right in compared if least <= recall < below]
        expected = sum(passing(recall) for recall, _ in within)
        bands.append(RecallBin(name, len(within), expected, sum(right for _, right in within)))
    return [band for band in bands if band.reviews]


def _compared(reviews: Sequence[dict[str, Any]], known: PlanInputs) -> Iterable[tuple[float, bool]]:
    for review in reviews:
        selection = review["selection"]
        for position, recall in selection.get("recall", {}).items():
            cell, item = selection["cells"][position][0], review["items"][int(position) - 1]
            row = known.memories.get(cell)
            found = next((entry for entry in row.history if entry[0] == item), None) if row else None
            if found:
                yield recall, showed_knowledge(found)
