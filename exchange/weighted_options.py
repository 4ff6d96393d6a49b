"""Converts options with weights, as in GIFT and Moodle XML, to right and wrong ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exchange.fractions import shown
from exchange.parsed_file import ImportedOption, ImportNote

FULL = 99.99
AWS = {"aws", "amazon", "amazon web services"}
CUSTOMER = {"customer", "the customer", "you", "yours", "the user", "user"}


class NoKey(Exception):
    pass


@dataclass(frozen=True)
class WeightedOption:
    text: str
    share: float  # percent
    rationale: str
    line: int


def options_of(answers: Sequence[WeightedOption], *, single: bool, explanation: str = "") -> list[ImportedOption]:
    """`explanation` is the rationale of keys that have none. Raises NoKey with a sentence."""
    right = [answer.share >= FULL if single else answer.share > 0 for answer in answers]
    if not any(right):
        raise NoKey("no option of it is wholly right." if single else "no option of it is right.")
    return [
        ImportedOption(answer.text, is_key=is_key, rationale=answer.rationale or (explanation if is_key else ""))
        for answer, is_key in zip(answers, right, strict=True)
    ]


def notes_on(answers: Sequence[WeightedOption], *, single: bool, explanation: str, line: int) -> Iterator[ImportNote]:
    for number, answer in enumerate(answers, 1):
        if single and 0 < answer.share < FULL:
            share = shown(answer.share)
            yield ImportNote(
                answer.line, f"option {number}, marks", f"{share}% of the marks; here an option is right or wrong."
            )
        elif single and answer.share < 0:
            yield ImportNote(
                answer.line, f"option {number}, marks", "marks taken off; here a wrong option brings none."
            )
    if not single:
        shares = [answer.share for answer in answers if answer.share > 0]
        if len(shares) > 1:
            yield ImportNote(line, "marks", "shares of the marks for single options; here it is all or nothing.")
    keys = [answer for answer in answers if (answer.share >= FULL if single else answer.share > 0)]
    if explanation and all(answer.rationale for answer in keys):
        yield ImportNote(line, "general feedback", "here each option has its own reason, and the keys have theirs.")


def owner_of(answer: str) -> str:
    said = answer.strip().rstrip(".").lower()
    return "aws" if said in AWS else "customer" if said in CUSTOMER else ""


OWNER_WORDS = {"aws": "AWS", "customer": "The customer"}
NOT_SORTED = (
    "a matching question whose answers are not “AWS” and “The customer” each time; only those can be sorted here."
)
