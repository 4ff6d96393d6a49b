"""How far each member of a class is with its assignments, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Case, Count, F, Min, Q, When
from django.db.models.functions import Coalesce

from accounts.models import Cohort, CohortMembership
from accounts.zones import moment_in_words
from lessons.models import Place
from quizzes.assigned.terms import AssignedTerms, terms_of
from quizzes.attempt_end import GRACE
from quizzes.models import Assignment, AssignmentException, Attempt
from quizzes.models.assignments import AssignmentQuerySet


class AssignedState(StrEnum):
    ON_TIME = "On time"
    LATE = "Late"
    OPEN = "Open"
    BEGUN = "In progress"
    HANDED_IN = "Handed in"  # its answers, and so its grade, are shown later
    MISSING = "Missing"
    JOINED_LATER = "Excused by joining later"
    NOT_ASKED = "Not published"


UNCOUNTED = (AssignedState.JOINED_LATER, AssignedState.NOT_ASKED)


@dataclass(frozen=True)
class MemberWork:
    """What a learner has done: `done_at` is when they first did it or handed it in. `held` hides the grade still."""

    done_at: datetime | None = None
    held: bool = False
    begun: bool = False
    attempts: int = 0


NO_WORK = MemberWork()


@dataclass(frozen=True)
class MemberProgress:
    member: CohortMembership
    state: AssignedState
    terms: AssignedTerms
    exception: AssignmentException | None
    work: MemberWork

    @property
    def done_at(self) -> datetime | None:
        return self.work.done_at

    @property
    def applies(self) -> bool:
        """False if it was over when the member joined."""
        return self.state != AssignedState.JOINED_LATER

    @property
    def is_late(self) -> bool:
        return is_late(self.terms, self.work)


@dataclass
class AssignmentProgress:
    assignment: Assignment
    rows: list[MemberProgress] = field(default_factory=list)

    @property
    def when(self) -> str:
        at = self.assignment.due_at or self.assignment.closes_at
        return moment_in_words(at, self.assignment.cohort.time_zone) if at else ""

    @property
    def counts(self) -> list[tuple[AssignedState, int]]:
        states = [row.state for row in self.rows]
        return [(state, states.count(state)) for state in AssignedState if state not in UNCOUNTED]


def assignments_of(cohort: Cohort) -> AssignmentQuerySet:
    return Assignment.objects.filter(cohort=cohort).with_asked().with_things()


def progress_of(cohort: Cohort, members: Iterable[CohortMembership], now: datetime) -> list[AssignmentProgress]:
    """Takes five queries. The rows are in the order of the members."""
    return progress_at(list(assignments_of(cohort)), list(members), now)


def progress_at(
    assignments: Sequence[Assignment], members: Sequence[CohortMembership], now: datetime
) -> list[AssignmentProgress]:
    """The assignments come from `assignments_of`."""
    learners = [member.learner_id for member in members]
    exceptions = {
        (each.assignment_id, each.learner_id): each
        for each in AssignmentException.objects.filter(assignment__in=assignments, learner__in=learners)
    }
    work = _work(assignments, learners, now)
    found = []
    for assignment in assignments:
        rows = [
            _row(assignment, member, exceptions.get((assignment.pk, member.learner_id)), work, now)
            for member in members
        ]
        found.append(AssignmentProgress(assignment, rows))
    return found


def _row(
    assignment: Assignment,
    member: CohortMembership,
    exception: AssignmentException | None,
    work: Mapping[tuple, MemberWork],
    now: datetime,
) -> MemberProgress:
    terms, done = terms_of(assignment, exception), work.get((assignment.pk, member.learner_id), NO_WORK)
    state = state_of(terms, done, now, asked=assignment.is_asked, joined_at=member.joined_at)
    return MemberProgress(member, state, terms, exception, done)


def state_of(
    terms: AssignedTerms, work: MemberWork, now: datetime, *, asked: bool = True, joined_at: datetime | None = None
) -> AssignedState:
    """Learners do not see what is not `asked`, so it cannot be open or missing."""
    if terms.decided_at and joined_at and joined_at >= terms.decided_at:
        return AssignedState.JOINED_LATER
    if work.done_at:
        if work.held:
            return AssignedState.HANDED_IN
        return AssignedState.LATE if is_late(terms, work) else AssignedState.ON_TIME
    if not asked:
        return AssignedState.NOT_ASKED
    if work.begun:
        return AssignedState.BEGUN
    return AssignedState.MISSING if terms.decided_at and now >= terms.decided_at else AssignedState.OPEN


def is_late(terms: AssignedTerms, work: MemberWork) -> bool:
    return bool(work.done_at and terms.due_at and work.done_at > terms.due_at)


def _work(assignments: Iterable[Assignment], learners: Iterable[UUID], now: datetime) -> dict[tuple, MemberWork]:
    """By assignment and learner."""
    found: dict[tuple, MemberWork] = {}
    own = [each.pk for each in assignments if each.has_own_attempts]
    lessons = {each.lesson_id: each.pk for each in assignments if each.lesson_id}
    quizzes = {each.quiz_id: each.pk for each in assignments if each.quiz_id and not each.has_own_attempts}
    # An attempt whose time is up has been handed in, though nobody has looked at it since.
    ran_out = Q(closed_at=None, handed_in_at=None, deadline__lt=now - GRACE)
    ended = Case(When(ran_out, then=F("deadline")), default=Coalesce("handed_in_at", "closed_at"))
    mine = Attempt.objects.filter(learner__in=learners).order_by()
    given = mine.filter(assignment__in=own).annotate(ended=ended).values_list("assignment", "learner")
    for assignment, learner, done_at, graded, running, attempts in given.annotate(
        done_at=Min("ended"),
        graded=Count("pk", filter=Q(closed_at__isnull=False)),
        running=Count("pk", filter=Q(ended=None)),
        number=Count("pk"),
    ):
        found[assignment, learner] = MemberWork(done_at, bool(done_at and not graded), bool(running), attempts)
    read = Place.objects.filter(lesson__in=lessons, learner__in=learners).exclude(read_at=None)
    for learner, lesson, at in read.values_list("learner", "lesson", "read_at"):
        found[lessons[lesson], learner] = MemberWork(at)
    taken = mine.finished().filter(quiz__in=quizzes).values_list("learner", "quiz")
    for learner, quiz, at in taken.annotate(first=Min("closed_at")):
        found[quizzes[quiz], learner] = MemberWork(at)
    return found
