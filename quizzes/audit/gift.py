"""Moodle's GIFT. Source: the documentation of Moodle's qformat_gift.

Blank lines separate questions. Characters that have a meaning are escaped with a backslash; while a question is taken
apart, escaped ones stand as characters that Unicode reserves for nobody.
"""

import re
from collections.abc import Iterator

from quizzes.audit.found import Found, Key, Option, Parsed, Place, letter_at
from quizzes.audit.words import clipped, plain

ESCAPED = {"\\\\": "\ufdd0", "\\~": "\ufdd1", "\\=": "\ufdd2", "\\#": "\ufdd3", "\\{": "\ufdd4", "\\}": "\ufdd5",
           "\\:": "\ufdd6", "\\n": "\n"}  # fmt: skip
ESCAPE = re.compile(r"\\[\\~=#{}:n]")
BACK = {ord(mark): written[1] for written, mark in ESCAPED.items() if written != "\\n"}
FORMAT = re.compile(r"^\s*\[(?:html|moodle|plain|markdown)\]", re.IGNORECASE)
WEIGHT = re.compile(r"^\s*%(-?\d{1,3}(?:\.\d{1,8})?)%")
TRUE_FALSE = re.compile(r"^\s*(TRUE|FALSE|T|F)\s*(?:#|$)", re.IGNORECASE)
BLANK = " _____ "
LOOKS = re.compile(r"\{\s{0,40}(?:[=~]|#|T\b|F\b|TRUE\b|FALSE\b)")


def looks_like(text: str) -> bool:
    return LOOKS.search(text) is not None


def parse(text: str, file: str) -> Parsed:
    parsed = Parsed(file, "gift")
    for line, block in _blocks(text, parsed):
        _read(line, block, parsed)
    return parsed


def _blocks(text: str, parsed: Parsed) -> Iterator[tuple[int, str]]:
    """Runs of lines between blank ones, without comments; each with the number of its first line."""
    block: list[str] = []
    start = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        stripped = line.strip()
        if stripped.startswith(("//", "$CATEGORY:", "$COURSE$")):
            parsed.passed_over += 1
        elif stripped:
            start = start if block else number
            block.append(line)
        elif block:
            yield start, "\n".join(block)
            block = []


def _read(line: int, block: str, parsed: Parsed) -> None:
    text = ESCAPE.sub(lambda found: ESCAPED[found.group()], block)
    opened, closed = text.find("{"), text.find("}")
    if opened < 0 and closed < 0:
        parsed.passed_over += block.count("\n") + 1  # a description
    elif opened < 0 or closed < opened:
        parsed.reject(
            line, block, "a brace is opened and not closed before the next blank line, or the other way round"
        )
    elif text.find("{", opened + 1, closed) >= 0:
        parsed.reject(line, block, "a second brace opens inside the answers. Write \\{ for a brace in a text")
    elif text.find("{", closed) >= 0:
        parsed.reject(line, block, "answers stand in it twice. Put a blank line between two questions")
    else:
        _read_answers(line, block, text, opened, closed, parsed)


def _read_answers(line: int, block: str, text: str, opened: int, closed: int, parsed: Parsed) -> None:
    name, before = _named(text[:opened])
    behind = text[closed + 1 :].strip()
    stem = _shown(before + BLANK + behind if behind else before)
    answers, _, general = text[opened + 1 : closed].partition("####")
    true_false = TRUE_FALSE.match(answers)
    place = Place(parsed.file, line)
    if true_false:
        parsed.add(_true_false(place, name, stem, answers, general, is_true=_is_t(true_false)))
    elif reason := _another_kind(answers):
        parsed.reject(line, block, reason)
    else:
        parsed.add(_choice(place, name, stem, answers, general, parsed))


def _named(before: str) -> tuple[str, str]:
    stripped = before.lstrip()
    if stripped.startswith("::"):
        name, found, rest = stripped[2:].partition("::")
        if found:
            return clipped(_shown(name)), rest
    return "", before


def _shown(text: str) -> str:
    return plain(FORMAT.sub("", text).translate(BACK))


def _is_t(found: re.Match[str]) -> bool:
    return found.group(1).upper().startswith("T")


def _another_kind(answers: str) -> str:
    """Why it is no question with options; empty if it is one."""
    stripped = answers.strip()
    if not stripped:
        return "an essay question: only questions with options are audited"
    if stripped.startswith("#"):
        return "a numerical question: only questions with options are audited"
    if "~" not in stripped:
        kind = "matching" if "->" in stripped else "short answer"
        return f"a {kind} question: only questions with options are audited"
    if stripped[0] not in "~=":
        return "the answers start with text. Each one begins with = or ~"
    return ""


def _true_false(place: Place, name: str, stem: str, answers: str, general: str, *, is_true: bool) -> Found:
    wrong, _, right = answers.partition("#")[2].partition("#")
    # Moodle writes the feedback for a wrong answer first.
    for_true, for_false = (right, wrong) if is_true else (wrong, right)
    options = (Option("A", "True", _shown(for_true)), Option("B", "False", _shown(for_false)))
    key = Key(("A" if is_true else "B",), place.line)
    return Found(place, name, stem, options, key, _shown(general), true_false=True)


def _choice(place: Place, name: str, stem: str, answers: str, general: str, parsed: Parsed) -> Found:
    pieces = [piece for piece in re.split(r"(?=[~=])", answers) if piece.strip()]
    one_is_right = any(piece.startswith("=") for piece in pieces)
    options: list[Option] = []
    keys: list[str] = []
    for piece in pieces:
        body, weight = piece[1:], 0.0
        if found := WEIGHT.match(body):
            body, weight = body[found.end() :], float(found.group(1))
        text, _, feedback = body.partition("#")
        letter = letter_at(len(options))
        options.append(Option(letter, _shown(text), _shown(feedback)))
        # Where one answer is right, weights of others are partial credit and no keys.
        if piece.startswith("=") if one_is_right else weight > 0:
            keys.append(letter)
    key = Key(tuple(keys), place.line) if keys else None
    return Found(place, name, stem, tuple(options), key, _shown(general))
