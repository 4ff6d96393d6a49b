"""Exam traps whose reason was written when their fact had another owner: it argues for an answer that is wrong now."""

from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When

from matrix.history import events_of
from matrix.models import Control, Duty, Owner, Responsibility, Scenario


def with_outdated(scenarios: QuerySet[Scenario]) -> QuerySet[Scenario]:
    """Adds `outdated`, read from the history: false again once the reason is edited or the owner is what it was.

    A trap about a layer over many services is never called outdated: it has no one owner whose history could be read.
    """
    written = Subquery(_events(Scenario, OuterRef("pk")).values("pgh_created_at")[:1])
    return scenarios.annotate(written_at=written).annotate(  # type: ignore[no-redef]  # the attribute is for other rows
        owner_then=Case(
            When(duty__isnull=False, then=_then(Duty, "duty", "owner")),
            When(cell__isnull=False, then=_then(Responsibility, "cell", "owner")),
            default=_then(Control, "control", "kind"),
        ),
        owner_now=Case(
            When(duty__isnull=False, then=F("duty__owner")),
            When(cell__isnull=False, then=F("cell__owner")),
            default=F("control__kind"),
        ),
        outdated=Case(When(~_same_answer(), then=Value(True)), default=Value(False)),
    )


def outdated_scenarios() -> QuerySet[Scenario]:
    """Those, with the moment at which their fact last changed as `changed_at`."""
    changed = Case(
        When(duty__isnull=False, then=_changed(Duty, "duty")),
        When(cell__isnull=False, then=_changed(Responsibility, "cell")),
        default=_changed(Control, "control"),
    )
    return with_outdated(Scenario.objects.all()).filter(Q(outdated=True)).annotate(changed_at=changed)


def _events(model: type[Any], row: OuterRef) -> QuerySet[Any]:
    return events_of(model).filter(pgh_obj=row).order_by("-pgh_id")


def _then(model: type[Any], name: str, field: str) -> Subquery:
    """What the field was when the trap was last written."""
    return Subquery(
        _events(model, OuterRef(name)).filter(pgh_created_at__lte=OuterRef("written_at")).values(field)[:1]
    )


def _changed(model: type[Any], name: str) -> Subquery:
    return Subquery(_events(model, OuterRef(name)).values("pgh_created_at")[:1])


def _same_answer() -> Q:
    """An inherited layer is answered as AWS's. What no history tells is taken as it is."""
    by_aws = [Owner.AWS, Owner.INHERITED]
    return Q(owner_then=None) | Q(owner_then=F("owner_now")) | Q(owner_then__in=by_aws, owner_now__in=by_aws)
