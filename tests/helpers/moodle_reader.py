"""What Moodle makes of a file: as much of its two importers as choices and matching need, and nothing lenient.

Source: qformat_gift and qformat_xml of Moodle 4.5, the latter as it runs on PHP's parser, which skips white space.
"""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from bank.models import Form
from exchange.fractions import shares
from exchange.losses import Leaving
from exchange.parsed_file import tidy
from exchange.weighted_options import OWNER_WORDS

# Text reaches Moodle in pieces: a new one starts at each character reference, and after one at the first letter beyond
# ASCII. A piece of white space alone is skipped. A CDATA section is one piece.
ALONE = re.compile(r"(<!\[CDATA\[.*?\]\]>)|(&[#\w]+;)[ \t\n]+(?=[&<]|[^\x00-\x7f])", re.DOTALL)
WEIGHT = re.compile(r"%(-*\d{1,2}\.?\d*)%")
PLACEHOLDERS = {f"\\{letter}": chr(0xE000 + number) for number, letter in enumerate(":#={}~n")}
BACKSLASH = "\ue010"
FORMATS = ("html", "moodle", "plain", "markdown")


@dataclass(frozen=True)
class Heard:
    """Answers are a text, its share in percent or its match, and its feedback."""

    name: str
    text: str
    answers: list[tuple[str, float | str, str]]


def meant(question: Leaving) -> Heard:
    """What should arrive. Rows have no feedback there."""
    content = question.content
    if content["form"] == Form.SORT:
        rows = [(tidy(option["text"]), OWNER_WORDS[option["expected"]], "") for option in content["options"]]
        return Heard(question.slug, tidy(content["stem"]), rows)
    right, wrong = shares(sum(option["is_key"] for option in content["options"]))
    answers = [
        (tidy(option["text"]), right if option["is_key"] else wrong, tidy(option["rationale"]))
        for option in content["options"]
    ]
    return Heard(question.slug, tidy(content["stem"]), answers)


def read_xml(data: bytes) -> list[Heard]:
    quiz = ET.fromstring(ALONE.sub(r"\1\2", data.decode()))
    return [_element(question) for question in quiz.iter("question")]


def _element(question: ET.Element) -> Heard:
    def said(element: ET.Element, path: str) -> str:
        return (element.findtext(path) or "").strip()

    answers: list[tuple[str, float | str, str]] = [
        (said(answer, "text"), float(answer.attrib["fraction"]), said(answer, "feedback/text"))
        for answer in question.iter("answer")
        if "fraction" in answer.attrib
    ]
    rows = [(said(row, "text"), said(row, "answer/text"), "") for row in question.iter("subquestion")]
    return Heard(said(question, "name/text"), said(question, "questiontext/text"), [*answers, *rows])


def read_gift(data: bytes) -> list[Heard]:
    blocks = re.split(r"\n[ \t]*\n", data.decode())
    texts = ["\n".join(line for line in block.split("\n") if not line.strip().startswith("//")) for block in blocks]
    return [_block(text.strip()) for text in texts if text.strip()]


def _block(text: str) -> Heard:
    text = text.replace("\\\\", BACKSLASH)
    for escaped, placeholder in PLACEHOLDERS.items():
        text = text.replace(escaped, placeholder)
    name, text = text.removeprefix("::").split("::", 1)
    before, rest = text.split("{", 1)
    inside, behind = rest.split("}", 1)
    assert not behind
    if "~" in inside:
        written = [answer.strip() for answer in inside.replace("=", "~=").split("~")]
        answers = [_answer(answer) for answer in written if answer]
    else:
        rows = [answer.strip().split("->", 1) for answer in inside.split("=") if answer.strip()]
        answers = [(_text(row), _unescaped(match), "") for row, match in rows]
    return Heard(_unescaped(name), _text(before), answers)


def _answer(written: str) -> tuple[str, float | str, str]:
    share = 0.0
    if written.startswith("="):  # no weight is read behind it
        written, share = written[1:], 100.0
    elif weight := WEIGHT.match(written):
        written, share = written[weight.end() :], float(weight[1])
    text, _, feedback = written.partition("#")
    return _text(text), share, _text(feedback)


def _text(written: str) -> str:
    written = written.strip()
    name, end, rest = written.removeprefix("[").partition("]")
    return _unescaped(rest if written.startswith("[") and end and name in FORMATS else written)


def _unescaped(text: str) -> str:
    for escaped, placeholder in PLACEHOLDERS.items():
        text = text.replace(placeholder, "\n" if escaped == "\\n" else escaped[1])
    return text.replace(BACKSLASH, "\\").strip()
