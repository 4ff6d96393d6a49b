"""Questions to send out and take in again: any that a format could hold, and comparisons of what came back."""

import random
import re

from hypothesis import strategies as st

from bank.content import EVIDENCE, OPTION
from bank.models import Form, Skill
from exchange.losses import Leaving
from exchange.parsed_file import ImportedQuestion

# What formats give a meaning, so that escapes are put to the test.
PIECES = [
    "~", "=", "#", "{", "}", ":", "\\", "->", "####", "%50%", "[html]", "[plain]", "::", "//", "<b>", "&amp;", "]]>",
    "'", "=1+1", '"', ",", ";", "\t", "\n", "A. ", "ANSWER: A", "T", "“", "é", "\u2028", "\u00a0", "🔒", " ",
]  # fmt: skip
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
WORDS = st.one_of(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join), st.text(LETTERS, max_size=20)
)


def words(minimum: int = 1):
    return WORDS.map(str.strip).filter(lambda text: len(text) >= minimum)


SLUGS = st.from_regex(re.compile(r"[a-z0-9]+(-[a-z0-9]+){0,2}", re.ASCII), fullmatch=True).filter(
    lambda s: len(s) <= 60
)
CLAIMS = st.lists(
    st.sampled_from(
        [
            {"cell": "ec2/guest-os", "owner": "customer"},
            {"duty": "ec2/guest-os/patch", "owner": "aws"},
            {"control": "patch-management", "owner": "shared"},
            {"control": "patch-management", "half": "aws", "owner": "aws"},
            {"layer": "guest-os", "services": "all-but-hybrid", "owner": "aws"},
        ]
    ),
    max_size=2,
)

SHOWN = [
    EVIDENCE,
    {"needs": "fact", "rule": ""},
    {"needs": "rule", "rule": "managed/backup-recovery"},
    {"needs": "both", "rule": "physical-facilities"},
]


@st.composite
def leaving(draw, forms=tuple(Form.values)) -> Leaving:
    form = draw(st.sampled_from(forms))
    texts = draw(st.lists(words(), min_size=2, max_size=6, unique_by=lambda text: " ".join(text.split())))
    keys = {0} if form in (Form.CHOOSE_ONE, Form.OWNER, Form.BOUNDARY) else set()
    if form == Form.CHOOSE_N:
        texts += [f"further {number}" for number in range(max(3 - len(texts), 0))]
        keys = {0, 1}
    at = draw(st.integers(0, len(texts) - 1))
    options = [
        {
            **OPTION,
            "key": f"option-{number}",
            "text": text,
            "is_key": (number - at) % len(texts) in keys,
            "expected": draw(st.sampled_from(["aws", "customer"])) if form == Form.SORT else "",
            "rationale": draw(words(0)),
            "misconception": draw(st.sampled_from(["", "host-owner-owns-guest"])),
            "claims": draw(CLAIMS),
        }
        for number, text in enumerate(texts)
    ]
    content = {
        "form": form,
        "skill": draw(st.sampled_from(["", *Skill.values])),
        "section": draw(st.sampled_from(["", "identity#root-user"])),
        **draw(st.sampled_from(SHOWN)),
        "stem": draw(words()),
        "cells": draw(st.lists(st.sampled_from(["ec2/guest-os", "rds/guest-os", "s3/data"]), max_size=3, unique=True)),
        "options": options,
    }
    return Leaving(draw(SLUGS), content)


def hostile_bank(count: int, seed: int) -> list[Leaving]:
    """Questions whose texts are made of what formats give a meaning, and of white space. Always the same ones."""
    draw = random.Random(seed)
    return [_hostile(draw, number) for number in range(count)]


def _hostile(draw: random.Random, number: int) -> Leaving:
    def said(least: int = 1) -> str:
        return "".join(draw.choices([*PIECES, *" " * 6], k=draw.randint(least, 5))).strip()

    form = draw.choice(Form.values)
    texts = [f"{said()}{place}{said()}" if draw.random() < 0.5 else f"{said()}{place}" for place in range(4)]
    keys = {0, 1} if form == Form.CHOOSE_N else {0}
    options = [
        {
            **OPTION,
            "key": f"option-{place}",
            "text": text,
            "is_key": form != Form.SORT and place in keys,
            "expected": draw.choice(["aws", "customer"]) if form == Form.SORT else "",
            "rationale": said(0),
        }
        for place, text in enumerate(texts)
    ]
    content = {
        "form": form,
        "skill": "",
        "section": "",
        **EVIDENCE,
        "stem": said() or "?",
        "cells": [],
        "options": options,
    }
    return Leaving(f"q-{number}", content)


def differing(sent: Leaving, back: ImportedQuestion) -> set[str]:
    """The fields that did not come back as they were sent."""
    content = sent.content
    found = {
        "id": back.id == sent.slug,
        "stem": back.stem == content["stem"],
        "form": (back.form or back.usual_form) == content["form"],
        "skill": (back.skill or "") == content["skill"],
        "section": (back.section or "") == content["section"],
        "needs": (back.needs or "both") == content["needs"],
        "rule": (back.rule or "") == content["rule"],
        "cells": list(back.cells or ()) == content["cells"],
        "options": len(back.options) == len(content["options"]),
    }
    for option, came in zip(content["options"], back.options, strict=False):
        same = {
            "text": came.text == option["text"],
            "is_key": came.is_key == option["is_key"],
            "expected": came.expected == option["expected"],
            "rationale": came.rationale == option["rationale"],
            "misconception": (came.misconception or "") == option["misconception"],
            "claims": (came.claims or []) == option["claims"],
        }
        found |= {name: found.get(name, True) and fits for name, fits in same.items()}
    return {name for name, fits in found.items() if not fits}
