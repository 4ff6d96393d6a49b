"""Numbers that forms and addresses bring back as they were written there."""


def whole_number(text: str) -> int | None:
    """The number of up to nine ASCII digits, or None. Python refuses to read 5,000, and a column to hold 20."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
