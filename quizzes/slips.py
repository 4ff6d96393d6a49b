"""“I pressed the wrong one”: the answer keeps its score, is no evidence, and its question is asked again.

A learner may say so within ten seconds of a wrong verdict, or until the next answer with an allowance of time, and
once in ten answers. The clock is the database's.
"""

from datetime import timedelta

from quizzes.attempt_start import join
from quizzes.attempt_state import slip_is_left
from quizzes.ledger import NoAnswer, Outcome, Verdict, outcome_of
from quizzes.memory.due_count import put_back
from quizzes.memory.evidence import judges_of
from quizzes.memory.store import Evidence, remember, withdraw
from quizzes.models import ItemResult, Mode, ServedItem, SlippedAnswer

OFFERED = timedelta(seconds=10)
GRACE = timedelta(seconds=10)  # for the way here, and for a button that stays as long as it has the focus


class Refused(Exception):
    """Its text says why, to the learner."""


def can_be_slip(item: ServedItem, outcome: Outcome) -> bool:
    return (
        item.attempt.mode not in (Mode.EXAM, Mode.SECTION)
        and not outcome.response.late
        and outcome.verdict in (Verdict.WRONG, Verdict.PARTLY)
    )


def is_offered(item: ServedItem, outcome: Outcome | NoAnswer, *, has_time: bool) -> bool:
    return (
        isinstance(outcome, Outcome)
        and not item.is_slip
        and can_be_slip(item, outcome)
        and _is_in_time(item, outcome, OFFERED, has_time=has_time)
        and _is_left(item, outcome)
    )


def take_back(item: ServedItem, *, has_time: bool) -> None:
    """Stores the slip once. The caller has locked the attempt with its learner. Raises Refused."""
    outcome = outcome_of(item)
    assert outcome is not None
    if item.is_slip:
        return
    if not _is_in_time(item, outcome, OFFERED + GRACE, has_time=has_time):
        raise Refused("More than 10 seconds have passed, so this answer counts.")
    if not _is_left(item, outcome):
        raise Refused("You can do this once in 10 answers, so this answer counts.")
    again = None if item.attempt.closed_at else join(item.attempt, item.version, item.order)
    SlippedAnswer.objects.create(response=outcome.response, attempt=item.attempt, again=again)
    if again is None:
        put_back(item.attempt, item.position)
    evidence: Evidence = {}
    for judge in judges_of([item.result.version_id]).values():
        withdraw(evidence, judge, item.attempt.learner_id, item.pk)
    remember(evidence)


def _is_in_time(item: ServedItem, outcome: Outcome, time: timedelta, *, has_time: bool) -> bool:
    if has_time:
        later = ItemResult.objects.filter(attempt_item__attempt=item.attempt_id, response__gt=outcome.response.pk)
        return not later.exists()
    return item.loaded_at - outcome.response.received_at <= time


def _is_left(item: ServedItem, outcome: Outcome) -> bool:
    if outcome.slip_is_left is not None:
        return outcome.slip_is_left
    return slip_is_left(item.attempt.learner_id)
