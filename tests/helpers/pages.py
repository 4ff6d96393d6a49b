"""Pages as strings to look for words in."""

import re


def tight(page: str) -> str:
    """Without white space beside tags, and with one blank for any other: templates have it as they are formatted."""
    return re.sub(r" ?(<[^>]*?) ?> ?", r"\1>", " ".join(page.split()))


def page_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>", "", answer.text, flags=re.DOTALL))
