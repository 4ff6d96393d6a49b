"""The terms of an assignment for one learner: its dates, time, attempts, and when its answers are shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import Learner, TimeAllowance
from quizzes.exam.simulations import allowance_of, time_with
from quizzes.models import AnswersShown, Assignment, AssignmentException


@dataclass(frozen=True)
class AssignedTerms:
    """`time` and `attempts` are None without a limit. `answers_at` is None if no set time holds the answers back."""

    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    time: timedelta | None
    attempts: int | None
    answers: str
    answers_at: datetime | None

    @property
    def decided_at(self) -> datetime | None:
        """When work that was not handed in is missing."""
        return self.due_at or self.closes_at

    def deadline_of(self, started_at: datetime) -> datetime | None:
        ends = (started_at + self.time if self.time is not None else None, self.closes_at)
        return min((each for each in ends if each), default=None)


def terms_of(
    assignment: Assignment,
    exception: AssignmentException | None = None,
    allowance: TimeAllowance = TimeAllowance.STANDARD,
) -> AssignedTerms:
    """The extra minutes of an exception come on top of the learner's standing allowance."""
    extra = exception or AssignmentException()
    closes_at = extra.closes_at or assignment.closes_at
    time = time_with(timedelta(minutes=assignment.minutes), allowance) if assignment.minutes else None
    held_until = {
        # Nobody sees the answers while the class still works on it.
        AnswersShown.CLOSED: latest(closes_at, assignment.closes_at),
        AnswersShown.AT: assignment.answers_at,
    }
    return AssignedTerms(
        opens_at=extra.opens_at or assignment.opens_at,
        due_at=extra.due_at or assignment.due_at,
        closes_at=closes_at,
        time=None if time is None else time + timedelta(minutes=extra.extra_minutes),
        attempts=None if assignment.attempts is None else assignment.attempts + extra.extra_attempts,
        answers=assignment.answers,
        answers_at=held_until.get(AnswersShown(assignment.answers)),
    )


def latest(*moments: datetime | None) -> datetime | None:
    return max((each for each in moments if each), default=None)


def terms_for(assignment: Assignment, learner: Learner) -> AssignedTerms:
    exception = AssignmentException.objects.filter(assignment=assignment, learner=learner).first()
    return terms_of(assignment, exception, allowance_of(learner).time)
