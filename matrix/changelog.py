"""What changed in the facts, when and why, read from their history.

It follows from the facts' revision, because every event of the history renews that. It contains no names or addresses
of people.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from matrix.changes import Change
from matrix.facts import Facts, made_once
from matrix.history import read_changes
from matrix.models import Responsibility

RECENT = timedelta(days=90)


@dataclass(frozen=True)
class ChangeLog:
    changes: list[Change]  # newest first

    @cached_property
    def by_key(self) -> dict[str, Change]:
        return {change.key: change for change in self.changes}

    @cached_property
    def corrections(self) -> list[Change]:
        """What readers look for: without readings of sources, which change no fact."""
        return [change for change in self.changes if not all(fact.is_reading for fact in change.facts)]

    @cached_property
    def _latest(self) -> dict[str, Change]:
        oldest_first = reversed([change for change in self.corrections if not change.first])
        return {fact.path: change for change in oldest_first for fact in change.facts if fact.path}

    def latest(self, path: str) -> Change | None:
        return self._latest.get(path)

    def recent(self, cell: Responsibility, *, at: datetime) -> Change | None:
        """Return the last change of the cell if it is less than 90 days before `at`."""
        change = self._latest.get(cell.path)
        return change if change and at - change.at <= RECENT else None

    def about(self, service: str = "", layer: str = "") -> list[Change]:
        if not service and not layer:
            return self.corrections
        return [found for change in self.corrections if (found := change.about(service, layer))]


@made_once
def current(facts: Facts) -> ChangeLog:
    return ChangeLog(read_changes())
