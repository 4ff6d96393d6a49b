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
        parsed = ParsedQuestions(file, reading.format, notices=reading.notices)

        def reject(line: int, text: str, reason: str) -> None:
            path, number = reading.place(line)
            parsed.reject(number, text, reason, within=path)

        for question in reading.questions:
            if question.usual_form == Form.SORT:
                reject(question.line, question.stem, "a matching question: only choices are audited")
            else:
                path, number = reading.place(question.line)
                parsed.add(_found(question, FilePlace(file, number, path)))
        for refusal in reading.refusals:
            reject(refusal.line, refusal.name, refusal.reason.removesuffix("."))
        return parsed

    return parse


def _found(question: ImportedQuestion, place: FilePlace) -> FoundQuestion:
    options = tuple(
        FoundOption(letter_at(number), plain(option.text), plain(option.rationale))
        for number, option in enumerate(question.options)
    )
    keys = tuple(option.letter for option, brought in zip(options, question.options, strict=True) if brought.is_key)
    return FoundQuestion(
        place,
        clipped(question.name),
        plain(question.stem),
        options,
        AnswerKey(keys, place.line),
        true_false={option.text for option in options} == TRUTH,
    )
