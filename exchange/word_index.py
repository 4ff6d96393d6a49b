"""Finds the texts that share the most telling words with another one: TF-IDF weights and their cosine."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest

MOST_WORDS = 40  # of a text that is looked up, the rarest first


class WordIndex[Key]:
    def __init__(self, texts: Iterable[tuple[Key, Iterable[str]]]):
        counted = [(key, Counter(words)) for key, words in texts]
        self.keys = [key for key, _ in counted]
        often = Counter(word for _, words in counted for word in words)
        self.rarity = {word: math.log(1 + len(counted) / times) for word, times in often.items()}
        self.places: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, (_, words) in enumerate(counted):
            for word, weight in self._weighted(words):
                self.places[word].append((place, weight))

    def nearest(self, words: Iterable[str], most: int) -> list[tuple[float, Key]]:
        """Return the cosine, 0.0 to 1.0, and the key of the nearest texts."""
        shares: dict[int, float] = defaultdict(float)
        asked = sorted(self._weighted(Counter(words)), key=lambda each: -self.rarity[each[0]])
        for word, weight in asked[:MOST_WORDS]:
            for place, other in self.places[word]:
                shares[place] += weight * other
        best = nlargest(most, shares, key=lambda place: shares[place])
        return [(shares[place], self.keys[place]) for place in best]

    def _weighted(self, words: Counter[str]) -> Iterator[tuple[str, float]]:
        weights = {w: (1 + math.log(times)) * self.rarity[w] for w, times in words.items() if w in self.rarity}
        length = math.sqrt(sum(weight**2 for weight in weights.values()))
        for word, weight in weights.items():
            yield word, weight / length
