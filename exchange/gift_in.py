"""Converts questions of a GIFT file for the import."""

from exchange.audit.words import clipped
from exchange.gift_syntax import CHOICE, ESSAY, MATCHING, TRUTH, Block, BrokenBlock, GiftText, parsed, raw_blocks
from exchange.html_text import plain_text
from exchange.parsed_file import ImportedOption, ImportedQuestion, ImportNote, ParsedFile, from_tags
from exchange.weighted_options import NOT_SORTED, NoKey, WeightedOption, notes_on, options_of, owner_of


class _GiftTexts:
    def __init__(self, block: Block):
        self.block = block
        self.notes: list[ImportNote] = []

    def of(self, text: GiftText, field: str, line: int | None = None) -> str:
        # A text without a format of its own has the question's.
        words, lost = plain_text(text.words, text.format or self.block.stem.format)
        line = line or self.block.line
        self.notes += [ImportNote(line, field, f"{what} is left out.") for what in lost]
        return words


def read(text: str) -> ParsedFile:
    reading = ParsedFile("gift")
    for raw in raw_blocks(text):
        if raw is None:
            continue
        try:
            block = parsed(raw)
        except BrokenBlock as broken:
            reading.refuse(raw.line, raw.said, f"{broken}.")
            continue
        if block is not None:
            _take(block, reading)
    return reading


def _take(block: Block, reading: ParsedFile) -> None:
    name = block.id or block.name or clipped(block.stem.words)
    if block.kind not in (CHOICE, TRUTH, MATCHING):
        article = "an" if block.kind == ESSAY else "a"
        reading.refuse(block.line, name, f"{article} {block.kind} question; only questions with options can be kept.")
        return
    texts = _GiftTexts(block)
    stem = texts.of(block.stem, "question")
    explanation = texts.of(block.general, "general feedback")
    try:
        options = _OPTIONS[block.kind](block, texts, explanation)
    except NoKey as reason:
        reading.refuse(block.line, name, str(reason))
        return
    told = from_tags(list(block.tags))
    reading.add(
        ImportedQuestion(
            line=block.line, stem=stem, options=tuple(options), id=block.id or block.name, name=block.name,
            notes=tuple(texts.notes), **told,  # type: ignore[arg-type]
        )
    )  # fmt: skip


def _choice(block: Block, texts: _GiftTexts, explanation: str) -> list[ImportedOption]:
    single = any(answer.sign == "=" for answer in block.answers)
    answers = [
        WeightedOption(
            texts.of(answer.text, f"option {number}", answer.line),
            answer.weight if answer.weight is not None else 100.0 * (answer.sign == "="),
            texts.of(answer.feedback, f"option {number}, feedback", answer.line),
            answer.line,
        )
        for number, answer in enumerate(block.answers, 1)
    ]
    texts.notes += notes_on(answers, single=single, explanation=explanation, line=block.line)
    return options_of(answers, single=single, explanation=explanation)


def _truth(block: Block, texts: _GiftTexts, explanation: str) -> list[ImportedOption]:
    wrong, right = (texts.of(feedback, "feedback") for feedback in block.feedback)
    answers = [
        WeightedOption(text, 100.0 * is_right, right if is_right else wrong, block.line)
        for text, is_right in (("True", block.is_true), ("False", not block.is_true))
    ]
    texts.notes.append(ImportNote(block.line, "form", "true or false becomes a choice of two."))
    texts.notes += notes_on(answers, single=True, explanation=explanation, line=block.line)
    return options_of(answers, single=True, explanation=explanation)


def _matching(block: Block, texts: _GiftTexts, explanation: str) -> list[ImportedOption]:
    rows = []
    for number, answer in enumerate(block.answers, 1):
        row, arrow, owner = answer.text.words.partition("->")
        if not arrow or not row.strip() or not owner_of(owner):
            raise NoKey(NOT_SORTED)
        said = texts.of(GiftText(row.strip(), answer.text.format), f"row {number}", answer.line)
        rows.append(ImportedOption(said, expected=owner_of(owner)))
    if explanation:
        texts.notes.append(ImportNote(block.line, "general feedback", "here each row has its own reason."))
    return rows


_OPTIONS = {CHOICE: _choice, TRUTH: _truth, MATCHING: _matching}
