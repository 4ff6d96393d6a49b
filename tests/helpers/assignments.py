"""Assignments of the real check for tests, and their attempts moved in time."""

from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db.models import F
from django.utils import timezone

from accounts.cohorts.membership import join
from accounts.models import Cohort, Learner
from quizzes.assigned.start import start_assignment
from quizzes.attempt_end import GRACE, finish
from quizzes.models import AnswersShown, Assignment, AssignmentException, AssignmentKind, Attempt
from tests.helpers.exam_sittings import answered
from tests.helpers.sittings import the_check

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def assign(cohort: Cohort, **how) -> Assignment:
    """A timed test of the check, unless `how` says otherwise."""
    usual = {"kind": AssignmentKind.TEST, "minutes": 20, "answers": AnswersShown.AFTER, "set_by": 1}
    if not how.keys() & {"lesson", "quiz", "selection", "simulation"}:
        usual["quiz"] = the_check()
    return Assignment.objects.create(cohort=cohort, **usual | how)


def held_test(cohort: Cohort, **how) -> Assignment:
    """Its answers are shown in three days."""
    now = timezone.now()
    return assign(cohort, **{"answers": AnswersShown.AT, "answers_at": now + 3 * DAY, "closes_at": now + DAY} | how)


def except_for(learner: Learner, assignment: Assignment, **how) -> AssignmentException:
    return AssignmentException.objects.create(assignment=assignment, learner=learner, **how)


def taken(assignment: Assignment, learner: Learner, *, right: int = 3, wrong: int = 0) -> Attempt:
    """Handed in, with some answers."""
    attempt = start_assignment(assignment, learner)
    for position in range(1, right + wrong + 1):
        answered(attempt, position, right=position <= right)
    return finish(attempt)


def let_time_run_out(attempt: Attempt) -> Attempt:
    """As if it had begun so much earlier that its deadline and the grace are over."""
    assert attempt.deadline is not None
    by = attempt.deadline - attempt.started_at + GRACE + SECOND
    Attempt.objects.filter(pk=attempt.pk).update(started_at=F("started_at") - by, deadline=F("deadline") - by)
    attempt.refresh_from_db()
    return attempt


def answers_become_due(assignment: Assignment) -> None:
    """As if the days until then had passed."""
    Assignment.objects.filter(pk=assignment.pk).update(answers_at=TransactionNow() - SECOND)


def join_class(cohort: Cohort, learner: Learner) -> None:
    join(cohort.invites.first(), learner=learner)
