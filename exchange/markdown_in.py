"""Converts questions of practice exams in Markdown for the import. `exchange.audit.markdown` parses the files."""

from exchange.audit.markdown import parse
from exchange.audit.questions import FoundQuestion
from exchange.parsed_file import ImportedOption, ImportedQuestion, ParsedFile


def read(text: str) -> ParsedFile:
    reading = ParsedFile("markdown")
    parsed = parse(text, "")
    for found in parsed.questions:
        if reason := _reason_against(found):
            reading.refuse(found.place.line, found.stem, reason)
        else:
            reading.add(_brought(found))
    reading.take_faults_of(parsed)
    return reading


def _reason_against(found: FoundQuestion) -> str:
    if found.key is None:
        return "it has no answer that could be read."
    if not found.has_sound_key or found.key.oddities:
        return f"its answer is odd: {'; '.join(found.key.oddities)}."
    return ""


def _brought(found: FoundQuestion) -> ImportedQuestion:
    options = [
        ImportedOption(option.text, is_key=option in found.keys, rationale=found.explanation * (option in found.keys))
        for option in found.options
    ]
    return ImportedQuestion(found.place.line, found.stem, tuple(options))
