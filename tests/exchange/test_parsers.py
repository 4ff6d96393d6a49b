"""What files say, line by line: what is taken, what is lost of it, and what is refused by name."""

import io
import zipfile

import pytest

from benchmarks import mutate_imports
from exchange.formats import FORMATS
from exchange.fractions import nearest, shares
from exchange.parsed_file import CannotImport
from exchange.parsers import read

QUIZ = '<?xml version="1.0"?>\n<quiz>\n{}\n</quiz>\n'


def gift(text: str):
    return read("bank.gift", text.encode())


def moodle(text: str):
    return read("bank.xml", QUIZ.format(text).encode())


def choice(stem: str, *, single: str = "true", format: str = "html", fractions=(100, 0)) -> str:
    answers = "".join(
        f'<answer fraction="{fraction}"><text>option {number}</text></answer>'
        for number, fraction in enumerate(fractions)
    )
    return (
        f'<question type="multichoice"><name><text>Name</text></name><questiontext format="{format}"><text>{stem}'
        f"</text></questiontext><idnumber>7</idnumber><single>{single}</single>{answers}</question>"
    )


def notes(reading) -> list[str]:
    return [str(note) for question in reading.questions for note in question.notes]


def test_partial_credit_is_named_where_it_is_lost():
    [question] = (reading := gift("Which? {\n~%50%half\n=whole\n~none\n}\n")).questions

    assert [option.is_key for option in question.options] == [False, True, False]
    assert notes(reading) == ["option 1, marks: 50% of the marks; here an option is right or wrong."]
    assert question.notes[0].line == 2


def test_no_weight_is_read_where_moodle_reads_none():
    [question] = gift("How many? {=%50% of them ~%0%none}").questions

    assert [option.text for option in question.options] == ["%50% of them", "none"]
    assert question.options[0].is_key


@pytest.mark.parametrize(
    ("written", "stem"),
    [
        ("Jesus Christ was from {~Jerusalem =Nazareth}.", "Jesus Christ was from _____."),
        ("You patch {=EC2 ~S3} yourself.", "You patch _____ yourself."),
        ("Several {=instance ~bucket}s run.", "Several _____s run."),
        ("Who patches it? {=You ~AWS}", "Who patches it?"),
    ],
)
def test_a_missing_word_leaves_a_gap_wherever_text_follows(written, stem):
    assert gift(written).questions[0].stem == stem


def test_true_or_false_becomes_a_choice_of_two_with_its_reasons():
    [question] = gift("AWS patches it. {F#No log-in.#Right, you do.}\n").questions

    assert [(o.text, o.is_key, o.rationale) for o in question.options] == [
        ("True", False, "No log-in."),
        ("False", True, "Right, you do."),
    ]


def test_an_explanation_of_the_whole_is_the_reason_of_the_key():
    [question] = gift("Who? {=You ~AWS ####Since you chose the image.}\n").questions

    assert [option.rationale for option in question.options] == ["Since you chose the image.", ""]


def test_matching_sorts_rows_to_the_two_owners_or_is_refused():
    reading = gift("Whose? {=Patch it -> You\n=Guard it -> AWS}\n\nPairs {=a -> b\n=c -> d}\n")

    assert [option.expected for option in reading.questions[0].options] == ["customer", "aws"]
    assert reading.refusals[0].reason.startswith("a matching question whose answers are not")


@pytest.mark.parametrize(
    ("answers", "kind"),
    [("{}", "an essay"), ("{#3:1}", "a numerical"), ("{=this =that}", "a short answer")],
)
def test_other_kinds_of_gift_are_refused_by_name(answers, kind):
    [refusal] = gift(f"Line one\n\n::Q::What? {answers}\n").refusals

    assert (refusal.line, refusal.name) == (3, "Q")
    assert refusal.reason.startswith(kind)


def test_a_question_of_more_answers_than_anybody_writes_is_refused_before_they_are_read():
    reading = gift("Many? {\n=right\n" + "~wrong\n" * 100 + "}\n\nWho? {=You ~AWS}\n")

    assert [refusal.reason for refusal in reading.refusals] == ["it has more than 100 answers."]
    assert [question.stem for question in reading.questions] == ["Who?"]


