"""Small banks for tests, written here."""

from exchange.audit import markdown
from exchange.audit.questions import AnswerKey, FilePlace, FoundOption, FoundQuestion, ParsedQuestions

PATCHING = "Who is responsible for patching the guest operating system of an Amazon EC2 instance?"
OWNERS = ("AWS", "The customer", "AWS Support")


def question(
    stem: str = PATCHING, *options: str, key: str = "A", line: int = 1, explanation: str = "", true_false: bool = False
) -> FoundQuestion:
    offered = tuple(FoundOption("ABCDEFGHIJ"[number], text) for number, text in enumerate(options or OWNERS))
    keyed = AnswerKey(tuple(key), line) if key else None
    return FoundQuestion(FilePlace("bank.md", line), str(line), stem, offered, keyed, explanation, true_false)


def exam(text: str) -> ParsedQuestions:
    return markdown.parse(text, "exam.md")


def lines_and_reasons(parsed: ParsedQuestions) -> dict[int, str]:
    return {line.place.line: line.reason for line in parsed.unparsed}
