"""One learner practises up to an exam with one strategy; and many of them, with what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import fmean, stdev

from benchmarks.learning.learners import MINDS, Person
from benchmarks.learning.strategies import CELLS, PlanStrategy, SimulatedRecord, Situation, Strategy
from quizzes.memory.regression import passing

EQUAL = [1.0] * CELLS


@dataclass(frozen=True)
class Setting:
    mind: str
    days: int
    minutes: int

    def __str__(self) -> str:
        return f"{self.days} days × {self.minutes} min"


@dataclass
class Predictions:
    """(predicted recall, whether it was recalled) of each review, as a site could record them."""

    learnt: list[tuple[float, bool]] = field(default_factory=list)  # with the learner's own pace
    published: list[tuple[float, bool]] = field(default_factory=list)  # with FSRS's published weights alone


@dataclass
class TrialOutcome:
    known: float  # cells, as the sum of true recall on the exam day
    share: float  # of the exam, by weight
    answers: int
    met: int
    predictions: Predictions
    forecast: tuple[float, float, float] | None = None  # halfway: expected, low, high


def practise(
    setting: Setting, learner: int, seed: int, strategy_class: type[Strategy], weights: Sequence[float] = EQUAL
) -> TrialOutcome:
    """The learner is the same for every strategy and misses the same days."""
    rng = Random(f"{seed} {setting.mind} {learner}")  # noqa: S311
    person = Person.draw(rng, MINDS[setting.mind].draw(rng, CELLS))
    attendance = Random(f"{seed} {learner} days")  # noqa: S311
    draws = Random(learner)  # noqa: S311
    at = Situation(SimulatedRecord(), setting.days, setting.minutes * 60, list(weights), draws, person.mind)
    strategy = strategy_class(at)
    outcome = TrialOutcome(0, 0, 0, 0, Predictions())
    kept = 0
    for day in range(setting.days):
        present = attendance.random() >= person.misses
        kept += present
        at.kept = (4 + kept) / (6 + day)
        if present:
            _session(strategy, at, person, day, outcome)
        if day == setting.days // 2 and isinstance(strategy, PlanStrategy):
            expected = strategy.outlook(day + 1)
            outcome.forecast = expected.known, expected.low, expected.high
    recalls = [person.mind.recall(cell, setting.days) for cell in range(CELLS)]
    outcome.known = sum(recalls)
    outcome.share = sum(w * recall for w, recall in zip(weights, recalls, strict=True)) / sum(weights)
    outcome.met = len(at.record.cards)
    return outcome


def _session(strategy: Strategy, at: Situation, person: Person, day: int, outcome: TrialOutcome) -> None:
    left, asked = at.seconds_a_day, set[int]()
    while left > 0 and (order := strategy.order(day, left, asked)):
        for cell in order:
            if left <= 0:
                break
            answer = person.answer(cell, day, at.seconds_a_day - left)
            if isinstance(strategy, PlanStrategy):
                _note(strategy, cell, day, answer.right and answer.confidence != "guess", outcome.predictions)
            left -= answer.seconds
            asked.add(cell)
            outcome.answers += 1
            at.record.add(cell, day, answer)


def _note(plan: PlanStrategy, cell: int, day: int, recalled: bool, predictions: Predictions) -> None:
    card = plan.at.record.cards.get(cell)
    if card and card.last < day:
        predictions.learnt.append((passing(plan.predicted(cell, day)), recalled))
        predictions.published.append((card.recall(day), recalled))


@dataclass(frozen=True)
class Figure:
    """A mean and half the width of its 95 % confidence interval."""

    mean: float
    margin: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Figure":
        return cls(fmean(values), 1.96 * stdev(values) / len(values) ** 0.5)


def advantage(ours: Sequence[float], theirs: Sequence[float]) -> Figure:
    """The share by which our mean is above theirs, with an interval from paired learners (delta method)."""
    ratio = fmean(ours) / fmean(theirs)
    residuals = [mine - ratio * other for mine, other in zip(ours, theirs, strict=True)]
    return Figure(ratio - 1, 1.96 * stdev(residuals) / len(ours) ** 0.5 / fmean(theirs))


def run(
    setting: Setting,
    strategies: Iterable[type[Strategy]],
    *,
    learners: int,
    seed: int,
    weights: Sequence[float] = EQUAL,
) -> dict[str, list[TrialOutcome]]:
    return {
        strategy.name: [practise(setting, learner, seed, strategy, weights) for learner in range(learners)]
        for strategy in strategies
    }
