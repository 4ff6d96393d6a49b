"""Questions as rows of a CSV file with a header. The delimiter is the one that makes the header meaningful."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from exchange.audit.keys import read_key
from exchange.audit.questions import LETTERS, AnswerKey, FilePlace, FoundOption, FoundQuestion, ParsedQuestions
from exchange.audit.words import plain

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
QUESTION = {"question", "questiontext", "stem", "prompt", "text", "q"}
NUMBER = {"number", "no", "nr", "id", "questionnumber", "questionid", "name", "title"}
ANSWER = {
    "answer", "answers", "correct", "correctanswer", "correctanswers", "correctoption", "correctoptions", "key",
    "keys", "solution", "correctchoice", "correctchoices", "correctresponse", "rightanswer",
}  # fmt: skip
EXPLANATION = {"explanation", "overallexplanation", "rationale", "reason", "feedback", "generalfeedback", "why"}
OPTION = re.compile(r"^(?:(?:options?|choices?|answers?|answeroptions?|alternatives?)([a-l]|1[0-2]|[1-9])|([a-l]))$")
PER_OPTION = re.compile(r"^(?:explanation|feedback|rationale)([a-l]|1[0-2]|[1-9])$")
MOST_RESTARTS = 20


class NoTable(Exception):
    pass


@dataclass
class Columns:
    delimiter: str
    question: int | None = None
    answer: int | None = None
    explanation: int | None = None
    number: int | None = None
    options: dict[str, int] = field(default_factory=dict)
    feedback: dict[str, int] = field(default_factory=dict)
    others: dict[str, int] = field(default_factory=dict)
    count: int = 0

    @property
    def make_sense(self) -> bool:
        return self.question is not None and self.answer is not None and len(self.options) >= 2


@dataclass(frozen=True)
class TableRow:
    line: int
    cells: list[str]


def looks_like(text: str) -> bool:
    return columns_in(text).make_sense


def parse(text: str, file: str) -> ParsedQuestions:
    columns = columns_in(text)
    if not columns.make_sense:
        raise NoTable(
            "the first row names no columns that make questions. It needs “question”, options as “A”, “B”, … or "
            "“option 1”, “option 2”, …, and “answer”; “explanation” and “number” may follow."
        )
    parsed = ParsedQuestions(file, "csv")
    rows = list(rows_in(text, columns.delimiter, parsed))[1:]
    from_zero = counts_from_zero(rows, columns, parsed)
    for row in rows:
        if any(cell.strip() for cell in row.cells):
            _read_row(row, columns, parsed, from_zero=from_zero)
    return parsed


def columns_in(text: str) -> Columns:
    header = next((line for line in text.split("\n", 20)[:20] if line.strip()), "")[:5000]
    found = [_columns_of(header, delimiter) for delimiter in DELIMITERS]
    return max(found, key=lambda columns: (columns.make_sense, len(columns.options)))


def _columns_of(header: str, delimiter: str) -> Columns:
    columns = Columns(delimiter)
    try:
        names = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return columns
    columns.count = len(names)
    for index, name in enumerate(names):
        _place(columns, index, re.sub(r"[^a-z0-9]", "", name.lower()))
    return columns


def _place(columns: Columns, index: int, name: str) -> None:
    option, per_option = OPTION.match(name), PER_OPTION.match(name)
    if option:
        columns.options.setdefault(_letter(option.group(1) or option.group(2)), index)
    elif per_option:
        columns.feedback.setdefault(_letter(per_option.group(1)), index)
    elif name in QUESTION and columns.question is None:
        columns.question = index
    elif name in ANSWER and columns.answer is None:
        columns.answer = index
    elif name in EXPLANATION and columns.explanation is None:
        columns.explanation = index
    elif name in NUMBER and columns.number is None:
        columns.number = index
    else:
        columns.others.setdefault(name, index)


def _letter(name: str) -> str:
    return LETTERS[int(name) - 1] if name.isdigit() else name.upper()


def rows_in(text: str, delimiter: str, parsed: ParsedQuestions) -> Iterator[TableRow]:
    lines = text.split("\n")
    start = restarts = 0
    while start < len(lines):
        reader = csv.reader((f"{line}\n" for line in lines[start:]), delimiter=delimiter, strict=True)
        broken = yield from _readable(reader, start, lines, parsed)
        restarts += 1
        if broken is None:
            return
        if restarts > MOST_RESTARTS:
            parsed.reject(broken + 1, lines[broken], "too many broken quotes above; the rest was not read")
            return
        start = broken + 1  # an unclosed quote must not swallow the rows below


def _readable(reader, offset: int, lines: list[str], parsed: ParsedQuestions):
    """Yield rows until the text ends (returns None) or a row is broken (returns its index)."""
    while True:
        first = offset + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return None
        except csv.Error as error:
            reason = (
                "a quote opens here and is never closed"
                if "unexpected end" in str(error)
                else f"the row cannot be read: {error}. Quotes inside a quoted cell are doubled"
            )
            parsed.reject(min(first, len(lines) - 1) + 1, lines[min(first, len(lines) - 1)], reason)
            return first
        yield TableRow(first + 1, cells)


def counts_from_zero(rows: list[TableRow], columns: Columns, parsed: ParsedQuestions) -> bool:
    numbers = [int(value) for row in rows if (value := cell_of(row, columns.answer).strip()) in map(str, range(11))]
    if not numbers:
        return False
    from_zero = 0 in numbers
    sure = "one of them is 0" if from_zero else "none of them is 0"
    parsed.notices.append(
        f"{parsed.file}: answers are numbers, read as counting options from {0 if from_zero else 1}, since {sure}."
    )
    return from_zero


def cell_of(row: TableRow, index: int | None) -> str:
    return row.cells[index] if index is not None and index < len(row.cells) else ""


def _read_row(row: TableRow, columns: Columns, parsed: ParsedQuestions, *, from_zero: bool) -> None:
    said = " ".join(row.cells)
    stem = plain(cell_of(row, columns.question))
    if len(row.cells) > columns.count and any(cell.strip() for cell in row.cells[columns.count :]):
        parsed.reject(
            row.line,
            said,
            f"the row has {len(row.cells)} cells and the header {columns.count}: "
            f"put cells that hold a {DELIMITERS[columns.delimiter]} in quotes",
        )
        return
    options = tuple(_options(row, columns))
    if not stem or len(options) < 2:
        parsed.reject(row.line, said, "the row has no question" if not stem else "the row has fewer than 2 options")
        return
    value = cell_of(row, columns.answer)
    key = key_in(value, options, row.line, from_zero=from_zero)
    if key is None and value.strip():
        parsed.reject(row.line, value, "an answer that names no option by letter, number or text")
    parsed.add(
        FoundQuestion(
            place=FilePlace(parsed.file, row.line),
            name=plain(cell_of(row, columns.number)),
            stem=stem,
            options=options,
            key=key,
            explanation=plain(cell_of(row, columns.explanation)),
        )
    )


def _options(row: TableRow, columns: Columns) -> Iterator[FoundOption]:
    for letter, index in sorted(columns.options.items()):
        text = plain(cell_of(row, index))
        if text:
            yield FoundOption(letter, text, plain(cell_of(row, columns.feedback.get(letter))))


def key_in(value: str, options: tuple[FoundOption, ...], line: int, *, from_zero: bool) -> AnswerKey | None:
    numbers = [part.strip() for part in re.split(r"[,;|/ ]", value) if part.strip()]
    texts = {option.normal for option in options}
    if numbers and all(number.isdecimal() and len(number) <= 2 for number in numbers) and not texts & set(numbers):
        positions = [int(number) - (0 if from_zero else 1) for number in numbers]
        known = {option.letter for option in options}
        named = [LETTERS[at] if 0 <= at < len(LETTERS) else "" for at in positions]
        letters = tuple(
            dict.fromkeys(
                letter if letter in known else f"number {number}"
                for letter, number in zip(named, numbers, strict=True)
            )
        )
        odd = tuple(f"it names {letter}, which is no option" for letter in letters if letter not in known)
        return AnswerKey(letters, line, odd)
    return read_key(plain(value), options, line)
