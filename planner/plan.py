"""Selects the cells to ask today: those of the questions that the engine would ask in the time that there is.

With an exam date, they add most to what is known on that day, per second. Without one, what is due comes first. A plan
is computed from the current state, so a missed day needs no repair.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from planner.engine.draw import next_questions
from planner.engine.facts import Chosen, FactState
from planner.engine.outlook import Outlook, outlook
from planner.learner_facts import Asking
from quizzes.memory.mastery import DUE_BELOW
from quizzes.memory.personal_curve import Pace
from quizzes.memory.regression import recalled

# A later exam is planned as if it were this far away: the plan hardly differs, and predictions mean little.
FARTHEST = 180
WITHOUT_A_DATE = 30
USUALLY_KEPT = 0.8  # share of days with practice, until the learner's own is known
DAYS_SHOWN = 14


class LabeledEnum(StrEnum):
    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Reason(LabeledEnum):
    NEW = "new", "New"
    MISSED = "missed", "Missed last time"
    DUE = "due", "Due for review"
    FIRMER = "firmer", "One more review makes it last"


class Notice(LabeledEnum):
    DATE_PAST = (
        "date-past",
        "The exam date has passed. Until you set another one, the plan helps you remember what you know.",
    )
    EXAM_TODAY = "exam-today", "The exam is today. A short look at what’s due for review is all that can still help."
    FAR = "far", "The exam is more than six months away. The forecast is for six months from now."
    NO_TIME = "no-time", "You haven’t set any minutes for today. Set some, or practice freely."
    NO_DATE = "no-date", "Without an exam date, the plan keeps your recall of each fact above 80%."
    NOTHING_DUE = "nothing-due", "Nothing is due today."


@dataclass(frozen=True)
class PlanStep:
    """`cell` is the number of a fact: of a cell, or after these of a rule or a control."""

    cell: int
    reason: Reason
    seconds: float
    recall: float
    gain: float


@dataclass(frozen=True)
class Plan:
    today: list[PlanStep]
    minutes: float  # expected for today's list
    horizon: int  # days that the plan looks ahead
    exam_in: int | None  # days; None without a date, negative if it has passed
    outlook: Outlook | None  # None without a future exam
    notices: list[Notice] = field(default_factory=list)


def plan(asking: Asking, *, exam_in: int | None, minutes: float, keeps: float = USUALLY_KEPT) -> Plan:
    """`keeps` is the share of days on which the learner practices."""
    seconds = max(0.0, minutes * 60)
    today = steps_of(next_of_day(asking, seconds, exam_in, keeps=keeps), asking)
    return Plan(
        today=today,
        minutes=sum(step.seconds for step in today) / 60,
        horizon=horizon_of(exam_in) or WITHOUT_A_DATE,
        exam_in=exam_in,
        outlook=outlook_of(asking, seconds, exam_in, keeps=keeps),
        notices=[*_about_exam(exam_in), *_empty(today, seconds)],
    )


def next_of_day(
    asking: Asking, seconds: float, exam_in: int | None, *, keeps: float = USUALLY_KEPT, most: int | None = None
) -> list[Chosen]:
    """The questions for the `seconds` that are left of the day, or at most so many whatever time they take."""
    horizon = horizon_of(exam_in)
    ahead = seconds * ((horizon or WITHOUT_A_DATE) - 1) * keeps
    return next_questions(*asking, horizon=horizon, seconds=seconds, ahead=ahead, n=most)


def horizon_of(exam_in: int | None) -> int | None:
    return None if exam_in is None or exam_in < 0 else min(max(exam_in, 1), FARTHEST)


def outlook_of(asking: Asking, seconds: float, exam_in: int | None, *, keeps: float = USUALLY_KEPT) -> Outlook | None:
    horizon = horizon_of(exam_in)
    if horizon is None:
        return None
    facts, _, stacks, learnt = asking
    return outlook(facts, learnt, horizon=horizon, seconds=seconds, keeps=keeps, stacks=stacks)


def _about_exam(exam_in: int | None) -> Iterator[Notice]:
    if exam_in is None:
        yield Notice.NO_DATE
    elif exam_in < 0:
        yield Notice.DATE_PAST
    elif exam_in == 0:
        yield Notice.EXAM_TODAY
    elif exam_in > FARTHEST:
        yield Notice.FAR


def steps_of(chosen: Iterable[Chosen], asking: Asking) -> list[PlanStep]:
    """The facts in the order of the questions that will ask them."""
    steps: dict[int, PlanStep] = {}
    for each in chosen:
        about = [
            (number, recalled(passes))
            for number, passes in zip(each.facts, each.recall, strict=True)
            if number not in steps and is_open(asking.facts[number])
        ]
        for number, recall in about:
            fact = asking.facts[number]
            steps[number] = PlanStep(
                number,
                _reason(fact, recall),
                each.seconds / len(about),
                recall if fact.answers else 0.0,
                each.worth / len(about),
            )
    return list(steps.values())


def is_open(fact: FactState) -> bool:
    return not fact.resting and not fact.asked_today


def _reason(fact: FactState, recall: float) -> Reason:
    if not fact.answers:
        return Reason.NEW
    if fact.missed:
        return Reason.MISSED
    return Reason.DUE if recall < DUE_BELOW else Reason.FIRMER


def _empty(today: Sequence[PlanStep], seconds: float) -> list[Notice]:
    if today:
        return []
    return [Notice.NOTHING_DUE if seconds else Notice.NO_TIME]


def falling_due(cells: Iterable[FactState], pace: Pace) -> list[int]:
    """Counts the cells whose recall falls below the target, per day from tomorrow."""
    falls = Counter(_falls_in(cell, pace) for cell in cells if cell.answers)
    return [falls[day] for day in range(1, DAYS_SHOWN + 1)]


def is_due(cell: FactState, pace: Pace, *, ahead: int = 0) -> bool:
    return pace.recall(cell.days + ahead, cell.stability, cell.answers) < DUE_BELOW


def _falls_in(cell: FactState, pace: Pace) -> int:
    """Days until recall falls below the target; 0 if it has, or if it does not within the days shown."""
    day = bisect_left(range(DAYS_SHOWN + 1), True, key=lambda ahead: is_due(cell, pace, ahead=ahead))
    return day if day <= DAYS_SHOWN else 0
