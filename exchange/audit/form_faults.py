"""Questions of wrong form: no key, a key outside the options, a number of keys that differs from the stem's."""

from collections import Counter
from collections.abc import Iterator

from exchange.audit.findings import Certainty, Finding, FindingKind, places
from exchange.audit.questions import FoundQuestion
from exchange.audit.words import asked_for, clipped

AS_WRITTEN = "it can be read off the file"


def faults(question: FoundQuestion) -> Iterator[Finding]:
    for proof in _proofs(question):
        yield Finding(FindingKind.FORM, Certainty.CERTAIN, AS_WRITTEN, proof, places((question,)))


def _proofs(question: FoundQuestion) -> Iterator[str]:
    if not question.stem.strip():
        yield "The question has options and no words of its own."
    if len(question.options) < 2:
        yield "The question has a single option."
    for option in question.options:
        if not option.text.strip():
            yield f"Option {option.letter} is empty."
    yield from _twins(question)
    if question.key is None:
        yield f"The question has no answer that could be read: “{clipped(question.stem)}”."
        return
    for oddity in question.key.oddities:
        yield f"The answer on line {question.key.line} is odd: {oddity}."
    yield from _number_of_keys(question, len(question.key.letters))


def _twins(question: FoundQuestion) -> Iterator[str]:
    counted = Counter(option.normal for option in question.options if option.text)
    for text, times in counted.items():
        if times > 1:
            same = [option for option in question.options if option.normal == text]
            letters = " and ".join(option.letter for option in same)
            yield f"Options {letters} say the same: “{clipped(same[0].text)}”."


def _number_of_keys(question: FoundQuestion, keys: int) -> Iterator[str]:
    wanted = asked_for(question.stem)
    if wanted is not None and wanted != keys:
        yield f"The question asks for {wanted} options, and the answer names {keys}: {_letters(question)}."
    elif keys == len(question.options) and keys > 1:
        yield f"The answer names every option: {_letters(question)}."


def _letters(question: FoundQuestion) -> str:
    return ", ".join(question.key.letters) if question.key else ""
