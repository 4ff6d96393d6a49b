"""Questions with options from GIFT files. `exchange.gift_syntax` parses them."""

from exchange.audit.questions import AnswerKey, FilePlace, FoundOption, FoundQuestion, ParsedQuestions, letter_at
from exchange.audit.words import clipped, plain
from exchange.gift_syntax import CHOICE, TRUTH, Block, BrokenBlock, GiftText, looks_like, parsed, raw_blocks

__all__ = ["looks_like", "parse"]


def parse(text: str, file: str) -> ParsedQuestions:
    found = ParsedQuestions(file, "gift")
    for raw in raw_blocks(text):
        if raw is None:
            found.passed_over += 1
            continue
        try:
            block = parsed(raw)
        except BrokenBlock as broken:
            found.reject(raw.line, raw.said, str(broken))
            continue
        if block is None:
            found.passed_over += raw.said.count("\n") + 1  # a description
        elif block.kind == TRUTH:
            found.add(_true_false(block, FilePlace(file, block.line)))
        elif block.kind == CHOICE:
            found.add(_choice(block, FilePlace(file, block.line)))
        else:
            article = "an" if block.kind[0] in "aeiou" else "a"
            reason = f"{article} {block.kind} question: only questions with options are audited"
            found.reject(raw.line, raw.said, reason)
    return found


def _shown(text: GiftText) -> str:
    return plain(text.words)


def _true_false(block: Block, place: FilePlace) -> FoundQuestion:
    wrong, right = block.feedback
    # Moodle writes the feedback for a wrong answer first.
    for_true, for_false = (right, wrong) if block.is_true else (wrong, right)
    options = (FoundOption("A", "True", _shown(for_true)), FoundOption("B", "False", _shown(for_false)))
    key = AnswerKey(("A" if block.is_true else "B",), place.line)
    return FoundQuestion(
        place, clipped(block.name), _shown(block.stem), options, key, _shown(block.general), true_false=True
    )


def _choice(block: Block, place: FilePlace) -> FoundQuestion:
    one_is_right = any(answer.sign == "=" for answer in block.answers)
    options = tuple(
        FoundOption(letter_at(number), _shown(answer.text), _shown(answer.feedback))
        for number, answer in enumerate(block.answers)
    )
    # If one answer is right, weights of the others are partial credit, not keys.
    keys = tuple(
        option.letter
        for option, answer in zip(options, block.answers, strict=True)
        if (answer.sign == "=" if one_is_right else (answer.weight or 0) > 0)
    )
    key = AnswerKey(keys, place.line) if keys else None
    return FoundQuestion(place, clipped(block.name), _shown(block.stem), options, key, _shown(block.general))
