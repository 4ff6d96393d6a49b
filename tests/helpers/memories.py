"""Memories of cells and what the plan makes of them, for tests."""

from datetime import UTC, datetime, timedelta
from itertools import count

from accounts.models import Learner
from matrix import facts
from matrix.models import Responsibility
from quizzes.memory.card import Exposure
from quizzes.memory.store import entry_of, memory_of, store
from quizzes.models import Attempt, CellMemory, ServedItem

NOBODYS = count(-1, -1)  # items that were never served: ids of none


def cell(path: str) -> Responsibility:
    return facts.current().cell(path)


def remember(learner: Learner, path: str, *answers: tuple[float, bool]) -> CellMemory:
    """As if the cell had been answered so many days ago, right or not, "sure" when right."""
    now = datetime.now(UTC)
    exposures = [Exposure(now - timedelta(days=ago), right, "sure" if right else None) for ago, right in answers]
    row = memory_of(learner.pk, cell(path).pk, [entry_of(next(NOBODYS), exposure) for exposure in exposures])
    row.save()
    return row


def learned(learner: Learner, rule: str, *, days_ago: tuple[float, ...], right: bool = True) -> None:
    now = datetime.now(UTC)
    exposures = [Exposure(now - timedelta(days=days), right) for days in days_ago]
    store([memory_of(learner.pk, rule, [entry_of(n, each) for n, each in enumerate(exposures)])])


def stuck(learner: Learner, path: str) -> CellMemory:
    """Eight tries without three in a row."""
    return remember(learner, path, *((20 - number, number % 2 == 1) for number in range(8)))


def served(attempt: Attempt) -> list[ServedItem]:
    return list(ServedItem.objects.filter(attempt=attempt).order_by("position"))
