"""One learner practices up to an exam with one policy, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import mul
from random import Random
from typing import NamedTuple

from benchmarks.learning.content import world
from benchmarks.learning.engine_policy import Engine
from benchmarks.learning.exams import asked, weights
from benchmarks.learning.learners import Person, RowTimes
from benchmarks.learning.policies import (
    Clairvoyant,
    FixedOrder,
    FixedRetention,
    HeavyFirst,
    Leitner,
    Policy,
    Shuffled,
    Situation,
    WithRepeats,
)
from benchmarks.learning.record import SimulatedRecord
from benchmarks.learning.todays_plan import TodaysPlan

TOLD_TODAY = weights("tiers")
SIMPLE: dict[str, type[Policy]] = {
    "shuffled": Shuffled,
    "fixed": FixedOrder,
    "heavy": HeavyFirst,
    "repeats": WithRepeats,
    "fsrs90": FixedRetention,
    "leitner": Leitner,
}
POLICIES = SIMPLE | {"plan": TodaysPlan, "engine": Engine, "clairvoyant": Clairvoyant}


class Setting(NamedTuple):
    """`minutes` a day. `rows` says whether questions of several rows may be asked, and `times` what they take of
    everybody in place of each learner's own.
    """

    memory: str
    days: int
    minutes: float
    exam: str = "content"
    rows: bool = False
    times: RowTimes | None = None

    def __str__(self) -> str:
        return f"{self.days} × {self.minutes:g}"


@dataclass
class TrialOutcome:
    """`known` and `right` are shares of the exam, by what it asks in truth.

    `reviews` has pairs for facts met on an earlier day: the probability, said before, of an answer that shows
    knowledge, and whether one came. `readiness` has the estimate, its bounds and the truth, at half time and on the
    eve; `forecast` that of the cells known on the exam day, at half time.
    """

    known: float = 0.0
    right: float = 0.0
    answers: int = 0
    judged: int = 0
    met: int = 0
    in_rows: int = 0
    reviews: list[tuple[float, bool]] = field(default_factory=list)
    readiness: list[tuple[float, float, float, float]] = field(default_factory=list)
    forecast: tuple[float, ...] = ()


def practise(setting: Setting, learner: int, seed: int, policy: str) -> TrialOutcome:
    """The learner is the same for every policy and misses the same days."""
    person, days = learner_of(setting, learner, seed)
    told = weights(setting.exam)
    at = Situation(
        record=SimulatedRecord(),
        days=setting.days,
        seconds_a_day=setting.minutes * 60,
        told=told,
        tiers=told if setting.exam == "equal" else TOLD_TODAY,
        rows=setting.rows,
        rng=Random(f"{seed} {learner} draws"),  # noqa: S311
        person=person,
    )
    chosen = POLICIES[policy](at)
    truth = asked(setting.exam, learner, seed)
    outcome = TrialOutcome()
    for day in range(setting.days):
        at.kept = (4 + sum(each <= day for each in days)) / (6 + day)
        if day in days:
            _session(chosen, at, day, outcome)
        if day + 1 in (setting.days // 2, setting.days):
            _measure(chosen, at, day + 1, truth, outcome)
        if day + 1 == setting.days // 2:
            outcome.forecast = chosen.forecast(day + 1) or ()
    known = person.knowledge(setting.days)
    if outcome.forecast:
        outcome.forecast += (sum(known[cell.number] for cell in world().cells),)
    outcome.known = _sum(truth, known)
    outcome.right = _sum(truth, map(person.right_of, known))
    outcome.met = len(at.record.cards)
    return outcome


def learner_of(setting: Setting, learner: int, seed: int) -> tuple[Person, list[int]]:
    """The person, and the days of practice."""
    person = Person.draw(setting.memory, Random(f"{seed} {setting.memory} {learner}"), setting.times)  # noqa: S311
    attendance = Random(f"{seed} {learner} days")  # noqa: S311
    return person, [day for day in range(setting.days) if attendance.random() >= person.misses]


def _session(policy: Policy, at: Situation, day: int, outcome: TrialOutcome) -> None:
    left, met_today = at.seconds_a_day, set[int]()
    while left > 0 and (questions := policy.questions(day, left, met_today)):
        for question in questions:
            if left <= 0:
                break
            answer = at.person.answer(question.facts, day, at.seconds_a_day - left)
            left -= answer.seconds
            met_today.update(question.facts)
            judged = at.record.add(question, day, answer)
            policy.answered(question, judged, answer.seconds)
            outcome.answers += 1
            outcome.judged += len(judged)
            outcome.in_rows += len(judged) if len(judged) > 1 else 0
            for each, recall in zip(judged, question.recalls, strict=False):
                if each.days:
                    outcome.reviews.append((recall, each.shown))


def _measure(policy: Policy, at: Situation, day: int, truth: tuple[float, ...], outcome: TrialOutcome) -> None:
    told = policy.readiness(day)
    if told:
        outcome.readiness.append((*told, _sum(truth, at.person.knowledge(day))))


def _sum(weights: Iterable[float], values: Iterable[float]) -> float:
    return sum(map(mul, weights, values))
