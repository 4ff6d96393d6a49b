"""The start of an attempt at an assignment, by its terms for the learner and the database's clock."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from django.contrib.postgres.functions import TransactionNow
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from accounts.models import CohortMembership, Learner
from bank.models import Item
from matrix import facts
from quizzes.assigned.terms import AssignedTerms, terms_for
from quizzes.attempt_end import close_overdue
from quizzes.attempt_start import NothingToAsk, Sitting, begin, locked_learner, open_attempt, published, twins_apart
from quizzes.exam.simulations import SIMULATIONS, sitting_of
from quizzes.models import AnswersShown, Assignment, Attempt, Mode
from quizzes.practice.choices import USUAL_LENGTH, PracticePool, choice_from
from serving import chance


class StartRefusal(StrEnum):
    NOT_A_MEMBER = "You’re no longer in this class."
    NOT_OPEN = "It isn’t open yet."
    CLOSED = "It’s closed."
    NO_ATTEMPTS = "You’ve used all of your attempts."
    ASKED_ELSEWHERE = (
        "Another exam or test of yours asks some of the same questions. Finish it and see its result first."
    )
    NOTHING_TO_ASK = "It has no questions right now. Tell your instructor."


class StartRefused(Exception):
    def __init__(self, why: StartRefusal):
        super().__init__(why)
        self.why = why


@transaction.atomic
def start_assignment(assignment: Assignment, learner: Learner) -> Attempt:
    """Returns the learner's open attempt, or a new one. Raises StartRefused, and Assignment.DoesNotExist if it was
    removed while this waited.
    """
    _hold(assignment)
    learner = locked_learner(learner)
    mine = assignment.taken.filter(learner=learner)
    close_overdue(mine)
    opened = open_attempt(learner, mode="", assignment=assignment)
    if opened:
        return opened
    terms = terms_for(assignment, learner)
    now, is_member = membership_at(assignment, learner)
    if why := refusal_of(terms, begun=mine.count(), now=now, is_member=is_member):
        raise StartRefused(why)
    try:
        return begin(learner, _sitting(assignment, learner, terms))
    except NothingToAsk:
        raise StartRefused(StartRefusal.NOTHING_TO_ASK) from None


def _hold(assignment: Assignment) -> None:
    """Until the attempt is stored, its teacher changes nothing: a change then finds the attempt."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM quizzes_assignment WHERE id = %s FOR SHARE", [assignment.pk])
    assignment.refresh_from_db()


def membership_at(assignment: Assignment, learner: Learner) -> tuple[datetime, bool]:
    """Return the moment, and whether the learner is then a member of the assignment's class, which still runs."""
    members = CohortMembership.objects.filter(
        cohort=assignment.cohort_id, learner=OuterRef("pk"), left_at=None, cohort__archived_at=None
    )
    return Learner.objects.values_list(TransactionNow(), Exists(members)).get(pk=learner.pk)


def refusal_of(terms: AssignedTerms, *, begun: int, now: datetime, is_member: bool = True) -> StartRefusal | None:
    if not is_member:
        return StartRefusal.NOT_A_MEMBER
    if terms.opens_at and now < terms.opens_at:
        return StartRefusal.NOT_OPEN
    if terms.closes_at and now >= terms.closes_at:
        return StartRefusal.CLOSED
    return StartRefusal.NO_ATTEMPTS if terms.attempts is not None and begun >= terms.attempts else None


def _sitting(assignment: Assignment, learner: Learner, terms: AssignedTerms) -> Sitting:
    asking = _asking(assignment, learner)
    _ask_in_one_place(asking, learner)
    return replace(asking, title=assignment.name, assignment=assignment, time=terms.time, closes_at=terms.closes_at)


def _ask_in_one_place(asking: Sitting, learner: Learner) -> None:
    """Raises StartRefused if the answers here would tell those of an exam or a test that is not graded, or the other
    way around. Of two tests of classes the one waits for the other's grading.
    """
    items = [version.item_id for version in asking.versions]
    ungraded = Attempt.objects.filter(learner=learner, mode=Mode.EXAM, closed_at=None)
    if asking.mode == Mode.EXAM:
        ungraded = ungraded.filter(assignment=None)
    if ungraded.filter(items__version__item__in=items).exists():
        raise StartRefused(StartRefusal.ASKED_ELSEWHERE)


def _asking(assignment: Assignment, learner: Learner) -> Sitting:
    """Options are shuffled as in every attempt."""
    at_once, known = assignment.answers == AnswersShown.AT_ONCE, facts.current()
    if assignment.simulation:
        return sitting_of(learner, SIMULATIONS[assignment.simulation], known)
    if assignment.quiz:
        slots = assignment.quiz.slots.filter(item__in=Item.objects.asked()).values_list("item", flat=True)
        versions = published(slots)
        if assignment.shuffled:
            chance.source.shuffle(versions)
        return Sitting(Mode.CHECK if at_once else Mode.EXAM, "", twins_apart(versions), quiz=assignment.quiz)
    told = {name: value for name, value in (assignment.selection or {}).items() if name != "length"}
    length, seed = (assignment.selection or {}).get("length", USUAL_LENGTH), chance.new_seed()
    drawn = PracticePool(known, learner).pick(choice_from(told), length=length, seed=seed)
    selection = {**told, "length": length, "seed": seed}
    return Sitting(Mode.DRILL if at_once else Mode.EXAM, "", published(drawn), selection=selection)
