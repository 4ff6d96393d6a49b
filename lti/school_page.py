"""The columns of a class's gradebook with what goes to its school."""

from collections.abc import Iterable
from dataclasses import dataclass

from lti.models import LineItem, LinkedClass
from teach.gradebook.columns import columns_of
from teach.models import CountedAttempt


@dataclass(frozen=True)
class ColumnToSend:
    key: str
    name: str
    item: LineItem | None


def columns_to_send(linked: LinkedClass, items: Iterable[LineItem]) -> list[ColumnToSend]:
    """What the class is given, and what is sent besides, such as a check that the course links to."""
    sent = {item.column: item for item in items}
    columns = columns_of(linked.cohort, [], CountedAttempt.BEST)
    found = [ColumnToSend(column.key, column.name, sent.pop(column.key, None)) for column in columns]
    return found + [ColumnToSend(item.column, item.label, item) for item in sent.values()]
