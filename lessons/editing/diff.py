"""Compares two texts by lines, and by words within a reworded line; merges two texts."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

AROUND = 3  # lines shown above and below a change
ALIKE = 0.4  # two lines at least this similar are one line reworded
LONGEST_LINE = 4_000  # characters; a longer line is compared whole

_words = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Bit:
    text: str
    differs: bool = False


@dataclass(frozen=True)
class DiffLine:
    """A line of one text or a pair from both, numbered from 1. A text without this line has no bits."""

    before: Sequence[Bit] = ()
    after: Sequence[Bit] = ()
    number_before: int = 0
    number_after: int = 0

    @property
    def differs(self) -> bool:
        return not (self.number_before and self.number_after) or any(
            bit.differs for bit in (*self.before, *self.after)
        )

    @property
    def kind(self) -> str:
        if not self.differs:
            return "same"
        if not self.number_before:
            return "added"
        return "changed" if self.number_after else "removed"


@dataclass(frozen=True)
class DiffHunk:
    """Equal lines, or one difference; only differences have a `number`, from 1.

    Of equal lines, `head` are shown above the omitted ones and `tail` below.
    """

    lines: Sequence[DiffLine]
    number: int = 0
    head: int = AROUND
    tail: int = AROUND

    @property
    def left_out(self) -> int:
        spare = len(self.lines) - self.head - self.tail
        return spare if not self.number and spare > 1 else 0

    @property
    def first(self) -> Sequence[DiffLine]:
        return self.lines[: self.head] if self.left_out else self.lines

    @property
    def last(self) -> Sequence[DiffLine]:
        return self.lines[-self.tail :] if self.left_out and self.tail else ()


def stretches(before: str, after: str) -> list[DiffHunk]:
    old, new = before.split("\n"), after.split("\n")
    found: list[DiffHunk] = []
    number = 0
    for name, i, i_end, j, j_end in SequenceMatcher(None, old, new).get_opcodes():
        if name == "equal":
            same = [
                DiffLine((Bit(line),), (Bit(line),), i + at + 1, j + at + 1) for at, line in enumerate(old[i:i_end])
            ]
            found.append(
                DiffHunk(
                    same, head=AROUND if i or j else 0, tail=AROUND if i_end < len(old) or j_end < len(new) else 0
                )
            )
        else:
            number += 1
            found.append(DiffHunk(list(_differing(old[i:i_end], new[j:j_end], i, j)), number))
    return found


def changes(before: str, after: str) -> list[DiffHunk]:
    return stretches(before, after) if before != after else []


def merged(before: str, after: str, choose: Callable[[int], str]) -> str:
    """`choose` gets the number of each difference and returns "before", "after" or "both"."""
    lines: list[str] = []
    for stretch in stretches(before, after):
        choice = choose(stretch.number) if stretch.number else "before"
        if choice != "after":
            lines += [_text(line.before) for line in stretch.lines if line.number_before]
        if choice != "before":
            lines += [_text(line.after) for line in stretch.lines if line.number_after]
    return "\n".join(lines)


def _text(bits: Sequence[Bit]) -> str:
    return "".join(bit.text for bit in bits)


def _differing(old: Sequence[str], new: Sequence[str], i: int, j: int) -> Iterator[DiffLine]:
    for at, (was, now) in enumerate(zip_longest(old, new)):
        number_before, number_after = i + at + 1, j + at + 1
        if was is None:
            yield DiffLine(after=(Bit(now, True),), number_after=number_after)
        elif now is None:
            yield DiffLine(before=(Bit(was, True),), number_before=number_before)
        elif reworded := _by_words(was, now):
            yield DiffLine(*reworded, number_before, number_after)
        else:
            yield DiffLine((Bit(was, True),), (Bit(now, True),), number_before, number_after)


def _by_words(was: str, now: str) -> tuple[list[Bit], list[Bit]] | None:
    if max(len(was), len(now)) > LONGEST_LINE:
        return None
    old, new = _words.findall(was), _words.findall(now)
    matcher = SequenceMatcher(None, old, new)
    if matcher.quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        return None
    before: list[Bit] = []
    after: list[Bit] = []
    for name, i, i_end, j, j_end in matcher.get_opcodes():
        differs = name != "equal"
        if i_end > i:
            before.append(Bit("".join(old[i:i_end]), differs))
        if j_end > j:
            after.append(Bit("".join(new[j:j_end]), differs))
    return before, after
