"""Doubts about keys without claims, by reading their text as the import and the audit do."""

from collections.abc import Sequence

from exchange.audit.owner_names import owner_named
from exchange.audit.vocabulary import terms
from matrix.claims import WHO
from matrix.models import Owner, Responsibility


def doubt(stem: str, options: Sequence[tuple[str, bool]], cell: Responsibility) -> str:
    """Return why a key without claims looks wrong; an empty string if it names no owner or the cell's.

    `options` are (text, is key), `cell` settles the question.
    """
    keys = [text for text, is_key in options if is_key]
    owner = owner_named(keys[0]) if len(keys) == 1 else None
    if owner is None or owner in _owners_asked_about(stem, cell):
        return ""
    return f"The key names {WHO[owner]}, but the cell {cell} says “{cell.ownership.answer.label}”. Check the key."


def _owners_asked_about(stem: str, cell: Responsibility) -> set[Owner]:
    said = set(terms(stem))
    shared = {duty: len(said & set(terms(duty.task))) for duty in cell.current_duties}
    most = max(shared.values(), default=0)
    asked = {Owner(duty.owner) for duty, number in shared.items() if number == most}
    return asked if most else {cell.ownership.answer}
