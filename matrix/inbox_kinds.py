"""Inbox entries about facts: disputes, traps that argue for a former owner, sources not read for a year."""

from datetime import datetime, timedelta
from typing import Any

import pghistory
from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    Max,
    Min,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import MD5, Cast, Concat, Lower

from matrix import changelog, facts
from matrix.editing import dispute_store
from matrix.editing.dispute_forms import DisputeAnswerForm
from matrix.editing.forms import LONGEST_REASON
from matrix.editing.looks import NoteForm, mark_as_checked
from matrix.editing.outdated_texts import CHANGED, texts_about, to_reread
from matrix.editing.revision import revise
from matrix.facts import Facts
from matrix.inbox import AlreadySettled, DerivedEntry, InboxKind
from matrix.models import Responsibility, Scenario
from matrix.models.disputes import Dispute
from serving.whole_numbers import whole_number

A_YEAR = timedelta(days=365)
SOURCE = "source"


def open_disputes() -> QuerySet[Dispute]:
    layer = Lower("cell__layer__short_name")
    return Dispute.objects.open().annotate(
        inbox_key=Cast("pk", TextField()),
        inbox_at=F("opened_at"),
        inbox_title=Concat("cell__service__short_name", Value(", "), layer, output_field=TextField()),
        inbox_text=F("text"),
    )


def about_dispute(key: str, facts: Facts) -> dict[str, Any] | None:
    dispute = Dispute.objects.open().filter(pk=whole_number(key) or 0).first()
    if dispute is None:
        return None
    cell = facts.cell_by_id(dispute.cell_id)
    log = changelog.current(facts).about(cell.service.slug, cell.layer.slug)
    since = next((change for change in log if change.at >= dispute.opened_at), None)
    return {"dispute": dispute, "cell": cell, "since": since}


def answer_dispute(key: str, given: dict[str, Any], editor: int) -> None:
    dispute = Dispute.objects.filter(pk=key).first()
    if dispute is None:
        raise AlreadySettled
    try:
        dispute_store.answer(dispute, given["outcome"], text=given["answer"], editor=editor)
    except dispute_store.DisputeSettled as error:
        raise AlreadySettled from error


def dated_cells() -> QuerySet[Any, Any]:
    return Responsibility.objects.exclude(reviewed_on=None).annotate(page=MD5("source_url"))


def stale_sources() -> QuerySet[Any, Any]:
    due = ExpressionWrapper(
        Cast(Min("reviewed_on"), DateTimeField()) + Value(A_YEAR, DurationField()), output_field=DateTimeField()
    )
    number = Cast(Count("pk"), CharField())
    rest = Case(When(inbox_cells=1, then=Value(" cell rests on it: ")), default=Value(" cells rest on it: "))
    return (
        dated_cells()
        .order_by()
        .values("source_url", "page")
        .annotate(
            inbox_key=Cast("page", TextField()),
            inbox_at=due,
            inbox_title=Cast(Max("source_title"), TextField()),
            inbox_cells=Count("pk"),
            inbox_text=Concat(number, rest, "source_url", output_field=TextField()),
        )
        .filter(inbox_at__lte=TransactionNow())
    )


def about_source(key: str, facts: Facts) -> dict[str, Any] | None:
    numbers = dated_cells().filter(page=key).values_list("pk", flat=True)
    cells = [facts.cell_by_id(pk) for pk in numbers.order_by("service__position", "layer__position")]
    return {"cells": cells, "source": cells[0]} if cells else None


@transaction.atomic
def confirm_source(key: str, given: dict[str, Any], editor: int) -> None:
    numbers = list(dated_cells().filter(page=key).values_list("pk", flat=True))
    rows = list(Responsibility.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk"))
    if not stale_sources().filter(inbox_key=key).exists():
        raise AlreadySettled

    def read_today() -> None:
        today = Cast(TransactionNow(), DateField())
        Responsibility.objects.filter(pk__in=[row.pk for row in rows]).update(
            reviewed_on=today, edit_number=F("edit_number") + 1
        )

    mark_as_checked(SOURCE, key, note=given["note"], editor=editor)
    with pghistory.context(reason=given["note"][:LONGEST_REASON]):
        revise(read_today, editor=editor)


def outdated_traps(known: Facts) -> list[DerivedEntry]:
    found = [trap for trap in known.scenarios.values() if trap.outdated]
    if not found:
        return []
    log = changelog.current(known)

    def since(trap: Scenario) -> datetime:
        cell = known.cell_of(trap)
        return (log.latest(cell.path if cell else "") or log.changes[0]).at

    return [DerivedEntry(str(trap.pk), since(trap), trap.text, trap.why) for trap in found]


def about_trap(key: str, known: Facts) -> dict[str, Any] | None:
    trap = next((each for each in known.scenarios.values() if str(each.pk) == key and each.outdated), None)
    return {"trap": trap, "answer": known.owner_of(trap), "cell": known.cell_of(trap)} if trap else None


def changed_facts(known: Facts) -> list[DerivedEntry]:
    return [DerivedEntry(str(each.cell.pk), each.at, str(each.cell), each.said) for each in to_reread(known)]


def about_changed(key: str, known: Facts) -> dict[str, Any] | None:
    found = next((each for each in to_reread(known) if str(each.cell.pk) == key), None)
    return {"changed": found, "texts": texts_about(found.cell, known)} if found else None


@transaction.atomic
def confirm_reread_texts(key: str, given: dict[str, Any], editor: int) -> None:
    found = next((each for each in to_reread(facts.lock_facts()) if str(each.cell.pk) == key), None)
    if found is None:
        raise AlreadySettled
    mark_as_checked(CHANGED, key, note=given["note"], editor=editor, evidence=found.key)


CHANGES = InboxKind(
    name=CHANGED,
    title="Changed facts to follow up",
    help="Their owner changed. Reread the texts that mention them.",
    permission="matrix.change_responsibility",
    urgency=2,
    derived=changed_facts,
    about=about_changed,
    template="teach/inbox/changed.html",
    form=lambda data, key: NoteForm(data),
    answer=confirm_reread_texts,
    button="Mark as reread",
    done="Noted: these texts were reread. The fact comes back when its owner changes again.",
)
TRAPS = InboxKind(
    name="trap",
    title="Exam traps to rewrite",
    help="Their answer has changed, and their reason argues for the old one. Learners don't see the reason.",
    permission="matrix.change_scenario",
    urgency=2,
    derived=outdated_traps,
    about=about_trap,
    template="teach/inbox/trap.html",
)
DISPUTES = InboxKind(
    name="dispute",
    title="Disputed cells",
    help="A learner says that a fact is wrong.",
    permission="matrix.change_dispute",
    urgency=2,
    waiting=open_disputes,
    about=about_dispute,
    template="teach/inbox/dispute.html",
    form=lambda data, key: DisputeAnswerForm(data),
    answer=answer_dispute,
    done="Answered. The learner reads it on the home page and in the cell.",
)
SOURCES = InboxKind(
    name=SOURCE,
    title="Sources to read again",
    help="Nobody has read them for a year.",
    permission="matrix.change_responsibility",
    urgency=1,
    waiting=stale_sources,
    about=about_source,
    template="teach/inbox/source.html",
    form=lambda data, key: NoteForm(data),
    answer=confirm_source,
    button="Looked at, it stands",
    done="Noted: it was read today and stands. It comes back in a year.",
)
