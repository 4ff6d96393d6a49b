"""Questions worded nearly alike, without comparing each with each.

A set of words that shares at least the share T of its words with another must share one of its few rarest words with
it (prefix filtering, Bayardo, Ma and Srikant 2007). So each question is compared only with those that share a rare
word, and no pair above the threshold is missed.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

ALIKE = 0.8  # of the words of both, how many they share
MOST_COMPARISONS = 1_000_000


class TooManyComparisons(Exception):
    """More comparisons than an audit makes: the questions share nearly all of their words."""


def alike(documents: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, float]]:
    """Pairs of indexes of documents that share at least ALIKE of their words, with that share.

    A word that stands twice counts twice. Raises TooManyComparisons after MOST_COMPARISONS.
    """
    counted = [_counted(words) for words in documents]
    rarity = Counter(word for words in counted for word in words)
    ordered = [sorted(words, key=lambda word: (rarity[word], word)) for words in counted]
    by_word: dict[tuple[str, int], list[int]] = defaultdict(list)
    compared = 0
    for index in sorted(range(len(ordered)), key=lambda index: len(ordered[index])):
        words = ordered[index]
        seen: set[int] = set()
        for word in words[: len(words) - math.ceil(ALIKE * len(words)) + 1]:
            for other in by_word[word]:
                if other not in seen and len(ordered[other]) >= ALIKE * len(words):
                    seen.add(other)
            by_word[word].append(index)
        compared += len(seen)
        if compared > MOST_COMPARISONS:
            raise TooManyComparisons
        for other in sorted(seen):
            share = shared(counted[index], counted[other])
            if share >= ALIKE:
                yield min(index, other), max(index, other), share


def _counted(words: Sequence[str]) -> frozenset[tuple[str, int]]:
    seen: Counter[str] = Counter()
    found = []
    for word in words:
        seen[word] += 1
        found.append((word, seen[word]))
    return frozenset(found)


def shared(one: frozenset, other: frozenset) -> float:
    """Words in both, as a share of the words in either: 1.0 the same words, 0.0 none in common."""
    both = len(one & other)
    either = len(one) + len(other) - both
    return both / either if either else 1.0
