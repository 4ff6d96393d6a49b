"""The words of the facts: which service, layer, task or control a phrase of a foreign question means.

Names of services, tasks of duties and the layers of each word come from the facts. Only facts of language are listed
here, such as that an OS is an operating system.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from exchange.audit.wordings import wordings
from exchange.audit.words import STOP, listed, normal, plain, stemmed, words
from matrix.facts import Facts, made_once
from matrix.models import Control, Service

PREFIXES = ("Amazon ", "AWS ")
QUALIFIERS = re.compile(r" (?:on|with|for|or) ")
SAME = {
    "update": "patch", "updates": "patch", "updating": "patch", "fixing": "patch", "upkeep": "maintain",
    "secure": "guard", "securing": "guard", "protect": "guard", "protecting": "guard", "protection": "guard",
    "safeguard": "guard", "operate": "run", "operating": "run", "operation": "run", "dispose": "destroy",
    "disposing": "destroy", "disposal": "destroy", "decommissioning": "destroy", "enable": "turn",
    "enabling": "turn", "activate": "turn", "activating": "turn", "select": "choose", "selecting": "choose",
    "manage": "maintain", "managing": "maintain", "management": "maintain", "maintenance": "maintain",
    "write": "configure", "writing": "configure", "define": "configure", "defining": "configure",
    "set": "configure", "setting": "configure",
    "bug": "flaw", "bugs": "flaw", "hole": "flaw", "vulnerability": "flaw", "vulnerabilities": "flaw",
    "app": "application", "apps": "application", "mfa": "mfa", "datacenter": "datacenter", "datacenters": "datacenter",
}  # fmt: skip
TOGETHER = (
    (re.compile(r"\bsecurity of the cloud\b"), "securityofcloud"),
    (re.compile(r"\bsecurity in the cloud\b"), "securityincloud"),
    (re.compile(r"\boperating systems?\b|\bos's?\b"), "os"),
    (re.compile(r"\bguest oses\b"), "guest os"),
    (re.compile(r"\bdata cent(?:er|re)s?\b"), "datacenter"),
    (re.compile(r"\bsecurity groups?\b"), "securitygroup"),
    (re.compile(r"\bmulti factor authentication\b"), "mfa"),
    (re.compile(r"\bnetwork access control lists?\b"), "network acl"),
)
# Words of the question itself, which say nothing about the task.
FORM = frozenset(
    stemmed(word)
    for word in listed("""
        responsible responsibility responsibilities accountable shared share model aws amazon customer customers user
        users company companies client clients organization task tasks duty duties following service services
        according under party true false statement correct must should cloud using use used ensure ensuring perform
        performing handle always web same security require requires required need needs apply applying regular
        regularly latest proper properly appropriate new own instance instances side asset assets sure
    """)
)
GENERIC = listed("""
    cloud shared account accounts region regions availability global management console infrastructure customer
    customers services service resources resource support api apis and or is are data responsibility security root
    environment web marketplace side team s
