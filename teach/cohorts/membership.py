"""Due dates and unread messages from a learner's own cohorts, in one query."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.functions import TransactionNow
from django.db.models import QuerySet

from accounts.cohorts.membership import memberships_of
from accounts.cohorts.messages import Unread, unread_in, unread_of_member
from accounts.models import CohortMembership, Learner
from lessons.registry import DueLesson
from quizzes.models.due_dates import open_dates_of_member, title_of_open_date
from serving.prepared import Prepared
from teach.cohorts.due_dates import in_words


@dataclass(frozen=True)
class Classes:
    """`due` maps lesson ids to the due dates of the lesson and of its check."""

    unread: Sequence[Unread]
    due: Mapping[int, list[DueLesson]]

    @property
    def first_due(self) -> list[DueLesson]:
        return sorted((due for some in self.due.values() for due in some), key=lambda due: due.at)


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
    return found.annotate(unread=unread_of_member(), dates=open_dates_of_member(), now=TransactionNow())


running: Prepared[Any] = Prepared(_running, UUID)


def due_of(learner: Learner | None) -> Mapping[int, list[DueLesson]]:
    return classes_of(learner).due


def _due(row: dict[str, Any], membership: CohortMembership) -> DueLesson:
    at = datetime.fromisoformat(row["at"])
    now, attempts = membership.now, row["attempts"]  # type: ignore[attr-defined]
    local = ZoneInfo(membership.cohort.time_zone)
    return DueLesson(
        at=at,
        when=in_words(at, membership.cohort.time_zone),
        cohort=membership.cohort.name,
        title=title_of_open_date(row),
        slug=row["slug"],
        of_check=bool(row["quiz"]),
        is_over=at <= now,
        is_today=at > now and at.astimezone(local).date() == now.astimezone(local).date(),
        limits=f"{attempts} attempt{'' if attempts == 1 else 's'}" if attempts else "",
    )
