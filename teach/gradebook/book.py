"""A class's gradebook: a mark for each learner and column, totals and means. Arithmetic is exact until it is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.utils.dateformat import format as formatted

from accounts.models import Cohort, CohortMembership
from bank.grading import percent
from teach.cohorts.access import members_of
from teach.gradebook.columns import GradebookColumn, columns_of
from teach.models import CountedAttempt, Excusal, GradebookSettings

BY_NAME = ("learner__user__name", "learner__user__email", "pk")


class MarkState(StrEnum):
    GRADED = "Graded"
    MISSING = "Missing"
    EXCUSED = "Excused"
    BEGUN = "In progress"
    NONE = "No grade"


@dataclass(frozen=True)
class Mark:
    """`late` is how long after the due date the attempt that counts ended."""

    column: GradebookColumn
    state: MarkState
    share: Fraction | None = None
    attempt: UUID | None = None
    closed_at: datetime | None = None
    late: timedelta | None = None
    excused_by_hand: bool = False

    @property
    def percent(self) -> int | None:
        return percent_of(self.share)

    @property
    def told(self) -> str:
        """ "80%, 2 days late" """
        return f"{self.percent}%, {self.lateness}" if self.late else f"{self.percent}%"

    @property
    def counts_as(self) -> Fraction | None:
        if self.state == MarkState.MISSING:
            return Fraction(0)
        return self.share if self.state == MarkState.GRADED else None

    @property
    def lateness(self) -> str:
        if self.late is None:
            return ""
        minutes = max(1, self.late // timedelta(minutes=1))
        for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
            if number := minutes // size:
                return f"{number} {unit}{'' if number == 1 else 's'} late"
        return ""


@dataclass(frozen=True)
class GradebookRow:
    member: CohortMembership
    marks: Sequence[Mark]
    total: Fraction | None

    @property
    def percent(self) -> int | None:
        return percent_of(self.total)

    @property
    def missing(self) -> int:
        return sum(mark.state == MarkState.MISSING for mark in self.marks)

    @property
    def late(self) -> int:
        return sum(mark.late is not None for mark in self.marks)

    @property
    def problems(self) -> str:
        """ "1 missing, 2 late", or nothing."""
        counts = ((self.missing, "missing"), (self.late, "late"))
        return ", ".join(f"{number} {what}" for number, what in counts if number)

    @property
    def joined_after_a_due_date(self) -> bool:
        return any(mark.column.due_at and mark.column.due_at <= self.member.joined_at for mark in self.marks)


@dataclass(frozen=True)
class Gradebook:
    cohort: Cohort
    which: CountedAttempt
    columns: Sequence[GradebookColumn]
    weights: Mapping[str, int]
    rows: Sequence[GradebookRow]

    @property
    def missing(self) -> int:
        return sum(row.missing for row in self.rows)

    @property
    def late(self) -> int:
        return sum(row.late for row in self.rows)

    @property
    def summary(self) -> str:
        """ "12 learners, 6 columns. 2 grades are missing and 3 are late." """
        learners, columns = counted(len(self.rows), "learner"), counted(len(self.columns), "column")
        told = f"{learners}, {columns}."
        missing = "is missing" if self.missing == 1 else "are missing"
        late = "is late" if self.late == 1 else "are late"
        parts = []
        if self.missing:
            parts.append(f"{counted(self.missing, 'grade')} {missing}")
        if self.late:
            parts.append(f"{self.late if parts else counted(self.late, 'grade')} {late}")
        return f"{told} {' and '.join(parts)}." if parts else told

    @cached_property
    def is_weighted(self) -> bool:
        return len({self.weight_of(column) for column in self.columns}) > 1

    def weight_of(self, column: GradebookColumn) -> int:
        return self.weights.get(column.key, 1)

    @cached_property
    def shares(self) -> dict[str, int]:
        """Each column's part of the total in percent."""
        whole = sum(self.weight_of(column) for column in self.columns)
        return {column.key: percent(self.weight_of(column), whole) for column in self.columns}

    @cached_property
    def means(self) -> list[tuple[int | None, int]]:
        """By column the mean of the grades given, and how many there are."""
        by_column = zip(*(row.marks for row in self.rows), strict=True) if self.rows else ((),) * len(self.columns)
        return [_mean(mark.share for mark in marks if mark.state == MarkState.GRADED) for marks in by_column]

    @cached_property
    def mean(self) -> int | None:
        return _mean(row.total for row in self.rows)[0]


