"""Who does what a phrase says, by the facts that are worded like it.

Support for a party is the likeness of the phrase to what this party does. If no service is named, a fact of a single
service supports nothing: as many services as FEWEST must have one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import sqrt

from exchange.audit.known_phrases import KnownFact, content_words, phrases_of
from exchange.audit.vocabulary import vocabulary_of
from matrix.facts import Facts
from matrix.models import Owner

FEWEST = 5
ENOUGH = 0.25  # the likeness from which a fact counts
ELSEWHERE = 0.8  # the weight of what holds everywhere, where a service is named
AS_LIKE = 0.9  # how like a phrase a service's own fact must be, so that the general one does not count
OWNERS = (Owner.AWS, Owner.CUSTOMER, Owner.SHARED)


@dataclass(frozen=True)
class Support:
    likeness: float
    fact: KnownFact | None = None
    words: int = 0  # of the fact


NONE = Support(0.0)


@dataclass(frozen=True)
class Evidence:
    aws: Support = NONE
    customer: Support = NONE
    shared: Support = NONE

    def of(self, owner: Owner) -> Support:
        return {Owner.AWS: self.aws, Owner.CUSTOMER: self.customer, Owner.SHARED: self.shared}[owner]

    @property
    def best(self) -> Support:
        return _strongest((self.aws, self.customer, self.shared))

    def against(self, owner: Owner) -> Support:
        return _strongest(self.of(other) for other in OWNERS if other != owner)

    def value(self, owner: Owner) -> float:
        """Return how much more the facts are for the owner than for any other, from -1 to 1."""
        aws, customer, shared = self.aws.likeness, self.customer.likeness, self.shared.likeness
        if owner is Owner.SHARED:
            lead = max(shared, min(aws, customer)) - max(aws, customer)
        else:
            lead = self.of(owner).likeness - self.against(owner).likeness
        most = self.best.likeness
        return lead / sqrt(most) if most >= ENOUGH else 0.0


class EvidenceFinder:
    def __init__(self, facts: Facts):
        self.vocabulary = vocabulary_of(facts)
        self.phrases = phrases_of(facts)
        self._known = list(self.phrases.by_words.items())
        self._weights = [self.vocabulary.weight(said) for said, _ in self._known]
        self._found: dict[tuple[frozenset[str], frozenset[str]], Evidence] = {}

    def on(self, text: str, services: Iterable[str] = ()) -> Evidence:
        key = content_words(text), frozenset(services)
        if key not in self._found:
            self._found[key] = self._evidence(*key) if key[0] else Evidence()
        return self._found[key]

    def _evidence(self, said: frozenset[str], services: frozenset[str]) -> Evidence:
        best: dict[Owner, dict[str, Support]] = {owner: {} for owner in (*OWNERS, Owner.NOT_APPLICABLE)}
        for likeness, words, known in self._alike(said):
            for fact in known:
                if not (fact.service and services and fact.service not in services):
                    kept = best[fact.owner].get(fact.service, NONE)
                    if likeness > kept.likeness:
                        best[fact.owner][fact.service] = Support(likeness, fact, words)
        general = {owner: found.pop("", NONE) for owner, found in best.items()}
        # Without a named service, or with a whole kind, the fact of the service with the fifth most alike one counts.
        rank = FEWEST - 1 if not services or len(services) > FEWEST else 0
        own = {owner: _ranked(found.values(), rank) for owner, found in best.items()}
        if not services:
            own = {owner: self._everywhere(found) for owner, found in own.items()}
        else:
            closest = _strongest(own.values()).likeness
            general = {
                owner: replace(
                    found, likeness=found.likeness * ELSEWHERE if closest < found.likeness * AS_LIKE else 0.0
                )
                for owner, found in general.items()
            }
        unsure = own.pop(Owner.NOT_APPLICABLE)
        found = {owner.value: _strongest((own[owner], general[owner])) for owner in OWNERS}
        return (
            Evidence()
            if services and not rank and unsure.likeness >= _strongest(found.values()).likeness
            else Evidence(**found)
        )

    def _everywhere(self, found: Support) -> Support:
        return replace(found, fact=self.phrases.everywhere(found.fact)) if found.fact else found

    def _alike(self, said: frozenset[str]) -> Iterator[tuple[float, int, list[KnownFact]]]:
        both: dict[int, float] = defaultdict(float)
        for term in said:
            weight = self.vocabulary.weight((term,))
            for number in self._by_term.get(term, ()):
                both[number] += weight
        whole = self.vocabulary.weight(said)
        for number, shared in both.items():
            words, known = self._known[number]
            yield shared / sqrt(whole * self._weights[number]), len(words), known

    @cached_property
    def _by_term(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, (said, _) in enumerate(self._known):
            for term in said:
                found[term].append(number)
        return found


def _strongest(found: Iterable[Support]) -> Support:
    return max(found, key=lambda each: each.likeness)


def _ranked(found: Iterable[Support], rank: int) -> Support:
    ranked = sorted(found, key=lambda each: -each.likeness)
    return ranked[rank] if len(ranked) > rank else NONE
