"""Searching as somebody types: every beginning of every word."""

import re
from itertools import batched, product
from string import ascii_lowercase

import pytest

from matrix import facts, registry
from matrix.models import Service
from matrix.search import KINDS, MOST_WORDS, cut, find, marked, words_of
from tests.helpers.searches import commit, rows_of, search

pytestmark = pytest.mark.django_db


def words_indexed() -> set[str]:
    known = facts.current()
    texts = [f"{each.title} {each.text}" for searchables in registry.searchables for each in searchables(known)]
    texts += [text for (text,) in rows_of("SELECT concat_ws(' ', title, names, body) FROM matrix_searchentry")]
    return {word for text in texts for word in re.findall(r"[^\W_]+", text.lower())}


def prefixes(words) -> list[str]:
    return sorted({word[:length] for word in words for length in range(1, len(word) + 1)})


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.long)])
def test_every_beginning_of_a_word_that_says_nothing_is_searched(every):
    said_nothing = {
        word for (word,) in rows_of("SELECT word FROM matrix_searchword WHERE ts_lexize('english_stem', word) = '{}'")
    }
    assert {"the", "then", "what"} <= said_nothing

    for prefix in prefixes(said_nothing)[::every]:
        find(prefix)
        find(f"ec2 {prefix}")


@pytest.mark.parametrize(
    ("before", "every"), [("", 7), *(pytest.param(before, 1, marks=pytest.mark.long) for before in ("", "rds "))]
)
def test_one_letter_and_two_are_searched(before, every):
    """Of two letters one pair in so many, which ends and begins in each letter; all of them in the long run."""
    pairs = [*map("".join, product(ascii_lowercase, repeat=2))]
    for letters in [*ascii_lowercase, *pairs[::every]]:
        find(before + letters)


@pytest.mark.parametrize(
    ("before", "every"),
    [("", 30), ("ec2 ", 100), *(pytest.param(before, 1, marks=pytest.mark.long) for before in ("", "ec2 "))],
)
def test_every_beginning_of_every_word_is_searched(before, every):
    """One in so many; all of them in the long run."""
    found = [find(before + prefix).count for prefix in prefixes(words_indexed())[::every]]

    assert sum(map(bool, found)) > len(found) * 0.8


@pytest.mark.long
def test_every_letter_of_every_script_is_searched():
    letters = [chr(point) for point in range(0x80, 0x3000) if chr(point).isalnum()]
    for some in batched(letters, MOST_WORDS, strict=False):
        find(" ".join(some))


def test_a_query_of_any_length_is_read_up_to_a_point():
    assert len(words_of("word " * 1000)) == 8
    assert search("rds " * 5000).groups


def test_every_kind_is_found():
    kinds = {group.kind for query in ("lambda", "patch", "network") for group in search(query).groups}

    assert kinds == set(KINDS)


def test_a_group_shows_its_best_and_leads_to_all_of_them():
    tasks = next(group for group in search("patch").groups if group.kind == "duty")

    assert len(tasks.found) == 5
    everything = search("patch", kind="duty")
    assert [group.kind for group in everything.groups] == ["duty"]
    assert everything.groups[0].count == tasks.count
    assert len(everything.groups[0].found) == min(tasks.count, 60)


def test_owners_are_shown_with_cells_and_tasks_but_not_with_traps():
    groups = {group.kind: group for group in search("patch os rds").groups}

    assert groups["cell"].found[0].owner == "aws"
    assert all(found.owner for found in groups["duty"].found)
    assert not any(found.owner for found in groups["scenario"].found)


def test_markup_in_a_text_is_never_obeyed():
    Service.objects.filter(slug="rds").update(summary="<script>alert(1)</script> zebroid & <b>bold</b>")
    commit()

    found = search("zebroid").groups[0].found[0]

    assert "<script" not in found.snippet
    assert "<b>" not in found.snippet
    assert "&amp;" in found.snippet
    assert "<mark>zebroid</mark>" in found.snippet
    assert marked("<i>\x02a\x03") == "&lt;i&gt;<mark>a</mark>"


@pytest.mark.parametrize(
    ("snippet", "body", "shown"),
    [
        ("All \x02of\x03 it", "All of it.", "All \x02of\x03 it"),
        ("the \x02middle\x03 part", "At first the middle part, then more.", "… the \x02middle\x03 part …"),
        ("", "", ""),
    ],
)
def test_a_snippet_shows_where_the_text_goes_on(snippet, body, shown):
    assert cut(snippet, body) == shown
