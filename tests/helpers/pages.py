"""Pages as strings to look for words in."""

import re


def tight(page: str) -> str:
    """Without white space beside tags, and with one blank for any other: templates have it as they are formatted."""
    return re.sub(r" ?(<[^>]*?) ?> ?", r"\1>", " ".join(page.split()))
