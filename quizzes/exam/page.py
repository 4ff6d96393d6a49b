"""The pages of an open exam. Nothing here knows a key."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import Learner
from quizzes.attempt_end import GRACE
from quizzes.models import Attempt, AttemptItem, Mode, Response, ResponseKind, ServedItem
from serving.prepared import Prepared


def _served(learner: UUID, attempt: UUID, position: int) -> QuerySet[ServedItem]:
    asked = ServedItem.objects.filter(attempt__learner=learner, attempt=attempt, position=position)
    saved = _last(ResponseKind.SAVE).values("answer")
    shown = asked.filter(attempt__mode=Mode.EXAM).order_by()
    # The class already declares these attributes.
    return shown.annotate(standing=Subquery(saved[:1]), flagged=_flagged())  # type: ignore[no-redef]


_served_in_exam: Prepared[ServedItem] = Prepared(_served, UUID, UUID, int)


def exam_item_of(learner: Learner | None, attempt: UUID, position: int) -> ServedItem | None:
    """`standing` is the last answer saved in time; `flagged` is about this exam only."""
    return _served_in_exam.first(learner.pk, attempt, position) if learner else None


def exams_of(learner: Learner) -> QuerySet[Attempt]:
    return Attempt.objects.filter(learner=learner, mode=Mode.EXAM).annotate(now=TransactionNow())  # type: ignore[no-redef]


def _last(kind: ResponseKind) -> QuerySet[Response]:
    return Response.objects.filter(attempt_item=OuterRef("pk"), kind=kind, late=False).order_by("-sequence")


def _flagged() -> Subquery:
    return Subquery(_last(ResponseKind.FLAG).values("answer__flag")[:1])


@dataclass(frozen=True)
class PaletteEntry:
    position: int
    url: str
    answered: bool
    flagged: bool


class Palette:
    def __init__(self, attempt: Attempt):
        items = AttemptItem.objects.filter(attempt=attempt).order_by("position")
        saved = Coalesce(Subquery(_last(ResponseKind.SAVE).values("sequence")[:1]), 0)
        rows = items.annotate(saved=saved, is_flagged=_flagged()).values_list("position", "saved", "is_flagged")
        self.attempt = attempt
        self.entries = [
            PaletteEntry(position, attempt.question_url(position), bool(saved), bool(flagged))
            for position, saved, flagged in rows
        ]

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def answered(self) -> int:
        return len(self) - len(self.unanswered)

    @property
    def unanswered(self) -> list[PaletteEntry]:
        return [entry for entry in self.entries if not entry.answered]

    @property
    def flagged(self) -> list[PaletteEntry]:
        return [entry for entry in self.entries if entry.flagged]

    @property
    def resumes_at(self) -> PaletteEntry:
        return next(iter(self.unanswered), self.entries[0])


def url_after(position: int, attempt: Attempt, last: int) -> str:
    if position < last:
        return attempt.question_url(position + 1)
    return reverse("quizzes:exam-finish", args=[attempt.pk])


A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class TimeLeft:
    """Whole seconds until the deadline by the database's clock, or None without one within a day.

    The page counts down from them, so the device's clock does not matter.
    """

    seconds: int | None

    @classmethod
    def of(cls, attempt: Attempt, at: datetime) -> "TimeLeft":
        if attempt.deadline is None or attempt.deadline - at > A_DAY:
            return cls(None)
        return cls(math.ceil((attempt.deadline - at) / timedelta(seconds=1)))

    @property
    def is_up(self) -> bool:
        return self.seconds is not None and self.seconds <= 0

    @property
    def clock(self) -> str:
        """Empty without a deadline."""
        return "" if self.seconds is None else clock(max(self.seconds, 0))

    @property
    def until_result(self) -> int | None:
        """Seconds until an open exam has ended, which includes the grace period."""
        return None if self.seconds is None else max(self.seconds + int(GRACE / timedelta(seconds=1)), 0) + 1


def clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def answer_in_words(item: AttemptItem, answer: dict[str, Any]) -> str:
    chosen, rows = answer.get("chosen", ()), answer.get("sorted", {})
    if rows:
        sides = {"aws": "AWS", "customer": "you"}
        return "; ".join(f"{option.text}: {sides[rows[option.key]]}" for option in item.options if option.key in rows)
    return "; ".join(option.text for option in item.options if option.key in chosen)
