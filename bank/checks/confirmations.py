"""Distractors that are false of the cell they were meant for, but true of another one that the question may mean.

A distractor claims that an owner has a duty or a cell. Its text seldom names the service; the stem does. So each claim
is compared with every service that the stem names, and with variants that its own text does not exclude.
"""

import re
from collections.abc import Collection, Iterator

from bank.checks.snapshot import SnapshotOption, SnapshotQuestion
from bank.words import content_words
from matrix.facts import Facts
from matrix.models import Owner, Service, Side

NEARLY_ALL = 0.8
OWNERS = {Owner.AWS: "AWS", Owner.CUSTOMER: "the customer", Owner.SHARED: "both sides"}


class Reader:
    def __init__(self, facts: Facts, names: dict[str, set[str]]):
        self.facts = facts
        self.variants: dict[str, list[Service]] = {}
        for service in facts.services.values():
            if service.variant_of:
                self.variants.setdefault(service.variant_of.slug, []).append(service)
        self.names = names
        by_name = {name: slug for slug, own in names.items() for name in own}
        longest_first = sorted(by_name, key=len, reverse=True)
        self._name = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
        self._slug_of = by_name

    def named(self, text: str) -> list[str]:
        return list(dict.fromkeys(self._slug_of[found] for found in self._name.findall(text)))

    def defensible(self, item: SnapshotQuestion) -> Iterator[str]:
        about = self.named(item.stem)
        for option in item.options:
            if option.expected:
                yield from self._both_sides(option, about)
            elif not option.is_key:
                yield from self._true_elsewhere(option, about)

    def _true_elsewhere(self, option: SnapshotOption, about: list[str]) -> Iterator[str]:
        meant = {subject.partition(":")[2] for subject, _ in option.claims}
        others = [
            self._other_reading(claim, option.text, about, meant) for claim in option.claims if not self._holds(*claim)
        ]
        if others and all(others):
            yield f"the distractor “{option.text}” is true as well: {others[0]}"

    def _both_sides(self, row: SnapshotOption, about: list[str]) -> Iterator[str]:
        other = Side.CUSTOMER if row.expected == Side.AWS else Side.AWS
        for subject, _ in row.claims:
            kind, _, path = subject.partition(":")
            for same in self._same_tasks(path, row.text, other, about) if kind == "duty" else ():
                yield f"the row “{row.text}” belongs to both sides: {same} is a task of {OWNERS[Owner(other)]}"

    def _holds(self, subject: str, owner: str) -> bool:
        kind, _, path = subject.partition(":")
        if kind == "duty":
            return path in self.facts.duties and self.facts.duty(path).owner == owner
        return path in self.facts.cells_by_path and self.facts.cell(path).ownership.answer == owner

    def _other_reading(self, claim: tuple[str, str], text: str, about: list[str], meant: Collection[str]) -> str:
        subject, owner = claim
        kind, _, path = subject.partition(":")
        if kind == "duty" and not _names_an_owner(text):
            same = next(self._same_tasks(path, text, owner, about, meant), None)
            return f"{same} is a task of {OWNERS[Owner(owner)]}" if same else ""
        variant = next(self._unexcluded(path, text, owner), None) if kind == "cell" else None
        if variant is None:
            return ""
        return f"it could mean {variant.name}, where {OWNERS[Owner(owner)]} owns the layer; say which one is meant"

    def _same_tasks(
        self, path: str, text: str, owner: str, about: list[str], meant: Collection[str] = ()
    ) -> Iterator[str]:
        """Yield tasks of the owner in the same words, except those that the option speaks of itself."""
        for slug in dict.fromkeys([*about, path.partition("/")[0]]):
            for layer in self.facts.layers:
                for duty in self.facts.cells[slug, layer].duties_of(owner) if slug in self.facts.services else []:
                    if duty.path != path and duty.path not in meant and alike(text, duty.task):
                        yield f"“{duty.task}” ({duty.path})"

    def _unexcluded(self, path: str, text: str, owner: str) -> Iterator[Service]:
        slug, _, layer = path.partition("/")
        if slug not in self.facts.services or text not in self.names.get(slug, ()):
            return
        for variant in self.variants.get(slug, []):
            if self.facts.cells[variant.slug, layer].ownership.answer == owner:
                yield variant


def _names_an_owner(text: str) -> bool:
    return bool(re.match(r"(?:AWS|The customer)\b", text))


def alike(one: str, other: str) -> bool:
    first, second = content_words(one), content_words(other)
    shared = len(first & second)
    if shared and shared / len(first | second) >= NEARLY_ALL:
        return True
    return one.split()[:1] == other.split()[:1] and len(first) >= 3 and first <= second
