"""The glossary. The first use of a term in each lesson links to its definition.

Each term lists the forms that lessons use. Links are added when a lesson is rendered, so its text stays plain: links
typed by hand are forgotten and repeated. They are no stops of the Tab key, since a lesson has up to 44: the fold at
the end of each section lists its words. A word with everyday meanings has no form and is linked by hand.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lessons.models import Term
from lessons.passages import passage_html, plain, problems_of_passages
from lessons.sections import places
from matrix.facts import Facts
from matrix.registry import Link, Searchable

_tag = re.compile(r"(<[^>]+>)")
_element = re.compile(r"</?([a-z0-9]+)")
CLOSED = {"a", "code", "pre", "h3", "h4", "h5", "h6", "th", "small"}  # no links are added inside these


@lru_cache(maxsize=2)
def _terms(revision: UUID) -> list[Term]:
    return list(Term.objects.all())


def terms(facts: Facts) -> list[Term]:
    return _terms(facts.revision)


@lru_cache(maxsize=2)
def _searchable(revision: UUID) -> list[Searchable]:
    return [
        Searchable("term", term.name, term.get_absolute_url(), plain(term.definition)) for term in _terms(revision)
    ]


def searchable_terms(facts: Facts) -> list[Searchable]:
    return _searchable(facts.revision)


class Linker:
    def __init__(self, terms: Iterable[Term]):
        self.linked: list[Term] = []
        self._waiting = {form.casefold(): term for term in terms for form in term.forms}
        self._pattern = _pattern(tuple(self._waiting))

    def link(self, html: SafeString) -> SafeString:
        """Return the same prose with links. It must be sanitized, so that each "<" begins a tag."""
        if not self._waiting:
            return html
        closed = 0
        parts = []
        for part in _tag.split(html):
            if part.startswith("<"):
                element = _element.match(part)
                if element and element[1] in CLOSED:
                    closed += -1 if part.startswith("</") else 1
            elif not closed:
                part = self._pattern.sub(self._linked, part)
            parts.append(part)
        return mark_safe("".join(parts))  # noqa: S308  the prose was safe, and so is what `_linked` adds

    def _linked(self, found: re.Match[str]) -> str:
        term = self._waiting.get(found[0].casefold())
        if term is None:
            return found[0]
        self.linked.append(term)
        self._waiting = {form: other for form, other in self._waiting.items() if other is not term}
        # The matched text is HTML already.
        words = mark_safe(found[0])  # noqa: S308
        return format_html('<a class="term" href="{}" tabindex="-1">{}</a>', term.get_absolute_url(), words)


@lru_cache(maxsize=4)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True)
class GlossaryEntry:
    term: Term
    definition: SafeString
    taught: Link | None


def entries(facts: Facts) -> list[tuple[str, list[GlossaryEntry]]]:
    taught = places()
    found = [
        GlossaryEntry(term, passage_html(term.definition, facts), taught.get(term.section)) for term in terms(facts)
    ]
    found.sort(key=lambda entry: entry.term.name.casefold())
    return [(letter, list(group)) for letter, group in groupby(found, lambda entry: entry.term.name[0].upper())]


def problems_of_term(term: Term, facts: Facts) -> list[str]:
    problems = list(problems_of_passages({"definition": term.definition}, facts))
    if bool(term.source_title) != bool(term.source_url):
        problems.append("a source needs both a title and an address.")
    return problems


def forms_twice(terms: Iterable[Term]) -> Iterator[str]:
    seen: dict[str, Term] = {}
    for term in terms:
        for form in term.forms:
            other = seen.setdefault(form.casefold(), term)
            if other is not term:
                yield f"“{form}” is a form of “{other}” and of “{term}”."
