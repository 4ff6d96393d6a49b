"""What we write is held against Moodle's own rules, which are stricter than our readers."""

import pytest

from bank.models import Form
from exchange.losses import Leaving
from exchange.parsers import read
from exchange.writers import OUT_FORMATS
from tests.helpers import moodle_reader
from tests.helpers.exchanged_questions import differing, hostile_bank

HOSTILE = hostile_bank(600, seed=17)


def with_arrows(question: Leaving) -> Leaving:
    """As GIFT says that it carries rows."""
    if question.content["form"] != Form.SORT:
        return question
    options = [{**option, "text": option["text"].replace("->", "→")} for option in question.content["options"]]
    return Leaving(question.slug, {**question.content, "options": options})


def wrong(
    heard: list[moodle_reader.Heard], sent: list[Leaving]
) -> list[tuple[moodle_reader.Heard, moodle_reader.Heard]]:
    return [(came, meant) for came, meant in zip(heard, map(moodle_reader.meant, sent), strict=True) if came != meant]


def test_moodle_hears_every_hostile_question_of_our_xml_as_it_left():
    file = OUT_FORMATS["moodle-xml"].write(HOSTILE)

    assert wrong(moodle_reader.read_xml(file.data), HOSTILE) == []


def test_moodle_hears_every_hostile_question_of_our_gift_as_it_left():
    file = OUT_FORMATS["gift"].write(HOSTILE)

    assert wrong(moodle_reader.read_gift(file.data), [*map(with_arrows, HOSTILE)]) == []


@pytest.mark.parametrize(("format", "sent"), [("moodle-xml", HOSTILE), ("gift", [*map(with_arrows, HOSTILE)])])
def test_our_own_readers_take_every_hostile_question_back_as_it_left(format, sent):
    back = read("bank", OUT_FORMATS[format].write(HOSTILE).data, format).questions

    for question, came in zip(sent, back, strict=True):
        untold = {"rationale"} if question.content["form"] == Form.SORT else set()
        assert differing(question, came) <= untold
