"""What readers return: the questions of a file, what each loses, and what was refused."""

import hashlib
from bisect import bisect_left
from dataclasses import dataclass, field

from django.utils.text import capfirst

from bank.content import MOST_LAYERS, Content
from bank.models import Form, Needs
from exchange.audit.questions import ParsedQuestions
from exchange.audit.words import clipped
from serving.whole_numbers import whole_number

MOST_QUESTIONS = 5_000
MOST_REFUSALS = 500
LONGEST_TEXT = 10_000
LONGEST_ID = 100


class CannotImport(Exception):
    """Nothing of the file is imported; the message is for the person who uploaded it, with the line if any."""


@dataclass(frozen=True)
class ImportNote:
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


@dataclass(frozen=True)
class RefusedQuestion:
    line: int
    name: str
    reason: str


@dataclass(frozen=True)
class ImportedOption:
    """`None` means that the file does not say: an existing value stays.

    So does an existing rationale if this one is empty.
    """

    text: str
    is_key: bool = False
    expected: str = ""
    rationale: str = ""
    key: str = ""
    misconception: str | None = None
    claims: list[dict[str, str]] | None = None


@dataclass(frozen=True)
class ImportedQuestion:
    """`form` is None if the file leaves it to the number of keys."""

    line: int
    stem: str
    options: tuple[ImportedOption, ...]
    id: str = ""
    name: str = ""
    form: str | None = None
    skill: str | None = None
    section: str | None = None
    needs: str | None = None
    rule: str | None = None
    cells: tuple[str, ...] | None = None
    notes: tuple[ImportNote, ...] = ()

    @property
    def usual_form(self) -> str:
        if any(option.expected for option in self.options):
            return Form.SORT
        return Form.CHOOSE_N if sum(option.is_key for option in self.options) > 1 else Form.CHOOSE_ONE

    @property
    def title(self) -> str:
        return self.id or self.name or clipped(self.stem)


@dataclass
class ParsedFile:
    """`files` are those of a package: how many lines come before each, and its path."""

    format: str
    questions: list[ImportedQuestion] = field(default_factory=list)
    refusals: list[RefusedQuestion] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    files: list[tuple[int, str]] = field(default_factory=list)

    def place(self, line: int) -> tuple[str, int]:
        """Return the file of a package that holds this line, and the line there."""
        at = bisect_left(self.files, (line, "")) - 1
        return (self.files[at][1], line - self.files[at][0]) if at >= 0 else ("", line)

    def at(self, line: int) -> str:
        path, number = self.place(line)
        return f"line {number} of {path}" if path else f"line {number}"

    def add(self, question: ImportedQuestion) -> None:
        """Raises CannotImport if there are too many questions."""
        if reason := reason_against(question):
            self.refuse(question.line, question.title, reason)
            return
        if len(self.questions) == MOST_QUESTIONS:
            raise CannotImport(
                f"{capfirst(self.at(question.line))}: here begins question {MOST_QUESTIONS + 1:,}. "
                f"At most {MOST_QUESTIONS:,} are read from one file; split it."
            )
        self.questions.append(question)

    def refuse(self, line: int, name: str, reason: str) -> None:
        if len(self.refusals) == MOST_REFUSALS:
            raise CannotImport(
                f"{capfirst(self.at(line))}: {MOST_REFUSALS} questions above it cannot be used, so the rest was not "
                "read. Check that the file has the format that it was read as."
            )
        self.refusals.append(RefusedQuestion(line, clipped(name), reason))

    def take_faults_of(self, parsed: ParsedQuestions) -> None:
        for line in parsed.unparsed:
            self.refuse(line.place.line, line.text, f"{line.reason}.")
        self.notices = [notice.removeprefix(": ").capitalize() for notice in parsed.notices]


def reason_against(question: ImportedQuestion) -> str:
    texts = [question.stem, *(text for option in question.options for text in (option.text, option.rationale))]
    if not question.stem:
        return "it has no question text."
    if len(question.options) < 2:
        return f"it has {len(question.options) or 'no'} option{'s' * (len(question.options) != 1)}, and 2 are needed."
    if len(question.options) > MOST_LAYERS:
        return f"it has {len(question.options)} options; at most {MOST_LAYERS} can be kept."
    if any(not option.text for option in question.options):
        return "one of its options has no text."
    if max(map(len, texts)) > LONGEST_TEXT:
        return f"one of its texts is longer than {LONGEST_TEXT:,} characters."
    if len(question.id) > LONGEST_ID:
        return f"its id is longer than {LONGEST_ID} characters."
    return ""


def tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def fingerprint(stem: str, texts: list[str]) -> str:
    """Return a hash that is equal for the same stem and options in any order."""
    said = "\x1f".join([" ".join(stem.split()), *sorted(" ".join(text.split()) for text in texts)])
    return f"content:{hashlib.sha256(said.encode()).hexdigest()[:40]}"


def fingerprint_of(content: Content) -> str:
    return fingerprint(content["stem"], [option["text"] for option in content["options"]])


TAGS = ("form", "skill", "section", "needs", "rule")


def tags_of(content: Content) -> list[str]:
    """Cells are numbered because their order matters and Moodle sorts tags by name."""
    told = [f"{name}:{content[name]}" for name in TAGS if content[name]]
    return told + [f"cell-{number}:{path}" for number, path in enumerate(content["cells"], 1)]


def from_tags(tags: list[str]) -> dict[str, object]:
    told: dict[str, object] = {}
    cells: dict[int, str] = {}
    for tag in tags:
        name, colon, value = (part.strip() for part in tag.partition(":"))
        number = whole_number(name.removeprefix("cell-")) if name.startswith("cell-") else None
        if not colon or not value:
            continue
        if name in TAGS:
            told[name] = value
        elif number is not None:
            cells[number] = value
    if told.get("form") not in Form.values:
        told.pop("form", None)
    if told.get("needs") in Needs.values:
        told.setdefault("rule", "")  # a blank rule has no tag
    else:
        told.pop("needs", None)
    return told | ({"cells": tuple(path for _, path in sorted(cells.items()))} if cells else {})