""")
# Words of everyday English, which name a service only after "AWS".
ORDINARY = {"Organizations", "Config", "Glue"}
NAMED = re.compile(r"\b(?:Amazon|AWS) ([A-Z][A-Za-z0-9]+)")


@lru_cache(maxsize=50_000)
def terms(text: str) -> tuple[str, ...]:
    said = normal(text)
    for pattern, word in TOGETHER:
        said = pattern.sub(word, said)
    return tuple(stemmed(SAME.get(word, word)) for word in said.split() if word not in STOP)


@made_once
def vocabulary_of(facts: Facts) -> "Vocabulary":
    return Vocabulary(facts)


class Vocabulary:
    def __init__(self, facts: Facts):
        self.facts = facts
        self.services_in = lru_cache(maxsize=10_000)(self._services_in)

    @cached_property
    def names(self) -> dict[tuple[str, ...], frozenset[str]]:
        """A name that several services share, such as EKS, names all of them."""
        exact: dict[tuple[str, ...], set[str]] = defaultdict(set)
        wide: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for service in self.facts.services.values():
            for name in _names_of(service):
                exact[tuple(words(name))].add(service.slug)
                base = tuple(words(QUALIFIERS.split(name)[0]))
                wide[base].add(service.slug)
        for wording in wordings():
            for slug in wording.services:
                for name in wording.words:
                    if not name.islower():
                        exact[tuple(words(name))].add(slug)
        for base, slugs in wide.items():
            for longer, others in exact.items():
                if base not in exact and longer[: len(base)] == base:
                    slugs |= others
        return {name: frozenset(slugs) for name, slugs in {**wide, **exact}.items() if name}

    @cached_property
    def _families(self) -> dict[str, tuple[str, ...]]:
        """What common nouns mean: "managed database", but no name."""
        return {
            normal(name): tuple(
                slug
                for slug, service in self.facts.services.items()
                if slug in wording.services or service.service_type.slug in wording.kinds
            )
            for wording in wordings()
            if wording.services or wording.kinds
            for name in wording.words
            if name.islower()
        }

    @cached_property
    def _any_family(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(sorted(self._families, key=len, reverse=True)) or '(?!)'})\b")

    def with_families_named(self, text: str) -> str:
        """Return a text with the services in place of such nouns as mean one or two."""
        return re.sub(self._any_family.pattern, self._named_by, plain(text), flags=re.IGNORECASE)

    def _named_by(self, found: re.Match[str]) -> str:
        slugs = self._families[normal(found.group())]
        return " ".join(self.facts.services[slug].short_name for slug in slugs) if len(slugs) <= 2 else found.group()

    def family_in(self, text: str) -> tuple[str, ...]:
        """Return the services of the kind that a text names by a common noun, if it is one kind."""
        found = {self._families[name] for name in self._any_family.findall(plain(text).lower())}
        return found.pop() if len(found) == 1 else ()

    @cached_property
    def name_words(self) -> frozenset[str]:
        return frozenset(word for name in self.names for word in name) - STOP - GENERIC

    @cached_property
    def _longest_names(self) -> dict[str, int]:
        """How many words names have at most, by their first word."""
        longest: dict[str, int] = {}
        for first, *others in self.names:
            longest[first] = max(longest.get(first, 0), 1 + len(others))
        return longest

    def _services_in(self, text: str) -> tuple[list[str], str]:
        whole = words(text)
        said = [word.removesuffix("'s") for word in whole]
        found: set[str] = set()
        rest: list[str] = []
        start = 0
        while start < len(said):
            for length in range(min(self._longest_names.get(said[start], 0), len(said) - start), 0, -1):
                slugs = self.names.get(tuple(said[start : start + length]))
                if slugs:
                    found |= slugs
                    if rest and rest[-1] in ("amazon", "aws"):
                        rest.pop()  # "Amazon EBS": only the short name is known
                    start += length
                    break
            else:
                rest.append(whole[start])
                start += 1
        return sorted(found), " ".join(rest)

    def names_a_stranger(self, text: str) -> bool:
        known = self.name_words
        return any(
            name.lower() not in known and name.lower() not in GENERIC for name in NAMED.findall(text) if len(name) > 1
        )

    @cached_property
    def _weights(self) -> dict[str, float]:
        tasks = {duty.task: frozenset(terms(duty.task)) for duty in self.facts.duties.values()}
        counted = Counter(term for said in tasks.values() for term in said)
        return {term: math.log(1 + len(tasks) / times) for term, times in counted.items()}

    @cached_property
    def things(self) -> frozenset[str]:
        """The terms of what the facts speak about, and so of no actor."""
        return frozenset(self._weights) | frozenset(stemmed(word) for word in self.name_words)

    @cached_property
    def _unknown(self) -> float:
        return max(self._weights.values(), default=1.0)

    def weight(self, said: Iterable[str]) -> float:
        return sum(self._weights.get(term, self._unknown) for term in said)

    @cached_property
    def verbs(self) -> frozenset[str]:
        return frozenset(verb for duty in self.facts.duties.values() for verb in verbs_of(duty.task))

    def phrase(self, text: str) -> frozenset[str]:
        return frozenset(terms(text)) - FORM

    def names_a_thing(self, text: str) -> bool:
        """Return whether a phrase has a word of the facts or wordings that is no verb: "Who installs it?" has none."""
        said = self.phrase(text)
        return len(said) > 1 and bool(said & self._nouns)

    @cached_property
    def _nouns(self) -> frozenset[str]:
        reworded = {term for wording in wordings() for text in wording.words for term in terms(text)}
        return (self.things | reworded) - self.verbs

    def objects(self, phrase: frozenset[str]) -> frozenset[str]:
        return phrase - self.verbs or phrase

    def control_named(self, text: str) -> Control | None:
        said = self.objects(self.phrase(text))
        for control in self.facts.controls.values():
            parts = [control.name, *re.split(r" and | or ", control.name)]
            if any(said == self.objects(self.phrase(part)) and len(part.split()) > 1 for part in parts):
                return control
        return None

    def control_within(self, text: str) -> str | None:
        """Return the name of the one control that a longer text names."""
        said = f" {normal(text)} "
        found = [control.name for control in self.facts.controls.values() if f" {normal(control.name)} " in said]
        return found[0] if len(found) == 1 else None


def _names_of(service: Service) -> set[str]:
    full = {name for name in (service.name, *re.split(r" ?[()]", service.name)) if name}
    brief = {name.removeprefix(prefix) for name in full for prefix in PREFIXES}
    return {service.short_name, *full, *brief} - ORDINARY


@lru_cache(maxsize=10_000)
def verbs_of(task: str) -> frozenset[str]:
    said = words(task)
    verbs = said[:1] + (said[2:3] if said[1:2] in (["and"], ["or"]) else [])
    return frozenset(stemmed(SAME.get(verb, verb)) for verb in verbs)
