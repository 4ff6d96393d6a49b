"""What a generator yields: one question with a stable identity, and the choices it makes without chance."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from bank.content import Content
from bank.models import Form, Needs
from matrix.models import Duty, Responsibility, Side
from matrix.problems import SIDES

OPTIONS = 4
# What it takes to know the key, and the slug of the rule (`matrix.learnable.rules`), blank where none is needed.
Evidence = tuple[Needs, str]


@dataclass(frozen=True)
class DerivedOption:
    """One option, or one row with the owner `expected` for it, before it has a place.

    A key has no `misconception`, whatever is given.
    """

    key: str
    text: str
    rationale: str
    is_key: bool = False
    expected: str = ""
    misconception: str = ""
    claims: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class DerivedQuestion:
    """A derived question. Its name and parameters are its identity; everything else follows from the facts.

    `pattern` is the stem with its slots left blank.
    """

    generator: str
    parameters: dict[str, Any]
    skill: str
    pattern: str
    slots: dict[str, str]
    cells: Sequence[Responsibility]
    choices: Sequence[DerivedOption]
    form: Form = Form.CHOOSE_ONE
    evidence: Evidence = (Needs.BOTH, "")
    stem: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stem", capitalized(self.pattern.format_map(self.slots)))

    @cached_property
    def slug(self) -> str:
        return f"{self.generator}-{fingerprint(self.generator, json.dumps(self.parameters, sort_keys=True)):016x}"

    @property
    def content(self) -> Content:
        shuffled = ranked(self.choices, lambda choice: choice.key, self.slug)
        order = shuffled if self.form.is_shuffled else self.choices
        return {
            "form": self.form.value,
            "skill": str(self.skill),
            "section": "",
            "needs": self.evidence[0].value,
            "rule": self.evidence[1],
            "stem": self.stem,
            "cells": list(dict.fromkeys(cell.path for cell in self.cells)),
            "options": [
                {
                    "key": choice.key,
                    "text": choice.text,
                    "is_key": choice.is_key,
                    "expected": str(choice.expected),
                    "rationale": choice.rationale,
                    "misconception": "" if choice.is_key else choice.misconception,
                    "claims": [dict(claim) for claim in choice.claims],
                }
                for choice in order
            ],
        }


class HasText(Protocol):
    @property
    def text(self) -> str: ...


def capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def fingerprint(*words: object) -> int:
    """A number that is always the same for the same words and tells nothing about them."""
    return int.from_bytes(_hash_of(*words).digest()[:8])


def _hash_of(*words: object) -> "hashlib._Hash":
    return hashlib.sha256("\n".join(map(str, words)).encode())


def ranked[Each](candidates: Iterable[Each], name, *seed: object) -> list[Each]:
    """In an order that looks like chance and hardly moves: a candidate more or less leaves the others in place."""
    start = _hash_of(*seed, "")

    def place(each: Each) -> bytes:
        """As `fingerprint(*seed, name(each))` would order them, with the seed hashed once for all."""
        whole = start.copy()
        whole.update(str(name(each)).encode())
        return whole.digest()[:8]

    return sorted(candidates, key=place)


def picked[Each](choices: Sequence[Each], *seed: object) -> Each:
    return choices[fingerprint(*seed) % len(choices)]


def choose_distractors[Option: HasText](right: Option, candidates: Sequence[Option], *seed: object) -> list[Option]:
    """Three of the candidates, the first ones where possible, so that the right one may have any length among them.

    Drawing how many are to be longer keeps "the longest is right" from being a rule.
    """
    wanted = fingerprint("longer", *seed) % OPTIONS
    distinct = list({each.text.casefold(): each for each in reversed(candidates)}.values())[::-1]
    distinct = [each for each in distinct if each.text.casefold() != right.text.casefold()]
    longer = [each for each in distinct if len(each.text) > len(right.text)]
    others = [each for each in distinct if len(each.text) < len(right.text)]
    chosen = [*longer[:wanted], *others[: OPTIONS - 1 - wanted]]
    left = [each for each in distinct if each not in chosen]
    return [*chosen, *left[: OPTIONS - 1 - len(chosen)]]


def asked_about(cell: Responsibility) -> bool:
    """Whether the facts of a cell are certain enough to ask about them, and its owners have something to do there.

    An owner without a duty is a gap in the facts, which `check_content` names.
    """
    return cell.is_asked and all(cell.duties_of(side) for side in SIDES[cell.ownership])


def claims(subject: Duty | Responsibility, owner: str) -> dict[str, str]:
    return {"duty" if isinstance(subject, Duty) else "cell": subject.path, "owner": str(owner)}


def opposite(side: str) -> Side:
    return Side.AWS if side == Side.CUSTOMER else Side.CUSTOMER
