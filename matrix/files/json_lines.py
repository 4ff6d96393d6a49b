"""JSON with line numbers in error messages."""

import json
import re
from functools import lru_cache
from json.decoder import scanstring  # type: ignore[attr-defined]
from pathlib import Path
from typing import Any

SPACE = re.compile(r"[ \t\n\r]*")
NO_TEXT = re.compile(
    r"\\u0000|\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
DEEPEST = 6  # deeper entries have the line of the entry around them

Keys = tuple[str | int, ...]


class UnreadableLine(Exception):
    def __init__(self, line: int, message: str):
        super().__init__(message)
        self.line = line


class _Twice(ValueError):
    pass


def parsed(text: str) -> Any:
    """Raises UnreadableLine. A repeated name in an object is refused, because one value would be lost."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise UnreadableLine(error.lineno, f"not valid JSON ({error.msg}).") from None
    except RecursionError:
        raise UnreadableLine(1, "it is nested too deeply.") from None
    except _Twice as error:
        raise UnreadableLine(_Places(text).second or 1, f"“{error}” stands twice in one object.") from None
    except ValueError as error:  # NaN and similar, and numbers of thousands of digits
        raise UnreadableLine(1, f"not valid JSON ({error}).") from None
    if found := NO_TEXT.search(text.replace("\\\\", "__")):
        line = text.count("\n", 0, found.start()) + 1
        raise UnreadableLine(line, f"it holds a character that no text has ({found[0]}).")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for number, name in enumerate(names) if name in names[:number]))
    return made


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


class _Places:
    def __init__(self, text: str):
        self.text = text
        self.lines: dict[Keys, int] = {}
        self.second = 0
        self.last, self.line = 0, 1
        self._walk(SPACE.match(text).end(), ())  # type: ignore[union-attr]

    def _line(self, at: int) -> int:
        self.line += self.text.count("\n", self.last, at)
        self.last = at
        return self.line

    def _after(self, at: int) -> int:
        return SPACE.match(self.text, at).end()  # type: ignore[union-attr]

    def _walk(self, at: int, keys: Keys) -> int:
        """Return the position after the value that begins at `at`; the text must be valid JSON."""
        self.lines.setdefault(keys, self._line(at))
        if self.text[at] not in "[{" or len(keys) == DEEPEST:
            return json.JSONDecoder().raw_decode(self.text, at)[1]
        end, number = "]" if self.text[at] == "[" else "}", 0
        at = self._after(at + 1)
        while self.text[at] != end:
            key: str | int = number
            if end == "}":
                line = self._line(at)
                key, at = scanstring(self.text, at + 1, True)
                self.second = self.second or (line if (*keys, key) in self.lines else 0)
                at = self._after(self._after(at) + 1)
            at = self._after(self._walk(at, (*keys, key)))
            number += 1
            if self.text[at] == ",":
                at = self._after(at + 1)
        return at + 1


def line_at(path: Path, keys: Keys) -> int:
    """Return the line of the entry at these keys, or of the nearest one around it."""
    try:
        lines = _lines_of(path, path.stat().st_mtime_ns)
    except OSError:
        return 1
    return next((lines[keys[:depth]] for depth in range(len(keys), 0, -1) if keys[:depth] in lines), 1)


@lru_cache(maxsize=4)
def _lines_of(path: Path, changed: int) -> dict[Keys, int]:
    return _Places(path.read_text("utf-8")).lines
