"""Suggests names similar to an unknown one."""

from collections.abc import Mapping
from difflib import SequenceMatcher, get_close_matches

from matrix.models import Layer, Service


def nearest[Row: Service | Layer](asked: str, known: Mapping[str, Row]) -> Row | None:
    names = {row.short_name.casefold(): row for row in known.values()} | dict(known)
    found = get_close_matches(asked.casefold(), names, n=1, cutoff=0.6)
    return names[found[0]] if found else None


def similar(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
