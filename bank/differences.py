"""Differences between two contents of a question, in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from bank.content import Content
from bank.models import Form, Needs, Skill
from matrix.editing.subject_paths import path_of
from matrix.models import Owner

WORDS = re.compile(r"\s+|[^\s]+")
OWNERS = {Owner.AWS.value: "AWS", Owner.CUSTOMER.value: "the customer", Owner.SHARED.value: "both", "": "no one yet"}
ALIKE = 0.55  # texts that share at least this share of words and spaces are shown as one
LONGEST = 3000  # characters; longer texts are shown whole


@dataclass(frozen=True)
class TextPiece:
    """`kind` is "same", "out" (only in the older text), or "in" (only in the newer one)."""

    kind: str
    text: str


@dataclass(frozen=True)
class TextDifference:
    place: str
    pieces: list[TextPiece]

    @property
    def before(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind != "in")

    @property
    def after(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind != "out")


def differences(before: Content, after: Content) -> list[TextDifference]:
    """Expects normalized contents. Options are matched by their keys."""
    return [
        *_fields(before, after),
        *_options(before, after),
    ]


def _fields(before: Content, after: Content) -> Iterator[TextDifference]:
    yield from _difference("Question", before["stem"], after["stem"])
    yield from _difference("Kind of question", _label(Form, before["form"]), _label(Form, after["form"]))
    yield from _difference("Skill", _label(Skill, before["skill"]), _label(Skill, after["skill"]))
    yield from _difference("What answers it", _label(Needs, before["needs"]), _label(Needs, after["needs"]))
    yield from _difference("Rule", before["rule"], after["rule"])
    yield from _difference("Section", before["section"], after["section"])
    yield from _difference("Cells", "\n".join(before["cells"]), "\n".join(after["cells"]))


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value in choices.values else str(value)


def _options(before: Content, after: Content) -> Iterator[TextDifference]:
    old = {option["key"]: option for option in before["options"]}
    new = {option["key"]: option for option in after["options"]}
    for option in after["options"]:
        place = f"Option “{option['text']}”"
        if option["key"] not in old:
            yield TextDifference(f"{place}, new", [TextPiece("in", _whole(option))])
        else:
            yield from _option(f"Option “{old[option['key']]['text']}”", old[option["key"]], option)
    for option in before["options"]:
        if option["key"] not in new:
            yield TextDifference(f"Option “{option['text']}”, taken out", [TextPiece("out", _whole(option))])
    stayed = [key for key in old if key in new], [key for key in new if key in old]
    if stayed[0] != stayed[1]:
        yield from _difference("Order of options", _order(before), _order(after))


def _option(place: str, old: Content, new: Content) -> Iterator[TextDifference]:
    yield from _difference(f"{place}, text", old["text"], new["text"])
    yield from _difference(f"{place}, right or wrong", _mark(old), _mark(new))
    yield from _difference(f"{place}, reason", old["rationale"], new["rationale"])
    yield from _difference(f"{place}, claims", _claims(old), _claims(new))
    yield from _difference(f"{place}, misconception", old["misconception"], new["misconception"])


def _mark(option: Content) -> str:
    if option["expected"]:
        return "AWS’s side" if option["expected"] == Owner.AWS else "the customer’s side"
    return "the key" if option["is_key"] else "not the key"


def _claims(option: Content) -> str:
    return "\n".join(f"{path_of(claim)}: {OWNERS.get(claim.get('owner', ''), '')}" for claim in option["claims"])


def _whole(option: Content) -> str:
    said = [f"{option['text']} ({_mark(option)})", option["rationale"], _claims(option)]
    return "\n".join(part for part in said if part)


def _order(content: Content) -> str:
    return "\n".join(f"{number}. {option['text']}" for number, option in enumerate(content["options"], 1))


def _difference(place: str, before: str, after: str) -> Iterator[TextDifference]:
    if before != after:
        yield TextDifference(place, list(pieces(before, after)))


def pieces(before: str, after: str) -> Iterator[TextPiece]:
    old, new = WORDS.findall(before[:LONGEST]), WORDS.findall(after[:LONGEST])
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if len(before) + len(after) > LONGEST or matcher.ratio() < ALIKE:
        yield from (piece for piece in (TextPiece("out", before), TextPiece("in", after)) if piece.text)
        return
    out, come = "", ""
    for verb, i, j, k, m in matcher.get_opcodes():
        kept = "".join(old[i:j])
        if verb == "equal" and (kept.strip() or not out + come):
            yield from (piece for piece in (TextPiece("out", out), TextPiece("in", come)) if piece.text)
            out, come = "", ""
            yield TextPiece("same", kept)
        else:  # a single space between two changes belongs to both
            out, come = out + kept, come + "".join(new[k:m])
    yield from (piece for piece in (TextPiece("out", out), TextPiece("in", come)) if piece.text)
