"""A change of the facts for readers: the facts concerned, each field before and after."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

CONFIRMED = "Confirmed on"


@dataclass(frozen=True)
class FieldDifference:
    what: str
    before: str
    after: str
    owner_before: str = ""
    owner_after: str = ""

    @property
    def is_owner(self) -> bool:
        return bool(self.owner_before or self.owner_after)


@dataclass(frozen=True)
class FactChange:
    what: str
    title: str
    kind: str
    differences: list[FieldDifference]
    service: str = ""
    layer: str = ""
    reason: str = ""  # only if it differs from the whole change's

    @property
    def is_reading(self) -> bool:
        """Only the date changed: somebody compared the cell with its source."""
        return [each.what for each in self.differences] == [CONFIRMED]

    @property
    def path(self) -> str:
        return f"{self.service}/{self.layer}" if self.what == "cell" else ""

    @property
    def url(self) -> str:
        gone = self.kind == "removed" or not (self.service and self.layer)
        return "" if gone else reverse("matrix:cell", args=[self.service, self.layer])


@dataclass(frozen=True)
class Change:
    key: str
    at: datetime
    reason: str
    origin: str  # where it was made, in words; empty if the history does not say
    facts: list[FactChange]
    first: bool = False  # the first load of files
    undoes: str = ""  # the key of the change that it reverts

    SHOWN = 6  # a load of files may change hundreds

    @property
    def url(self) -> str:
        return reverse("matrix:change", args=[self.key])

    @property
    def title(self) -> str:
        if self.first:
            return "The facts were loaded for the first time"
        titles = [fact.title for fact in self.facts]
        if len(titles) <= 2:
            return " and ".join(titles)
        return f"{titles[0]} and {len(titles) - 1} more"

    @property
    def shown(self) -> list[FactChange]:
        return [] if self.first else self.facts[: self.SHOWN]

    @property
    def more(self) -> int:
        return 0 if self.first else len(self.facts) - len(self.shown)

    @property
    def counts(self) -> str:
        kinds = Counter(fact.what for fact in self.facts if fact.what != "cell")
        cells = [fact for fact in self.facts if fact.what == "cell"]
        grid = {"service": len({cell.service for cell in cells}), "layer": len({cell.layer for cell in cells})}
        return ", ".join(
            f"{count:,} {kind}{'' if count == 1 else 's'}" for kind, count in {**grid, **kinds}.items() if count
        )

    def about(self, service: str, layer: str) -> "Change | None":
        """Return only what concerns this service and layer, each empty for all; None if nothing does."""
        facts = [fact for fact in self.facts if service in ("", fact.service) and layer in ("", fact.layer)]
        return replace(self, facts=facts) if facts else None
