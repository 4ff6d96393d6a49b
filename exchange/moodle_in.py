"""Converts questions of a Moodle XML file for the import.

Source: the documentation of Moodle's qformat_xml and its fixtures.
"""

from collections.abc import Callable

from exchange.audit.words import clipped
from exchange.html_text import plain_text
from exchange.parsed_file import ImportedOption, ImportedQuestion, ImportNote, ParsedFile, from_tags
from exchange.weighted_options import NOT_SORTED, NoKey, WeightedOption, notes_on, options_of, owner_of
from exchange.xml_elements import Dialect, Element, elements

MOODLE = Dialect(
    frozenset({"quiz"}),
    lambda root: f"the file begins with <{root}>; Moodle XML begins with <quiz>.",
    skipped=frozenset({"file"}),  # pictures and sounds are never stored
)
KINDS = {
    "essay": "an essay question", "shortanswer": "a short answer question", "numerical": "a numerical question",
    "cloze": "a question with gaps (cloze)", "multianswer": "a question with gaps (cloze)",
    "calculated": "a calculated question", "calculatedsimple": "a calculated question",
    "calculatedmulti": "a calculated question", "ddwtos": "a question that drags words into a text",
    "ddimageortext": "a question that drags onto a picture", "ddmarker": "a question that drags markers",
    "gapselect": "a question that chooses missing words", "randomsamatch": "a random matching question",
    "random": "a random question", "ordering": "a question that orders items",
}  # fmt: skip
PASSED_OVER = {"category", "description"}
UNUSED = {"hint": "a hint for another try", "correctfeedback": "what is said to right answers",
          "partiallycorrectfeedback": "what is said to answers that are partly right",
          "incorrectfeedback": "what is said to wrong answers"}  # fmt: skip


class _MoodleTexts:
    def __init__(self) -> None:
        self.notes: list[ImportNote] = []

    def of(self, element: Element | None, field: str) -> str:
        if element is None:
            return ""
        words, lost = plain_text(element.words, element.attributes.get("format", "html"))
        self.notes += [ImportNote(element.line, field, f"{what} is left out.") for what in lost]
        for file in element.all("file"):
            name = file.attributes.get("name", "")[:80]
            self.notes.append(ImportNote(file.line, field, f"the file “{name}” is left out."))
        return words


def read(text: str) -> ParsedFile:
    reading = ParsedFile("moodle-xml")
    for element in elements(text, MOODLE):
        if element.name == "question" and element.attributes.get("type") not in PASSED_OVER:
            _take(element, reading)
    return reading


def _take(question: Element, reading: ParsedFile) -> None:
    kind = question.attributes.get("type", "")
    name = question.said("idnumber") or question.said("name") or clipped(question.said("questiontext"))
    options_from = _OPTIONS.get(kind)
    if options_from is None:
        named = KINDS.get(kind, f"a question of the type “{clipped(kind)}”")
        reading.refuse(question.line, name, f"{named}; only questions with options can be kept.")
        return
    texts = _MoodleTexts()
    stem = texts.of(question.first("questiontext"), "question")
    explanation = texts.of(question.first("generalfeedback"), "general feedback")
    try:
        options = options_from(question, texts, explanation)
    except NoKey as reason:
        reading.refuse(question.line, name, str(reason))
        return
    for child in question.children:
        if child.name in UNUSED and child.words:
            texts.notes.append(ImportNote(child.line, child.name, f"{UNUSED[child.name]} is left out."))
    tags = question.first("tags")
    told = from_tags([tag.words for tag in tags.all("tag")] if tags else [])
    reading.add(
        ImportedQuestion(
            line=question.line, stem=stem, options=tuple(options), id=question.said("idnumber"),
            name=question.said("name"), notes=tuple(texts.notes), **told,  # type: ignore[arg-type]
        )
    )  # fmt: skip


def _weighted(question: Element, texts: _MoodleTexts) -> list[WeightedOption]:
    answers = []
    for number, answer in enumerate(question.all("answer"), 1):
        try:
            share = float(answer.attributes.get("fraction", "0"))
        except ValueError:
            raise NoKey(f"line {answer.line}: the fraction of an answer is no number.") from None
        # In older files an answer has no format; it has that of the question's text.
        text = texts.of(answer, f"option {number}")
        feedback = texts.of(answer.first("feedback"), f"option {number}, feedback")
        answers.append(WeightedOption(text, share, feedback, answer.line))
    return answers


def _choice(question: Element, texts: _MoodleTexts, explanation: str) -> list[ImportedOption]:
    answers = _weighted(question, texts)
    single = question.said("single").lower() not in ("false", "0")
    texts.notes += notes_on(answers, single=single, explanation=explanation, line=question.line)
    return options_of(answers, single=single, explanation=explanation)


def _truth(question: Element, texts: _MoodleTexts, explanation: str) -> list[ImportedOption]:
    answers = [
        WeightedOption(answer.text.capitalize(), answer.share, answer.rationale, answer.line)
        for answer in _weighted(question, texts)
    ]
    texts.notes.append(ImportNote(question.line, "form", "true or false becomes a choice of two."))
    texts.notes += notes_on(answers, single=True, explanation=explanation, line=question.line)
    return options_of(answers, single=True, explanation=explanation)


def _matching(question: Element, texts: _MoodleTexts, explanation: str) -> list[ImportedOption]:
    rows = []
    for number, row in enumerate(question.all("subquestion"), 1):
        owner = owner_of(row.said("answer"))
        text = texts.of(row, f"row {number}")
        if not owner or not text:
            raise NoKey(NOT_SORTED)
        rows.append(ImportedOption(text, expected=owner))
    if explanation:
        texts.notes.append(ImportNote(question.line, "general feedback", "here each row has its own reason."))
    return rows


_OPTIONS: dict[str, Callable[[Element, _MoodleTexts, str], list[ImportedOption]]] = {
    "multichoice": _choice,
    "truefalse": _truth,
    "matching": _matching,
}
