"""A gradebook as files: with types for a spreadsheet, as Moodle's import reads it, and filled into Canvas's own."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.urls import reverse

from accounts.cohorts.membership import join
from accounts.models import Cohort, CohortMembership, User
from matrix.files.spreadsheets import as_it_was
from quizzes.models import Attempt, Quiz
from teach.cohorts.due_dates import set_due
from teach.gradebook.book import gradebook_of
from teach.gradebook.canvas import NO_CANVAS, rows_of
from tests.conftest import make_user
from tests.helpers.cohorts import class_of, invite_to, member
from tests.helpers.pages import tight
from tests.helpers.sittings import answer_all, begin, the_check

pytestmark = pytest.mark.django_db

CANVAS = Path(__file__).with_name("canvas.csv").read_bytes()
DUE = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
HANDED_IN = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


@pytest.fixture
def omar(db) -> User:
    return make_user("omar@example.com", name="Omar")


@pytest.fixture
def cohort(instructor, lena, omar) -> Cohort:
    """Lena has 80% two days late, and Omar nothing."""
    made = class_of(instructor, lena.learner, name="Fall: evenings/CLF", time_zone="America/New_York")
    join(invite_to(made, by=instructor), learner=omar.learner)
    made.memberships.update(joined_at=Now() - timedelta(days=900))
    set_due(made, the_check(), due_at=DUE, by=instructor)
    attempt = answer_all(begin(lena.learner), wrong={1, 2})
    Attempt.objects.filter(pk=attempt.pk).update(started_at=DUE, closed_at=HANDED_IN)
    return made


def address_of(name: str, cohort) -> str:
    return reverse(f"teach:cohort-gradebook-{name}", args=[cohort.pk])


def csv_rows(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"), newline="")))


def number(cohort: Cohort, user: User, number: str) -> None:
    CohortMembership.objects.filter(pk=member(cohort, user.learner).pk).update(id_number=number)


# Spreadsheets


def test_a_workbook_has_numbers_as_numbers_and_dates_as_dates(cohort, instructor_client):
    answer = instructor_client.get(address_of("xlsx", cohort))

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer)))
    grades, columns = book["Grades"], book["Columns"]
    head, lena, omar = grades.iter_rows(values_only=True)
    assert head[3:5] == ("Membership", "L3 check (%)")
    assert head[5:] == ("L3 check: status", "L3 check: handed in (America/New_York)", "Total (%)")
    # Half past six in the evening is half past 23 in UTC.
    assert lena == ("Lena", "lena@example.com", None, "Member", 80, "2 days late", datetime(2026, 11, 22, 18, 30), 80)
    assert omar == ("Omar", "omar@example.com", None, "Member", None, "Missing", None, 0)
    assert grades["G2"].is_date
    assert (grades.freeze_panes, grades.auto_filter.ref) == ("A2", "A1:H3")
    assert list(columns.iter_rows(values_only=True))[1] == ("L3 check", datetime(2026, 11, 20, 17), 1, 80, 1)


@pytest.mark.parametrize(("name", "ending"), [("csv", "gradebook.csv"), ("xlsx", "gradebook.xlsx")])
def test_the_name_of_a_file_has_the_name_of_the_class(cohort, instructor_client, name, ending):
    sent = instructor_client.get(address_of(name, cohort))["Content-Disposition"]
    assert sent == f'attachment; filename="Fall evenings CLF {ending}"'

    Cohort.objects.update(name='雪 "A"')

    assert f"雪 A {ending}" in unquote(instructor_client.get(address_of(name, cohort))["Content-Disposition"])


def test_the_table_says_the_same_and_holds_no_formula(cohort, lena, instructor_client):
    User.objects.filter(pk=lena.pk).update(name="=1+1")

    _, first, second = csv_rows(instructor_client.get(address_of("csv", cohort)))

    assert (first[0], as_it_was(first[0])) == ("'=1+1", "=1+1")
    assert first[4:] == ["80.0", "2 days late", "2026-11-22 18:30:00", "80.0"]
    assert second[4:] == ["", "Missing", "", "0.0"]


def test_files_have_the_attempt_that_the_page_shows(cohort, lena, instructor_client):
    answer_all(begin(lena.learner))

    for which, percent in (("first", "80.0"), ("latest", "100.0")):
        [_, row, _] = csv_rows(instructor_client.get(f"{address_of('csv', cohort)}?attempt={which}"))
        assert row[4] == percent


# Moodle


def test_moodle_gets_grades_by_email_address(cohort, instructor_client):
    head, *rows = csv_rows(instructor_client.get(f"{address_of('moodle-csv', cohort)}?by=email"))

    assert head == ["Email address", "L3 check"]
    assert rows == [["lena@example.com", "80.0"], ["omar@example.com", ""]]


def test_moodle_gets_grades_by_id_number_of_those_who_have_one(cohort, instructor_client):
    address = address_of("moodle", cohort)
    assert "No ID numbers yet." in instructor_client.get(address).text

    sent = {"text": "First name;ID number;Email address\nLena;0017;Lena@example.com\nUna;18;una@example.com"}
    page = instructor_client.post(address, sent, follow=True).text

    assert "1 ID number saved. 1 row matches no learner." in page
    assert "1 learner without an ID number is left out" in tight(page)
    assert csv_rows(instructor_client.get(f"{address_of('moodle-csv', cohort)}?by=number")) == [
        ["ID number", "L3 check"],
        ["0017", "80.0"],
    ]
    assert instructor_client.get(f"{address_of('moodle-csv', cohort)}?by=name").status_code == 404


def test_a_list_without_id_numbers_is_refused(cohort, instructor_client):
    answer = instructor_client.post(address_of("moodle", cohort), {"text": "email,name\nlena@example.com,Lena"})

    assert answer.status_code == 422
    assert "The first line names the columns: email, ID number." in answer.text


# Canvas


def upload(client, cohort, content: bytes):
    return client.post(address_of("canvas", cohort), {"file": SimpleUploadedFile("grades.csv", content)})


def filled(client, cohort, content: bytes = CANVAS) -> bytes:
    """The file after the two steps that a teacher takes."""
    page = upload(client, cohort, content)
    assert page.status_code == 200
    [sent] = re.findall(r'name="sent"\s+value="([^"]*)"', page.text)
    return client.post(address_of("canvas", cohort), {"sent": sent, "download": "yes"}).content


def test_canvas_gets_its_file_back_with_our_grades_and_nothing_else_changed(
    cohort, lena, instructor_client, instructor
):
    number(cohort, lena, "S-17")

    result = filled(instructor_client, cohort)

    # 80% of 20 points. Omar has no grade, and the others are not in the class.
    assert result == CANVAS.replace(b'lines",5.00,7.50', b'lines",16.00,7.50')


def test_the_page_says_which_rows_match_nobody(cohort, lena, instructor_client):
    number(cohort, lena, "s-17")

    page = tight(upload(instructor_client, cohort, CANVAS).text)

    assert "2 rows filled, 2 rows match no learner." in page
    assert "<li>Unknown, Una (una@example.com)</li>" in page
    assert "<li>Student, Test (7a1f3c)</li>" in page


def test_a_row_is_matched_by_the_address_in_any_case(cohort, omar, instructor_client):
    Attempt.objects.update(learner=omar.learner)

    assert b"Omar@Example.com,Monday,,16.00,N/A,,,\r\n" in filled(instructor_client, cohort)


def test_an_excused_grade_is_ex_in_canvas(cohort, omar, instructor_client):
    key = gradebook_of(cohort).columns[0].key
    excusal = reverse("teach:cohort-learner-excusal", args=[cohort.pk, member(cohort, omar.learner).pk])
    instructor_client.post(excusal, {"excuse": key})

    assert b"Omar@Example.com,Monday,,EX,N/A" in filled(instructor_client, cohort)


def test_a_column_that_canvas_does_not_have_is_added_at_the_end(cohort, lena, instructor_client):
    number(cohort, lena, "s-17")
    content = CANVAS.replace(b"L3 check (4711)", b"Essay (4711)")

    lines = csv_rows([filled(instructor_client, cohort, content)])

    assert [line[-1] for line in lines] == ["L3 check", "", "100.00", "80.00", "", "", ""]
    assert [line[:-1] for line in lines] == csv_rows([content])
    assert "<li>L3 check</li>" in upload(instructor_client, cohort, content).text


def test_a_file_with_semicolons_has_decimal_commas(cohort, lena, instructor_client):
    number(cohort, lena, "s-17")
    content = (
        "\ufeffStudent;ID;SIS User ID;SIS Login ID;Section;L3 check (1)\r\n"
        "    Points Possible;;;;;12,50\r\nKing, Lena;1;s-17;x;A;\r\n"
    ).encode()

    assert filled(instructor_client, cohort, content) == content.replace(b"s-17;x;A;", b's-17;x;A;"10,00"')


@pytest.mark.parametrize(
    ("points", "grade"),
    [(b"1e400", b"80.00"), (b"1e999999999", b"80.00"), (b'"1,000.00"', b"800.00"), (b"", b"80.00")],
)
def test_points_are_read_as_canvas_writes_them_and_what_is_no_number_is_out_of_100(
    cohort, lena, instructor_client, points, grade
):
    number(cohort, lena, "s-17")

    lines = csv_rows([filled(instructor_client, cohort, CANVAS.replace(b"20.00", points, 1))])

    assert grade.decode() in next(line for line in lines if "s-17" in line)


def test_two_checks_of_one_name_have_columns_of_their_own(cohort, lena, instructor_client):
    for slug in ("one", "two"):
        quiz = Quiz.objects.create(slug=slug, title="Midterm", mode=the_check().mode)
        set_due(cohort, quiz, due_at=DUE, by=cohort.teachers.first())

    heads = csv_rows([filled(instructor_client, cohort)])[0]

    assert len({head for head in heads if head.startswith("Midterm")}) == 2


def test_a_read_only_column_stays_as_it_is(cohort, lena, instructor_client):
    number(cohort, lena, "s-17")
    content = (
        b"Student,ID,SIS User ID,SIS Login ID,Section,L3 check\nPoints Possible,,,,,(read only)\nLena,1,s-17,x,A,5\n"
    )

    assert filled(instructor_client, cohort, content).endswith(b"Lena,1,s-17,x,A,5,80.00\n")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b"email,name\nlena@example.com,Lena\n",
        CANVAS.replace(b"Section", b"Part"),
        CANVAS.replace(b"Points Possible", b"Points"),
        CANVAS + b'"open',
        CANVAS + b'"x"y\n',
        b"," * 100_000,
        b"\x00" * 1000,
    ],
    ids=["empty", "utf-16", "zip", "list", "no section", "no points", "open", "after a quote", "commas", "zeros"],
)
def test_what_is_no_canvas_gradebook_is_refused(cohort, instructor_client, content):
    answer = upload(instructor_client, cohort, content)

    assert answer.status_code == 422
    assert NO_CANVAS in answer.text


def test_no_file_and_what_is_no_file_are_refused(cohort, instructor_client):
    for sent in ({}, {"sent": "é", "download": "yes"}, {"sent": "AAA", "download": "yes"}):
        answer = instructor_client.post(address_of("canvas", cohort), sent)
        assert (answer.status_code, NO_CANVAS in answer.text) == (422, True)


def test_a_file_that_is_too_large_says_so(cohort, instructor_client):
    assert "larger than 1 MB" in upload(instructor_client, cohort, CANVAS + b"x" * 1_000_000).text
    assert "more than 5,000 rows" in upload(instructor_client, cohort, CANVAS + b"x\n" * 5_000).text


@pytest.mark.parametrize("text", ['a,"b ""c"" d\n",,e\r\nf', "a,\n\n,b", "a\rb", "a,b,"])
def test_the_parts_of_a_file_joined_are_the_file(text):
    rows = rows_of(text, ",")

    assert "".join(",".join(row.cells) + row.end for row in rows) == text
