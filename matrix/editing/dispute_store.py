"""Disputes: a learner says that a cell is wrong, an instructor answers, the learner reads the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db import models, transaction
from django.db.models.functions import JSONObject

from matrix.models import Responsibility
from matrix.models.disputes import Dispute, DisputeOutcome

A_DAY = 10  # enough for a learner who reads the sources, and few enough to answer


class AlreadyOpen(Exception):
    pass


class TooManyDisputes(Exception):
    pass


class DisputeSettled(Exception):
    pass


@transaction.atomic
def dispute(cell: Responsibility, *, learner: models.Model, text: str, link: str = "") -> Dispute:
    """Raises AlreadyOpen or TooManyDisputes."""
    # The lock stops two requests at once from both finding room.
    learners = Dispute._meta.get_field("learner").related_model._default_manager
    learners.select_for_update(no_key=True).get(pk=learner.pk)
    mine = Dispute.objects.filter(learner=learner.pk)
    if mine.open().filter(cell=cell.pk).exists():
        raise AlreadyOpen
    if mine.filter(opened_at__gt=TransactionNow() - timedelta(days=1)).count() >= A_DAY:
        raise TooManyDisputes
    return Dispute.objects.create(cell_id=cell.pk, learner_id=learner.pk, text=text, link=link)


@transaction.atomic
def answer(dispute: Dispute, outcome: str, *, text: str, editor: int) -> None:
    """Raises DisputeSettled if it was answered or withdrawn."""
    _close(dispute.pk, outcome=outcome, answer=text, answered_by=editor)


@transaction.atomic
def withdraw(dispute: Dispute) -> None:
    _close(dispute.pk, outcome=DisputeOutcome.WITHDRAWN)


def _close(pk: int, **fields: Any) -> None:
    if not Dispute.objects.open().filter(pk=pk).update(closed_at=TransactionNow(), **fields):
        raise DisputeSettled


def mark_read(dispute: Dispute) -> None:
    Dispute.objects.filter(pk=dispute.pk, read_at=None).update(read_at=TransactionNow())


@dataclass(frozen=True)
class OwnDispute:
    pk: int
    text: str
    link: str
    opened_at: datetime
    outcome: str
    answer: str

    @property
    def is_open(self) -> bool:
        return not self.outcome


def disputes_of(learner: models.Model, service: str, layer: str) -> ArraySubquery:
    """Return a column of the learner's disputes about one cell for a query that runs anyway; see `own_disputes`."""
    names = ("pk", "text", "link", "opened_at", "outcome", "answer")
    mine = Dispute.objects.filter(learner=learner.pk, cell__service__slug=service, cell__layer__slug=layer)
    rows = mine.exclude(outcome=DisputeOutcome.WITHDRAWN).order_by("-opened_at", "-pk")
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in names})))


def own_disputes(rows: Iterable[dict[str, Any]]) -> list[OwnDispute]:
    return [OwnDispute(**{**row, "opened_at": datetime.fromisoformat(row["opened_at"])}) for row in rows]
