"""Confirming cells against the AWS page that they cite: one page at a time, and the date is the database's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import groupby
from typing import Any

import pghistory
from django import forms
from django.contrib.postgres.aggregates import BoolOr
from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import MD5, Cast, Concat

from matrix import facts
from matrix.editing.forms import LONGEST_REASON
from matrix.editing.looks import LONGEST_NOTE, mark_as_checked
from matrix.inbox import AlreadySettled
from matrix.models import Layer, Responsibility
from matrix.models.looks import Look

NOT_HELD = "not-held"
A_YEAR = timedelta(days=365)
WHOLE_PAGE = "page"
# Chapters about security in a service, what a service is, and the page of the model itself.
LANDING = Q(source_title__iregex=r"^security (in|of|for) ") | Q(
    source_url__iregex=r"/(security|getting-?started[a-z0-9-]*|what-?is[a-z0-9-]*|welcome|introduction|index)\.html$"
    r"|^https://aws\.amazon\.com/([a-z0-9-]+/)?$"
    r"|/compliance/shared-responsibility-model/$"
)


def cited_cells() -> QuerySet[Any, Any]:
    """Cells with their `page`; a `claim` that changes with what the page has to bear; whether it is a landing page,
    and whether somebody found that it does not hold this claim.
    """
    refusals = Look.objects.filter(
        kind=NOT_HELD, subject=Cast(OuterRef("pk"), TextField()), evidence=Cast(OuterRef("claim"), TextField())
    )
    return Responsibility.objects.annotate(
        page=MD5("source_url"),
        claim=MD5(Concat("source_url", Value(" "), "owner", Value(" "), "rationale", output_field=TextField())),
        is_landing=Case(When(LANDING, then=True), default=False),
        is_refused=Case(When(Q(Exists(refusals), reviewed_on=None), then=True), default=False),
    )


def due_cells() -> QuerySet[Any, Any]:
    """Cells that nobody has confirmed for a year, or ever."""
    due = ExpressionWrapper(
        Cast("reviewed_on", DateTimeField()) + Value(A_YEAR, DurationField()), output_field=DateTimeField()
    )
    return cited_cells().annotate(due=due).filter(Q(due=None) | Q(due__lte=TransactionNow()))


def pages_of(cells: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    landing = Case(When(landing=True, then=Value("Landing page. ")), default=Value(""))
    number = Cast(Count("pk"), CharField())
    rest = Case(When(inbox_weight=1, then=Value(" cell is based on it: ")), default=Value(" cells are based on it: "))
    return (
        cells.order_by()
        .values("source_url", "page")
        .annotate(
            inbox_key=Cast("page", TextField()),
            inbox_at=Min("due"),
            inbox_title=Cast(Max("source_title"), TextField()),
            inbox_weight=Count("pk"),
            landing=BoolOr("is_landing"),
            inbox_text=Concat(landing, number, rest, "source_url", output_field=TextField()),
        )
    )


def pages_to_read() -> QuerySet[Any, Any]:
    return pages_of(due_cells().filter(is_landing=False, is_refused=False))


def pages_to_replace() -> QuerySet[Any, Any]:
    return pages_of(due_cells().filter(Q(is_landing=True) | Q(is_refused=True)))


@dataclass
class CitedClaim:
    cell: Any  # a row of cited_cells
    refusal: Look | None
    ticked: bool = False
    missing: str = ""

    @property
    def key(self) -> str:
        return f"{self.cell.pk}-{self.cell.claim}"


class CitedPage:
    def __init__(self, cells: list[Any]):
        refused = {str(cell.pk): cell.claim for cell in cells if cell.is_refused}
        looks = Look.objects.filter(kind=NOT_HELD, subject__in=refused).order_by("pk") if refused else ()
        found = {look.subject: look for look in looks if look.evidence == refused[look.subject]}
        self.claims = [CitedClaim(cell, found.get(str(cell.pk))) for cell in cells]

    @property
    def first(self) -> Any:
        return self.claims[0].cell

    @cached_property
    def layers(self) -> list[tuple[Layer, list[CitedClaim]]]:
        return [(layer, list(claims)) for layer, claims in groupby(self.claims, key=lambda claim: claim.cell.layer)]


def page_at(key: str) -> CitedPage | None:
    rows = due_cells().filter(page=key).select_related("service", "layer").prefetch_related("duties")
    cells = list(rows.order_by("layer__position", "service__position"))
    return CitedPage(cells) if cells else None


class ConfirmationForm(forms.Form):
    """Ticks for cells, for layers and for the page; and for each cell a note that the page does not hold it."""

    note = forms.CharField(
        label="Note (optional)",
        required=False,
        max_length=LONGEST_REASON,
        help_text="One line. Other instructors can read it in the history.",
    )

    def __init__(self, data: Any, page: CitedPage):
        super().__init__(data)
        self.page = page
        self.whole, self.shown = (
            set(data.getlist(name)) if data is not None else set() for name in ("whole", "shown")
        )
        if data is None:
            return
        ticked = set(data.getlist("held"))
        for claim in page.claims:
            claim.ticked = str(claim.cell.pk) in ticked
            claim.missing = data.get(f"missing-{claim.cell.pk}", "").strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for problem in self._problems():
            self.add_error(None, problem)
        seen = [claim for claim in self.page.claims if self._was_shown(claim)]
        refused = {claim.cell.pk: (claim.cell.claim, claim.missing) for claim in seen if claim.missing}
        held = {claim.cell.pk: claim.cell.claim for claim in seen if self._is_held(claim) and not claim.missing}
        if not held and not refused and not self.errors:
            self.add_error(None, "Tick what the page holds, or write what it does not hold.")
        return {**cleaned, "held": held, "refused": refused}

    def _problems(self) -> Iterator[str]:
        for claim in self.page.claims:
            if claim.ticked and claim.missing:
                yield f"{claim.cell}: you ticked it and wrote that the page does not hold it. Choose one."
            if len(claim.missing) > LONGEST_NOTE:
                yield f"{claim.cell}: write at most {LONGEST_NOTE} characters."
            if (claim.ticked or claim.missing) and not self._was_shown(claim):
                yield f"{claim.cell} changed after you opened this page. Read it again."

    def _was_shown(self, claim: CitedClaim) -> bool:
        return claim.key in self.shown

    def _is_held(self, claim: CitedClaim) -> bool:
        return claim.ticked or (not claim.refusal and bool(self.whole & {WHOLE_PAGE, claim.cell.layer.slug}))


@transaction.atomic
def confirm_cells(key: str, given: dict[str, Any], editor: int) -> str:
    """Return what was stored as a sentence. Questions do not depend on the date, so nothing follows.

    Raises AlreadySettled.
    """
    facts.lock_facts()
    due = {row.pk: row for row in due_cells().filter(page=key)}
    held = [pk for pk, claim in given["held"].items() if pk in due and due[pk].claim == claim]
    refused = {pk: note for pk, (claim, note) in given["refused"].items() if pk in due and due[pk].claim == claim}
    if not held and not refused:
        raise AlreadySettled
    title = next(iter(due.values())).source_title
    with pghistory.context(reason=given["note"] or f"Read “{title}”"[:LONGEST_REASON]):
        _store_date(held, Cast(TransactionNow(), DateField()))
        _store_date([pk for pk in refused if due[pk].reviewed_on], None)
    for pk, note in refused.items():
        mark_as_checked(NOT_HELD, str(pk), note=note, editor=editor, evidence=due[pk].claim)
    counts = {"confirmed today": len(held), "not held by the page": len(refused)}
    counts["still open"] = len(due) - sum(counts.values())
    return f"Saved: {', '.join(f'{number} {what}' for what, number in counts.items() if number)}."


def _store_date(cells: list[int], date: Any) -> None:
    Responsibility.objects.filter(pk__in=cells).update(reviewed_on=date, edit_number=F("edit_number") + 1)
