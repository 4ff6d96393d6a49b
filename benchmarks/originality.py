"""Which runs of eight words our content shares with the texts in a folder.

    python -m benchmarks.originality FOLDER

Content is what learners read in `fixtures/`: lessons, questions with their reasons, reasons and tasks of cells, traps,
incidents, the glossary. Titles of sources, links to other sites and names of services, layers and controls are no
copies. Prints each run, longest first, with both places; exit status 1 if there is any.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parents[1] / "fixtures"
RUN = 8
READ = (".md", ".txt", ".html", ".htm", ".json", ".csv")

# What a file holds beside texts: addresses, paths, other people's titles.
NO_TEXT = {
    "slug",
    "source",
    "url",
    "cell",
    "cells",
    "claims",
    "points_at",
    "duty",
    "also",
    "section",
    "key",
    "layer",
    "aws_term",
    "about",
    "forms",
}
NAMES = ("services.json", "layers.json", "controls.json", "service_types.json")

_word = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_tag = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]+>", re.DOTALL | re.IGNORECASE)
_front_matter = re.compile(r"\A\+\+\+\n.*?^\+\+\+\n", re.DOTALL | re.MULTILINE)
_external_link = re.compile(r"\[[^\]]*\]\(https?://[^)]*\)")
_link = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_drawn_as_nothing = re.compile(r"^\[\[.*\]\]$|\{[^{}]*\}", re.MULTILINE)


@dataclass(frozen=True)
class ComparedText:
    """Words that a reader meets one after the other, and where they are."""

    place: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Shared:
    ours: str
    theirs: str
    words: str

    def __str__(self) -> str:
        return f"{self.ours} | {self.theirs} | {self.words}"


def words_of(text: str) -> tuple[str, ...]:
    return tuple(word.replace("’", "'") for word in _word.findall(text.lower()))


def shared(
    ours: Iterable[ComparedText], theirs: Iterable[ComparedText], names: Iterable[tuple[str, ...]] = ()
) -> list[Shared]:
    """The longest runs of RUN words or more that are in both, once for each place in our texts."""
    named = list(names)
    where: dict[tuple[str, ...], list[tuple[ComparedText, int]]] = {}
    for text in ours:
        for start in range(len(text.words) - RUN + 1):
            where.setdefault(text.words[start : start + RUN], []).append((text, start))
    found: dict[tuple[str, str], Shared] = {}
    for text in theirs:
        for start in range(len(text.words) - RUN + 1):
            for mine, at in where.get(text.words[start : start + RUN], ()):
                if start and at and text.words[start - 1] == mine.words[at - 1]:
                    continue  # the run began earlier
                run = _whole_run(mine.words[at:], text.words[start:])
                if not _is_a_name(run, named):
                    found.setdefault((mine.place, " ".join(run)), Shared(mine.place, text.place, " ".join(run)))
    return sorted(found.values(), key=lambda each: (-len(each.words), each.ours))


def _whole_run(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    length = next(
        (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs))
    )
    return ours[:length]


def _is_a_name(run: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> bool:
    """Whether it lies within a name, or has fewer than RUN words apart from the names in it."""
    return any(_lies_in(run, name) or (_lies_in(name, run) and len(run) - len(name) < RUN) for name in names)


def _lies_in(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def content(folder: Path) -> Iterator[ComparedText]:
    """What learners read, a paragraph or a field at a time."""
    for path in sorted(folder.rglob("*.md")):
        body = _front_matter.sub("", path.read_text("utf-8"))
        plain = _link.sub(r"\1", _external_link.sub(" ", _drawn_as_nothing.sub("", body)))
        for number, paragraph in enumerate(re.split(r"\n\s*\n", plain), 1):
            yield ComparedText(f"{path.name}, paragraph {number}", words_of(paragraph))
    for path in sorted(folder.rglob("*.json")):
        for place, text in _fields(json.loads(path.read_text("utf-8")), path.name):
            yield ComparedText(place, words_of(_drawn_as_nothing.sub("", text)))


def _fields(data: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, list):
        for number, each in enumerate(data, 1):
            name = each.get("slug", number) if isinstance(each, dict) else number
            yield from _fields(each, f"{place}, {name}")
    elif isinstance(data, dict):
        for name, value in data.items():
            if name not in NO_TEXT:
                yield from _fields(value, f"{place}, {name}")


def names_in(folder: Path) -> list[tuple[str, ...]]:
    rows = [row for name in NAMES for row in json.loads((folder / name).read_text("utf-8"))]
    return [words_of(row["name"]) for row in rows]


def texts_in(folder: Path) -> Iterator[ComparedText]:
    """Every text in the folder. Other files are left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower() in READ:
            text = path.read_text("utf-8", errors="ignore")
            if path.suffix.lower() in (".html", ".htm"):
                text = unescape(_tag.sub(" ", text))
            yield ComparedText(str(path.relative_to(folder)), words_of(text))


def main(folder: Path) -> int:
    ours, theirs = list(content(FIXTURES)), list(texts_in(folder))
    found = shared(ours, theirs, names_in(FIXTURES))
    for each in found:
        print(each)
    words = sum(len(text.words) for text in ours)
    print(
        f"{len(found)} shared runs of {RUN} words or more; {words:,} words of ours, {len(theirs)} texts in {folder}."
    )
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Name a folder of texts: python -m benchmarks.originality FOLDER")
    sys.exit(main(Path(sys.argv[1])))
