"""What an answer is worth. Plain arithmetic: whole thousandths of an item's maximum."""

from collections.abc import Collection

FULL_MARKS = 1000


def marks(chosen: Collection[str], keys: Collection[str], *, late: bool = False) -> int:
    """Marks of a question that has one key: all or nothing.

    "Not sure" chooses nothing and counts as not known. A late answer is stored, but worth nothing.
    """
    return FULL_MARKS if not late and chosen and set(chosen) == set(keys) else 0


def percent(marks: int, maximum: int) -> int:
    """Marks as a whole percentage of the maximum, halves rounded up; 0 where there is nothing to reach."""
    return (200 * marks + maximum) // (2 * maximum) if maximum else 0
