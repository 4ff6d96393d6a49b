"""Keys that their own explanation contradicts: by letter, by an option's text, or by its feedback."""

import re
from collections.abc import Iterator

from exchange.audit.findings import Certainty, Finding, FindingKind, places
from exchange.audit.keys import leading_letters
from exchange.audit.questions import FoundOption, FoundQuestion
from exchange.audit.words import clipped, normal

LONGEST = 20_000
MOST_SAID = 200

LETTERS = r"([A-J](?: ?(?:,|&|/|and|or|, and) ?[A-J]\b){0,5})"
IS_ANSWER = re.compile(
    r"\b[Tt]?he (?:correct|right|best) (?:answers?|options?|choices?) (?:is|are|:) (?:therefore |thus )?(?:options? )?"
    r"[(“\"']?" + LETTERS + r"(?=[)”\"'.,:;]|$| (?:because|since|as|for|-|–)\b)"
    r"|\b(?:[Cc]orrect|CORRECT|[Rr]ight) ?(?:[Aa]nswers?|ANSWERS?|[Oo]ptions?|[Cc]hoices?)? ?: ?[(“\"']?"
    + LETTERS
    + r"(?=[)”\"'.,:;]|$| (?:because|since|as|-|–)\b)"
)
VERDICT = re.compile(
    r"(?<![A-Za-z] )(?<![\w'’])[(“\"']?"
    + LETTERS
    + r"[)”\"']?,? (?:is|are|would be|was) (?:also |both |all |therefore )?"
    r"(?:the |a |an )?(not (?:the )?(?:correct|right)|incorrect|wrong|false|not true|correct|right|true)\b"
)
NAMED_VERDICT = re.compile(
    r"\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?|OPTIONS?) [(“\"']?" + LETTERS
    + r"[)”\"']?,? (?:is|are|would be|was) (?:also |both |all |therefore )?"
    r"(?:the |a |an )?(not (?:the )?(?:correct|right)|incorrect|wrong|false|not true|correct|right|true)\b"
)  # fmt: skip
TEXT_RIGHT = re.compile(
    r"^(?:is|are)(?: also)?(?: the| a)? (?:correct|right)(?: (?:answer|option|choice))?\b(?! (?:to|for|that)\b)"
)
TEXT_WRONG = re.compile(
    r"^(?:is|are)(?: also)?(?: the| an| a)? (?:incorrect|wrong|not (?:the |a )?(?:correct|right))\b"
)
BEFORE_RIGHT = re.compile(r"(?:correct|right) (?:answer|option|choice)s? (?:is|are)(?: the)?$")
SAYS_RIGHT = re.compile(r"^\W*(?:correct|right|yes|that's right|well done|exactly)\b(?!-)", re.IGNORECASE)
SAYS_WRONG = re.compile(r"^\W*(?:incorrect|wrong|no|not correct|false|sorry)\b(?![- ]one)", re.IGNORECASE)
SHORTEST_TEXT = 4
BY_LETTER = "the explanation judges options by letter; it is the one at fault if the options were shuffled later"
BY_TEXT = "the explanation names an option by its words"


def against_key(question: FoundQuestion) -> Iterator[Finding]:
    if question.has_sound_key and not question.true_false:
        said = next(_by_letter(question), None) or next(_by_text(question), None) or next(_by_feedback(question), None)
        if said:
            sure, reason, proof = said
            yield Finding(FindingKind.EXPLANATION, sure, reason, proof, places((question,)))


def _by_letter(question: FoundQuestion) -> Iterator[tuple[Certainty, str, str]]:
    text = question.explanation[:LONGEST]
    keys = {option.letter for option in question.keys}
    for found in IS_ANSWER.finditer(text):
        letters = set(leading_letters(found.group(1) or found.group(2))[0])
        if letters and letters <= question.by_letter.keys() and not letters <= keys:
            yield Certainty.CERTAIN, "both are in so many words", _proof(question, _sentence(text, found))
    for pattern in (NAMED_VERDICT, VERDICT):
        for found in pattern.finditer(text):
            letters = set(leading_letters(found.group(1))[0]) & question.by_letter.keys()
            right = found.group(2) in ("correct", "right", "true")
            if letters and (letters - keys if right else letters & keys):
                yield Certainty.CERTAIN, BY_LETTER, _proof(question, _sentence(text, found))


def _by_text(question: FoundQuestion) -> Iterator[tuple[Certainty, str, str]]:
    explanation = normal(question.explanation[:LONGEST])
    if not explanation:
        return
    keys = set(question.keys)
    for option, start, end in _mentions(question, explanation):
        behind, before = explanation[end : end + 60].lstrip(), explanation[max(0, start - 60) : start].rstrip()
        said = explanation[max(0, start - 40) : end + 40]
        says_wrong = TEXT_WRONG.match(behind)
        says_right = TEXT_RIGHT.match(behind) or BEFORE_RIGHT.search(before)
        if says_wrong if option in keys else says_right:
            yield Certainty.LIKELY, BY_TEXT, _proof(question, said)


def _mentions(question: FoundQuestion, explanation: str) -> Iterator[tuple[FoundOption, int, int]]:
    padded = f" {explanation} "
    taken: set[int] = set()
    for option in sorted(question.options, key=lambda option: -len(option.normal)):
        name, start = f" {option.normal} ", -1
        if len(option.normal) < SHORTEST_TEXT:
            continue
        for _ in range(MOST_SAID):
            start = padded.find(name, start + 1)
            if start < 0:
                break
            if taken.isdisjoint(range(start, start + len(name) - 2)):
                yield option, start, start + len(option.normal)
            taken.update(range(start, start + len(name) - 2))


def _by_feedback(question: FoundQuestion) -> Iterator[tuple[Certainty, str, str]]:
    for option in question.options:
        is_key = option in question.keys
        if (SAYS_WRONG if is_key else SAYS_RIGHT).match(option.feedback):
            said = f"the feedback on {option.letter} begins “{clipped(option.feedback)}”"
            role = "is the key" if is_key else "is not the key"
            yield Certainty.LIKELY, "feedback that begins so judges the option", f"Option {option} {role}, but {said}."


def _sentence(text: str, found: re.Match[str]) -> str:
    start = max(text.rfind(".", 0, found.start()), text.rfind("\n", 0, found.start())) + 1
    return text[start : found.end() + 60]


def _proof(question: FoundQuestion, said: str) -> str:
    return f"The key is {question.key_words}, and its explanation says “{clipped(said)}”."