def test_html_becomes_lines_and_what_it_showed_besides_is_named():
    stem = (
        "<![CDATA[<p>Who <b>patches</b> <a href='https://x.example'>it</a>?</p><ul><li>a &amp; b</li></ul>"
        "<img src='https://evil.example/x.png' alt='A rack'><script>alert(1)</script>]]>"
    )
    [question] = (reading := moodle(choice(stem))).questions

    assert question.stem == "Who patches it?\n\n- a & b"
    assert notes(reading) == [
        "question: a link to https://x.example is left out.",
        "question: a picture “A rack” is left out.",
        "question: a script is left out.",
    ]


def test_a_placeholder_is_no_html():
    [question] = moodle(choice("Who owns &lt;bucket-name&gt;?", format="moodle_auto_format")).questions

    assert question.stem == "Who owns <bucket-name>?"


def test_a_choice_of_several_is_one_with_several_keys():
    [question] = (reading := moodle(choice("Two?", single="false", fractions=(50, 50, -50)))).questions

    assert [option.is_key for option in question.options] == [True, True, False]
    assert (question.id, notes(reading)[0]) == (
        "7",
        "marks: shares of the marks for single options; here it is all or nothing.",
    )


@pytest.mark.parametrize(
    ("kind", "named"),
    [("essay", "an essay"), ("cloze", "a question with gaps"), ("stack", "a question of the type “stack”")],
)
def test_other_kinds_of_moodle_are_refused_by_name(kind, named):
    [refusal] = moodle(f'<question type="{kind}"><name><text>Q</text></name></question>').refusals

    assert (refusal.line, refusal.name) == (3, "Q")
    assert refusal.reason.startswith(named)


def test_a_table_from_a_spreadsheet_is_read_by_its_header():
    text = "Question;Option 1;Option 2;Correct Answer;Explanation\nWho?;You;AWS;2;No log-in.\nWhat?;a;b;x;\n"
    reading = read("bank.csv", text.encode())

    assert [(o.is_key, o.rationale) for o in reading.questions[0].options] == [(False, ""), (True, "No log-in.")]
    assert [str(refusal.line) for refusal in reading.refusals] == ["3"]
    assert "counting options from 1" in reading.notices[0]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Who?\nA. You\nB. AWS\n", 1, "its “ANSWER:” is missing."),
        ("Who?\nA. You\nC. AWS\nANSWER: A\n", 1, "line 3 has option C where B was due."),
        ("Who?\nA. You\nB. AWS\nANSWER: A, B\n", 1, "it has several answers, and Aiken knows one."),
        ("Who?\nA. You\nstray\nB. AWS\nANSWER: A\n", 1, "line 3 is neither an option nor “ANSWER:”."),
        ("\nWho?\nA. You\nB. AWS\nANSWER: D\n", 2, "its answer “D” is no option of it."),
    ],
)
def test_broken_aiken_is_refused_with_its_line(text, line, reason):
    [refusal] = read("bank.txt", text.encode(), "aiken").refusals

    assert (refusal.line, refusal.reason) == (line, reason)


@pytest.mark.parametrize("letter", ["A. ", "A) ", "A)", "A.\t"])
def test_a_space_behind_the_letter_of_an_aiken_option_may_be_missing(letter):
    [question] = read(
        "bank.txt", f"Who?\n{letter}You\n{letter.replace('A', 'B')}AWS\nANSWER: B\n".encode(), "aiken"
    ).questions

    assert [(option.text, option.is_key) for option in question.options] == [("You", False), ("AWS", True)]


def test_an_aiken_question_without_an_answer_takes_the_next_one_not_along():
    reading = read("bank.txt", b"One?\nA. x\nB. y\n\nTwo?\nA. x\n\nB. y\n\nANSWER: A\n", "aiken")

    assert [(refusal.line, refusal.name) for refusal in reading.refusals] == [(1, "One?")]
    assert [question.stem for question in reading.questions] == ["Two?"]


