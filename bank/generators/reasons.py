"""Why an option is right or wrong: the reason of its task, or of its cell. No question says a sentence twice."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import wraps

from bank.generators.draft import DerivedQuestion
from bank.generators.wording import joined, points_back, sentences
from matrix.models import Duty, Responsibility

MOST_SENTENCES = 2


class NothingLeft(Exception):
    """All that the facts say about the cell stands in the question already."""


def while_reasons_last[**P](ask: Callable[P, DerivedQuestion]) -> Callable[P, Iterator[DerivedQuestion]]:
    """Yields the question, or none if it raises NothingLeft."""

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> Iterator[DerivedQuestion]:
        with suppress(NothingLeft):
            yield ask(*args, **kwargs)

    return asked


class Reasons:
    """Gives out the reasons of one question, each sentence once."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def of(self, fact: Duty | Responsibility, most: int = MOST_SENTENCES) -> str:
        """Return up to `most` sentences on why the fact is as it is. Raises NothingLeft."""
        return self._first(_reasons(fact), most=most)

    def say(self, *texts: str) -> str:
        """Return the first of these texts that has not been said. Raises NothingLeft."""
        return self._first(texts, most=MOST_SENTENCES)

    def _first(self, texts: Iterable[str], most: int) -> str:
        for text in texts:
            if told := self._unsaid(text, most):
                self._said.update(told)
                return joined(*told)
        raise NothingLeft

    def _unsaid(self, text: str, most: int) -> list[str]:
        """Return sentences that follow each other, have not been said, and need nothing before them."""
        whole = sentences(text) if text else ()
        fresh = next((place for place, each in enumerate(whole) if each not in self._said), len(whole))
        told = [each for each in whole[fresh : fresh + most] if each not in self._said]
        return [] if fresh and told and points_back(told[0]) else told


def _reasons(fact: Duty | Responsibility) -> Iterator[str]:
    cell = fact.cell if isinstance(fact, Duty) else fact
    if isinstance(fact, Duty):
        yield fact.reason
    yield cell.rationale
    for duty in cell.current_duties:
        yield duty.reason
