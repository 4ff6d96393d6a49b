"""The words of a question taken apart: who is mentioned, which services, and which task is asked about."""

import re

from exchange.audit.clauses import OwnerClaim, claims_in
from exchange.audit.owner_names import MODEL, marked
from exchange.audit.questions import FoundQuestion
from exchange.audit.stem_patterns import WHO_ASKED, last_sentence, sentences
from exchange.audit.vocabulary import GENERIC, Vocabulary
from exchange.audit.words import normal

STRANGER = ("a service without facts",)  # only what holds on every service holds there
TOOL = re.compile(
    r"\b(?:AWS|Amazon) (?P<name>(?!(?:NOT|MUST|ONLY|IS|AND|OR|CAN|DOES|HAS|ARE"
    r"|WILL)\b)[A-Z][A-Za-z]+(?: [A-Z][a-z]+)*)"
)
MOVED = re.compile(
    r"\bfrom (?P<here>(?:(?!\bfrom\b)[^.?]){1,120}?) (?:to|into|onto) (?P<there>(?:(?!\bfrom\b)[^.?]){1,120})"
)


class StemWords:
    def __init__(self, vocabulary: Vocabulary):
        self.vocabulary = vocabulary

    def _said(self, text: str) -> str:
        """Return the words with parties marked and without services."""
        without_tools = TOOL.sub(
            lambda found: found.group() if self._is_known(found.group("name")) else "a tool", text
        )
        return marked(self.vocabulary.services_in(without_tools)[1])

    def _is_known(self, name: str) -> bool:
        first = normal(name).split()[0]
        return first in GENERIC or first in self.vocabulary.name_words

    def _services_of(self, text: str) -> tuple[str, ...]:
        return tuple(self.vocabulary.services_in(text)[0])

    def _context(self, question: FoundQuestion) -> tuple[str, ...]:
        """Return the services that the question is about: those of its last sentence, or else of the whole stem."""
        for moved in MOVED.finditer(question.stem):
            if self._services_of(moved.group("here")) and (there := self._services_of(moved.group("there"))):
                return there
        named = self._services_of(last_sentence(question.stem)) or self._services_of(question.stem)
        return named or (STRANGER if self.vocabulary.names_a_stranger(question.stem) else ())

    def _story(self, question: FoundQuestion) -> str:
        return _without_who(" ".join(self.vocabulary.services_in(part)[1] for part in sentences(question.stem)[-2:]))

    def _task_asked(self, question: FoundQuestion) -> str:
        """Return the last sentence, or with what stands before it if it names no task, as in "Who does this?"."""
        parts = sentences(question.stem)
        asked = MODEL.sub(" ", self.vocabulary.services_in(last_sentence(question.stem))[1])
        if not WHO_ASKED.search(asked):
            asked = next(
                (said for part in parts if WHO_ASKED.search(said := self.vocabulary.services_in(part)[1])), asked
            )
            asked = re.sub(r"^.*?\bwho ", "who ", asked)
        if len(self.vocabulary.phrase(_without_who(asked))) >= 2:
            return _without_who(asked)
        return " ".join(_without_who(self.vocabulary.services_in(part)[1]) for part in parts[-3:])

    def _said_with_stops(self, text: str) -> str:
        """Return the marked words with the commas and colons between them."""
        return " , ".join(self._said(part) for part in re.split(r"[,;:]", text) if part.strip())

    def _claims_in(self, text: str) -> list[OwnerClaim]:
        return claims_in(self._said_with_stops(text))


def _without_who(said: str) -> str:
    return re.sub(
        r"\b(?:who|whose|whom|which party|responsible|responsibility|responsibilities|accountable|has to"
        r"|have to|must|should|will|task|job|duty|it|this|that|these|them|each|case|both|in)\b",
        " ",
        said,
    )
