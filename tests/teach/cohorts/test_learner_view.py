"""What a teacher sees of a class as one of its learners, and that nothing of it is stored."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.cohorts.lifecycle import make_cohort
from accounts.models import Cohort, CohortInvite, CohortMembership, CohortTeacher, Learner, User
from lessons.models import Lesson, Reading
from quizzes.models import Attempt
from teach.cohorts.due_dates import set_due
from tests.conftest import client_of, make_user
from tests.helpers.assignments import assign
from tests.helpers.cohorts import class_of
from tests.helpers.own_courses import give_to, pricing
from tests.helpers.pages import tight
from tests.helpers.sittings import statements_of, the_check

pytestmark = pytest.mark.django_db
L3 = "/learn/shared-responsibility-model/"


@pytest.fixture
def cohort(instructor, lena) -> Cohort:
    return class_of(instructor, lena.learner, time_zone="America/New_York")


def seen(client, cohort: Cohort, page: str = "/") -> str:
    answer = client.get(f"/teach/students/{cohort.pk}/view/", {"page": page})
    assert answer.status_code == 200
    return tight(answer.text)


def viewed(cohort: Cohort, page: str) -> str:
    return f'href="/teach/students/{cohort.pk}/view/?page={page}"'


def rows() -> list[int]:
    stored = (User, Learner, CohortInvite, CohortMembership, Attempt, Reading)
    return [model.objects.count() for model in stored]


def test_learn_shows_the_courses_and_lessons_of_the_class(cohort, instructor_client):
    ours, hidden = pricing(), Lesson.objects.get(slug="identity-and-access")
    give_to(cohort, ours.course, hidden=[hidden])

    page = seen(instructor_client, cohort, "/learn/")

    assert ours.title in page
    assert hidden.title not in page
    assert hidden.title in instructor_client.get("/learn/").text
    assert viewed(cohort, L3) in page
    assert ours.title in seen(instructor_client, cohort, ours.get_absolute_url())


def test_home_says_what_is_due_as_a_learner_from_the_first_day_reads_it(cohort, instructor, instructor_client):
    Cohort.objects.update(made_at=timezone.now() - timedelta(days=30))
    set_due(cohort, the_check(), due_at=timezone.now() - timedelta(days=1), by=instructor)

    page = seen(instructor_client, cohort)

    assert "Due for your class" in page
    assert "Was due" in page
    assert "Welcome" in page


def test_an_assignment_with_its_terms_and_a_button_that_does_nothing(cohort, instructor_client):
    test = assign(cohort, title="Friday test")

    page = seen(instructor_client, cohort, test.get_absolute_url())

    assert "20 minutes" in page
    assert re.search(r"<button disabled[^>]*>Start", page)
    given = assign(cohort, kind="homework", minutes=None, answers="at-once", title="Read it")
    answer = instructor_client.get(f"/teach/students/{cohort.pk}/view/", {"page": given.get_absolute_url()})
    assert answer["Location"] == f"/teach/students/{cohort.pk}/view/?page={L3}#check"


@pytest.mark.parametrize("address", ["/", "/learn/", L3, "/practice/"])
def test_nothing_is_stored_and_nothing_can_be_sent(cohort, instructor_client, address):
    before = rows()

    shown = seen(instructor_client, cohort, address)

    assert rows() == before
    assert "<script" not in shown
    assert not re.search(r"<button(?! disabled)", shown)
    assert "Nothing is stored, and buttons don’t work." in shown
    assert f'href="{cohort.get_absolute_url()}">Back to the class' in shown
    assert instructor_client.post(f"/teach/students/{cohort.pk}/view/").status_code == 405


@pytest.mark.parametrize("invited", [True, False])
def test_the_learner_is_stored_as_every_other_until_the_page_is_there(instructor, instructor_client, invited):
    """The database would refuse keys of rows that do not exist, had it not been told to wait for the commit."""
    cohort = class_of(instructor) if invited else make_cohort("Class C", teacher=instructor, time_zone="UTC")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert "Welcome" in seen(instructor_client, cohort)


def test_links_lead_on_as_a_learner_where_a_class_decides_and_elsewhere_out(cohort, instructor_client):
    page = seen(instructor_client, cohort)

    links = {unescape(each) for each in re.findall(r'href="(/[^"]*)"', page)}
    assert f"/teach/students/{cohort.pk}/view/?page=/learn/" in links
    assert "/matrix/" in links
    assert "/learn/" not in links


@pytest.mark.parametrize("address", ["/teach/", "/admin/", "/nowhere/", "//example.com/", "x", "/matrix.csv"])
def test_there_is_no_such_view_of_other_pages(cohort, instructor_client, address):
    assert instructor_client.get(f"/teach/students/{cohort.pk}/view/", {"page": address}).status_code == 404


def test_an_assistant_has_it_too_and_the_assignment_of_another_class_is_not_there(cohort, instructor, client):
    theirs = assign(class_of(instructor, name="Class B"))
    karl = make_user("karl@example.com", name="Karl")
    CohortTeacher.objects.create(cohort=cohort, user=karl, assists=True)

    seen(client_of(karl), cohort, "/learn/")

    address = f"/teach/students/{cohort.pk}/view/"
    assert client_of(karl).get(address, {"page": theirs.get_absolute_url()}).status_code == 404


def test_no_view_takes_more_than_12_queries(cohort, instructor_client, settings):
    settings.SECONDS_A_COUNT_LASTS = 60  # as on a site: one count for everybody
    for page in ("/", "/learn/", L3, "/practice/", assign(cohort).get_absolute_url()):
        seen(instructor_client, cohort, page)
        with CaptureQueriesContext(connection) as captured:
            seen(instructor_client, cohort, page)
        assert len(statements_of(captured)) <= 12, statements_of(captured)
