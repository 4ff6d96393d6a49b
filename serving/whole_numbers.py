"""Reads numbers from forms and addresses."""


def whole_number(text: str) -> int | None:
    """Return the number of up to nine ASCII digits, or None: longer ones overflow columns or int()."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
