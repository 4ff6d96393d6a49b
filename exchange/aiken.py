"""Aiken: the stem on one line, a line for each option, and the letter of the right one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bank.models import Form
from exchange.losses import (
    Leaving,
    LeftOut,
    Loss,
    WrittenFile,
    letter,
    of_options,
    of_order,
    of_question,
    write_questions,
)
from exchange.parsed_file import ImportedOption, ImportedQuestion, ParsedFile, tidy

OPTION = re.compile(r"([A-Z])[.)]\s*(.*)")
ANSWER = re.compile(r"ANSWER:\s*(.*)")
MANY_LETTERS = re.compile(r"[A-Z](?:\s*[, ]\s*[A-Z])+")


@dataclass
class _Block:
    line: int = 0
    stem: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    fault: str = ""
    rests: bool = False  # a blank line precedes


def read(text: str) -> ParsedFile:
    reading = ParsedFile("aiken")
    block = _Block()
    for number, line in enumerate(text.split("\n"), 1):
        said = line.strip()
        option, answer = OPTION.fullmatch(said), ANSWER.fullmatch(said)
        if said and not (option or answer) and block.options and block.rests:
            # The next question begins here and must not be refused with this one.
            _unanswered(block, reading)
            block = _Block()
        block.rests = not said
        if said and not block.line:
            block.line = number
        if answer:
            _end(block, answer[1].strip(), reading)
            block = _Block()
        elif option and block.stem:
            _add_option(block, option[1], option[2], number)
        elif said and block.options:
            block.fault = block.fault or f"line {number} is neither an option nor “ANSWER:”."
        elif said:
            block.stem.append(said)
    if block.line:
        _unanswered(block, reading)
    return reading


def _unanswered(block: _Block, reading: ParsedFile) -> None:
    reading.refuse(block.line, block.stem[0] if block.stem else "", "its “ANSWER:” is missing.")


def _add_option(block: _Block, name: str, text: str, line: int) -> None:
    if name != letter(len(block.options) % 26) or len(block.options) == 26:
        block.fault = block.fault or f"line {line} has option {name} where {letter(len(block.options) % 26)} was due."
    block.options[name] = text


def _end(block: _Block, answer: str, reading: ParsedFile) -> None:
    name = block.stem[0] if block.stem else ""
    if block.fault:
        reading.refuse(block.line, name, block.fault)
    elif MANY_LETTERS.fullmatch(answer):
        reading.refuse(block.line, name, "it has several answers, and Aiken knows one.")
    elif answer not in block.options:
        reading.refuse(block.line, name, f"its answer “{answer[:20]}” is no option of it.")
    else:
        options = tuple(ImportedOption(text, is_key=key == answer) for key, text in block.options.items())
        reading.add(ImportedQuestion(block.line, " ".join(block.stem), options))


def write(questions: Iterable[Leaving]) -> WrittenFile:
    return write_questions(questions, _one, lambda blocks: "\n".join(blocks).encode())


def _one(question: Leaving) -> tuple[str, list[Loss]]:
    content = question.content
    if content["form"] == Form.SORT:
        raise LeftOut("Aiken has no questions that sort rows.")
    if content["form"] == Form.CHOOSE_N:
        raise LeftOut("Aiken has no questions with several answers.")
    losses = [Loss(question.slug, "id", "there is no place for it: the question is recognized by its text.")]
    losses += [*of_question(question, "skill", "section", "needs", "rule", "cells"), *of_order(question)]
    if content["form"] != Form.CHOOSE_ONE:
        losses.append(Loss(question.slug, "form", f"it becomes “{Form.CHOOSE_ONE.label.lower()}”."))
    losses += of_options(question, "rationale", "misconception", "claims")
    texts = [content["stem"], *(option["text"] for option in content["options"])]
    if any(" ".join(text.split()) != text for text in texts):
        losses.append(Loss(question.slug, "text", "lines and rows of spaces become one space."))
    stem, *options = (" ".join(tidy(text).split()) for text in texts)
    if OPTION.fullmatch(stem) or ANSWER.fullmatch(stem):
        raise LeftOut("its text would be taken for an option or an answer.")
    key = next(number for number, option in enumerate(content["options"]) if option["is_key"])
    lines = [stem, *(f"{letter(number)}. {text}" for number, text in enumerate(options))]
    return "\n".join([*lines, f"ANSWER: {letter(key)}", ""]), losses
