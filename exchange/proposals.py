"""Proposes what an imported question tests, from its words, the facts, the lessons and the questions that are here."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import F

from bank.content import Content, why_never_asked
from bank.models import Form, Item, ItemVersion, Misconception, Option, Skill, TestedCell
from bank.section_rules import section_about
from exchange.audit.owner_names import owner_named
from exchange.audit.vocabulary import FORM, terms, vocabulary_of
from exchange.audit.words import clipped
from exchange.word_index import WordIndex
from lessons.mentions import plain_sections
from lessons.models import Lesson
from matrix.facts import Facts
from matrix.models import Duty, Owner, Responsibility

CELLS, SKILL, SECTION, MISCONCEPTION = "cells", "skill", "section", "misconception"
MOST_VOTES = 60  # questions and tasks that vote about a question
LEAD = 2.5  # how many times the votes of the runner-up make a proposal sure
NAMED = 2.0  # a vote about the service that the question names, compared with one about another service
KNOWN = 0.4  # the cosine from which a question that names no service is about the facts
LIKE_ENOUGH = 0.3  # the cosine from which a misconception is proposed

# In how many of ten cases such proposals were right for our own questions: tests/exchange/test_proposals.py.
SURE, LIKELY, OPEN, GUESSED = 9, 7, 5, 4


@dataclass(frozen=True)
class Proposal:
    """`why` is a clause. `option` is the key of the option whose misconception it is.

    `tenths` is in how many of ten cases such a proposal is right.
    """

    field: str
    value: str
    tenths: int
    why: str
    option: str = ""


@dataclass(frozen=True)
class KnownSection:
    path: str
    title: str
    text: str
    cells: frozenset[str]


@dataclass(frozen=True)
class KnownTexts:
    """Texts with known meaning, which a foreign question is compared with."""

    questions: list[Content]
    sections: list[KnownSection]
    misconceptions: dict[str, str]  # by slug: name and cure


def known_texts() -> KnownTexts:
    sections = [
        KnownSection(f"{lesson.slug}#{anchor}", title, text, cells.get(anchor, frozenset()))
        for lesson in Lesson.objects.published().about_matrix().only("slug", "body", "sections")
        for cells in [{section["anchor"]: frozenset(section["cells"]) for section in lesson.sections}]
        for anchor, title, text in plain_sections(lesson.body)
    ]
    misconceptions = {each.slug: f"{each.name} {each.cure}" for each in Misconception.objects.all()}
    return KnownTexts(list(_published_questions()), sections, misconceptions)


def _published_questions() -> Iterator[Content]:
    """Yield what is compared of all published questions, much quicker than `content_of` reads them whole."""
    published = Item.objects.of_bank().about_matrix().exclude(published=None).values("published")
    options: dict[int, list[Content]] = defaultdict(list)
    cells: dict[int, list[str]] = defaultdict(list)
    names = "text", "is_key", "expected", "rationale", "misconception"
    for option in Option.objects.filter(version__in=published).order_by("position").values("version", *names):
        options[option["version"]].append(option)
    tested = TestedCell.objects.filter(version__in=published).order_by("position")
    for version, service, layer in tested.values_list("version", "cell__service__slug", "cell__layer__slug"):
        cells[version].append(f"{service}/{layer}")
    versions = ItemVersion.objects.filter(pk__in=published).order_by("item__slug")
    for read in versions.values("pk", "stem", skill=F("item__skill"), section=F("item__section")):
        yield {**read, "cells": cells[read["pk"]], "options": options[read["pk"]]}


@dataclass(frozen=True)
class QuestionWords:
    stem: tuple[str, ...]
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    services: frozenset[str]
    names: tuple[str, ...]  # those of the services among them

    @property
    def weighted(self) -> tuple[str, ...]:
        return self.stem * 2 + self.right * 3 + self.wrong


class Proposer:
    def __init__(self, facts: Facts, known: KnownTexts):
        self.facts = facts
        self.known = known
        self.vocabulary = vocabulary_of(facts)
        tasks = [(duty, self._without_services(duty.task)) for duty in facts.duties.values()]
        read = [(question, self._words(question)) for question in known.questions]
        self.about: WordIndex[Content | Duty] = WordIndex(
            [*((question, words.weighted) for question, words in read), *tasks]
        )
        self.taught = WordIndex((section, terms(f"{section.title} {section.text}")) for section in known.sections)
        self.ideas = WordIndex(self._words_of_ideas().items())

    def proposals(self, content: Content) -> Iterator[Proposal]:
        """Yield proposals for the fields that the content leaves empty."""
        words = self._words(content)
        near = self.about.nearest(words.weighted, MOST_VOTES)
        if not words.services and near and near[0][0] < KNOWN:
            return  # it is about something else
        told = [self.facts.cells[*path.split("/")] for path in content["cells"] if self._is_cell(path)][:1]
        by_words = None if told else self._cell(words, near)
        cell = told[0] if told else by_words and by_words[0]
        if by_words:
            yield by_words[1]
        if not content["skill"] and (skill := self._skill(content, near)):
            yield skill
        if not content["section"] and (section := self._section(words, near, cell)):
            yield section
        if content["form"] != Form.SORT:
            yield from self._misconceptions(content)

    def _is_cell(self, path: str) -> bool:
        return tuple(path.split("/")) in self.facts.cells

    def _without_services(self, text: str) -> tuple[str, ...]:
        return tuple(term for term in terms(self.vocabulary.services_in(text)[1]) if term not in FORM)

    def _words(self, content: Content) -> QuestionWords:
        right = " . ".join(option["text"] for option in content["options"] if _is_right(option))
        wrong = " . ".join(option["text"] for option in content["options"] if not _is_right(option))
        texts = content["stem"], right, wrong
        services = next((found for text in texts[:2] if (found := self.vocabulary.services_in(text)[0])), [])
        of_stem, of_right, of_wrong = (self._without_services(text) for text in texts)
        names = terms(" ".join(self.facts.services[service].short_name for service in services))
        return QuestionWords(of_stem, of_right, of_wrong, frozenset(services), names)

    def _words_of_ideas(self) -> dict[str, list[str]]:
        found = {slug: list(terms(text)) for slug, text in self.known.misconceptions.items()}
        for question in self.known.questions:
            for option in question["options"]:
                if option["misconception"] in found:
                    found[option["misconception"]] += terms(f"{option['text']} {option['rationale']}")
        return found

    def _cell(
        self, words: QuestionWords, near: list[tuple[float, Content | Duty]]
    ) -> tuple[Responsibility, Proposal] | None:
        votes: dict[tuple[str, str], float] = defaultdict(float)
        because: dict[tuple[str, str], tuple[float, Content | Duty]] = {}
        for like, found in near:
            for vote, place in self._votes(like**3, found, words.services):
                votes[place] += vote
                if place not in because or vote > because[place][0]:
                    because[place] = vote, found
        if not votes:
            return None
        best, lead = _leader(votes)
        cell, named = self.facts.cells[best], best[0] in words.services
        why = f"it is worded like {_named(because[best][1])}"
        if not named:
            return cell, Proposal(CELLS, cell.path, OPEN, why)
        why = f"it names {cell.service.short_name}, and {why}"
        return cell, Proposal(CELLS, cell.path, SURE if lead >= LEAD else LIKELY, why)

    def _votes(
        self, vote: float, found: Content | Duty, services: Collection[str]
    ) -> Iterator[tuple[float, tuple[str, str]]]:
        paths = [found.cell.path] if isinstance(found, Duty) else found["cells"][:3]
        for place, path in enumerate(paths, 1):
            service, layer = path.split("/")
            for named in services or [service]:
                if not why_never_asked(self.facts.cells[named, layer]):
                    yield vote / place * (NAMED if named == service else 1.0), (named, layer)

    def _skill(self, content: Content, near: list[tuple[float, Content | Duty]]) -> Proposal | None:
        if content["form"] == Form.SORT:
            return Proposal(SKILL, Skill.SHARED, SURE, "it sorts tasks of both")
        named = {owner_named(option["text"]) for option in content["options"] if option["is_key"]}
        if len(named) == 1 and (owner := named.pop()):
            return Proposal(SKILL, SKILL_OF[owner], SURE, f"its right answer names {NAMES[owner]}")
        votes: dict[str, float] = defaultdict(float)
        for like, found in near:
            votes[SKILL_OF[Owner(found.owner)] if isinstance(found, Duty) else found["skill"]] += like**2
        if not votes:
            return None
        best, _ = _leader(votes)
        return Proposal(SKILL, best, OPEN, "most questions and tasks with similar words are about this")

    def _section(
        self, words: QuestionWords, near: list[tuple[float, Content | Duty]], cell: Responsibility | None
    ) -> Proposal | None:
        votes: dict[str, float] = defaultdict(float)
        found = self.taught.nearest((*words.weighted, *words.names * 2), 12)
        for like, section in found:
            votes[section.path] += (like / found[0][0]) ** 2
            if cell and cell.path in section.cells:
                votes[section.path] += 0.3
        for like, other in near[:10]:
            if not isinstance(other, Duty) and other["section"]:
                votes[other["section"]] += 2 * like**1.5
        if cell:
            votes[section_about(cell)] += 0.5
        titles = {section.path: section.title for section in self.known.sections}
        votes = {path: vote for path, vote in votes.items() if path in titles}
        if not votes:
            return None
        best, lead = _leader(votes)
        return Proposal(
            SECTION, best, LIKELY if lead >= LEAD else GUESSED, f"“{titles[best]}” has the most words in common"
        )

    def _misconceptions(self, content: Content) -> Iterator[Proposal]:
        for option in content["options"]:
            if not option["is_key"] and not option["misconception"]:
                for like, slug in self.ideas.nearest(terms(f"{option['text']} {option['rationale']}"), 1):
                    why = f"wrong options like “{clipped(option['text'])}” show it"
                    if like >= LIKE_ENOUGH:
                        yield Proposal(MISCONCEPTION, slug, OPEN, why, option["key"])


SKILL_OF = {Owner.AWS: Skill.AWS, Owner.CUSTOMER: Skill.CUSTOMER, Owner.SHARED: Skill.SHARED}
NAMES = {Owner.AWS: "AWS", Owner.CUSTOMER: "the customer", Owner.SHARED: "both"}


def _is_right(option: Content) -> bool:
    return bool(option["is_key"] or option["expected"])


def _leader[Key](votes: dict[Key, float]) -> tuple[Key, float]:
    """Return the first, and how many times the votes of the second it has."""
    (best, most), *others = Counter(votes).most_common(2)
    return best, most / others[0][1] if others else float("inf")


def _named(found: Content | Duty) -> str:
    return f"the task “{found.task}”" if isinstance(found, Duty) else f"the question “{clipped(found['stem'])}”"
