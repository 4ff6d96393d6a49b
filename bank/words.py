"""Splits texts into words for comparison, for the checks of the bank and the generators."""

import re
from functools import lru_cache


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


LITTLE_WORDS = frozenset(
    words_of(
        "a an the and or of to in on with for by is it its as at or from that this these which who whose what where "
        "when has have do does be been are you your their they them can each any all no not than so up"
    )
)


@lru_cache(maxsize=4096)  # each option is compared with the same tasks
def content_words(text: str) -> frozenset[str]:
    return frozenset(words_of(text)) - LITTLE_WORDS