def percent_of(share: Fraction | None) -> int | None:
    return None if share is None else percent(share.numerator, share.denominator)


def counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _mean(shares: Iterable[Fraction | None]) -> tuple[int | None, int]:
    given = [share for share in shares if share is not None]
    return (percent_of(sum(given, Fraction(0)) / len(given)) if given else None), len(given)


# ---- Reading it


def settings_of(cohort: Cohort) -> GradebookSettings:
    """Return what is stored for the class, or unsaved defaults."""
    return GradebookSettings.objects.filter(cohort=cohort).first() or GradebookSettings(cohort=cohort)


def gradebook_of(cohort: Cohort, which: str = "", *, only: CohortMembership | None = None) -> Gradebook:
    """`which` attempt counts; if it is none of CountedAttempt, the default of the class. `only` leaves one row."""
    settings = settings_of(cohort)
    counted_attempt = CountedAttempt(which if which in CountedAttempt.values else settings.attempt)
    members = list(
        members_of(cohort).filter(**{"pk": only.pk} if only else {}).annotate(now=TransactionNow()).order_by(*BY_NAME)
    )
    columns = columns_of(cohort, [member.learner_id for member in members], counted_attempt)
    excused = excused_in(cohort)
    rows = [_row(member, columns, excused, settings.weights) for member in members]
    return Gradebook(cohort, counted_attempt, columns, settings.weights, rows)


def excused_in(cohort: Cohort) -> set[tuple[UUID, str]]:
    return set(Excusal.objects.filter(cohort=cohort).values_list("learner_id", "column"))


def _row(
    member: CohortMembership,
    columns: Sequence[GradebookColumn],
    excused: set[tuple[UUID, str]],
    weights: Mapping[str, int],
) -> GradebookRow:
    marks = [mark_of(column, member, (member.learner_id, column.key) in excused) for column in columns]
    return GradebookRow(member, marks, total_of(marks, weights))


def mark_of(column: GradebookColumn, member: CohortMembership, excused: bool) -> Mark:
    if excused:
        return Mark(column, MarkState.EXCUSED, excused_by_hand=True)
    due_at = column.due_at
    if taken := column.taken.get(member.learner_id):
        state = MarkState.NONE if taken.share is None else MarkState.GRADED
        # Nobody is late with what was due before they joined.
        late = None
        if due_at and taken.closed_at and member.joined_at < due_at < taken.closed_at:
            late = taken.closed_at - due_at
        return Mark(column, state, taken.share, taken.attempt, taken.closed_at, late)
    if due_at and due_at <= member.joined_at:
        return Mark(column, MarkState.EXCUSED)
    if due_at and column.asked and due_at <= member.now:  # type: ignore[attr-defined]
        return Mark(column, MarkState.MISSING)
    return Mark(column, MarkState.BEGUN if member.learner_id in column.begun else MarkState.NONE)


def total_of(marks: Iterable[Mark], weights: Mapping[str, int]) -> Fraction | None:
    """The weighted mean of what counts: a missing grade as 0, nothing that is excused or not due yet."""
    parts = [
        (weights.get(mark.column.key, 1), mark.counts_as)
        for mark in marks
        if mark.counts_as is not None and weights.get(mark.column.key, 1)
    ]
    whole = sum(weight for weight, _ in parts)
    return sum((weight * share for weight, share in parts), Fraction(0)) / whole if whole else None


def day_in_words(at: datetime, now: datetime) -> str:
    """ "Nov 9", with any other year, or "today". Both are in the zone of the class."""
    if at.date() == now.date():
        return "today"
    return formatted(at, "M j" if at.year == now.year else "M j, Y")
