"""The words of a question taken apart: who is mentioned, which services, and which task is asked about."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from exchange.audit.clauses import OwnerClaim, claims_in
from exchange.audit.owner_names import (
    AWS,
    BOTH,
    CLIENT,
    CUSTOMER,
    MODEL,
    OUTSIDE,
    PEOPLE,
    marked,
    owner_named,
)
from exchange.audit.questions import FoundQuestion
from exchange.audit.stem_patterns import WHO_ASKED, last_sentence, sentences
from exchange.audit.vocabulary import GENERIC, Vocabulary, terms
from exchange.audit.words import normal
from matrix.models import Owner

STRANGER = ("a service without facts",)  # only what holds on every service holds there
TOOL = re.compile(
    r"\b(?:AWS|Amazon) (?P<name>(?!(?:NOT|MUST|ONLY|IS|AND|OR|CAN|DOES|HAS|ARE"
    r"|WILL)\b)[A-Z][A-Za-z]+(?: [A-Z][a-z]+)*)"
)
MOVED = re.compile(
    r"\b(?:from|swaps?|swapped|replaces?|replaced|exchanges?|trades?) (?P<here>(?:(?!\bfrom\b)[^.?]){1,120}?)"
    r" (?:to|into|onto|for|with|by) (?P<there>(?:(?!\bfrom\b)[^.?]){1,120})"
)
MOVES_TO = re.compile(
    r"\b(?:switch|mov|migrat|chang)(?:e|es|ed|ing)? (?:over )?(?:to|into|onto) (?P<there>[^.?]{1,80})"
)
CALLED = "the customer"
# What organizations and people do, and machines do not.
ACTS = (
    r"(?:(?:also|now|still|has|have|just|recently) )*(?:uses?|used|runs|ran|hosts|hosted|moves|moved|migrates|migrated"
    r"|deploys|deployed|stores|stored|keeps|kept|plans|planned|wants|wanted|asks|asked|says|learns|learned|discovers"
    r"|discovered|decides|decided|considers|compares|buys|bought|rents|rented|hires|hired|launches|launched|builds|built"
    r"|develops|developed|rewrites|installs|installed|connects|connected|outsources|adopts|adopted|creates|created|opens"
    r"|opened|sells|trains|assumes|believes|encrypts|puts|lets|operates|processes|collects|chooses|chose|orders|ordered"
    r"|replaces|replaced|needs|finds|found|has to|is \w+ing|is (?:hit|told)|was (?:hit|told))"
)
WORD = (
    r"(?!(?:is|are|was|were|has|had|that|which|who|of|in|on|with|for|from|you|we|it|never|not|always|also|now|still|only"
    r"|often|cannot|can|may|will|would|must|should|does)\b)[\w-]+"
)
SUBJECT = re.compile(
    rf"^(?:(?:An?|The|One|This|Our) (?P<noun>(?:{WORD} ){{0,3}}?{WORD})"
    rf"|(?P<name>[A-Z][\w-]+(?: (?:&|of|and|[A-Z])[\w-]*){{0,4}}))"
    rf"(?:'s \w+(?: \w+){{0,2}})?(?:, (?:an?|the) [\w -]+,)? "
    rf"(?:(?P<acts>{ACTS}\b)|\w+(?:s|ed)\b|lost\b|puts?\b|lets?\b|is\b|has\b|got\b)"
)
NO_NAME = re.compile(
    r"^(?:Which|What|Who|Whose|Whom|How|When|Where|Why|If|In|On|At|For|AWS|Amazon|It|He|She|They|We|You|I|Each|Every|All|Both"
    r"|Nobody|Someone|Somebody|Everyone|Two|Three|These|Those|Users?|Customers?|Security|Data|Cloud)\b"
)
OF_A_SERVICE = re.compile(rf"(?:the |an? )?(?:service )?(?!owner|account|group){PEOPLE}\b")
OUTSIDER = re.compile(
    rf"(?:the |an? |some |our |its )?(?:(?!aws|cloud|hosting|service|infrastructure)\w+(?:'s)? ){{0,2}}"
    rf"(?P<who>{OUTSIDE})\b(?!'s)"
)
KNOWN_ROLE = re.compile(rf"^(?!.* group$)(?:.* )?(?:{CLIENT}|{PEOPLE})$")


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

    def is_tool(self, text: str) -> bool:
        """Return whether a text is, up to its first comma, the name of something that AWS offers."""
        found = TOOL.fullmatch(text.partition(",")[0].strip())
        return found is not None and not self._is_known(found.group("name"))

    def _services_of(self, text: str) -> tuple[str, ...]:
        return tuple(self.vocabulary.services_in(text)[0])

    def _context(self, question: FoundQuestion) -> tuple[str, ...]:
        """Return the services that the question is about: those of its last sentence, or else of the whole stem."""
        for moved in MOVED.finditer(question.stem):
            if self._services_of(moved.group("here")) and (there := self._services_of(moved.group("there"))):
                return there
        for moved in MOVES_TO.finditer(question.stem):
            if there := self._services_of(moved.group("there")):
                return there
        asked = last_sentence(question.stem)
        named = self._services_of(asked) or self._services_of(question.stem)
        named = named or self.vocabulary.family_in(asked) or self.vocabulary.family_in(question.stem)
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
        if self.vocabulary.names_a_thing(_without_who(asked)):
            return _without_who(asked)
        return " ".join(_without_who(self.vocabulary.services_in(part)[1]) for part in parts[-3:])

    def _said_with_stops(self, text: str) -> str:
        """Return the marked words with the commas and colons between them."""
        return " , ".join(self._said(part) for part in re.split(r"[,;:]", text) if part.strip())

    def _owner_named(self, text: str) -> Owner | None:
        """Return the party that a text names; the people of a service are AWS's."""
        services, rest = self.vocabulary.services_in(text)
        return Owner.AWS if services and OF_A_SERVICE.match(rest) else owner_named(text)

    def _is_outside(self, text: str, owner: Owner | None, stem: str) -> bool:
        found = OUTSIDER.match(normal(text))
        if found and found.group("who") not in normal(stem):
            return True
        return not owner and not {AWS, CUSTOMER, BOTH} & set(self._said(text).split())

    def _claims_in(self, text: str) -> list[OwnerClaim]:
        return claims_in(self._said_with_stops(text))


