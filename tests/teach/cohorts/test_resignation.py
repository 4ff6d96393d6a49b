"""A teacher or an assistant who stops teaching a class by themselves."""

import pytest

from accounts.cohorts.lifecycle import add_teacher
from accounts.models import Cohort, CohortTeacher
from accounts.roles import INSTRUCTORS
from tests.conftest import client_of, make_user
from tests.helpers.cohorts import class_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(instructor, lena) -> Cohort:
    return class_of(instructor, lena.learner)


def test_an_assistant_is_asked_and_then_sees_the_class_no_more(cohort):
    karl = make_user("karl@example.com", name="Karl")
    CohortTeacher.objects.create(cohort=cohort, user=karl, assists=True)
    client, here = client_of(karl), cohort.get_absolute_url()
    assert f"{here}resignation/" in client.get(here).text
    assert "Stop teaching “Class A”?" in client.get(f"{here}resignation/").text
    assert client.get(here).status_code == 200

    answer = client.post(f"{here}resignation/", follow=True)

    assert "You no longer teach “Class A”." in answer.text
    assert client.get(here).status_code == 404


def test_the_last_instructor_stays_and_one_of_two_can_leave(cohort, instructor, instructor_client):
    here = f"{cohort.get_absolute_url()}resignation/"

    assert "A class needs an instructor." in instructor_client.post(here, follow=True).text
    add_teacher(cohort, make_user("ida@example.com", group=INSTRUCTORS, is_staff=True))
    instructor_client.post(here)

    assert instructor not in cohort.teachers.all()
