"""Files come from anybody: no text may stop an audit, and none may take it longer than in proportion to its length."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.audit import explanations, form_faults, repeats, tables
from exchange.audit.detection import UTF16, CannotRead, decoded
from exchange.formats import FORMATS
from exchange.parsed_file import CannotImport

PIECES = [
    "1. ", "2) ", "Question 3", "A. ", "- B) ", "- [x] ", "(C) ", "Answer: ", "Correct answer: B, E",
    "Explanation: ", "<details>", "</details>", "<summary>", "</summary>", "<br/>", "<!--", "-->", "```", "---",
    "**", "\n", "\n\n", "    ", "{", "}", "~", "=", "%50%", "#", "####", "::", "\\", "//", "T", "$CATEGORY: x",
    '"', ",", ";", "question,a,b,answer", "\u00a0", "\t", "|", "The correct answer is ", "Option A is incorrect",
    "(Choose two)", "EC2", "\ufdd1", "\u202e",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


def parsed(parse, text):
    try:
        return parse(text, "any")
    except (tables.NoTable, CannotImport):
        return None


PARSERS = [each.parse for each in FORMATS.values()]


@pytest.mark.parametrize("parse", PARSERS)
@given(text=TEXTS)
@settings(max_examples=300)
def test_any_text_is_parsed_and_checked_or_refused(parse, text):
    found = parsed(parse, text)

    if found:
        lines = text.count("\n") + 1
        assert all(1 <= line.place.line <= lines for line in found.unparsed)
        assert all(1 <= question.place.line <= lines for question in found.questions)
        repeats.repeats(found.questions, frozenset())
        for question in found.questions:
            list(form_faults.faults(question))
            list(explanations.against_key(question))


@given(data=st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data):
    if b"\0" in data and not data.startswith(UTF16):
        with pytest.raises(CannotRead):
            decoded("any", data)
    else:
        assert isinstance(decoded("any", data).text, str)


# With a pattern that backtracks, each of these would run for hours instead of a moment.
@pytest.mark.parametrize(
    "unit",
    ["(", "<", "<a", "<details>", "{~a ", "*", "_", "- [", "1. ", "A. ", "A and ", "\\", "answer ", "choose ", '"a",',
     "the correct answer is ", "Option A is ", "customer ", "responsibility of the ", "be ", "\ufdfa"],
)  # fmt: skip
def test_endless_repetition_is_read_in_time(unit):
    long = (unit * 90_000)[:90_000]
    text = f"1. {long}?\n- A. {long}\n- B. b\nAnswer: {long}\nExplanation: {long}\n"

    for parse in PARSERS:
        found = parsed(parse, text)
        for question in found.questions if found else []:
            list(explanations.against_key(question))
            list(form_faults.faults(question))
