"""Keys that claim nothing, read in plain words as the import and the audit read the keys of files."""

from collections.abc import Sequence

from exchange.audit.stem_patterns import owner_named
from exchange.audit.vocabulary import terms
from matrix.claims import WHO
from matrix.models import Owner, Responsibility


def doubt(stem: str, options: Sequence[tuple[str, bool]], cell: Responsibility) -> str:
    """Why a key that claims nothing looks wrong; empty where it names no owner, or the one that the cell gives.

    `options` are texts with whether they are keys, `cell` is the one that settles the question.
    """
    keys = [text for text, is_key in options if is_key]
    owner = owner_named(keys[0]) if len(keys) == 1 else None
    if owner is None or owner in _owners_asked_about(stem, cell):
        return ""
    return f"The key names {WHO[owner]}, but the cell {cell} says “{cell.ownership.answer.label}”. Check the key."


def _owners_asked_about(stem: str, cell: Responsibility) -> set[Owner]:
    """Of the tasks of the cell whose words the stem has most of; of the cell itself where it has none of any."""
    said = set(terms(stem))
    shared = {duty: len(said & set(terms(duty.task))) for duty in cell.duties.all()}
    most = max(shared.values(), default=0)
    asked = {Owner(duty.owner) for duty, number in shared.items() if number == most}
    return asked if most else {cell.ownership.answer}