def _without_who(said: str) -> str:
    return re.sub(
        r"\b(?:who|whose|whom|which party|responsible|responsibility|responsibilities|accountable|has to"
        r"|have to|must|should|will|task|job|duty|area|falls?|bears?|lies?|it|this|that|these|them|each|case|both)\b",
        " ",
        said,
    )


def told(question: FoundQuestion, things: Collection[str]) -> FoundQuestion:
    """Return the question with the subject of its story called the customer, unless it is one of `things`."""
    names = "|".join(_names_of(question, things))
    if not names:
        return question
    pattern = re.compile(rf"\b(?:{names})\b")
    return replace(
        question,
        stem=pattern.sub(CALLED, question.stem),
        options=tuple(replace(option, text=pattern.sub(CALLED, option.text)) for option in question.options),
    )


def _names_of(question: FoundQuestion, things: Collection[str]) -> Iterator[str]:
    """Yield patterns of what the subject of the first sentence is called."""
    found = SUBJECT.match(next(iter(sentences(question.stem)), "").replace("’", "'"))
    if found and (name := found.group("name")):
        if (
            found.group("acts")
            and not NO_NAME.match(name)
            and not OUTSIDER.search(name.lower())
            and not set(terms(name)) <= set(things)
        ):
            yield re.escape(name)
            if " " in name and len(first := name.split()[0]) > 3:
                yield re.escape(first)
    elif found and not OUTSIDER.search(noun := found.group("noun")) and not KNOWN_ROLE.match(noun):
        *before, head = noun.split()
        later = " ".join([question.stem[found.end() :], *(option.text for option in question.options)]).lower()
        if not set(terms(head)) & set(things) and (found.group("acts") or f"the {head.lower()}" in later):
            adjectives = "".join(rf"(?:{re.escape(word)} )?" for word in before)
            yield rf"(?:[Tt]he|[Aa]n?|[Tt]his|[Oo]ne) {adjectives}{re.escape(head)}"
