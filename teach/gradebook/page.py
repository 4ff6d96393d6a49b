"""What the page of a gradebook shows: heads, cells, and the one column that a phone has room for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator

from teach.gradebook.book import Gradebook, GradebookRow, Mark, day_in_words
from teach.gradebook.columns import GradebookColumn
from teach.models import CountedAttempt

TOTAL = "total"
LEARNERS_A_PAGE = 100


@dataclass(frozen=True)
class ColumnHead:
    column: GradebookColumn
    note: str
    mean: int | None
    graded: int
    picked: bool


class GradebookPage:
    def __init__(self, book: Gradebook, picked: str, page: str = "", *, now: datetime):
        self.book, self.now = book, now
        self.page = Paginator(book.rows, LEARNERS_A_PAGE).get_page(page)
        self.picked = picked if picked in {column.key for column in book.columns} else TOTAL
        self.choices = CountedAttempt.choices

    @property
    def query(self) -> str:
        """Of the other pages of the table."""
        return f"{self.book.query}&column={self.picked}"

    @property
    def total_is_picked(self) -> bool:
        return self.picked == TOTAL

    @property
    def heads(self) -> list[ColumnHead]:
        told = zip(self.book.columns, self.book.means, strict=True)
        return [
            ColumnHead(column, self._note(column), mean, graded, column.key == self.picked)
            for column, (mean, graded) in told
        ]

    def _note(self, column: GradebookColumn) -> str:
        parts = []
        if column.due_at:
            zone = ZoneInfo(self.book.cohort.time_zone)
            parts.append(f"due {day_in_words(column.due_at.astimezone(zone), self.now.astimezone(zone))}")
        if not column.asked:
            parts.append("not published")
        if self.book.is_weighted:
            parts.append(f"{self.book.shares[column.key]}%")
        return " · ".join(parts)

    @property
    def rows(self) -> Iterator[tuple[GradebookRow, list[tuple[Mark, bool]]]]:
        for row in self.page:
            yield row, [(mark, mark.column.key == self.picked) for mark in row.marks]
