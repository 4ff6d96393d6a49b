"""Parses practice exams in Markdown: "1. Question?", "- A. text", and "Correct answer: B, E", mostly inside <details>.

A state machine over lines, which looks ahead only to the next line that is not empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from exchange.audit.keys import leading_letters, read_key
from exchange.audit.markdown_lines import (
    ALONE,
    ANSWER,
    ANSWER_ALONE,
    ASKS,
    BLOCK_TAG,
    BOLD,
    CHECKBOX,
    EXPLANATION,
    FENCE,
    FRONT_MATTER_LINES,
    HEADING,
    LINK_ALONE,
    OPTION,
    QUESTION,
    RULE,
    headings_of_questions,
    is_option,
    on_lines_of_their_own,
    tidied,
)
from exchange.audit.markdown_lists import NUMBERS, letters_of, with_letters
from exchange.audit.questions import (
    MOST_OPTIONS,
    AnswerKey,
    FilePlace,
    FoundOption,
    FoundQuestion,
    ParsedQuestions,
    letter_at,
)
from exchange.audit.words import CHOOSE, plain


@dataclass
class MarkdownQuestion:
    """A question while it is read. `part` says which field a line of plain text belongs to."""

    line: int
    name: str
    stem: list[str]
    options: list[tuple[str, list[str]]] = field(default_factory=list)
    ticked: list[str] = field(default_factory=list)
    ticked_line: int = 0
    answers: list[tuple[int, str]] = field(default_factory=list)
    awaits_answer: int = 0
    explanation: list[str] = field(default_factory=list)
    part: str = "stem"
    unlettered: bool = False  # its options are counted
    title: str = ""  # the words of its heading, which may be the question or a mere title


def parse(text: str, file: str) -> ParsedQuestions:
    reader = _QuestionReader(ParsedQuestions(file, "markdown"))
    lines, reader.unlettered = with_letters([tidied(line) for line in text.split("\n")])
    reader.headings = headings_of_questions(lines)
    start = _behind_front_matter(lines)
    reader.parsed.passed_over = sum(1 for line in lines[:start] if line.strip())
    following = _next_lines(lines)
    for number in range(start, len(lines)):
        reader.line(number + 1, lines[number], following[number])
    reader.finish()
    return reader.parsed


def _behind_front_matter(lines: list[str]) -> int:
    if lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:FRONT_MATTER_LINES], 1):
            if line.rstrip() == "---":
                return number + 1
            if line.strip() and ":" not in line and not line.startswith((" ", "-", "#")):
                break
    return 0


def _next_lines(lines: list[str]) -> list[str]:
    following, upcoming = [""] * len(lines), ""
    for number in range(len(lines) - 1, -1, -1):
        following[number] = upcoming
        upcoming = lines[number] if lines[number].strip() else upcoming
    return following


class _QuestionReader:
    def __init__(self, parsed: ParsedQuestions):
        self.parsed = parsed
        self.question: MarkdownQuestion | None = None
        self.drafts: list[MarkdownQuestion] = []
        self.headings: set[int] = set()
        self.unlettered: set[int] = set()
        self.fenced = self.commented = False
        self.folded = 0  # how many <details> are open
        self.in_summary = False
        self.answers_at_end: list[tuple[int, str, str]] = []

    def line(self, number: int, line: str, following: str) -> None:
        if self._is_hidden(line):
            return
        if FENCE.match(line):
            self.fenced = not self.fenced
            return
        if self.fenced:
            self._text(number, line.strip())
            return
        for part in on_lines_of_their_own(line) if not self._has_options() else (line,):
            if not self._starts_question(number, part, following):
                for piece in self._pieces(part):
                    self._piece(number, piece)

    def _is_hidden(self, line: str) -> bool:
        if self.commented or line.lstrip().startswith("<!--"):
            self.commented = "-->" not in line
            return True
        return False

    def _starts_question(self, number: int, line: str, following: str) -> bool:
        found = QUESTION.match(line)
        if found:
            name, stem = found.group(1) or found.group(2), found.group(3)
            if self._is_answer_at_end(number, name, stem):
                return True
            # Numbers also count steps in an explanation or an introduction; those have no options below.
            if (self.folded or self._is_explaining()) and not (is_option(following) or self._is_next(name)):
                return False
        elif HEADING.match(line) and number - 1 in self.headings:
            name, stem = "", line.lstrip("# ")
        else:
            return False
        if self.folded:
            self.parsed.reject(number, line, "a question starts before the answer above it is closed with </details>")
        self.folded = 0
        self._close()
        stem = stem.strip(" *_–—-")
        if HEADING.match(line) and not is_option(following):
            self.question = MarkdownQuestion(number, name, [], title=stem)
        else:
            self.question = MarkdownQuestion(number, name, [stem])
        return True

    def _is_next(self, name: str) -> bool:
        above = self.question.name if self.question else ""
        return not self.folded and above.isdecimal() and int(name) == int(above) + 1

    def _is_explaining(self) -> bool:
        return self.question is not None and self.question.part == "explanation"

    def _is_answer_at_end(self, number: int, name: str, rest: str) -> bool:
        letters, behind = leading_letters(plain(rest))
        if letters and not behind and not self.folded:
            self._close()
            self.answers_at_end.append((number, name, rest))
            return True
        return False

    def _pieces(self, line: str) -> Iterator[str]:
        start = 0
        for tag in BLOCK_TAG.finditer(line):
            yield line[start : tag.start()]
            start = tag.end()
            closes, name = tag.group(1), tag.group(2).lower()
            if name == "summary":
                self.in_summary = not closes
            elif name == "details":
                self.folded = max(0, self.folded + (-1 if closes else 1))
                if self.question and not closes:
                    self.question.part = "answer"
        yield line[start:]

    def _piece(self, number: int, piece: str) -> None:
        text = piece.strip()
        if not text:
            if self.question and self.question.part == "option" and not piece:
                self.question.part = "after options"
            return
        if self.in_summary and not ANSWER.match(plain(text)):
            return  # "Answer", "Show the solution"
        if not (self._answer(number, text) or self._explanation(text) or self._option(number, piece)):
            self._text(number, text)

    def _answer(self, number: int, text: str) -> bool:
        said = plain(text)
        found = ANSWER.match(said)
        if found is None and not (ANSWER_ALONE.match(said) and self._has_options()):
            return False
        if self.question is None:
            self.parsed.reject(number, text, "an answer without a question above it")
            return True
        value = found.group(1).strip() if found else ""
        # "The correct answer is C because …" below an answer explains it.
        if not self.question.options or (self.question.answers and (not value or leading_letters(value)[1])):
            return False
        self.question.part = "explanation"
        if value:
            self.question.answers.append((number, value))
        else:
            self.question.awaits_answer = number
        return True

    def _has_options(self) -> bool:
        return self.question is not None and bool(self.question.options)

    def _explanation(self, text: str) -> bool:
        found = EXPLANATION.match(plain(text)) if self._has_options() else None
        if found is None or self.question is None:
            return False
        self.question.part = "explanation"
        self.question.explanation.append(found.group(1))
        return True

    def _option(self, number: int, line: str) -> bool:
        found = OPTION.match(line)
        box = None if found else CHECKBOX.match(line)
        if (
            (found is None and box is None)
            or self._is_explaining()
            or (self.question and self.question.part == "answer")
        ):
            return False
        if self.question is None:
            self.parsed.reject(number, line, "an option without a question above it")
            return True
        if found:
            letter, text, tick = (found.group(2) or found.group(3)).upper(), found.group(4), found.group(1)
        else:
            letter, text, tick = letter_at(len(self.question.options)), box.group(2), box.group(1)  # type: ignore[union-attr]
        self.question.unlettered |= number - 1 in self.unlettered
        self._add_option(self.question, number, line, letter, text, ticked=(tick or "").lower() == "x")
        return True

    def _add_option(
        self, question: MarkdownQuestion, number: int, line: str, letter: str, text: str, *, ticked: bool
    ) -> None:
        expected = letter_at(len(question.options))
        taken = [known for known, _ in question.options]
        if len(taken) > MOST_OPTIONS:
            return  # too large, so the question is skipped
        if letter in taken:
            self.parsed.reject(number, line, f"a second option {letter} in the question on line {question.line}")
            return
        if letter != expected:
            self.parsed.reject(
                number, line, f"option {letter} where {expected} was expected in the question on line {question.line}"
            )
        question.options.append((letter, [text]))
        question.part = "option"
        if ticked:
            question.ticked.append(letter)
            question.ticked_line = question.ticked_line or number

    def _text(self, number: int, text: str) -> None:
        question = self.question
        if question is None or RULE.match(text) or LINK_ALONE.match(text):
            self.parsed.passed_over += 1
        elif HEADING.match(text):
            self._close()
            self.parsed.passed_over += 1
        elif question.awaits_answer:
            question.answers.append((question.awaits_answer, text))
            question.awaits_answer = 0
        elif question.part == "after options" and ALONE.match(plain(text)):
            question.answers.append((number, text))  # "B" alone below the options
            question.part = "explanation"
        elif question.part == "stem":
            question.stem.append(text)
        elif question.part == "option":
            question.options[-1][1].append(text)
        elif question.part == "answer" and (leading_letters(plain(text))[0] or _is_counted(question, plain(text))):
            question.answers.append((number, text))  # <details>B</details>
            question.part = "explanation"
        elif question.part in ("answer", "explanation"):
            question.explanation.append(text)
        else:
            self.parsed.reject(number, text, "text behind the options that is neither an answer nor an explanation")

    def _close(self) -> None:
        if self.question:
            self.drafts.append(self.question)
        self.question = None

    def finish(self) -> None:
        self._close()
        if self.folded:
            self.parsed.notices.append(f"{self.parsed.file}: the last <details> is never closed.")
        for draft in self.drafts:
            if draft.options:
                self.parsed.add(self._question(draft))
            else:
                self.parsed.reject(
                    draft.line,
                    " ".join([draft.title, *draft.stem]).strip(),
                    "a numbered line without options below it",
                )
        self._attach_answers_at_end()

    def _question(self, draft: MarkdownQuestion) -> FoundQuestion:
        bold = [letter for letter, lines in draft.options if BOLD.match(" ".join(lines).strip())]
        if not (draft.ticked or draft.answers) and 0 < len(bold) < len(draft.options):
            draft.ticked, draft.ticked_line = bold, draft.line
        options = tuple(FoundOption(letter, plain(" ".join(lines))) for letter, lines in draft.options)
        return FoundQuestion(
            place=FilePlace(self.parsed.file, draft.line),
            name=draft.name or (draft.title if _is_title(draft) else ""),
            stem=plain(" ".join([_asked_in_title(draft), *draft.stem])),
            options=options,
            key=self._key(draft, options),
            explanation="\n".join(map(plain, draft.explanation)).strip(),
        )

    def _key(self, draft: MarkdownQuestion, options: tuple[FoundOption, ...]) -> AnswerKey | None:
        keys = [AnswerKey(tuple(draft.ticked), draft.ticked_line)] if draft.ticked else []
        for line, value in draft.answers:
            said = plain(value)
            key = read_key(said, options, line)
            counted = read_key(letters_of(said), options, line) if _is_counted(draft, said) else key
            if key and counted and key.letters != counted.letters:
                self.parsed.reject(line, value, "an answer that is the number of one option and the text of another")
            elif found := key or counted:
                keys.append(found)
            else:
                self.parsed.reject(line, value, "an answer that names no option by letter or text")
        if not keys:
            return None
        others = [key for key in keys[1:] if set(key.letters) != set(keys[0].letters)]
        oddities = (f"line {other.line} gives another answer, {', '.join(other.letters)}" for other in others)
        return AnswerKey(keys[0].letters, keys[0].line, (*keys[0].oddities, *oddities))

    def _attach_answers_at_end(self) -> None:
        unkeyed: dict[str, list[int]] = {}
        for index, question in enumerate(self.parsed.questions):
            if question.key is None:
                unkeyed.setdefault(question.name, []).append(index)
        for line, name, value in self.answers_at_end:
            meant = unkeyed.get(name, [])
            if len(meant) != 1:
                reason = f"{len(meant) or 'no'} questions with the number {name} wait for an answer"
                self.parsed.reject(line, f"{name}. {value}", reason)
                continue
            index = meant.pop()
            question = self.parsed.questions[index]
            self.parsed.questions[index] = question.keyed(read_key(plain(value), question.options, line))


def _is_counted(draft: MarkdownQuestion, answer: str) -> bool:
    return draft.unlettered and bool(NUMBERS.fullmatch(answer))


def _is_title(draft: MarkdownQuestion) -> bool:
    """Return whether the heading only names the question, which is asked below it."""
    below = CHOOSE.sub(" ", plain(" ".join(draft.stem))).split()
    if draft.title.isdecimal():
        return True
    return len(below) > 2 and not draft.title.endswith((".", "?", "!", ":", "…")) and not ASKS.match(draft.title)


def _asked_in_title(draft: MarkdownQuestion) -> str:
    number = CHOOSE.search(draft.title)
    return draft.title if not _is_title(draft) else number.group() if number else ""
