"""Draws by exam weight, with the owners of the keys mixed. It is arithmetic over what was drawn, without queries.

A learner who meets the customer as the answer twenty times in a row learns to say "the customer".
"""

from collections import Counter

from matrix.models import ExamWeight, Owner

TIERS = list(ExamWeight)
FURTHER_ONE_IN = 10  # questions on a service outside the core, until the core is known
# How many of the keys each owner is meant to have; the rest are keys that name no single owner.
SHARES: dict[str, float] = {Owner.CUSTOMER: 0.34, Owner.AWS: 0.34, Owner.SHARED: 0.2, "": 0.12}


def tier_of(weight: str) -> int:
    return TIERS.index(ExamWeight(weight))


def quotas(length: int) -> list[int]:
    """Return how many questions of each tier a draw of this length has before the core is known."""
    further = length // FURTHER_ONE_IN
    return [length - further, further, 0]


class OwnerMix:
    """Counts the owners of keys, and says which of them have had more than their share."""

    def __init__(self) -> None:
        self.owners: Counter[str] = Counter()
        self.add()

    def add(self, *owners: str) -> None:
        self.owners.update(owners)
        following = self.owners.total() + 1
        self._excess = {
            owner: max(0, int(self.owners[owner] + 1 - share * following)) for owner, share in SHARES.items()
        }

    def excess(self, owner: str) -> int:
        """Return by how many whole questions one more with this owner would be over its share."""
        return self._excess[owner]

    def unevenness(self, *more: str) -> float:
        """Return how far the owners are from their shares after `more`, in questions; keys without an owner aside."""
        owners = self.owners + Counter(more)
        each = owners.total() / (1 - SHARES[""])
        return sum(abs(owners[owner] - share * each) for owner, share in SHARES.items() if owner)
