"""Writes questions as a GIFT file."""

from collections.abc import Iterable

from bank.models import Form
from exchange.fractions import shares, shown
from exchange.gift_syntax import escaped
from exchange.losses import Leaving, Loss, WrittenFile, of_grading, of_options, of_order, write_questions
from exchange.parsed_file import tags_of, tidy
from exchange.weighted_options import OWNER_WORDS


def write(questions: Iterable[Leaving]) -> WrittenFile:
    return write_questions(questions, _one, lambda blocks: "\n".join(blocks).encode())


def _one(question: Leaving) -> tuple[str, list[Loss]]:
    content = question.content
    is_sort = content["form"] == Form.SORT
    losses = [*of_grading(question), *of_order(question), *of_options(question, "misconception", "claims")]
    if is_sort:
        losses += of_options(question, "rationale")
        lines, arrows = _rows(question)
        losses += arrows
    else:
        lines = _options(question)
    marks = " ".join(f"[{kind}:{value}]" for kind, value in _marks(question))
    head = f"// {marks}\n::{question.slug}::[plain]{escaped(tidy(content['stem']))} {{"
    return "\n".join([head, *lines, "}", ""]), losses


def _marks(question: Leaving) -> list[tuple[str, str]]:
    tags = [tag.replace("\\", "\\\\").replace("]", "\\]") for tag in tags_of(question.content)]
    return [("id", question.slug), *(("tag", tag) for tag in tags)]


def _options(question: Leaving) -> list[str]:
    options = question.content["options"]
    keys = sum(option["is_key"] for option in options)
    right, wrong = shares(max(keys, 1))
    lines = []
    for option in options:
        weight = f"%{shown(right if option['is_key'] else wrong)}%" if keys > 1 else ""
        sign = "=" if keys == 1 and option["is_key"] else "~"
        feedback = f" # {_said(option['rationale'])}" if tidy(option["rationale"]) else ""
        lines.append(f"  {sign}{weight}{_said(option['text'])}{feedback}")
    return lines


def _said(text: str) -> str:
    said = escaped(tidy(text))
    return f"[plain]{said}" if said.startswith(("[", "%")) else said


def _rows(question: Leaving) -> tuple[list[str], list[Loss]]:
    lines, losses = [], []
    for number, option in enumerate(question.content["options"], 1):
        text = tidy(option["text"])
        if "->" in text:
            losses.append(Loss(question.slug, f"row {number}", "“->” is written “→”, for it has a meaning there."))
            text = text.replace("->", "→")
        lines.append(f"  ={_said(text)} -> {OWNER_WORDS[option['expected']]}")
    return lines, losses
