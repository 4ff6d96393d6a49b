"""The kinds of assignment, and what each suggests until the teacher types something else."""

from datetime import datetime, time, timedelta
from typing import Any

from quizzes.exam.simulations import FULL, Simulation
from quizzes.models import AnswersShown, AssignmentKind
from quizzes.practice.choices import USUAL_LENGTH

FRIDAY = 4
EVENING, LAST_MINUTE, MORNING = time(21), time(23, 59), time(9)


def suggested(kind: str, now: datetime) -> dict[str, Any]:
    """By field of the form. `now` is in the zone of the class, and so are the times."""
    in_a_week = _at(now + timedelta(days=7), LAST_MINUTE)
    open_end = {"opens_at": None, "due_at": in_a_week, "closes_at": None, "answers_at": None, "length": USUAL_LENGTH}
    match kind:
        case AssignmentKind.TEST:
            friday = now + timedelta(days=(FRIDAY - now.weekday()) % 7 or 7)
            return {
                "length": USUAL_LENGTH,
                "opens_at": _at(friday, MORNING),
                "due_at": _at(friday, EVENING),
                "closes_at": _at(friday, EVENING),
                "minutes": 20,
                "attempts": 1,
                "answers": AnswersShown.AT,
                "answers_at": _at(friday + timedelta(days=3), MORNING),
                "shuffled": True,
            }
        case AssignmentKind.EXAM:
            limits = {"minutes": minutes_of(FULL), "attempts": 1, "answers": AnswersShown.AFTER, "shuffled": True}
            return open_end | {"work": f"exam-{FULL.slug}"} | limits
    return open_end | {"minutes": None, "attempts": None, "answers": AnswersShown.AT_ONCE, "shuffled": False}


def _at(day: datetime, hour: time) -> datetime:
    return datetime.combine(day.date(), hour, day.tzinfo)


def minutes_of(simulation: Simulation) -> int:
    """In whole minutes, in favor of the learners."""
    return -(-simulation.time // timedelta(minutes=1))
