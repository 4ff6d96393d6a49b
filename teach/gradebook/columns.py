"""The columns of a gradebook. Each kind of column is a source: a function that gives its columns of one class.

The learners that a source gets are members and those who left; of these, `shown_in` says which attempts count.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db.models import Exists, F, FloatField, OuterRef, Q
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast, NullIf
from django.urls import reverse

from accounts.models import Cohort, CohortMembership
from quizzes.models import Attempt, DueDate, Quiz
from teach.cohorts.due_dates import due_dates_of
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
    """`key` is stored with weights and excusals. Nobody misses what is not `asked`, or has no due date."""

    key: str
    name: str
    taken: Mapping[UUID, Taken]
    begun: Collection[UUID] = ()
    due_at: datetime | None = None
    asked: bool = True
    url: str = ""


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


def checks_and_exams(cohort: Cohort, learners: Sequence[UUID], which: CountedAttempt) -> list[GradebookColumn]:
    """The checks that have a due date or that somebody in the class took, and all exam simulations as one column."""
    due = {date.quiz_id: date for date in due_dates_of(cohort).exclude(quiz=None)}
    taken = taken_by(cohort, learners, which)
    begun = begun_by(learners)
    quizzes = {quiz.pk: quiz for quiz in _quizzes({pk for pk in taken.keys() | begun.keys() if pk and pk not in due})}
    quizzes |= {pk: date.quiz for pk, date in due.items() if pk and date.quiz}
    found = [
        GradebookColumn(f"quiz-{pk}", _name(quiz), taken[pk], begun[pk], **_due(due.get(pk)))
        for pk, quiz in quizzes.items()
    ]
    if None in taken or None in begun:
        found.append(GradebookColumn(EXAM, "Exam simulation", taken[None], begun[None]))
    return found


sources: list[Source] = [checks_and_exams]


def shown_in(cohort: Cohort) -> Exists:
    """Of attempts: those of members, and of learners who left what they finished until then."""
    here = CohortMembership.objects.filter(cohort=cohort, learner=OuterRef("learner"))
    return Exists(here.filter(Q(left_at=None) | Q(left_at__gte=OuterRef("closed_at"))))


def taken_by(
    cohort: Cohort, learners: Sequence[UUID], which: CountedAttempt
) -> Mapping[int | None, dict[UUID, Taken]]:
    """Map quizzes to learners to the attempt that counts; None stands for exam simulations. It takes one query.

    Of equally good attempts the first counts.
    """
    attempts = Attempt.objects.finished().filter(shown_in(cohort), learner__in=learners, mode__in=SCORED)
    share = Cast("score__marks", FloatField()) / NullIf("score__maximum", 0)
    orders: dict[CountedAttempt, list[OrderBy | F]] = {
        CountedAttempt.BEST: [share.desc(nulls_last=True), F("closed_at")],
        CountedAttempt.LATEST: [F("closed_at").desc()],
        CountedAttempt.FIRST: [F("closed_at")],
    }
    counting = attempts.order_by("learner_id", "quiz_id", *orders[which], "pk").distinct("learner_id", "quiz_id")
    found: dict[int | None, dict[UUID, Taken]] = defaultdict(dict)
    rows = counting.values_list("learner_id", "quiz_id", "pk", "closed_at", "score__marks", "score__maximum")
    for learner, quiz, pk, closed_at, marks, maximum in rows:
        found[quiz][learner] = Taken(pk, Fraction(marks, maximum) if maximum else None, closed_at)
    return found


def begun_by(learners: Sequence[UUID]) -> Mapping[int | None, set[UUID]]:
    found: dict[int | None, set[UUID]] = defaultdict(set)
    running = Attempt.objects.filter(learner__in=learners, mode__in=SCORED, closed_at=None, retry_of=None)
    for quiz, learner in running.order_by().values_list("quiz_id", "learner_id"):
        found[quiz].add(learner)
    return found


def _quizzes(ids: Collection[int]) -> Iterable[Quiz]:
    if not ids:
        return []
    return Quiz.objects.filter(pk__in=ids).select_related("lesson").defer("lesson__body", "lesson__transcript")


def _name(quiz: Quiz) -> str:
    return f"{quiz.lesson.label} check" if quiz.lesson else quiz.title


def _due(date: DueDate | None) -> dict:
    if date is None:
        return {}
    url = f"{reverse('teach:cohort-due', args=[date.cohort_id])}?who={date.pk}"
    return {"due_at": date.due_at, "asked": date.is_asked, "url": url}
