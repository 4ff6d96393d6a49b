"""Breaks what a connection sends: the n-th statement or commit, before or after it took effect, or the connection."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import OperationalError, connection


class How(StrEnum):
    BEFORE = "fails before it took effect"
    AFTER = "fails after it took effect"
    CUT = "finds its connection cut"
    LOST = "takes effect, and then the connection is lost"


class Injected(OperationalError):
    """The fault of a test."""


@dataclass
class Fault:
    """The point to break, from 1; 0 breaks nothing and counts. `sent` says what came by."""

    point: int = 0
    how: How = How.BEFORE
    sent: list[str] = field(default_factory=list)

    def pass_by(self, name: str, do: Callable[[], Any]) -> Any:
        self.sent.append(name)
        if len(self.sent) != self.point:
            return do()
        if self.how == How.BEFORE:
            raise Injected(f"{name} {self.how}")
        if self.how == How.CUT:
            connection.connection.close()
            return do()
        do()
        if self.how == How.LOST:
            connection.connection.close()
        raise Injected(f"{name} {self.how}")


@contextmanager
def injected(fault: Fault) -> Iterator[Fault]:
    """Afterwards the connection is closed if it is broken, as a web server closes it after a request."""
    commit = connection._commit

    def statement(execute, sql, params, many, context):
        return fault.pass_by(sql, lambda: execute(sql, params, many, context))

    connection.ensure_connection()
    connection._commit = lambda: fault.pass_by("COMMIT", commit)
    try:
        with connection.execute_wrapper(statement):
            yield fault
    finally:
        del connection._commit
        # A block that was left by a lost connection has nothing to roll back any more.
        if connection.connection is not None and connection.connection.closed:
            with suppress(OperationalError):
                connection.close()


@dataclass(frozen=True)
class Path:
    """A way in which something is stored.

    `prepare` makes a subject of its own; `act` stores and raises, or returns whether it acknowledged; `look` says all
    that is stored about the subject, in parts of which each must be whole, and without ids, so that two compare.
    With `leaves_nothing` its first run is like all others, but for derived questions that other tests left behind.
    Unless thorough, it is broken at `most` points, evenly from its first statement to its last, or in the middle.
    """

    prepare: Callable[[], Any]
    act: Callable[[Any], Any]
    look: Callable[[Any], list[Any]]
    restore: Callable[[Any], None] = lambda subject: None
    most: int = 3
    leaves_nothing: bool = False


def violations(path: Path, *, thorough: bool = False) -> tuple[int, list[str]]:
    """Breaks every point of a path, or some; returns how many faults that were, and what did not hold."""
    if thorough or not path.leaves_nothing:
        _undisturbed(path)  # the first run may make what later ones find made
    untouched, done, sent = _undisturbed(path)
    found = []
    faults = [(point, how) for point, what in enumerate(sent, 1) for how in ways_to_fail(what, thorough=thorough)]
    if not thorough:
        faults = spread(faults, path.most)
    for point, how in faults:
        subject = path.prepare()
        fault = Fault(point, how)
        try:
            found += [f"{point} {how}: {each}" for each in _disturbed(path, subject, fault, untouched, done)]
        finally:
            path.restore(subject)
    return len(faults), found


def spread[Each](all_of_them: list[Each], count: int) -> list[Each]:
    if count == 1:
        return [all_of_them[len(all_of_them) // 2]]
    return [all_of_them[place * (len(all_of_them) - 1) // (count - 1)] for place in range(count)]


def ways_to_fail(sent: str, *, thorough: bool) -> list[How]:
    """A commit fails in every way. Unless thorough, others do so in those that could matter for what is stored."""
    if thorough or sent == "COMMIT":
        return list(How)
    return [How.BEFORE] if sent.startswith("SELECT") else [How.BEFORE, How.AFTER]


def _undisturbed(path: Path) -> tuple[list[Any], list[Any], list[str]]:
    subject = path.prepare()
    try:
        before = path.look(subject)
        with injected(Fault()) as counted:
            assert path.act(subject), "an undisturbed run must be acknowledged"
        after = path.look(subject)
    finally:
        path.restore(subject)
    assert before != after, "a path that stores nothing proves nothing"
    return before, after, counted.sent


def _disturbed(path: Path, subject: Any, fault: Fault, untouched: list[Any], done: list[Any]) -> Iterator[str]:
    try:
        with injected(fault):
            acknowledged = path.act(subject)
    except OperationalError:
        acknowledged = False
    if len(fault.sent) < fault.point:
        yield "this run took another way than the undisturbed one"
    now = path.look(subject)
    if acknowledged and now != done:
        yield f"acknowledged, but stored is {now}"
    if any(part not in (before, after) for part, before, after in zip(now, untouched, done, strict=True)):
        yield f"half of it is stored: {now}"
    if not path.act(subject):
        yield "the retry was not acknowledged"
    if path.look(subject) != done:
        yield f"the retry came to {path.look(subject)}"
