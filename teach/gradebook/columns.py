"""The columns of a gradebook. Each kind of column is a source: a function that gives its columns of one class.

The learners that a source gets are members and those who left; of these, `shown_in` says which attempts count.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db.models import Exists, F, FloatField, OuterRef, Q
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast, NullIf
from django.urls import reverse

from accounts.models import Cohort, CohortMembership
from quizzes.assigned.progress import assignments_of
from quizzes.assigned.terms import terms_of
from quizzes.models import Assignment, AssignmentException, Attempt, Quiz
from teach.cohorts.figures import SCORED
from teach.models import CountedAttempt

EXAM = "exam"  # the key of the column of all exam simulations


@dataclass(frozen=True)
class Taken:
    """What a learner did for a column. `share` of all marks is None if nothing in the attempt counts."""

    attempt: UUID
    share: Fraction | None
    closed_at: datetime | None


@dataclass(frozen=True)
class GradebookColumn:
    """`key` is stored with weights and excusals. Nobody misses what is not `asked`, or has no due date.

    `own_due` has the learners with another due date, `handed_in` those whose grade is shown later. One that `is_given`
    has attempts of its own, and nobody who works on it misses it.
    """

    key: str
    name: str
    taken: Mapping[UUID, Taken]
    begun: Collection[UUID] = ()
    due_at: datetime | None = None
    asked: bool = True
    url: str = ""
    own_due: Mapping[UUID, datetime | None] = field(default_factory=dict)
    handed_in: Mapping[UUID, datetime] = field(default_factory=dict)
    is_given: bool = False

    def due_of(self, learner: UUID) -> datetime | None:
        return self.own_due.get(learner, self.due_at)


Source = Callable[[Cohort, Sequence[UUID], CountedAttempt], list[GradebookColumn]]


def columns_of(cohort: Cohort, learners: Sequence[UUID], which: CountedAttempt) -> list[GradebookColumn]:
    """In the order of their due dates; those without one are last."""
    found = _with_names_of_their_own(column for source in sources for column in source(cohort, learners, which))
    return sorted(found, key=lambda column: (column.due_at is None, column.due_at, column.key == EXAM, column.name))


def _with_names_of_their_own(columns: Iterable[GradebookColumn]) -> list[GradebookColumn]:
    """Spreadsheets, Moodle and Canvas find a column by its name alone."""
    found = list(columns)
    repeated = Counter(column.name for column in found)
    return [
        column if repeated[column.name] == 1 else replace(column, name=f"{column.name} ({column.key})")
        for column in found
    ]


def graded_work(cohort: Cohort, learners: Sequence[UUID], which: CountedAttempt) -> list[GradebookColumn]:
    """The checks that are due or that somebody in the class took, all assignments with attempts of their own, and all
    other exam simulations as one column.
    """
    assignments = list(assignments_of(cohort).filter(lesson=None))
    due = {each.quiz_id: each for each in assignments if not each.has_own_attempts}
    given = [each for each in assignments if each.has_own_attempts]
    taken, open_now = taken_by(cohort, learners, which, given), open_by(learners, given)
    found = [_of_assignment(each, taken[key_of(each)], open_now[key_of(each)], own) for each, own in _own_due(given)]
    used = taken.keys() | open_now.keys()
    quizzes = {quiz.pk: quiz for quiz in _quizzes({pk for pk in _checks_in(used) if pk not in due})}
    quizzes |= {pk: each.quiz for pk, each in due.items() if pk and each.quiz}
    for pk, quiz in quizzes.items():
        key = f"quiz-{pk}"
        found.append(GradebookColumn(key, _name(quiz), taken[key], open_now[key], **_due(due.get(pk))))
    if EXAM in used:
        found.append(GradebookColumn(EXAM, "Exam simulation", taken[EXAM], open_now[EXAM]))
    return found


sources: list[Source] = [graded_work]


def key_of(assignment: Assignment) -> str:
    return f"assignment-{assignment.pk}" if assignment.has_own_attempts else f"quiz-{assignment.quiz_id}"


def _key(quiz: int | None, assignment: int | None) -> str:
    if assignment:
        return f"assignment-{assignment}"
    return f"quiz-{quiz}" if quiz else EXAM


def _checks_in(keys: Iterable[str]) -> Iterator[int]:
    return (int(key.removeprefix("quiz-")) for key in keys if key.startswith("quiz-"))


def _of(learners: Sequence[UUID], given: Collection[Assignment]) -> Q:
    """Their checks and exam simulations, and what they did for assignments of this class."""
    alone = Q(assignment=None, mode__in=SCORED)
    return Q(learner__in=learners) & (alone | Q(assignment__in=[each.pk for each in given]))


def shown_in(cohort: Cohort) -> Exists:
    """Of attempts: those of members, and of learners who left what they finished until then."""
    here = CohortMembership.objects.filter(cohort=cohort, learner=OuterRef("learner"))
    return Exists(here.filter(Q(left_at=None) | Q(left_at__gte=OuterRef("closed_at"))))


def taken_by(
    cohort: Cohort, learners: Sequence[UUID], which: CountedAttempt, given: Collection[Assignment]
) -> Mapping[str, dict[UUID, Taken]]:
    """Map keys of columns to learners to the attempt that counts. It takes one query.

    Of equally good attempts the first counts.
    """
    attempts = Attempt.objects.finished().filter(shown_in(cohort), _of(learners, given))
    share = Cast("score__marks", FloatField()) / NullIf("score__maximum", 0)
    orders: dict[CountedAttempt, list[OrderBy | F]] = {
        CountedAttempt.BEST: [share.desc(nulls_last=True), F("closed_at")],
        CountedAttempt.LATEST: [F("closed_at").desc()],
        CountedAttempt.FIRST: [F("closed_at")],
    }
    of_one_column = ("learner_id", "quiz_id", "assignment_id")
    counting = attempts.order_by(*of_one_column, *orders[which], "pk").distinct(*of_one_column)
    found: dict[str, dict[UUID, Taken]] = defaultdict(dict)
    rows = counting.values_list(*of_one_column, "pk", "closed_at", "score__marks", "score__maximum")
    for learner, quiz, assignment, pk, closed_at, marks, maximum in rows:
        share_of_all = Fraction(marks, maximum) if maximum else None
        found[_key(quiz, assignment)][learner] = Taken(pk, share_of_all, closed_at)
    return found


def open_by(learners: Sequence[UUID], given: Collection[Assignment]) -> Mapping[str, dict[UUID, datetime | None]]:
    """Map keys of columns to learners with an open attempt, to when it was handed in."""
    found: dict[str, dict[UUID, datetime | None]] = defaultdict(dict)
    running = Attempt.objects.filter(_of(learners, given), closed_at=None, retry_of=None).order_by()
    for quiz, assignment, learner, at in running.values_list("quiz", "assignment", "learner", "handed_in_at"):
        key = _key(quiz, assignment)
        found[key][learner] = at or found[key].get(learner)
    return found


def _own_due(given: Collection[Assignment]) -> Iterator[tuple[Assignment, dict[UUID, datetime | None]]]:
    own: dict[int, dict[UUID, datetime | None]] = defaultdict(dict)
    by_pk = {each.pk: each for each in given}
    for each in AssignmentException.objects.filter(assignment__in=by_pk):
        own[each.assignment_id][each.learner_id] = terms_of(by_pk[each.assignment_id], each).decided_at
    return ((each, own[each.pk]) for each in given)


def _of_assignment(
    assignment: Assignment,
    taken: Mapping[UUID, Taken],
    open_now: Mapping[UUID, datetime | None],
    own_due: Mapping[UUID, datetime | None],
) -> GradebookColumn:
    return GradebookColumn(
        key_of(assignment),
        assignment.name,
        taken,
        {learner for learner, at in open_now.items() if at is None},
        own_due=own_due,
        handed_in={learner: at for learner, at in open_now.items() if at},
        is_given=True,
        **_due(assignment),
    )


def _quizzes(ids: Collection[int]) -> Iterable[Quiz]:
    if not ids:
        return []
    return Quiz.objects.filter(pk__in=ids).select_related("lesson").defer("lesson__body", "lesson__transcript")


def _name(quiz: Quiz) -> str:
    return f"{quiz.lesson.label} check" if quiz.lesson else quiz.title


def _due(assignment: Assignment | None) -> dict:
    if assignment is None:
        return {}
    url = reverse("teach:cohort-assignment", args=[assignment.cohort_id, assignment.pk])
    return {"due_at": terms_of(assignment).decided_at, "asked": assignment.is_asked, "url": url}
