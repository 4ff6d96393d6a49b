"""What a change of the facts looks like to a reader: the facts it touched, each field before and after."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse


@dataclass(frozen=True)
class FieldDifference:
    """One field before and after, in words; of an owner also as the pages draw it."""

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
    """What became of one fact: `kind` is changed, added or removed, `what` is cell, control or scenario."""

    what: str
    title: str
    kind: str
    differences: list[FieldDifference]
    service: str = ""
    layer: str = ""
    reason: str = ""  # its own, where it is another one than that of the whole change

    @property
    def path(self) -> str:
        """Of the cell that changed, "ec2/guest-os"; empty for anything else."""
        return f"{self.service}/{self.layer}" if self.what == "cell" else ""

    @property
    def url(self) -> str:
        gone = self.kind == "removed" or not (self.service and self.layer)
        return "" if gone else reverse("matrix:cell", args=[self.service, self.layer])


@dataclass(frozen=True)
class Change:
    """Everything that was saved together."""

    key: str
    at: datetime
    reason: str
    origin: str  # where it was made, in words; empty if the history does not say
    facts: list[FactChange]
    first: bool = False  # the load that everything began with
    undoes: str = ""  # the key of the change that it takes back

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
        """ "39 services, 15 layers, 20 controls": what the first load brought."""
        kinds = Counter(fact.what for fact in self.facts if fact.what != "cell")
        cells = [fact for fact in self.facts if fact.what == "cell"]
        grid = {"service": len({cell.service for cell in cells}), "layer": len({cell.layer for cell in cells})}
        return ", ".join(
            f"{count:,} {kind}{'' if count == 1 else 's'}" for kind, count in {**grid, **kinds}.items() if count
        )

    def about(self, service: str, layer: str) -> "Change | None":
        """Only what concerns this service and layer, each empty for all; None where nothing does."""
        facts = [fact for fact in self.facts if service in ("", fact.service) and layer in ("", fact.layer)]
        return replace(self, facts=facts) if facts else None
