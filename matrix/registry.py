"""What other apps add to the matrix. They fill these lists in AppConfig.ready(), since the matrix imports nobody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models.expressions import Combinable

from matrix.facts import Facts
from matrix.models import Responsibility


@dataclass(frozen=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True)
class Searchable:
    """Something that search finds beside the facts: `kind` is one of `search.KINDS`, `text` is plain."""

    kind: str
    title: str
    url: str
    text: str


@dataclass(frozen=True)
class PlainText:
    """A text that somebody wrote and that may speak of facts; `url` is where it is edited, empty if only in files."""

    title: str
    url: str
    words: str
    about: frozenset[str] = frozenset()  # paths of the cells that it is tied to


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


class CellRecord(Protocol):
    """What a learner has made of one cell: the name of a level for styles, marks beside it, and all of it in words."""

    @property
    def name(self) -> str: ...
    @property
    def marks(self) -> str: ...
    @property
    def said(self) -> str: ...


class Records(Protocol):
    """What a learner has made of all cells."""

    def of(self, cell: Responsibility, /) -> CellRecord: ...
    def counts(self, cells: Iterable[Responsibility], /) -> Any: ...


class AskRecords(Protocol):
    """Returns the facts, what the learner (None: a visitor) has made of them, and what else is asked for.

    All of it in one query.
    """

    def __call__(self, learner: Any, /, *asked: Combinable) -> tuple[Any, ...]: ...


# One app keeps what learners answer: this list has one entry.
facts_and_records: list[AskRecords] = []

# Each is called with an open cell and returns where a learner can read about it.
readings: list[Callable[[Responsibility], list[Link]]] = []

# Each is called at every search with the facts and returns all that it adds. One of them may cost a query.
searchables: list[Callable[[Facts], list[Searchable]]] = []

# Each gives the texts of its app that learners read, when an instructor asks what speaks of a cell.
plain_texts: list[Callable[[Facts], Iterable[PlainText]]] = []

# Each is called with the facts before and after a change that may still be taken back, and says what it reaches.
consequences: list[Callable[[Facts, Facts], list[Consequences]]] = []

# Each is called in the transaction of a change with the facts after it and the id of the editor (None: a file).
followers: list[Callable[[Facts, int | None], None]] = []
