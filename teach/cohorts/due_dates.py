"""Due dates of a cohort, which its teachers set and its learners see, and who met them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.dateformat import format as formatted

from accounts.models import Cohort, CohortMembership, User
from accounts.zones import short_name
from lessons.models import Lesson, Place
from quizzes.models import Attempt, DueDate, Quiz
from quizzes.models.due_dates import DueDateQuerySet


class DueState(StrEnum):
    ON_TIME = "On time"
    LATE = "Late"
    OPEN = "Open"
    MISSED = "Not done"  # the due date has passed
    NOT_ASKED = "Not published"


def state_of(due_at: datetime, done_at: datetime | None, now: datetime, *, asked: bool = True) -> DueState:
    """Learners do not see what is not `asked`, so it cannot be open or missed."""
    if done_at:
        return DueState.ON_TIME if done_at <= due_at else DueState.LATE
    if not asked:
        return DueState.NOT_ASKED
    return DueState.OPEN if now < due_at else DueState.MISSED


def in_words(at: datetime, zone: str) -> str:
    """ "Fri, Dec 4, 5:00 PM EST" in the zone of the class, with any other year, or "today at 5:00 PM EST"."""
    local, now = at.astimezone(ZoneInfo(zone)), timezone.now().astimezone(ZoneInfo(zone))
    year = "" if local.year == now.year else ", Y"
    day = r"\t\o\d\a\y \a\t" if local.date() == now.date() else f"D, M j{year},"
    return f"{formatted(local, f'{day} g:i A')} {short_name(local)}"


# ---- Setting them


@transaction.atomic
def set_due(cohort: Cohort, thing: Lesson | Quiz, *, due_at: datetime, by: User) -> DueDate:
    """A cohort has one due date per lesson or quiz; a second one moves the first."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    what = {"lesson": thing} if isinstance(thing, Lesson) else {"quiz": thing}
    due, _ = DueDate.objects.update_or_create(
        cohort=cohort, **what, defaults={"due_at": due_at, "set_by": by.pk, "set_at": TransactionNow()}
    )
    return due


def remove_due(due: DueDate) -> None:
    due.delete()


def due_dates_of(cohort: Cohort) -> DueDateQuerySet:
    found = DueDate.objects.filter(cohort=cohort).with_asked().select_related("lesson", "quiz__lesson", "cohort")
    return found.defer("lesson__body", "lesson__transcript", "quiz__lesson__body", "quiz__lesson__transcript")


# ---- Who kept them


@dataclass(frozen=True)
class MemberDueDate:
    """`applies` is false if the due date had passed when the member joined."""

    member: CohortMembership
    state: DueState
    done_at: datetime | None
    applies: bool


@dataclass
class DueDateProgress:
    date: DueDate
    kept: list[MemberDueDate] = field(default_factory=list)

    @property
    def when(self) -> str:
        return in_words(self.date.due_at, self.date.cohort.time_zone)

    @property
    def counts(self) -> list[tuple[DueState, int]]:
        """Leaves out "Not published", which the page says once."""
        states = [kept.state for kept in self.kept if kept.applies]
        return [(state, states.count(state)) for state in DueState if state != DueState.NOT_ASKED]


def all_due(cohort: Cohort, members: Iterable[CohortMembership], now: datetime) -> list[DueDateProgress]:
    members = list(members)
    dates = list(due_dates_of(cohort))
    done = _done(dates, [member.learner_id for member in members])
    return [DueDateProgress(date, [_kept(date, member, done, now) for member in members]) for date in dates]


def _kept(date: DueDate, member: CohortMembership, done: Mapping[tuple, datetime], now: datetime) -> MemberDueDate:
    done_at = done.get((member.learner_id, date.lesson_id, date.quiz_id))
    state = state_of(date.due_at, done_at, now, asked=date.is_asked)
    return MemberDueDate(member, state, done_at, applies=member.joined_at < date.due_at)


def _done(dates: Sequence[DueDate], learners: Sequence[UUID]) -> dict[tuple, datetime]:
    lessons = [date.lesson_id for date in dates if date.lesson_id]
    quizzes = [date.quiz_id for date in dates if date.quiz_id]
    read = Place.objects.filter(lesson__in=lessons, learner__in=learners).exclude(read_at=None)
    taken = (
        Attempt.objects.finished()
        .filter(quiz__in=quizzes, learner__in=learners)
        .order_by()
        .values("learner", "quiz")
        .annotate(first=Min("closed_at"))
    )
    found: dict[tuple, datetime] = {}
    for learner, lesson, at in read.values_list("learner", "lesson", "read_at"):
        found |= {(learner, lesson, None): at} if at else {}
    for row in taken:
        found[row["learner"], None, row["quiz"]] = row["first"]
    return found
