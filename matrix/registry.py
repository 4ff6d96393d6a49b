"""What other apps add to the matrix. They fill these lists in AppConfig.ready(), since the matrix imports nobody."""

from collections.abc import Callable
from dataclasses import dataclass, field

from matrix.facts import Facts
from matrix.models import Responsibility


@dataclass(frozen=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True)
class Searchable:
    """Something that search finds beside the facts: `text` is plain."""

    title: str
    url: str
    text: str


@dataclass(frozen=True)
class Consequence:
    """One thing that a change of the facts reaches; `detail` says how."""

    text: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Consequences:
    """All things of one kind that a change reaches.

    `task` leads to where somebody then has to decide. Where `moving`, the list changes from minute to minute without
    anybody's doing, and a different one is no reason to ask the editor again.
    """

    title: str
    found: list[Consequence] = field(default_factory=list)
    note: str = ""
    task: Link | None = None
    moving: bool = False

    SHOWN = 100  # nobody reads further, and a page of thousands would not load

    @property
    def first(self) -> list[Consequence]:
        return self.found[: self.SHOWN]

    @property
    def more(self) -> int:
        return len(self.found) - len(self.first)


# Each is called with an open cell and returns where a learner can read about it.
readings: list[Callable[[Responsibility], list[Link]]] = []

# Each is called at every search and returns all that it adds to it. One call may cost one query.
searchables: list[Callable[[], list[Searchable]]] = []

# Each is called with the facts before and after a change that may still be taken back, and says what it reaches.
consequences: list[Callable[[Facts, Facts], list[Consequences]]] = []

# Each is called in the transaction of a change with the facts after it and the id of the editor (None: a file).
followers: list[Callable[[Facts, int | None], None]] = []
