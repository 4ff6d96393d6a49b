"""JSON from anybody: read, or refused with the line on which it is wrong."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matrix.files.json_lines import UnreadableLine, line_at, parsed

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(st.characters(codec="utf-8", min_codepoint=1))),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text('ab\\"é', max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[\n  {"a": 1}\n  {"b": 2}\n]', 3, "not valid JSON"),
        ('[\n  {"a": 1,\n   "a": 2}\n]', 3, "“a” stands twice"),
        ('[\n"\\u0000"]', 2, "a character that no text has (\\u0000)"),
        ('[\n\n"\\ud83d"]', 3, "a character that no text has (\\ud83d)"),
        ('["x\\udd12"]', 1, "a character that no text has (\\udd12)"),
        ("[NaN]", 1, "NaN is no number"),
        ("[" * 100_000, 1, "nested too deeply"),
        (f"[{'9' * 5_000}]", 1, "not valid JSON"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_what_is_no_text_or_would_be_lost_is_refused_with_its_line(text, line, message):
    with pytest.raises(UnreadableLine) as told:
        parsed(text)

    assert (told.value.line, message in str(told.value)) == (line, True)


@given(value=VALUES)
@settings(max_examples=60)
def test_anything_json_is_read_as_json_reads_it(value):
    for text in (json.dumps(value, indent=1), json.dumps(value, ensure_ascii=False)):
        assert parsed(text) == value


def test_an_escaped_backslash_before_a_u_is_text():
    assert parsed(r'["\\u0000 and \\ud83d"]') == [r"\u0000 and \ud83d"]


def test_the_line_of_an_entry_is_found_by_its_keys(tmp_path):
    file = tmp_path / "file.json"
    file.write_text('{\n  "cells": {\n    "guest-os": {\n      "duties": [\n        {"slug": "}"},\n        {}\n]}}}')

    assert line_at(file, ("cells", "guest-os")) == 3
    assert line_at(file, ("cells", "guest-os", "duties", 1)) == 6
    assert line_at(file, ("cells", "nowhere")) == 2
