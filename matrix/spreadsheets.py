"""Values that a spreadsheet shows and never executes."""

# What a spreadsheet may take for the start of a formula.
STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe(value: object) -> str:
    """The value as text. A leading apostrophe tells a spreadsheet that it is text and no formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(STARTS) else text
