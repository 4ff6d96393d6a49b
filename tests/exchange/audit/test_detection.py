import pytest

from exchange.audit.detection import LONGEST_LINE, MOST_BYTES, CannotRead, decoded, read
from exchange.formats import format_of
from tests.helpers.qti_files import choice, package, zipped

EXAM = "1. Caf\u00e9 or bar?\n- A. Caf\u00e9\n- B. Bar\n\nAnswer: A\n"


@pytest.mark.parametrize(
    ("encoding", "notice"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", "UTF-16"), ("cp1252", "line 1 is not UTF-8")],
)
def test_encodings_are_told_apart(tmp_path, encoding, notice):
    file = tmp_path / "exam.md"
    file.write_bytes(EXAM.encode(encoding))

    parsed = read(str(file))

    assert parsed.questions[0].stem == "Caf\u00e9 or bar?"
    assert bool(parsed.notices) == bool(notice)
    assert notice in "".join(parsed.notices)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(ending):
    text = decoded("x", f"a\u2028b{ending}c\x0bd{ending}e".encode()).text

    assert text.split("\n") == ["a\u2028b", "c\x0bd", "e"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04\x00\x00", "This is a zip archive, not text"),
        (b"\x7fELF\x00\x00", "it is not a text file"),
        (b"x" * (LONGEST_LINE + 1), "line 1 has 100,001 characters"),
        (b"x\n" * (MOST_BYTES // 2 + 1), "it is larger than 10 MB"),
        (zipped({"imsmanifest.xml": "<manifest>"}), "Line 1 of imsmanifest.xml: the file is not valid XML"),
        (package({str(number): choice(stem="<b/>" * 4_000) for number in range(101)}), "more than 400,000 tags"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, data, message):
    file = tmp_path / "bank.md"
    file.write_bytes(data)

    with pytest.raises(CannotRead, match=message):
        read(str(file))


def test_a_folder_a_device_and_a_missing_file_say_so(tmp_path):
    for path, message in (
        (tmp_path, "folder"),
        ("/dev/zero", "not a regular file"),
        (tmp_path / "no.md", "No such file"),
    ):
        with pytest.raises(CannotRead, match=message):
            read(str(path))


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        ("exam.md", "question,a,b,answer", "markdown"),
        ("bank.CSV", "", "csv"),
        ("bank.gift", "", "gift"),
        ("bank.txt", "Who? {~AWS =You}", "gift"),
        ("bank.txt", "question;a;b;answer\n", "csv"),
        ("bank.txt", EXAM, "markdown"),
        ("bank", "1. What is {x}?\nA. y", "markdown"),
    ],
)
def test_the_format_is_told_by_name_then_by_content(name, text, format):
    assert format_of(name, text) == format


def test_a_format_that_is_forced_wins(tmp_path):
    file = tmp_path / "bank.md"
    file.write_text("AWS patches it. {F}")

    assert read(str(file), "gift").questions[0].true_false
