"""Parser for Moodle's GIFT. Source: the documentation of Moodle's qformat_gift and its examples.

Blank lines separate questions. A backslash before a special character makes it text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ESCAPE = re.compile(r"\\([\\~=#{}:n])")
SPECIAL = re.compile(r"[\\~=#{}:]")
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{1,8})?)%")
TRUE_FALSE = re.compile(r"\s*(TRUE|FALSE|T|F)\s*(?:#|$)", re.IGNORECASE)
MARKED = re.compile(r"\[(id|tag):((?:[^\\\]]|\\.){1,300})\]")
# Escaped characters are matched together with their backslash, so that only special ones are found.
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
PIECE = re.compile(r"[~=](?:[^\\~=]|\\.|\\$)*", re.DOTALL)
LOOKS = re.compile(r"\{\s{0,40}(?:[=~]|#|T\b|F\b|TRUE\b|FALSE\b)")

GAP = "_____"

LONGEST_BLOCK = 200_000
MOST_ANSWERS = 100  # of one question, far more than can be stored

CHOICE, TRUTH, MATCHING, SHORT, NUMERICAL, ESSAY = (
    "choice",
    "true or false",
    "matching",
    "short answer",
    "numerical",
    "essay",
)


class BrokenBlock(Exception):
    """The block is not a question; the message is a clause that says why."""


@dataclass(frozen=True)
class GiftText:
    words: str
    format: str = ""


@dataclass(frozen=True)
class GiftAnswer:
    sign: str
    weight: float | None
    text: GiftText
    feedback: GiftText
    line: int


@dataclass(frozen=True)
class Block:
    line: int
    said: str
    kind: str
    name: str
    id: str
    tags: tuple[str, ...]
    stem: GiftText  # with a gap in place of the answers, if text follows them
    answers: tuple[GiftAnswer, ...]
    general: GiftText
    is_true: bool = False
    feedback: tuple[GiftText, GiftText] = (
        GiftText(""),
        GiftText(""),
    )  # for a wrong answer, then for the right one, as in Moodle


@dataclass(frozen=True)
class RawBlock:
    line: int
    said: str
    comments: str


def looks_like(text: str) -> bool:
    return LOOKS.search(text) is not None


def raw_blocks(text: str) -> Iterator[RawBlock | None]:
    """Yield runs of lines between blank ones, and None for each line that is a comment or a category.

    Comments above or in a question may contain its id and tags.
    """
    block: list[str] = []
    comments: list[str] = []
    start = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        stripped = line.strip()
        if stripped.startswith("//"):
            comments.append(stripped)
            if block:
                block.append("")  # so that line numbers stay right
            yield None
        elif stripped.startswith(("$CATEGORY:", "$COURSE$")):
            yield None
        elif stripped:
            start = start if block else number
            block.append(line)
        elif block:
            yield RawBlock(start, "\n".join(block).rstrip("\n"), "\n".join(comments))
            block, comments = [], []
        else:
            comments = []


def parsed(raw: RawBlock) -> Block | None:
    """Return None for a description, which has no answers. Raises BrokenBlock."""
    if len(raw.said) > LONGEST_BLOCK:
        raise BrokenBlock(f"it has more than {LONGEST_BLOCK:,} characters before the next blank line")
    braces = [(found[0], found.start()) for found in BRACE.finditer(raw.said) if found[0] in "{}"]
    if not braces:
        return None
    kinds = "".join(kind for kind, _ in braces)
    if not kinds.startswith("{") or "}" not in kinds:
        raise BrokenBlock("a brace is opened and not closed before the next blank line, or the other way round")
    if kinds.startswith("{{"):
        raise BrokenBlock("a second brace opens inside the answers. Write \\{ for a brace in a text")
    if "{" in kinds[2:]:
        raise BrokenBlock("it has two sets of answers. Put a blank line between two questions")
    opened, closed = braces[0][1], braces[1][1]
    return _block(raw, raw.said[:opened], raw.said[opened + 1 : closed], raw.said[closed + 1 :])


def _block(raw: RawBlock, before: str, inside: str, behind: str) -> Block:
    name, stem = _named(before)
    # As in Moodle. A missing word may be the last one, followed only by a period.
    stem = f"{stem}{GAP}{behind}" if behind.strip() else stem
    general_at = _general(inside)
    answers, general = (inside, "") if general_at < 0 else (inside[:general_at], inside[general_at + 4 :])
    marks: dict[str, list[str]] = {"id": [], "tag": []}
    for kind, value in MARKED.findall(raw.comments):
        marks[kind].append(re.sub(r"\\(.)", r"\1", value).strip())
    shared: dict[str, Any] = {
        "line": raw.line, "said": raw.said, "name": name, "id": marks["id"][0] if marks["id"] else "",
        "tags": tuple(marks["tag"]), "stem": text_of(stem), "general": text_of(general),
    }  # fmt: skip
    truth = TRUE_FALSE.match(answers)
    if truth:
        wrong, right = [*split(answers, "#")[1:3], "", ""][:2]
        is_true = truth[1].upper().startswith("T")
        return Block(kind=TRUTH, answers=(), is_true=is_true, feedback=(text_of(wrong), text_of(right)), **shared)
    line = raw.line + before.count("\n")
    kind = _kind(answers)
    found = () if kind in (NUMERICAL, ESSAY) else tuple(_answers(answers, line))
    return Block(kind=kind, answers=found, **shared)


def _general(inside: str) -> int:
    found = (found.start() for found in re.finditer(r"\\.|####", inside, re.DOTALL) if found[0] == "####")
    return next(found, -1)


def _named(before: str) -> tuple[str, str]:
    stripped = before.lstrip()
    if stripped.startswith("::"):
        for found in re.finditer(r"\\.|::", stripped[2:], re.DOTALL):
            if found[0] == "::":
                return " ".join(unescaped(stripped[2 : found.start() + 2]).split()), stripped[found.end() + 2 :]
    return "", before


def _kind(answers: str) -> str:
    stripped = answers.strip()
    if not stripped:
        return ESSAY
    if stripped.startswith("#"):
        return NUMERICAL
    if len(split(answers, "~")) == 1:
        return MATCHING if "->" in stripped else SHORT
    if stripped[0] not in "~=":
        raise BrokenBlock("the answers start with text. Each one begins with = or ~")
    return CHOICE


def _answers(answers: str, line: int) -> Iterator[GiftAnswer]:
    at = 0
    for number, piece in enumerate(PIECE.finditer(answers)):
        if number == MOST_ANSWERS:
            raise BrokenBlock(f"it has more than {MOST_ANSWERS} answers")
        line += answers.count("\n", at, piece.start())
        at = piece.start()
        body, weight = piece[0][1:], None
        # Moodle reads no weight after "=", so a text may begin like one there.
        if piece[0][0] == "~" and (found := WEIGHT.match(body)):
            body, weight = body[found.end() :], float(found[1])
        text, *feedback = split(body, "#")
        if body.strip():
            yield GiftAnswer(piece[0][0], weight, text_of(text), text_of("#".join(feedback)), line)


def split(text: str, mark: str) -> list[str]:
    parts, start = [], 0
    for found in re.finditer(rf"\\.|{re.escape(mark)}", text, re.DOTALL):
        if found[0] == mark:
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def text_of(written: str) -> GiftText:
    found = FORMAT.match(written)
    return GiftText(unescaped(written[found.end() :] if found else written), found[1].lower() if found else "")


def unescaped(text: str) -> str:
    r"""Join lines that were broken for the file; line breaks written as \n stay."""
    folded = " ".join(filter(None, map(str.strip, text.split("\n"))))
    return ESCAPE.sub(lambda found: "\n" if found[1] == "n" else found[1], folded).strip()


def escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")
