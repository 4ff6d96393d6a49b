"""A gradebook and its files, narrowed to a group, to who is behind, or by a name."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from accounts.cohorts.groups import make_group, put_into_groups
from accounts.cohorts.membership import join, leave
from accounts.models import Cohort, CohortGroup
from teach.cohorts.due_dates import set_due
from tests.conftest import make_user
from tests.helpers.cohorts import class_of, invite_to, member
from tests.helpers.pages import tight
from tests.helpers.sittings import answer_all, begin, the_check
from tests.teach.gradebook.test_exports import CANVAS
from tests.teach.gradebook.test_gradebook import DAY, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(instructor, lena, sam) -> Cohort:
    """Lena is in the group Tuesday and has the check, Sam missed it, and Omar has left."""
    omar = make_user("omar@example.com", name="Omar").learner
    made = class_of(instructor, lena.learner, sam.learner, omar)
    made.memberships.update(joined_at=Now() - 30 * DAY)
    answer_all(begin(lena.learner), wrong={1, 2})
    set_due(made, the_check(), due_at=timezone.now() - DAY, by=instructor)
    leave(member(made, omar))
    put_into_groups(made, {member(made, lena.learner).pk: make_group(made, "Tuesday").pk})
    return made


@pytest.fixture
def tuesday(cohort) -> CohortGroup:
    return cohort.groups.get()


def at(name: str, cohort: Cohort, query: str = "") -> str:
    return reverse(f"teach:cohort-gradebook{name}", args=[cohort.pk]) + query


def names_on(client, cohort: Cohort, query: str) -> list[str]:
    return [str(row.person) for row in client.get(at("", cohort, query)).context["book"].book.rows]


def test_a_group_those_behind_or_a_name(cohort, tuesday, instructor_client):
    assert names_on(instructor_client, cohort, "") == ["Lena", "Sam", "Omar"]
    assert names_on(instructor_client, cohort, f"?group={tuesday.pk}") == ["Lena"]
    assert names_on(instructor_client, cohort, "?show=behind") == ["Sam"]
    assert names_on(instructor_client, cohort, "?q=SA") == ["Sam"]
    assert names_on(instructor_client, cohort, f"?group={tuesday.pk}&show=behind") == []
    assert names_on(instructor_client, cohort, "?group=0&show=nonsense") == ["Lena", "Sam", "Omar"]


def test_means_and_counts_are_over_those_that_are_shown(cohort, tuesday, instructor_client):
    page = tight(instructor_client.get(at("", cohort, "?show=behind")).text)

    assert "1 learner, 1 column. 1 grade is missing." in page
    assert "Mean of these" in page
    assert instructor_client.get(at("", cohort, f"?group={tuesday.pk}")).context["book"].book.mean == 80


def test_a_filter_that_nobody_matches_can_be_cleared(cohort, instructor_client):
    page = instructor_client.get(at("", cohort, "?q=nobody")).text

    assert "No learners match these filters." in page
    assert 'name="q" value="nobody"' in page


def test_the_files_have_the_learners_of_the_page_and_say_which(cohort, tuesday, instructor_client):
    page = instructor_client.get(at("", cohort, f"?group={tuesday.pk}")).text
    query = f"?attempt=best&group={tuesday.pk}"
    for name in ("-csv", "-xlsx", "-moodle", "-canvas"):
        assert at(name, cohort, query).replace("&", "&amp;") in page

    sent = instructor_client.get(at("-csv", cohort, query))
    assert "Class A, group Tuesday gradebook.csv" in sent["Content-Disposition"]
    assert [row[0] for row in table(sent)] == ["Name", "Lena"]
    book = openpyxl.load_workbook(io.BytesIO(b"".join(instructor_client.get(at("-xlsx", cohort, query)))))
    assert [row[0] for row in book["Grades"].iter_rows(values_only=True)] == ["Name", "Lena"]
    moodle = table(instructor_client.get(at("-moodle-csv", cohort, f"{query}&by=email")))
    assert [row[0] for row in moodle[1:]] == ["lena@example.com"]


def table(sent) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(sent).decode("utf-8-sig"), newline="")))


def test_a_large_class_has_pages_and_its_means_are_over_all_of_them(cohort, instructor_client, monkeypatch):
    monkeypatch.setattr("teach.gradebook.page.LEARNERS_A_PAGE", 1)

    pages = [instructor_client.get(at("", cohort, f"?page={number}&q=e")) for number in (1, 2)]

    assert "Lena</a>" in pages[0].text
    assert "Sam</a>" not in pages[0].text
    assert "attempt=best&amp;q=e&amp;column=total&amp;page=2" in pages[0].text
    assert "Sam</a>" in pages[1].text
    assert [each.context["book"].book.mean for each in pages] == [40, 40]


def test_canvas_and_moodle_say_that_their_files_are_of_some(cohort, tuesday, instructor_client):
    for name in ("-moodle", "-canvas"):
        page = tight(instructor_client.get(at(name, cohort, f"?group={tuesday.pk}")).text)
        assert "Only learners who match your filter: group Tuesday." in page
        assert "match your filter" not in instructor_client.get(at(name, cohort)).text

    file = SimpleUploadedFile("canvas.csv", CANVAS)
    filled = instructor_client.post(at("-canvas", cohort, f"?group={tuesday.pk}"), {"file": file})
    assert f"group={tuesday.pk}" in tight(filled.text)


def test_a_filter_costs_one_query_however_many_learners_there_are(cohort, instructor, instructor_client):
    addresses = [at(name, cohort, "?show=behind&q=a") for name in ("", "-csv", "-xlsx")]
    before = [queries_of(instructor_client, each) for each in addresses]
    for number in range(20):
        join(invite_to(cohort, by=instructor), learner=make_user(f"a{number}@example.com").learner)

    after = [queries_of(instructor_client, each) for each in addresses]

    assert after == before
    assert max(after) <= 12