def test_a_practice_exam_in_markdown_is_read_with_the_reason_of_its_key():
    text = "# Exam\n\n1. Who patches?\n- A. You\n- B. AWS\n\nAnswer: A\n\nExplanation: You chose the image.\n"
    [question] = read("exam.md", text.encode()).questions

    assert (question.line, question.stem, question.id) == (3, "Who patches?", "")
    assert [(o.text, o.is_key, o.rationale) for o in question.options] == [
        ("You", True, "You chose the image."),
        ("AWS", False, ""),
    ]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "it has no answer that could be read."),
        ("Answer: D", "its answer is odd: it names D, and the options are A to B."),
    ],
)
def test_a_question_in_markdown_whose_key_is_in_doubt_is_refused(answer, reason):
    [refusal] = read("exam.md", f"1. Who?\n- A. You\n- B. AWS\n\n{answer}\n".encode()).refusals

    assert (refusal.line, refusal.reason) == (1, reason)


def test_a_workbook_is_refused_by_name():
    workbook = io.BytesIO()
    with zipfile.ZipFile(workbook, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")

    with pytest.raises(CannotImport, match="This is an Excel workbook, not text"):
        read("bank.xlsx", workbook.getvalue())


BOMB = '<?xml version="1.0"?>\n<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>\n<quiz>&b;</quiz>'
XXE = '<?xml version="1.0"?>\n<!DOCTYPE quiz SYSTEM "file:///etc/passwd">\n<quiz/>'
DEEP = "<quiz>" + "<a>" * 10_000


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xml", BOMB.encode(), "Line 2: a document type"),
        ("a.xml", XXE.encode(), "Line 2: a document type"),
        ("a.xml", DEEP.encode(), "Line 1: elements are nested more than 30 deep"),
        ("a.xml", b"<html/>", "Line 1: the file begins with <html>"),
        ("a.xml", b"<quiz>\n<question>", "Line 2: the file is not valid XML"),
        ("a.xml", b"<quiz>&#0;</quiz>", "Line 1: the file is not valid XML"),
        ("a.xml", b"", "Line 1: the file is not valid XML"),
        ("a.xml", b"<quiz><question>" + b"<a/>" * 6_000, "Line 1: one question has more than 5,000 elements"),
        ("a.gift", b"PK\x03\x04", "This is a zip archive, not text"),
        ("a.gift", b"One? {=a ~b}\n\n\0", "Line 3 holds a character that no text has (U+0000)"),
        ("a.gift", b"fine\n\xe9", "Line 2 is not UTF-8 text"),
        ("a.gift", "é\nx".encode("utf-16")[:-1], "Line 2 is not UTF-16 text"),
        ("a.gift", b"x" * 100_001, "Line 1 has 100,001 characters"),
        ("a.xml", b"<quiz><question " + b"a='1' " * 90_000, "Line 1: a tag is longer than 200,000 characters"),
        ("a.xml", b"<quiz>" + b"<b/>" * 400_000, "The file holds more than 400,000 tags"),
        ("a.gift", b"\n" * 120_001, "Line 120001: at most 120,000 lines are read"),
        ("a.gift", b"x" * 9_000_001, "The file is larger than 9 MB"),
        ("a.gift", b"Q? {=a ~b}\n\n" * 5_001, "Line 10001: here begins question 5,001"),
        ("a.gift", b"Q? {}\n\n" * 501, "Line 1001: 500 questions above it cannot be used"),
        ("a.csv", b"a\n" * 3, "Line 1: the first row names no columns"),
        ("a.gift", b"// nothing\n", "There is no question in it, read as GIFT"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_hostile_file_is_refused_whole_with_its_line(name, data, message):
    with pytest.raises(CannotImport) as told:
        read(name, data)

    assert str(told.value).startswith(message)


def test_moodle_accepts_only_shares_from_its_list():
    assert [nearest(share) for share in (100 / 3, 100 / 7, 15, -47)] == [33.33333, 14.28571, 14.28571, -50]
    assert shares(1) == (100, 0)
    assert shares(3) == (33.33333, -33.33333)


@pytest.mark.parametrize("format", FORMATS)
def test_a_damaged_file_is_read_or_refused(format):
    """A few; `benchmarks.mutate_imports` tries a hundred thousand for each format."""
    assert mutate_imports.try_out(format, 120, seed=2) == 0
