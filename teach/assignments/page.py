"""What the page of one assignment shows its teachers: how far each learner is, with the grade and the exception."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.text import slugify

from accounts.models import CohortMembership
from accounts.zones import moment_in_words
from quizzes.assigned.progress import AssignedState, AssignmentProgress, MemberProgress, progress_at
from quizzes.assigned.words import in_words
from quizzes.models import Assignment, AssignmentException
from teach.assignments.words import exception_in_words
from teach.gradebook.book import in_words_late, percent_of, settings_of
from teach.gradebook.columns import Taken, key_of, taken_by
from teach.models import CountedAttempt, Excusal

EXCUSED = "Excused"
LEARNERS_A_PAGE = 100


@dataclass(frozen=True)
class AssignedLearner:
    assignment: Assignment
    progress: MemberProgress
    taken: Taken | None
    excused: bool

    @property
    def member(self) -> CohortMembership:
        return self.progress.member

    @property
    def state(self) -> str:
        return EXCUSED if self.excused else str(self.progress.state)

    @property
    def is_missing(self) -> bool:
        return self.state == AssignedState.MISSING

    @property
    def lateness(self) -> str:
        done_at, due_at = self.progress.done_at, self.progress.terms.due_at
        return in_words_late(done_at - due_at) if self.progress.is_late and done_at and due_at else ""

    @property
    def done(self) -> str:
        zone = self.assignment.cohort.time_zone
        return moment_in_words(self.progress.done_at, zone) if self.progress.done_at else ""

    @property
    def attempts(self) -> str:
        used, allowed = self.progress.work.attempts, self.progress.terms.attempts
        return f"{used} of {allowed}" if allowed else str(used)

    @property
    def percent(self) -> int | None:
        return percent_of(self.taken.share) if self.taken else None

    @property
    def exception(self) -> str:
        return exception_in_words(self.assignment, self.progress.exception) if self.progress.exception else ""


class AssignmentPage:
    def __init__(
        self,
        assignment: Assignment,
        members: Sequence[CohortMembership],
        show: str = "",
        page: str = "",
        *,
        now: datetime,
    ):
        self.assignment = assignment
        self.key = key_of(assignment)
        [found] = progress_at([assignment], members, now)
        learners = [member.learner_id for member in members]
        taken: Mapping[UUID, Taken] = {}
        excused: set[UUID] = set()
        if self.gives_grades:
            which = CountedAttempt(settings_of(assignment.cohort).attempt)
            taken = taken_by(assignment.cohort, learners, which, [assignment])[self.key]
            excused = set(
                Excusal.objects.filter(cohort=assignment.cohort, column=self.key).values_list("learner", flat=True)
            )
        self.whole = [
            AssignedLearner(
                assignment, row, taken.get(row.member.learner_id), excused=row.member.learner_id in excused
            )
            for row in found.rows
        ]
        self.sentence = in_words(assignment, list(_exceptions_of(found)))
        self.show = show if show in {name for _, name, _ in self.states} else ""
        self.page = Paginator(self.rows, LEARNERS_A_PAGE).get_page(page)

    @property
    def edit_url(self) -> str:
        return reverse("teach:cohort-assignment-edit", args=[self.assignment.cohort_id, self.assignment.pk])

    @property
    def gives_grades(self) -> bool:
        return not self.assignment.lesson_id

    @property
    def counts_attempts(self) -> bool:
        return self.assignment.has_own_attempts

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """Those that somebody is in, with their names in addresses."""
        here = [row.state for row in self.whole]
        return [
            (state, slugify(state), here.count(state))
            for state in [*map(str, AssignedState), EXCUSED]
            if state in here
        ]

    @property
    def mail_query(self) -> str:
        """Of the page that writes to the learners shown."""
        return f"to=assignment-{self.assignment.pk}-{self.show}" if self.show else ""

    @property
    def rows(self) -> list[AssignedLearner]:
        return [row for row in self.whole if not self.show or slugify(row.state) == self.show]


def _exceptions_of(found: AssignmentProgress) -> Iterator[AssignmentException]:
    for row in found.rows:
        if row.exception:
            row.exception.learner = row.member.learner  # whose name is known already
            yield row.exception
