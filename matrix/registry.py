"""Functions through which other apps add to the matrix. They fill these lists in AppConfig.ready()."""

from collections.abc import Callable, Iterable, Mapping
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
    kind: str
    title: str
    url: str
    text: str


@dataclass(frozen=True)
class PlainText:
    title: str
    url: str
    words: str
    about: frozenset[str] = frozenset()  # paths of the cells that it is linked to


@dataclass(frozen=True)
class Consequence:
    text: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Consequences:
    """Everything of one kind that a change affects.

    `task` links to where somebody then has to decide. `moving` means that the list changes by itself, so that a
    difference is no reason to ask the editor again.
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
    @property
    def name(self) -> str: ...
    @property
    def stuck(self) -> bool: ...
    @property
    def said(self) -> str: ...


class AllRecords(Protocol):
    """Equal looks are drawn once."""

    @property
    def looks(self) -> Mapping[int, CellRecord]: ...


class Records(Protocol):
    def of(self, cell: Responsibility, /) -> CellRecord: ...
    def counts(self, cells: Iterable[Responsibility], /) -> Any: ...


class AskRecords(Protocol):
    """Return the facts, the learner's records (None: a visitor), and further expressions, all from one query."""

    def __call__(self, learner: Any, /, *asked: Combinable) -> tuple[Any, ...]: ...


# Only one app stores answers, so this list has one entry.
facts_and_records: list[AskRecords] = []

# Each gets an open cell and returns links to reading about it.
readings: list[Callable[[Responsibility], list[Link]]] = []

# Each gets the facts at every search and returns what it adds. Each may cost one query.
searchables: list[Callable[[Facts], list[Searchable]]] = []

# Each returns its app's texts for learners, when an instructor asks which ones mention a cell.
plain_texts: list[Callable[[Facts], Iterable[PlainText]]] = []

# Each gets the facts before and after a change that may still be rolled back, and returns what it affects.
consequences: list[Callable[[Facts, Facts], list[Consequences]]] = []

# Each is called in the transaction of a change with the facts after it and the id of the editor (None: a file).
followers: list[Callable[[Facts, int | None], None]] = []
