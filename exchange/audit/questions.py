"""What the audit's parsers return: the questions of a file, and lines that they could not use."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from exchange.audit.words import clipped, normal

LETTERS = "ABCDEFGHIJKL"
MOST_OPTIONS = 20
LONGEST_TEXT = 5_000


@dataclass(frozen=True, order=True)
class FilePlace:
    """`within` is the path in a package."""

    file: str
    line: int
    within: str = ""

    @property
    def path(self) -> str:
        return f"{self.file}/{self.within}" if self.within else self.file

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class FoundOption:
    letter: str
    text: str
    feedback: str = ""

    @cached_property
    def normal(self) -> str:
        return normal(self.text)

    def __str__(self) -> str:
        return f"{self.letter} “{clipped(self.text)}”"


@dataclass(frozen=True)
class AnswerKey:
    """The answer in the file. Each of `oddities` is a clause about something odd in it."""

    letters: tuple[str, ...]
    line: int
    oddities: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundQuestion:
    """`name` is its number or title in the file. A `true_false` question asks only about its stem."""

    place: FilePlace
    name: str
    stem: str
    options: tuple[FoundOption, ...]
    key: AnswerKey | None = None
    explanation: str = ""
    true_false: bool = False

    @cached_property
    def by_letter(self) -> dict[str, FoundOption]:
        return {option.letter: option for option in self.options}

    @cached_property
    def keys(self) -> tuple[FoundOption, ...]:
        letters = self.key.letters if self.key else ()
        return tuple(self.by_letter[letter] for letter in letters if letter in self.by_letter)

    @property
    def has_sound_key(self) -> bool:
        return self.key is not None and 0 < len(self.keys) == len(self.key.letters)

    @cached_property
    def key_texts(self) -> frozenset[str]:
        return frozenset(option.normal for option in self.keys)

    def keyed(self, key: AnswerKey | None) -> "FoundQuestion":
        return replace(self, key=key)

    @property
    def key_words(self) -> str:
        return " and ".join(str(option) for option in self.keys) or "no key"


@dataclass(frozen=True)
class UnparsedLine:
    place: FilePlace
    text: str
    reason: str


@dataclass
class ParsedQuestions:
    """`passed_over` counts lines of other text, such as headings; `notices` are about the whole file."""

    file: str
    format: str
    questions: list[FoundQuestion] = field(default_factory=list)
    unparsed: list[UnparsedLine] = field(default_factory=list)
    passed_over: int = 0
    notices: list[str] = field(default_factory=list)

    def add(self, question: FoundQuestion) -> None:
        texts, place = [question.stem, *(option.text for option in question.options)], question.place
        if len(question.options) > MOST_OPTIONS:
            self.reject(place.line, question.stem, f"a question with more than {MOST_OPTIONS} options", place.within)
        elif max(map(len, texts)) > LONGEST_TEXT:
            self.reject(place.line, question.stem, f"a text of more than {LONGEST_TEXT:,} characters", place.within)
        else:
            self.questions.append(question)

    def reject(self, line: int, text: str, reason: str, within: str = "") -> None:
        self.unparsed.append(UnparsedLine(FilePlace(self.file, line, within), clipped(text), reason))


def letter_at(index: int) -> str:
    return LETTERS[index] if index < len(LETTERS) else str(index + 1)
