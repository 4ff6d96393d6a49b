"""Finds questions with nearly the same words without comparing all pairs.

Two sets of words that share at least the share T of their words must share one of their few rarest words (prefix
filtering, Bayardo, Ma and Srikant 2007). So each question is compared only with those that share a rare word, and no
pair above the threshold is missed.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

ALIKE = 0.8  # of the words of both
MOST_COMPARISONS = 1_000_000


class TooManyComparisons(Exception):
    pass


def alike(documents: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, float]]:
    """Yield index pairs of documents that share at least ALIKE of their words, with that share.

    A repeated word counts repeatedly. Raises TooManyComparisons after MOST_COMPARISONS.
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
    both = len(one & other)
    either = len(one) + len(other) - both
    return both / either if either else 1.0
