"""What leaves comes back equal, but for what the format was said to lose."""

import io
import xml.etree.ElementTree as ET
import zipfile

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bank.content import content_of
from bank.models import Form, Item
from bank.publishing import with_content
from exchange.losses import Leaving
from exchange.parsed_file import MOST_QUESTIONS
from exchange.parsers import MOST_BYTES, MOST_TAGS, read, text_of
from exchange.qti.package import MOST_UNPACKED
from exchange.writers import OUT_FORMATS
from tests.helpers.exchanged_questions import differing, hostile_bank, leaving

AROUND = ["csv", "gift", "moodle-xml", "aiken", "qti"]
MANY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def whole_bank() -> list[Leaving]:
    items = with_content(Item.objects.exclude(published=None).order_by("slug"))
    return [Leaving(item.slug, content_of(item.published)) for item in items]


def in_form(form: Form) -> Leaving:
    return next(question for question in hostile_bank(100, seed=1) if question.content["form"] == form)


def around(format: str, questions: list[Leaving]) -> None:
    """Sends them out and takes them in again; fails where something is lost in silence."""
    file = OUT_FORMATS[format].write(questions)
    gone = {loss.question for loss in file.left_out}
    staying = [question for question in questions if question.slug not in gone]
    if not staying:
        return
    reading = read(f"any{OUT_FORMATS[format].suffix}", file.data, format)

    assert reading.refusals == []
    assert len(reading.questions) == len(staying)
    for sent, back in zip(staying, reading.questions, strict=True):
        told = {loss.field for loss in file.losses if loss.question == sent.slug}
        if "text" in told:  # spaces that became one
            told |= {"stem"}
        if any(field.startswith("row ") for field in told):
            told |= {"text"}
        assert differing(sent, back) <= told, (format, sent, back)


@pytest.mark.parametrize("format", AROUND)
@given(questions=st.lists(leaving(), min_size=1, max_size=2, unique_by=lambda question: question.slug))
@MANY
def test_any_question_comes_back_as_it_left_but_for_what_was_told(format, questions):
    around(format, questions)


@given(question=leaving())
@MANY
def test_a_table_loses_nothing(question):
    file = OUT_FORMATS["csv"].write([question])

    assert (file.losses, file.left_out) == ([], [])
    assert differing(question, read("any.csv", file.data).questions[0]) == set()


@pytest.mark.django_db
def test_the_bank_comes_back():
    items = Item.objects.asked()
    derived = items.exclude(generator="").order_by("generator", "slug").distinct("generator")
    chosen = with_content(items.filter(Q(generator="") | Q(pk__in=derived)))
    bank = [Leaving(item.slug, content_of(item.published)) for item in chosen]

    assert {question.content["form"] for question in bank} == {*Form}
    for format in AROUND:
        around(format, bank)


@pytest.mark.django_db
def test_a_file_may_hold_twice_as_many_questions_as_the_bank():
    assert 2 * Item.objects.exclude(published=None).count() < MOST_QUESTIONS


@pytest.mark.django_db
def test_a_package_of_the_whole_bank_is_far_from_every_limit():
    data = OUT_FORMATS["qti"].write(whole_bank()).data
    text = text_of(data)

    assert 3 * len(data) < MOST_BYTES
    assert 1.5 * len(text.encode()) < MOST_UNPACKED
    assert 1.5 * text.count("<") < MOST_TAGS


@pytest.mark.long
@pytest.mark.django_db
def test_the_whole_bank_comes_back_in_every_format_that_is_written_and_read():
    bank = whole_bank()

    for format in AROUND:
        around(format, bank)


@pytest.mark.parametrize("format", ["gift", "aiken"])
def test_a_format_without_a_place_for_the_order_of_options_says_so(format):
    told = {
        form: [loss.field for loss in OUT_FORMATS[format].write([in_form(form)]).losses]
        for form in (Form.CHOOSE_ONE, Form.OWNER, Form.BOUNDARY)
    }

    assert ["order" in fields for fields in told.values()] == [False, True, True]


@given(questions=st.lists(leaving(), max_size=2, unique_by=lambda question: question.slug))
@MANY
def test_a_package_holds_a_valid_item_for_each_and_is_the_same_each_time(questions):
    write = OUT_FORMATS["qti"].write
    data = write(questions).data

    assert write(questions).data == data
    archive = zipfile.ZipFile(io.BytesIO(data))
    manifest = ET.fromstring(archive.read("imsmanifest.xml"))
    listed = [file.get("href") for file in manifest.findall(".//{*}file")]
    assert listed == archive.namelist()[1:] == [f"items/{question.slug}.xml" for question in questions]
    for question, path in zip(questions, listed, strict=True):
        item = ET.fromstring(archive.read(path))
        right = [
            value.text for value in item.findall("./{*}qti-response-declaration/{*}qti-correct-response/{*}qti-value")
        ]
        offered = [choice.get("identifier") for choice in item.iter() if choice.get("identifier", "").isupper()]
        options = question.content["options"]
        assert len(right) == sum(option["is_key"] or bool(option["expected"]) for option in options)
        assert {value.split()[0] for value in right} <= set(offered)
        [most] = item.findall("./{*}qti-outcome-declaration[@identifier='MAXSCORE']/{*}qti-default-value/{*}qti-value")
        assert most.text == "1"
