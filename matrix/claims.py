"""Claims about facts, compared with the facts.

A claim is an AboutAFact with an `owner`. Options of questions and statements in lessons make claims.
"""

from dataclasses import dataclass

from matrix.editing.subject_paths import subject_at
from matrix.facts import Facts
from matrix.files.loading import Lookup, subject_fields
from matrix.models import AboutAFact, Control, Owner, Responsibility

OVER = {AboutAFact.ALL: "all services", AboutAFact.ALL_BUT_HYBRID: "all services but hybrid ones"}
WHO = {Owner.AWS: "AWS", Owner.CUSTOMER: "the customer", Owner.SHARED: "AWS and the customer together"}

NOW = {Owner.AWS: "AWS is", Owner.CUSTOMER: "you are", Owner.SHARED: "you and AWS are both"}


@dataclass(frozen=True)
class CitedFact:
    """`source` is None for a layer over services: each of them has its own."""

    name: str
    url: str
    source: Responsibility | Control | None


@dataclass(frozen=True)
class UnsavedClaim:
    owner: str
    cell_id: int | None
    duty_id: int | None
    control_id: int | None
    half: str
    layer_id: int | None
    services: str


def claim_at(path: str, owner: str, lookup: Lookup) -> UnsavedClaim:
    """Return the claim that `owner` owns the subject at the path (matrix.editing.subject_paths).

    Raises ValidationError.
    """
    fields = subject_fields(subject_at(path), lookup)
    rows = {f"{name}_id": row.pk if (row := fields[name]) else None for name in ("cell", "duty", "control", "layer")}
    return UnsavedClaim(owner=owner, half=fields["half"], services=fields["services"], **rows)


def is_true(claim, facts: Facts) -> bool:
    return facts.owner_of(claim) == claim.owner


def claim_clause(claim, facts: Facts) -> str:
    verb = "own" if claim.owner == Owner.SHARED else "owns"
    return f"{WHO[Owner(claim.owner)]} {verb} {subject_of(claim, facts)}"


def proof(claim, facts: Facts) -> str:
    owner = facts.owner_of(claim)
    if claim.duty_id and facts.duty_by_id(claim.duty_id).retired:
        return "the matrix no longer has this duty"
    if owner is None:
        return "the matrix says that it depends on the service"
    if owner == Owner.NOT_APPLICABLE:
        return "the matrix says that the layer does not exist there"
    source = _source(claim, facts)
    page = f", source “{source.source_title}” ({source.source_url})" if source else ""
    return f"the matrix says {WHO[owner]}{page}"


def new_owner_clause(claim, facts: Facts) -> str:
    owner, subject = facts.owner_of(claim), subject_of(claim, facts)
    if claim.duty_id and facts.duty_by_id(claim.duty_id).retired:
        return f"{subject} is no longer one of the tasks"
    if owner is None:
        return f"who is responsible for {subject} now depends on the service"
    if owner == Owner.NOT_APPLICABLE:
        return f"{subject} no longer applies"
    return f"{NOW[owner]} now responsible for {subject}"


def subject_of(claim, facts: Facts) -> str:
    if claim.duty_id:
        duty = facts.duty_by_id(claim.duty_id)
        return f"“{duty.task}” ({duty.cell})"
    if claim.cell_id:
        return str(facts.cell_by_id(claim.cell_id))
    if claim.control_id:
        name = facts.control_by_id(claim.control_id).name
        half = {"aws": "AWS's half of ", "customer": "the customer's half of "}.get(claim.half, "")
        return f"{half}the control “{name}”"
    kind = facts.types.get(claim.services)
    services = OVER.get(claim.services) or f"all services of type {kind.name if kind else claim.services}"
    return f"{facts.layer_by_id(claim.layer_id).phrase} in {services}"


def cited_fact(claim, facts: Facts) -> CitedFact:
    """Return the cell for a claim about one of its duties, because that has the source."""
    source = _source(claim, facts)
    subject = source or facts.layer_by_id(claim.layer_id)
    name = str(source) if isinstance(source, Responsibility) else subject_of(claim, facts)
    return CitedFact(name, subject.get_absolute_url(), source)


def _source(claim, facts: Facts) -> Responsibility | Control | None:
    if claim.control_id:
        return facts.control_by_id(claim.control_id)
    return facts.cell_of(claim)
