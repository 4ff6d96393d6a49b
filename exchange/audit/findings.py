"""Findings of an audit: each has its places, a sentence that proves it, and how certain it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from exchange.audit.questions import FilePlace, FoundQuestion


class Certainty(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class FindingKind(StrEnum):
    CONTRADICTION = "contradictions"
    REFUTED = "refuted_keys"
    EXPLANATION = "explanations_against_key"
    FORM = "form"
    DUPLICATE = "duplicates"
    LONGEST = "longest_option"
    UNPARSED = "unparsed_lines"


@dataclass(frozen=True)
class FindingPlace:
    place: FilePlace
    name: str = ""
    key: str = ""

    def __str__(self) -> str:
        number = f" (question {self.name})" if self.name else ""
        return f"{self.place}{number}"


@dataclass(frozen=True)
class Finding:
    kind: FindingKind
    sure: Certainty
    reason: str  # a clause that says why it is this certain
    proof: str  # one sentence
    at: tuple[FindingPlace, ...]


def places(questions: Iterable[FoundQuestion]) -> tuple[FindingPlace, ...]:
    return tuple(FindingPlace(each.place, each.name, each.key_words if each.keys else "") for each in questions)
