"""A class's gradebook: a mark for each learner and column, totals and means. Arithmetic is exact until it is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db.models import OuterRef
from django.utils.dateformat import format as formatted

from accounts.models import Cohort, CohortMembership
from bank.grading import percent
from serving.whole_numbers import counted
from teach.cohorts.learner_list import LearnerFilterForm
from teach.gradebook.columns import GradebookColumn, columns_of
from teach.models import CountedAttempt, Excusal, FormerLearner, GradebookSettings

BY_NAME = ("learner__user__name", "learner__user__email", "pk")


class MarkState(StrEnum):
    GRADED = "Graded"
    MISSING = "Missing"
    EXCUSED = "Excused"
    BEGUN = "In progress"
    HANDED_IN = "Handed in"  # its grade is shown with the answers
    NONE = "No grade"


@dataclass(frozen=True)
class Mark:
    """`due_at` is the learner's own, and `late` how long after it the attempt that counts ended."""

    column: GradebookColumn
    state: MarkState
    share: Fraction | None = None
    attempt: UUID | None = None
    closed_at: datetime | None = None
    late: timedelta | None = None
    excused_by_hand: bool = False
    due_at: datetime | None = None

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
        return in_words_late(self.late) if self.late else ""


@dataclass(frozen=True)
class GradedLearner:
    """Whom a row is about. Of who left, `until` is when, and nothing counts that came later; of members it is now."""

    name: str
    email: str
    id_number: str
    joined_at: datetime
    until: datetime
    standing: str
    member: CohortMembership | None = None

    def __str__(self) -> str:
        return self.name or self.email or "Someone without a name"


@dataclass(frozen=True)
class GradebookRow:
    person: GradedLearner
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
        return any(mark.due_at and mark.due_at <= self.person.joined_at for mark in self.marks)


@dataclass(frozen=True)
class Gradebook:
    """`filtered` says which members the rows are of, if not of all."""

    cohort: Cohort
    which: CountedAttempt
    columns: Sequence[GradebookColumn]
    weights: Mapping[str, int]
    rows: Sequence[GradebookRow]
    filtered: LearnerFilterForm | None = None

    @property
    def shows(self) -> str:
        """The filter in words."""
        return self.filtered.words if self.filtered else ""

    @property
    def query(self) -> str:
        """For the addresses of pages and files about the same."""
        return urlencode({"attempt": self.which, **(self.filtered.asked if self.filtered else {})})

    @cached_property
    def of_members(self) -> list[GradebookRow]:
        """Means and counts are over them."""
        return [row for row in self.rows if row.person.member]

    @property
    def missing(self) -> int:
        return sum(row.missing for row in self.of_members)

    @property
    def late(self) -> int:
        return sum(row.late for row in self.of_members)

    @property
    def summary(self) -> str:
        """ "12 learners and 1 who left, 6 columns. 2 grades are missing and 3 are late." """
        learners, columns = counted(len(self.of_members), "learner"), counted(len(self.columns), "column")
        left = len(self.rows) - len(self.of_members)
        told = f"{learners}{f' and {left} who left' if left else ''}, {columns}."
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
        marks = [row.marks for row in self.of_members]
        by_column = zip(*marks, strict=True) if marks else ((),) * len(self.columns)
        return [_mean(mark.share for mark in marks if mark.state == MarkState.GRADED) for marks in by_column]

    @cached_property
    def mean(self) -> int | None:
        return _mean(row.total for row in self.of_members)[0]


def percent_of(share: Fraction | None) -> int | None:
    return None if share is None else percent(share.numerator, share.denominator)


