import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bank.content import content_of
from bank.models import Item, ItemVersion
from exchange.losses import Leaving
from exchange.writers import OUT_FORMATS
from matrix.models import FactsRevision
from tests.exchange.test_round_trip import AROUND
from tests.helpers.audited_banks import PATCHING
from tests.helpers.questions import by_hand, choose_two

pytestmark = pytest.mark.django_db

CLEAN = f"1. {PATCHING}\n- A. Amazon Web Services\n- B. The customer\n\nAnswer: B\n"
TWO_KEYS = f"""# Exam

1. {PATCHING}
- A. AWS
- B. The customer

Answer: A

2. {PATCHING}
- A. The customer
- B. AWS

Answer: A
"""


@pytest.fixture
def file(tmp_path):
    def write(text: str | bytes, name: str = "exam.md") -> str:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def audited(*arguments: str) -> tuple[str, int]:
    """What the command prints, and its exit status."""
    out = StringIO()
    try:
        call_command("audit_bank", *arguments, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


def test_a_clean_bank_ends_with_status_0(file):
    text, status = audited(file(CLEAN))

    assert status == 0
    assert "1 agree with the matrix" in text


def test_one_identical_question_keyed_two_ways_names_both_places(file):
    path = file(TWO_KEYS)

    text, status = audited(path)

    assert status == 1
    assert "One question, two keys (1)" in text
    assert (
        f"{path}:3 says A “AWS”; {path}:9 says A “The customer”. The matrix supports the key A “The customer”." in text
    )
    assert text.endswith("\n2 findings.\n")


def test_the_same_is_found_over_two_files(file):
    one, other = file(CLEAN, "one.md"), file(CLEAN.replace("Answer: B", "Answer: A"), "other.md")

    data = json.loads(audited(one, other, "--json")[0])

    [finding] = [each for each in data["findings"] if each["kind"] == "contradictions"]
    assert [place["file"] for place in finding["places"]] == [one, other]


def test_json_holds_the_figures_and_each_finding_with_its_places(file):
    path = file(TWO_KEYS)

    data = json.loads(audited(path, "--json")[0])

    assert data["counts"]["contradictions"] == 1
    assert data["held_against_the_matrix"] == {"agrees": 1, "refuted": 1, "unsettled": 0, "not_about_facts": 0}
    assert data["findings"][0]["sure"] == "certain"
    assert data["findings"][0]["places"][1] == {"file": path, "line": 9, "question": "2", "key": "A “The customer”"}


def test_a_file_that_cannot_be_read_ends_with_status_2_after_the_others(file):
    text, status = audited(file(TWO_KEYS), "missing.md")

    assert status == 2
    assert "Not read: missing.md: No such file or directory." in text
    assert "One question, two keys (1)" in text
    assert text.endswith("\n1 file could not be read.\n")


def test_where_nothing_could_be_read_no_figures_suggest_otherwise():
    text, status = audited("missing.md")

    assert status == 2
    assert text == "Not read: missing.md: No such file or directory.\n\n1 file could not be read.\n"


@pytest.mark.parametrize(
    ("name", "text", "label"),
    [
        ("notes.md", "# Notes\n\nNothing is asked here.\n", "Markdown"),
        ("bank.gift", "// nothing\n", "GIFT"),
        ("bank.gift", "Discuss. {}\n", "GIFT"),
        ("bank.xml", "<quiz></quiz>\n", "Moodle XML"),
        ("bank.csv", "question,a,b,answer\n", "CSV"),
        ("bank.aiken", "Who?\nA. You\nB. AWS\n", "Aiken"),
    ],
)
def test_a_file_without_a_question_ends_with_status_2(file, name, text, label):
    path = file(text, name)

    said, status = audited(path)

    assert status == 2
    assert f"Not read: {path}: There is no question in it, read as {label}.\n" in said
    assert "matrix" not in said


@pytest.mark.parametrize("format", AROUND)
def test_what_the_site_writes_is_audited_in_every_format(file, format):
    out = OUT_FORMATS[format]
    versions = [by_hand()] if format == "aiken" else [by_hand(), choose_two()]
    sent = [Leaving(version.item.slug, content_of(version)) for version in versions]
    path = file(out.write(sent).data, f"bank{out.suffix}")

    found = json.loads(audited(path, "--json")[0])

    assert [(each["format"], each["questions"]) for each in found["files"]] == [(format, len(sent))]
    assert found["counts"]["form"] == found["counts"]["unparsed_lines"] == 0


def test_a_moodle_file_is_held_against_the_matrix(file):
    wrong = f"""<quiz><question type="multichoice"><name><text>P</text></name>
<questiontext><text>{PATCHING}</text></questiontext><single>true</single>
<answer fraction="100"><text>AWS</text></answer><answer fraction="0"><text>The customer</text></answer>
</question></quiz>"""

    text, status = audited(path := file(wrong, "bank.xml"))

    assert status == 1
    assert "Keys that the matrix refutes (1)" in text
    assert f"{path}:1" in text


def test_a_line_that_cannot_be_used_is_a_finding(file):
    path = file(f"{CLEAN}\n2. Half a question\n")

    text, status = audited(path)

    assert status == 1
    assert f"{path}:7: “Half a question”: a numbered line without options below it." in text


def test_control_characters_of_a_file_do_not_reach_the_terminal(file):
    text, _ = audited(file(TWO_KEYS.replace("AWS\n", "AWS \x1b[31m\u202e\n")))

    assert "\x1b" not in text
    assert "\u202e" not in text


def test_an_audit_without_facts_is_refused(file):
    FactsRevision.objects.all().delete()

    with pytest.raises(CommandError, match=r"Run “manage\.py migrate” and “manage\.py load_content” first\.") as told:
        audited(file(CLEAN))

    assert told.value.returncode == 2


def test_nothing_is_imported(file):
    before = Item.objects.count(), ItemVersion.objects.count()

    audited(file(TWO_KEYS))

    assert (Item.objects.count(), ItemVersion.objects.count()) == before
