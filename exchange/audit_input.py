"""Converts questions read by the import for the audit, for formats that the audit does not read itself."""

from collections.abc import Callable

from bank.models import Form
from exchange.audit.questions import AnswerKey, FilePlace, FoundOption, FoundQuestion, ParsedQuestions, letter_at
from exchange.audit.words import clipped, plain
from exchange.parsed_file import ImportedQuestion, ParsedFile

TRUTH = {"True", "False"}


def audit_parser(read: Callable[[str], ParsedFile]) -> Callable[[str, str], ParsedQuestions]:
    def parse(text: str, file: str) -> ParsedQuestions:
        reading = read(text)
        parsed = ParsedQuestions(file, reading.format)
        for question in reading.questions:
            if question.usual_form == Form.SORT:
                parsed.reject(question.line, question.stem, "a matching question: only choices are audited")
            else:
                parsed.add(_found(question, file))
        for refusal in reading.refusals:
            parsed.reject(refusal.line, refusal.name, refusal.reason.removesuffix("."))
        return parsed

    return parse


def _found(question: ImportedQuestion, file: str) -> FoundQuestion:
    options = tuple(
        FoundOption(letter_at(number), plain(option.text), plain(option.rationale))
        for number, option in enumerate(question.options)
    )
    keys = tuple(option.letter for option, brought in zip(options, question.options, strict=True) if brought.is_key)
    return FoundQuestion(
        FilePlace(file, question.line),
        clipped(question.name),
        plain(question.stem),
        options,
        AnswerKey(keys, question.line),
        true_false={option.text for option in options} == TRUTH,
    )
