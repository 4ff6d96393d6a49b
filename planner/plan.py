"""Selects the cells to ask today.

With an exam date, those that add most to what is known on that day, per second. Without one, those below the target
retention, then new ones. A plan is computed from the current state, so a missed day needs no repair.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import NamedTuple, Self

from planner.forecast import Outlook, outlook
from planner.gain import CellGain, CellState, GainEstimator, ranked
from quizzes.memory.card import TARGET_RETENTION, Memory, days_between
from quizzes.memory.personal_curve import Pace

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
    NO_DATE = "no-date", "Without an exam date, the plan keeps your recall of each fact above 90%."
    NOTHING_DUE = "nothing-due", "Nothing is due today."


class PlannedCell(NamedTuple):
    """A resting cell is left out of the day, but counts in the forecast."""

    cell: int
    memory: Memory | None
    weight: float = 1.0
    resting: bool = False


@dataclass(frozen=True)
class PlanStep:
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


def plan(
    cells: Iterable[PlannedCell],
    *,
    now: datetime,
    zone: tzinfo,
    exam: date | None,
    minutes: float,
    pace: Pace | None = None,
    keeps: float = USUALLY_KEPT,
) -> Plan:
    """`keeps` is the share of days on which the learner practices."""
    pace, cells = pace or Pace(), list(cells)
    exam_in = (exam - now.astimezone(zone).date()).days if exam else None
    seconds = max(0.0, minutes * 60)
    if exam_in is None or exam_in < 0:
        return _keeping(cells, now=now, exam_in=exam_in, seconds=seconds, pace=pace)
    return _towards_exam(cells, now=now, exam_in=exam_in, seconds=seconds, pace=pace, keeps=keeps)


def state_of(planned: PlannedCell, now: datetime) -> CellState:
    memory = planned.memory
    if memory is None:
        return CellState(planned.cell, planned.weight)
    days = days_between(memory.last, now)
    return CellState(planned.cell, planned.weight, memory.answers, memory.stability, memory.difficulty, days)


def _towards_exam(
    cells: Sequence[PlannedCell], *, now: datetime, exam_in: int, seconds: float, pace: Pace, keeps: float
) -> Plan:
    horizon = min(max(exam_in, 1), FARTHEST)
    standings = [state_of(planned, now) for planned in cells]
    resting = frozenset(planned.cell for planned in cells if planned.resting)
    asked = [entry for entry in standings if entry.cell not in resting]
    ahead = seconds * (horizon - 1) * keeps
    order = ranked(asked, pace, horizon=horizon, seconds=seconds, ahead=ahead)
    today = _steps([worth for worth in order if worth.gain > 0], cells, seconds)
    notices = []
    if exam_in == 0:
        notices.append(Notice.EXAM_TODAY)
    if exam_in > FARTHEST:
        notices.append(Notice.FAR)
    return Plan(
        today=today,
        minutes=sum(step.seconds for step in today) / 60,
        horizon=horizon,
        exam_in=exam_in,
        outlook=outlook(
            standings,
            pace,
            horizon=horizon,
            seconds=seconds,
            keeps=keeps,
            resting=resting,
        ),
        notices=notices + _empty(today, seconds),
    )


def _keeping(cells: Sequence[PlannedCell], *, now: datetime, exam_in: int | None, seconds: float, pace: Pace) -> Plan:
    asked = [planned for planned in cells if not planned.resting]
    appraiser = GainEstimator(pace, WITHOUT_A_DATE)
    worths = [appraiser.worth(entry) for entry in (state_of(planned, now) for planned in asked) if _open(entry)]
    due = [worth for worth in worths if not worth.new and worth.recall < TARGET_RETENTION]
    due.sort(key=lambda worth: (worth.recall, worth.cell))
    new = sorted((worth for worth in worths if worth.new), key=lambda worth: (-worth.rate, worth.cell))
    today = _steps(due + new, cells, seconds)
    return Plan(
        today=today,
        minutes=sum(step.seconds for step in today) / 60,
        horizon=WITHOUT_A_DATE,
        exam_in=exam_in,
        outlook=None,
        notices=[Notice.NO_DATE if exam_in is None else Notice.DATE_PAST, *_empty(today, seconds)],
    )


def _open(entry: CellState) -> bool:
    return not entry.answers or entry.days > 0


def _empty(today: Sequence[PlanStep], seconds: float) -> list[Notice]:
    if today:
        return []
    return [Notice.NOTHING_DUE if seconds else Notice.NO_TIME]


def _steps(order: Iterable[CellGain], cells: Sequence[PlannedCell], seconds: float) -> list[PlanStep]:
    """The first always fits: with one minute a day one question is better than none."""
    memories = {planned.cell: planned.memory for planned in cells}
    steps: list[PlanStep] = []
    for worth in order:
        if seconds <= 0 or (steps and worth.seconds > seconds):
            break
        seconds -= worth.seconds
        steps.append(
            PlanStep(worth.cell, _reason(memories[worth.cell], worth), worth.seconds, worth.recall, worth.gain)
        )
    return steps


def _reason(memory: Memory | None, worth: CellGain) -> Reason:
    if memory is None:
        return Reason.NEW
    if memory.missed:
        return Reason.MISSED
    return Reason.DUE if worth.recall < TARGET_RETENTION else Reason.FIRMER


def falling_due(cells: Sequence[PlannedCell], now: datetime, pace: Pace) -> list[int]:
    """Counts the cells whose recall falls below the target, per day from tomorrow."""
    counts = [0] * DAYS_SHOWN
    for planned in cells:
        falls = _falls_in(state_of(planned, now), pace) if planned.memory else 0
        if falls:
            counts[falls - 1] += 1
    return counts


def _falls_in(entry: CellState, pace: Pace) -> int:
    """Days until recall falls below the target; 0 if it has, or if it does not within the days shown."""
    for day in range(DAYS_SHOWN + 1):
        if pace.recall(entry.days + day, entry.stability, entry.answers) < TARGET_RETENTION:
            return day
    return 0