def in_words_late(late: timedelta) -> str:
    minutes = max(1, late // timedelta(minutes=1))
    units = ((1440, "day"), (60, "hour"), (1, "minute"))
    return next(f"{counted(minutes // size, unit)} late" for size, unit in units if minutes >= size)


def _mean(shares: Iterable[Fraction | None]) -> tuple[int | None, int]:
    given = [share for share in shares if share is not None]
    return (percent_of(sum(given, Fraction(0)) / len(given)) if given else None), len(given)


# ---- Reading it


def settings_of(cohort: Cohort) -> GradebookSettings:
    """Return what is stored for the class, or unsaved defaults."""
    return GradebookSettings.objects.filter(cohort=cohort).first() or GradebookSettings(cohort=cohort)


def gradebook_of(
    cohort: Cohort,
    which: str = "",
    *,
    only: CohortMembership | None = None,
    filtered: LearnerFilterForm | None = None,
) -> Gradebook:
    """`which` attempt counts; if it is none of CountedAttempt, the default of the class. `only` leaves one row.

    The columns are those of the whole class, whatever `filtered` leaves.
    """
    settings = settings_of(cohort)
    counted_attempt = CountedAttempt(which if which in CountedAttempt.values else settings.attempt)
    members = members_and_who_left(cohort, only)
    learners = [member.learner_id for member in members]
    narrowed = bool(filtered and filtered.asked)
    if filtered and narrowed:
        chosen = set(filtered.members(cohort).values_list("pk", flat=True))
        members = [member for member in members if member.pk in chosen]
    former = [] if only else list(FormerLearner.objects.filter(cohort=cohort).order_by("number"))
    columns = columns_of(cohort, learners, counted_attempt)
    columns += columns_of_former(former, columns)
    rows = [_row(member, cohort, columns) for member in members]
    if not narrowed:
        rows += [_row_of_former(each, cohort, columns, counted_attempt) for each in former]
    totaled = [GradebookRow(person, marks, total_of(marks, settings.weights)) for person, marks in rows]
    return Gradebook(cohort, counted_attempt, columns, settings.weights, totaled, filtered)


def members_and_who_left(cohort: Cohort, only: CohortMembership | None) -> list[CohortMembership]:
    """Members by name, and then the others."""
    excused = Excusal.objects.filter(cohort=OuterRef("cohort"), learner=OuterRef("learner")).order_by()
    found = CohortMembership.objects.filter(cohort=cohort, **{"pk": only.pk} if only else {})
    annotated = found.annotate(now=TransactionNow(), excused=ArraySubquery(excused.values("column")))
    ordered = annotated.select_related("learner__user").order_by(*BY_NAME)
    return sorted(ordered, key=lambda member: member.left_at is not None)


def _row(
    member: CohortMembership, cohort: Cohort, columns: Sequence[GradebookColumn]
) -> tuple[GradedLearner, list[Mark]]:
    person = person_of(member, ZoneInfo(cohort.time_zone))
    excused = member.excused  # type: ignore[attr-defined]
    return person, [mark_of(column, member.learner_id, person, column.key in excused) for column in columns]


def person_of(member: CohortMembership, zone: ZoneInfo) -> GradedLearner:
    if member.left_at:
        day = formatted(member.left_at.astimezone(zone), "M j, Y")
        standing = f"{'Removed' if member.removed_by else 'Left'} on {day}"
        who = (member.kept_name, member.kept_email, member.id_number)
        return GradedLearner(*who, member.joined_at, member.left_at, standing)
    user, now = member.learner.user, member.now  # type: ignore[attr-defined]
    name, email = (user.name, user.address) if user else ("", "")
    return GradedLearner(name, email, member.id_number, member.joined_at, now, "Member", member)


def mark_of(column: GradebookColumn, learner: UUID, person: GradedLearner, excused: bool) -> Mark:
    due_at = column.due_of(learner)
    if excused:
        return Mark(column, MarkState.EXCUSED, excused_by_hand=True, due_at=due_at)
    taken, handed_in = column.taken.get(learner), column.handed_in.get(learner)
    ended = taken.closed_at if taken else handed_in
    if (taken or handed_in) and (person.member or not ended or ended <= person.until):
        # Nobody is late with what was due before they joined.
        late = ended - due_at if due_at and ended and person.joined_at < due_at < ended else None
        if taken is None:
            return Mark(column, MarkState.HANDED_IN, closed_at=ended, late=late, due_at=due_at)
        state = MarkState.NONE if taken.share is None else MarkState.GRADED
        return Mark(column, state, taken.share, taken.attempt, ended, late, due_at=due_at)
    if due_at and due_at <= person.joined_at:
        return Mark(column, MarkState.EXCUSED, due_at=due_at)
    is_begun = person.member is not None and learner in column.begun
    if due_at and column.asked and due_at <= person.until and not (is_begun and column.is_given):
        return Mark(column, MarkState.MISSING, due_at=due_at)
    return Mark(column, MarkState.BEGUN if is_begun else MarkState.NONE, due_at=due_at)


def total_of(marks: Iterable[Mark], weights: Mapping[str, int]) -> Fraction | None:
    """The weighted mean of what counts: a missing grade as 0, nothing that is excused or not due yet."""
    parts = [
        (weights.get(mark.column.key, 1), mark.counts_as)
        for mark in marks
        if mark.counts_as is not None and weights.get(mark.column.key, 1)
    ]
    whole = sum(weight for weight, _ in parts)
    return sum((weight * share for weight, share in parts), Fraction(0)) / whole if whole else None


# ---- Who deleted the account


def columns_of_former(former: Iterable[FormerLearner], known: Sequence[GradebookColumn]) -> list[GradebookColumn]:
    """Columns for which nobody else has anything, with names that no other column has."""
    keys, taken = {column.key for column in known}, {column.name for column in known}
    names = {key: kept["name"] for each in former for key, kept in each.grades.items() if key not in keys}
    return [GradebookColumn(key, f"{name} ({key})" if name in taken else name, {}) for key, name in names.items()]


def _row_of_former(
    former: FormerLearner, cohort: Cohort, columns: Sequence[GradebookColumn], which: CountedAttempt
) -> tuple[GradedLearner, list[Mark]]:
    joined_at, left_at = (_midnight(day, cohort) for day in (former.joined_on, former.left_on))
    person = GradedLearner(str(former), "", "", joined_at, left_at, "Former learner")
    kept = [former.grades.get(column.key, {}).get(which) for column in columns]
    return person, [_kept_mark(column, mark, cohort) for column, mark in zip(columns, kept, strict=True)]


def _kept_mark(column: GradebookColumn, kept: Mapping[str, Any] | None, cohort: Cohort) -> Mark:
    if kept is None:
        return Mark(column, MarkState.NONE)
    share, day, late = kept["share"], kept["on"], kept["minutes_late"]
    return Mark(
        column,
        MarkState(kept["state"]),
        share=Fraction(*share) if share else None,
        closed_at=_midnight(date.fromisoformat(day), cohort) if day else None,
        late=timedelta(minutes=late) if late else None,
    )


def _midnight(day: date, cohort: Cohort) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(cohort.time_zone))


def day_in_words(at: datetime, now: datetime) -> str:
    """ "Nov 9", with any other year, or "today". Both are in the zone of the class."""
    if at.date() == now.date():
        return "today"
    return formatted(at, "M j" if at.year == now.year else "M j, Y")
