"""Exam traps whose rationale was written when their fact had another owner, so it argues for a wrong answer."""

from typing import Any

from django.db.models import Case, OuterRef, QuerySet, Subquery, When

from matrix.history import events_of
from matrix.models import Control, Duty, Owner, Responsibility, Scenario


def with_owner_then(scenarios: QuerySet[Scenario]) -> QuerySet[Scenario]:
    """Add `owner_then`, the fact's owner (or the control's kind) at the trap's last edit.

    It is None for a trap about a layer over many services, which has no single history.
    """
    written = Subquery(
        events_of(Scenario).filter(pgh_obj=OuterRef("pk")).order_by("-pgh_id").values("pgh_created_at")[:1]
    )

    def then(model: type[Any], name: str, field: str) -> Subquery:
        events = events_of(model).filter(pgh_obj=OuterRef(name), pgh_created_at__lte=OuterRef("written_at"))
        return Subquery(events.order_by("-pgh_id").values(field)[:1])

    owner_then = Case(
        When(duty__isnull=False, then=then(Duty, "duty", "owner")),
        When(cell__isnull=False, then=then(Responsibility, "cell", "owner")),
        default=then(Control, "control", "kind"),
    )
    dated = scenarios.annotate(written_at=written)
    return dated.annotate(owner_then=owner_then)  # type: ignore[no-redef]  # the attribute is for other rows


def mark_outdated(facts: Any) -> None:
    """Call this only on facts that are not shared with other threads yet."""
    for scenario in facts.scenarios.values():
        then, now = scenario.owner_then, _owner_now(scenario, facts)
        scenario.outdated = then is not None and _as_answered(then) != _as_answered(now)


def _owner_now(scenario: Scenario, facts: Any) -> str:
    if scenario.duty_id:
        return facts.duty_by_id(scenario.duty_id).owner
    if scenario.cell_id:
        return facts.cell_by_id(scenario.cell_id).owner
    return facts.control_by_id(scenario.control_id).kind if scenario.control_id else ""


def _as_answered(owner: str) -> str:
    return Owner.AWS if owner == Owner.INHERITED else owner
