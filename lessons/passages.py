"""Short texts outside lessons (stories, definitions), written and checked like lessons."""

from collections.abc import Iterator, Mapping
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from lessons.markup import ParsedText, Prose, read_passage, read_passage_afresh
from lessons.names import problems_of_links
from lessons.statements import notes_by, problems_of_statements, refuted
from matrix.facts import Facts


def passage_html(words: str, facts: Facts) -> SafeString:
    text = read_passage(words)
    if any(refuted(text, facts)):
        text = read_passage_afresh(words, notes_by(facts))
    return _html(text)


def plain(words: str) -> str:
    return unescape(strip_tags(_html(read_passage(words))))


def _html(text: ParsedText) -> SafeString:
    return mark_safe("".join(part.html for part in text.parts if isinstance(part, Prose)))  # noqa: S308  sanitized


def problems_of_passages(passages: Mapping[str, str], facts: Facts) -> Iterator[str]:
    for name, words in passages.items():
        text = read_passage(words)
        for problem in (*text.problems, *problems_of_links(text, facts), *problems_of_statements(text, facts)):
            yield f"{name}: {problem.message}"
