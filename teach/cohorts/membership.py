"""Due dates and unread messages from a learner's own cohorts, in one query."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.functions import TransactionNow
from django.db.models import QuerySet

from accounts.cohorts.membership import memberships_of
from accounts.cohorts.messages import Unread, unread_in, unread_of_member
from accounts.models import CohortMembership, Learner
from accounts.zones import moment_in_words
from lessons.registry import DueLesson
from quizzes.assigned.of_member import assigned_to_member, title_of, url_of
from serving.prepared import Prepared


@dataclass(frozen=True)
class Classes:
    """`due` maps lesson ids to what is due of the lesson and of its check; None to what is about no lesson."""

    unread: Sequence[Unread]
    due: Mapping[int | None, list[DueLesson]]

    @property
    def first_due(self) -> list[DueLesson]:
        found = (due for some in self.due.values() for due in some)
        return sorted(found, key=lambda due: (due.at is None, due.at))


def classes_of(learner: Learner | None) -> Classes:
    if learner is None:
        return Classes([], {})
    memberships = running(learner.pk)
    due = defaultdict(list)
    for membership in memberships:
        for row in membership.dates:
            due[row["lesson"]].append(_due(row, membership))
    return Classes(unread_in(memberships), due)


def _running(learner: UUID) -> QuerySet[CohortMembership]:
    found = memberships_of(learner).filter(cohort__archived_at=None)
    return found.annotate(unread=unread_of_member(), dates=assigned_to_member(), now=TransactionNow())


running: Prepared[Any] = Prepared(_running, UUID)


def due_of(learner: Learner | None) -> Mapping[int | None, Sequence[DueLesson]]:
    return classes_of(learner).due


def _due(row: dict[str, Any], membership: CohortMembership) -> DueLesson:
    now: datetime = membership.now  # type: ignore[attr-defined]
    zone = membership.cohort.time_zone
    at, verb, is_over = _next_date(row, now)
    return DueLesson(
        at=at,
        verb=verb,
        when=moment_in_words(at, zone) if at else "",
        cohort=membership.cohort.name,
        title=title_of(row),
        url=url_of(row),
        of_check=bool(row["quiz"]),
        is_over=is_over,
        is_today=verb in ("due", "closes") and at is not None and _day(at, zone) == _day(now, zone),
        limits=", ".join(_limits(row)),
    )


def _next_date(row: dict[str, Any], now: datetime) -> tuple[datetime | None, str, bool]:
    """The date, what happens then, and whether the work is overdue."""
    held, opens, due, closes = (_moment(row[name]) for name in ("held", "opens", "due", "closes"))
    if held:
        return held, "handed in, answers", False
    if opens and now < opens:
        return opens, "opens", False
    if due and now < due:
        return due, "due", False
    if closes:
        return closes, "closes", bool(due)
    return (due, "was due", True) if due else (None, "no due date", False)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def _limits(row: dict[str, Any]) -> Iterator[str]:
    if row["minutes"]:
        yield f"{row['minutes']} minute{'' if row['minutes'] == 1 else 's'}"
    if row["attempts"]:
        yield f"{row['attempts']} attempt{'' if row['attempts'] == 1 else 's'}"
