"""What each option of a question says, as claims about who does what on which service.

A question is read in one of a few ways; one that fits none has no readings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from exchange.audit.clauses import ASKED_OF, HELD, NOT, OWNER_OF, STORY, WHERE, OwnerClaim, claims_in
from exchange.audit.control_readings import ControlReader, OptionReading, is_short
from exchange.audit.owner_names import AWS, CUSTOMER, marked, owner_named
from exchange.audit.questions import FoundQuestion
from exchange.audit.stem_patterns import (
    CONTRAST,
    EXTENT,
    FALSITY,
    NEGATION,
    NOT_BUT,
    SHARED,
    SHEDS,
    TAKEN_AWAY,
    UNUSUAL,
    WHO_ASKED,
    WHY_FALSE,
    WORK,
    is_about_responsibility,
    last_sentence,
    owner_asked,
    owner_mentioned,
    owners_said,
    sentences,
)
from exchange.audit.stem_words import told
from exchange.audit.words import listed, normal, stemmed
from matrix.models import Owner

NOT_ASKED = re.compile(
    r"\b(?:not|isn't|never|no longer) (?:\w+ )?(?:responsib|accountab|in charge|required|obliged"
    r"|have to|need)|\bwho (?:does not|doesn't|is not|isn't)\b"
)
TWO_ASKED = re.compile(
    r"\bwho (?:will have|has|have|had) to (?P<one>.+?)(?: and|,) who (?:will have|has|have|had) to (?P<two>.+)$"
)
WHICH_DOES = re.compile(rf"^(?:{AWS}|{CUSTOMER})(?:'s)?(?: does| for)? (?:both|each|all)$")
FIRST_SECOND = re.compile(
    rf"^(?P<one>{AWS}|{CUSTOMER}) (?:does |for )?(?:the )?first (?:and )?(?P<two>{AWS}"
    rf"|{CUSTOMER}) (?:does |for )?(?:the )?second$"
)
INSTEAD = re.compile(r"\b(?:do|does|doing|leaves?|leave|take over) (?:that|this|it|so)\b|\bthat to\b|\bdoes this\b")
ONLY_FIRST = re.compile(r"\b(?:but not of|and not of|not of|but not)\b")
IN_BOTH = re.compile(r"\b(?:both|as well as|in common)\b")
OWED_BY_NOBODY = re.compile(r"\b(?:tasks?|dut(?:y|ies)|jobs?|chores?|responsib\w+|burdens?|work)\b")
SAYS_NOTHING = re.compile(r"^(?:nothing|nobody|none|neither|no one|all of|any of)\b", re.IGNORECASE)
ASKED_WHAT = re.compile(
    r"\bwhat (?:else )?(?:does|should|must|can|will|do|has|have|is|was|could"
    r"|would)\b(?!.*\bresponsib)"
)
PRONOUNS = frozenset(stemmed(word) for word in listed("both each this that done does do it them these"))
VERDICT = re.compile(
    r"(?:(?:it is |it's |that is |that's |this is )?(?:(?P<yes>true|correct|right|yes|yep|yeah|sure|totally"
    r"|accurate|agree)"
    r"|false|incorrect|wrong|no|nope|nah|not true|not correct|untrue|inaccurate|disagree))\b"
)
QUOTED = re.compile(r"[“\"]([^”\"]{12,300})[”\"]")
YES_OR_NO = re.compile(
    rf"(?:does|do|must|should|will|is|are|has|have|can) (?P<who>{AWS}|{CUSTOMER}) "
    rf"(?:{HELD} (?:for|to) )?(?:to )?(?P<task>[a-z].+)$"
)
SIDES = re.compile(r"\bsecurity (?:of|in) the cloud\b")
PAIRED = re.compile(
    r"\b(?:pairs?|match\w*|assign\w*|combination|correctly|statements?|lists?|entr(?:y|ies)|lines?|rows?)\b"
)


class OptionReader(ControlReader):
    def read(self, question: FoundQuestion) -> list[OptionReading]:
        by_letter, asked = question.by_letter, told(question, self.vocabulary.things)
        unnamed = not self._services_of(question.stem) and bool(self.vocabulary.family_in(question.stem))
        if unnamed:
            asked = replace(asked, stem=self.vocabulary.with_families_named(asked.stem))
        return [
            replace(found, option=by_letter[found.option.letter], depends=found.depends or unnamed)
            for found in self._read(asked)
        ]

    def _read(self, question: FoundQuestion) -> list[OptionReading]:
        if question.true_false or _is_true_false(question):
            return self._true_or_false(question)
        for way in (
            self._owners_of_two_tasks, self._pairs, self._extents, self._services, self._owners_of_services,
            self._owners, self._kinds_of_control, self._controls, self._statements, self._tasks,
        ):  # fmt: skip
            found = way(question)
            if found:
                return found
        return []

    def _owners(self, question: FoundQuestion) -> list[OptionReading]:
        named = [(option, self._owner_named(option.text)) for option in question.options]
        owners = [owner for _, owner in named if owner]
        if not owners or (len(owners) > 1 and len(set(owners)) < 2) or not is_about_responsibility(question.stem):
            return []
        asked = self._said(last_sentence(question.stem))
        if not WHO_ASKED.search(asked) and (
            owners_said(SIDES.sub(" ", asked)) or len(owners) < 2 or "statement" in asked
        ):
            return []
        services = self._context(question)
        task = self._task_asked(question)
        odd = bool(NOT_ASKED.search(asked))
        story = self._story(question)
        return [
            OptionReading(
                option,
                (OwnerClaim(owner, task, services, story=story),) if owner else (),
                in_stem=True,
                odd=odd,
                outside=not odd and self._is_outside(option.text, owner, question.stem),
            )
            for option, owner in named
            if task
        ]

    def _owners_of_two_tasks(self, question: FoundQuestion) -> list[OptionReading]:
        found = next((found for part in sentences(question.stem) if (found := TWO_ASKED.search(normal(part)))), None)
        if not found:
            return []
        services = self._context(question)
        tasks = [self.vocabulary.services_in(found.group(name))[1] for name in ("one", "two")]
        readings = []
        for option in question.options:
            owners = self._one_or_two_owners(option.text)
            if owners:
                claims = tuple(OwnerClaim(owner, task, services) for owner, task in zip(owners, tasks, strict=True))
                readings.append(OptionReading(option, claims, in_stem=True))
        return readings

    def _one_or_two_owners(self, text: str) -> tuple[Owner, Owner] | None:
        said = marked(text)
        found = FIRST_SECOND.match(said)
        if found:
            return OWNER_OF[found.group("one")], OWNER_OF[found.group("two")]
        if WHICH_DOES.match(said) or owner_named(text) in (Owner.AWS, Owner.CUSTOMER):
            owner = Owner.AWS if said.startswith(AWS) else Owner.CUSTOMER
            return owner, owner
        return None

    def _owners_of_services(self, question: FoundQuestion) -> list[OptionReading]:
        """Read "AWS for S3, the company for EC2", "AWS for both" and "S3: AWS"."""
        if sum(bool(self._services_of(option.text)) for option in question.options) < 2:
            return []
        task, services = self._task_asked(question), self._services_of(question.stem)
        offered = {service for option in question.options for service in self._services_of(option.text)}
        services = tuple(service for service in services if service in offered) or services
        story = self._story(question) if WHO_ASKED.search(last_sentence(question.stem).lower()) else ""
        odd = bool(FALSITY.search(last_sentence(question.stem).lower()))
        readings = []
        for option in question.options:
            claims = tuple(
                replace(claim, story=story) for claim in self._service_by_service(option.text, task, services)
            )
            if claims:
                readings.append(OptionReading(option, claims, in_stem=True, odd=odd))
        return readings

    def _service_by_service(self, text: str, task: str, services: Sequence[str]) -> tuple[OwnerClaim, ...]:
        if WHICH_DOES.match(marked(text)) and len(services) > 1:
            owner = Owner.AWS if marked(text).startswith(AWS) else Owner.CUSTOMER
            return tuple(OwnerClaim(owner, task, (service,)) for service in services)
        claims = []
        for part in re.split(r",| and (?=the |aws|you)", text):
            before, _, after = part.partition(":") if ":" in part else part.partition(" for ")
            pair = (
                (owner_named(before), self._services_of(after))
                if owner_named(before)
                else (owner_named(after), self._services_of(before))
            )
            if pair[0] and len(pair[1]) == 1:
                claims.append(OwnerClaim(pair[0], task, pair[1]))
            else:
                return ()
        return tuple(claims)

    def _pairs(self, question: FoundQuestion) -> list[OptionReading]:
        """Read "Which is matched correctly?" with "Customer: security groups" as an option."""
        asked = self._said(last_sentence(question.stem))
        if WHO_ASKED.search(asked) or not PAIRED.search(asked):
            return []
        readings = []
        for option in question.options:
            first, mark, second = re.sub(r" (?:[-–—→]|->|=>) ", ": ", option.text, count=1).partition(":")
            owner, task = (owner_named(first), second) if owner_named(first) else (owner_named(second), first)
            services, rest = self.vocabulary.services_in(task)
            if mark and owner and self.vocabulary.phrase(rest):
                readings.append(
                    OptionReading(option, (OwnerClaim(owner, rest, tuple(services) or self._context(question)),))
                )
        odd = bool(FALSITY.search(asked) or NOT.search(asked))
        return [replace(each, odd=odd) for each in readings] if len(readings) > 1 else []

    def _services(self, question: FoundQuestion) -> list[OptionReading]:
        """Read "For which service does AWS patch the operating system?" with services as options."""
        found = [(option, self.vocabulary.services_in(option.text)) for option in question.options]
        named = [
            (option, services)
            for option, (exact, rest) in found
            if (services := tuple(exact) or self.vocabulary.family_in(option.text))
            and len(rest.split()) <= 4
            and "@" not in marked(rest)
        ]
        if len(named) < 2 or len(named) * 2 < len(found):
            return []
        asked = last_sentence(question.stem)
        claims = self._clauses_of(question.stem, asked)
        odd = bool(NEGATION.search(self._said(asked)) and not claims)
        return [
            OptionReading(option, tuple(replace(claim, services=services) for claim in claims), odd=odd)
            for option, services in named
            if claims
        ]

    def _extents(self, question: FoundQuestion) -> list[OptionReading]:
        """Read "With which service does the customer have the MOST work?" with services as options."""
        asked = self._said(last_sentence(question.stem))
        if not (found := EXTENT.search(last_sentence(question.stem).lower())) or not WORK.search(asked):
            return []
        owner = Owner.AWS if AWS in asked and CUSTOMER not in asked else Owner.CUSTOMER
        less = bool(found.group("least")) != bool(TAKEN_AWAY.search(asked))
        readings = [
            OptionReading(option, (OwnerClaim(owner, "", services),), odd=less, by_extent=True)
            for option in question.options
            if (services := self._services_of(option.text))
        ]
        return readings if len(readings) > 1 else []

    def _clauses_of(self, stem: str, asked: str) -> list[OwnerClaim]:
        said = self._said(asked)
        if INSTEAD.search(said):
            owners = owners_said(said) or [owner for mark, owner in OWNER_OF.items() if mark in said]
            before = [claim for part in sentences(stem) if part != asked for claim in self._claims_in(part)]
            if owners or not before:
                return [replace(before[-1], owner=owners[0])] if before and len(owners) == 1 else []
        # "a service where AWS does X and the customer does Y"
        claims: list[OwnerClaim] = []
        if "where" not in said.split() and (asked_of := ASKED_OF.search(said)):
            return [
                OwnerClaim(
                    OWNER_OF[asked_of.group("who")],
                    asked_of.group("task"),
                    true=not NOT.search(asked_of.group("aux") or ""),
                )
            ]
        for text in sentences(stem):
            stops = self._said_with_stops(text)
            if found := WHERE.search(stops):
                claims += claims_in(stops[found.end() :])
            elif stops.startswith("@") and not STORY.match(stops):
                claims += claims_in(stops)
        return claims

    def _statements(self, question: FoundQuestion) -> list[OptionReading]:
        """Read options that are sentences about a party, as "AWS patches the operating system"."""
        asked = last_sentence(question.stem)
        said = self._said(asked)
        if owners_said(said) and not FALSITY.search(said) and "statement" not in said:
            return []
        explains = WHY_FALSE.search(said)
        odd = not explains and bool(FALSITY.search(said) or NEGATION.search(ONLY_FIRST.sub(" ", said)))
        services, task = self._context(question), self._task_asked(question)
        readings = []
        for option in question.options:
            own = self._services_of(option.text)
            claims = [
                replace(claim, services=own or services, task=claim.task if self._has_words(claim.task) else task)
                for claim in self._claims_in(option.text)
            ]
            if claims:
                readings.append(OptionReading(option, tuple(self._over(claims, question.stem)), odd=odd))
        return readings if len(readings) >= 2 or len(readings) == len(question.options) else []

    def _has_words(self, task: str) -> bool:
        return bool(self.vocabulary.phrase(task) - PRONOUNS)

    def _over(self, claims: list[OwnerClaim], stem: str) -> Iterator[OwnerClaim]:
        """Yield the claims for each service that is compared: true of both, or of the first and not the second."""
        asked = last_sentence(stem)
        parts = ONLY_FIRST.split(asked)
        for claim in claims:
            if len(parts) == 2 and (first := self._services_of(parts[0])) and (second := self._services_of(parts[1])):
                yield replace(claim, services=first)
                yield replace(claim, services=second, true=False)
            elif (
                re.search(r"\bonly\b", asked)
                and (mine := self._services_of(asked))
                and len(self._services_of(stem)) == 2
            ):
                others = tuple(service for service in self._services_of(stem) if service not in mine)
                yield replace(claim, services=mine)
                if others:
                    yield replace(claim, services=others, true=False)
            elif len(claim.services) == 2 and IN_BOTH.search(asked):
                yield from (replace(claim, services=(service,)) for service in claim.services)
            else:
                yield claim

    def _tasks(self, question: FoundQuestion) -> list[OptionReading]:
        """Read "Which is the customer's responsibility?" with tasks as options."""
        asked = CONTRAST.sub(" ", NOT_BUT.sub(r"\1", self._said(last_sentence(question.stem))))
        owners = owner_asked(asked)
        if (
            not owners
            and not SHARED.search(asked)
            and (is_short(asked) or not {AWS, CUSTOMER} & set(asked.replace("'s", "").split()))
        ):
            asked = self._said(question.stem)
            owners = owner_asked(asked)
        mentioned = None if owners or SHARED.search(asked) else owner_mentioned(asked)
        if mentioned:
            owners = [mentioned]
        if not owners and SHEDS.search(asked) and OWED_BY_NOBODY.search(asked):
            owners = [Owner.CUSTOMER]
        if SHARED.search(asked):
            owners = [Owner.SHARED]
        if len(owners) != 1:
            return []
        odd = bool(NEGATION.search(asked) or (owners == [Owner.CUSTOMER] and SHEDS.search(asked)))
        services = self._context(question)
        depends = bool(mentioned or ASKED_WHAT.search(asked) or UNUSUAL.search(asked))
        return [
            OptionReading(
                option,
                tuple(
                    self._over(
                        [
                            OwnerClaim(
                                owners[0],
                                self.vocabulary.services_in(option.text)[1],
                                tuple({*self._services_of(option.text), *services}),
                            )
                        ],
                        question.stem,
                    )
                ),
                odd=odd,
                depends=depends,
            )
            for option in question.options
            if not (owner_named(option.text) or SAYS_NOTHING.match(option.text) or self.is_tool(option.text))
        ]

    def _true_or_false(self, question: FoundQuestion) -> list[OptionReading]:
        """Read "True" and "False", and "Wrong, because …" about a sentence that the stem quotes."""
        services = self._context(question)
        claims = [replace(claim, services=services) for claim in self._claims_judged(question.stem)]
        verdicts = [(option, VERDICT.match(option.normal)) for option in question.options] if claims else []
        return [
            OptionReading(
                option,
                tuple(claims),
                in_stem=True,
                odd=not verdict.group("yes"),
                depends=verdict.end() < len(option.normal),
            )
            for option, verdict in verdicts
            if verdict
        ]

    def _claims_judged(self, stem: str) -> list[OwnerClaim]:
        said = [*reversed(QUOTED.findall(stem)), *reversed([_bare(part) for part in sentences(stem)])]
        for text in said:
            asked = self._said(text)
            if found := YES_OR_NO.match(asked):
                return [OwnerClaim(OWNER_OF[found.group("who")], found.group("task"))]
            if claims := self._claims_in(text):
                return claims
        return []


def _is_true_false(question: FoundQuestion) -> bool:
    verdicts = [VERDICT.match(option.normal) for option in question.options]
    return all(verdicts) and len({bool(verdict and verdict.group("yes")) for verdict in verdicts}) == 2


def _bare(text: str) -> str:
    return re.sub(r"^\W*(?:true (?:or|/) false|statement)\W*", "", text, flags=re.IGNORECASE)
