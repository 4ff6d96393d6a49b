"""Short texts beside the lessons (stories, definitions), written and checked as lessons are."""

from collections.abc import Iterator, Mapping
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from lessons.markup import ParsedText, Prose, read_passage, read_passage_afresh
from lessons.names import problems_of_links
from lessons.statements import notes_by, problems_of_statements, refuted
from matrix.facts import Facts


def passage_html(words: str, facts: Facts) -> SafeString:
    """The passage as HTML. Its claims are not drawn, but a sentence that the facts contradict says so."""
    text = read_passage(words)
    if any(refuted(text, facts)):
        text = read_passage_afresh(words, notes_by(facts))
    return _html(text)


def plain(words: str) -> str:
    """The passage without markup, as search reads it."""
    return unescape(strip_tags(_html(read_passage(words))))


def _html(text: ParsedText) -> SafeString:
    return mark_safe("".join(part.html for part in text.parts if isinstance(part, Prose)))  # noqa: S308  sanitized


def problems_of_passages(passages: Mapping[str, str], facts: Facts) -> Iterator[str]:
    """What is wrong in passages, each with the name of its field: broken markup, dead links, refuted statements."""
    for name, words in passages.items():
        text = read_passage(words)
        for problem in (*text.problems, *problems_of_links(text, facts), *problems_of_statements(text, facts)):
            yield f"{name}: {problem.message}"
