"""What the right answers of questions stand for: their owner, and the facts that they name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bank.models import Claim
from matrix.models import Owner

KeyClaim = tuple[str, int | None, int | None, int | None]  # owner, and the ids of duty, cell and control


@dataclass(frozen=True)
class KeyClaims:
    """The claims of a question's right options. `duties` and `cells` are ids."""

    owners: frozenset[str] = frozenset()
    duties: frozenset[int] = frozenset()
    cells: frozenset[int] = frozenset()
    controls: frozenset[int] = frozenset()

    @property
    def owner(self) -> Owner | None:
        return one_owner(map(Owner, self.owners))

    def settled_by(self, cell: int) -> str:
        """Name the control that the key is about, or else the cell that settles the question."""
        return f"control:{min(self.controls)}" if self.controls else f"cell:{cell}"


NO_CLAIMS = KeyClaims()


def one_owner(owners: Iterable[Owner]) -> Owner | None:
    """Return the owner that a key with these claims stands for. Shared wins; None if they differ or there are none."""
    found = set(owners)
    if Owner.SHARED in found:
        return Owner.SHARED
    return found.pop() if len(found) == 1 else None


def key_claims(versions: QuerySet[Any, Any] | Collection[int]) -> dict[int, KeyClaims]:
    """Return the claims of right options by version, in one query. `versions` are ids or a query for them."""
    rows = (
        Claim.objects.filter(option__version__in=versions, option__is_key=True)
        .order_by()
        .values_list("option__version", "owner", "duty", "cell", "control")
    )
    by_version: dict[int, list[KeyClaim]] = {}
    for version, owner, duty, cell, control in rows:
        by_version.setdefault(version, []).append((owner, duty, cell, control))
    return {version: _of(claims) for version, claims in by_version.items()}


def _of(claims: list[KeyClaim]) -> KeyClaims:
    owners, *subjects = zip(*claims, strict=True)
    return KeyClaims(frozenset(owners), *(frozenset(filter(None, ids)) for ids in subjects))
