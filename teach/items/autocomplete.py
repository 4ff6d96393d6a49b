"""Finds subjects of claims by words, and what the facts say of them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError

from matrix.claims import claim_at, subject_of
from matrix.editing.subject_paths import CONTROL, LAYER
from matrix.facts import Facts
from matrix.files.loading import KnownFacts
from matrix.models import AboutAFact, Owner, Side

SHOWN = 12
KINDS = {"cell": "Cell", "duty": "Task", "control": "Control", "layer": "Layer over services"}
ANSWERS = {
    Owner.AWS: "AWS",
    Owner.CUSTOMER: "the customer",
    Owner.SHARED: "AWS and the customer",
    Owner.NOT_APPLICABLE: "no one: the layer does not exist there",
}


@dataclass(frozen=True)
class ClaimSubject:
    kind: str
    path: str
    name: str
    owner: str
    words: str

    @property
    def kind_name(self) -> str:
        return KINDS[self.kind]


@lru_cache(maxsize=1)
def _subjects(facts: Facts) -> list[ClaimSubject]:
    return list(_each(facts))


def _each(facts: Facts) -> Iterator[ClaimSubject]:
    for cell in facts.cells.values():
        yield _subject("cell", cell.path, str(cell), cell.ownership.answer)
        for duty in cell.current_duties:
            yield _subject("duty", duty.path, f"{duty.task} ({cell})", Owner(duty.owner))
    for slug, control in facts.controls.items():
        yield _of_path("control", f"{CONTROL}{slug}", control.name, facts)
        for half in Side.values:
            yield _of_path("control", f"{CONTROL}{slug}/{half}", f"{control.name}, {ANSWERS[Owner(half)]}", facts)
    for slug, layer in facts.layers.items():
        for services, over in (
            (AboutAFact.ALL, "all services"),
            (AboutAFact.ALL_BUT_HYBRID, "all services but hybrid ones"),
        ):
            yield _of_path("layer", f"{LAYER}{slug}/{services}", f"{layer.name} in {over}", facts)


def _of_path(kind: str, path: str, name: str, facts: Facts) -> ClaimSubject:
    return _subject(kind, path, name, _owner_at(path, facts))


def _owner_at(path: str, facts: Facts) -> Owner | None:
    claim: Any = claim_at(path, Owner.AWS, KnownFacts(facts))
    return facts.owner_of(claim)


def _subject(kind: str, path: str, name: str, owner: Owner | None) -> ClaimSubject:
    answer = ANSWERS.get(owner, "") if owner else "it depends on the service"
    return ClaimSubject(kind, path, name, answer, f"{name} {path} {path.replace('-', ' ')}".casefold())


def find_subjects(words: str, facts: Facts, kinds: Collection[str] = ()) -> list[ClaimSubject]:
    """All words must match. Paths and names that begin with them come first."""
    asked = words.casefold().replace("/", " / ").split()
    asked = [word for word in asked if word != "/"]
    if not asked:
        return []
    whole = words.strip().casefold()
    hits = [
        subject
        for subject in _subjects(facts)
        if (not kinds or subject.kind in kinds) and all(word in subject.words for word in asked)
    ]
    hits.sort(
        key=lambda hit: (
            not hit.path.startswith(whole),
            not hit.words.startswith(asked[0]),
            list(KINDS).index(hit.kind),
            len(hit.name),
            hit.path,
        )
    )
    return hits[:SHOWN]


@dataclass(frozen=True)
class PathAnswer:
    """ "EC2, guest operating system: you", with the reason."""

    name: str
    owner: str
    because: str

    @property
    def brief(self) -> str:
        return re.split(r"(?<=[.?!])\s", self.because, maxsplit=1)[0]


def path_answer(path: str, facts: Facts) -> PathAnswer | None:
    """None if the path names nothing."""
    try:
        claim: Any = claim_at(path, Owner.AWS, KnownFacts(facts))
    except ValidationError:
        return None
    owner = facts.owner_of(claim)
    if claim.control_id:
        control = facts.control_by_id(claim.control_id)
        because = " ".join(
            f"{name}: {part.rstrip('.')}."
            for name, part in (("AWS", control.aws_part), ("You", control.customer_part))
            if part
        )
    else:
        cell = facts.cell_of(claim)
        because = cell.rationale if cell else ""
    name = subject_of(claim, facts)
    return PathAnswer(name[0].upper() + name[1:], ANSWERS[owner] if owner else "it depends on the service", because)
