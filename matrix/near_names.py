"""What somebody may have meant who wrote a name that does not exist."""

from collections.abc import Mapping
from difflib import SequenceMatcher, get_close_matches

from matrix.models import Layer, Service


def nearest[Row: Service | Layer](asked: str, known: Mapping[str, Row]) -> Row | None:
    """The row whose slug or short name looks most like `asked`, if any looks like it at all."""
    names = {row.short_name.casefold(): row for row in known.values()} | dict(known)
    found = get_close_matches(asked.casefold(), names, n=1, cutoff=0.6)
    return names[found[0]] if found else None


def similar(one: str, other: str) -> float:
    """How alike two names are: 0.0 not at all, 1.0 the same but for case."""
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
