"""A form of an assignment that is sent twice, or that two teachers have open at once."""

from functools import partial

import pytest
from django.contrib.auth.models import Group

from accounts.cohorts.lifecycle import add_teacher
from accounts.models import Cohort, User
from accounts.roles import INSTRUCTORS
from quizzes.models import Assignment
from tests.conftest import client_of, make_user
from tests.helpers.assignment_forms import address_of, address_of_new, assigned, sent_by
from tests.helpers.cohorts import class_of
from tests.helpers.pages import tight
from tests.helpers.races import at_once

SAVE = {"save": "yes"}


@pytest.fixture
def cohort(instructor, lena) -> Cohort:
    return class_of(instructor, lena.learner, time_zone="America/New_York")


@pytest.fixture
def karl(cohort) -> User:
    found = make_user("karl@example.com", name="Karl", group=INSTRUCTORS, is_staff=True)
    add_teacher(cohort, found)
    return found


@pytest.mark.django_db
def test_the_same_form_sent_twice_creates_one(cohort, instructor_client):
    new = address_of_new(cohort, "exam")
    form = sent_by(instructor_client.get(new)) | SAVE

    sent = [instructor_client.post(new, form)["Location"] for _ in range(2)]

    assert sent == [address_of("", Assignment.objects.get())] * 2
    instructor_client.post(new, sent_by(instructor_client.get(new)) | SAVE)
    assert Assignment.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_creates_one():
    Group.objects.get_or_create(name=INSTRUCTORS)
    teacher = make_user("ines-twice@example.com", name="Ines", group=INSTRUCTORS, is_staff=True)
    cohort = class_of(teacher, name="Twice")
    new = address_of_new(cohort, "exam")
    form = sent_by(client_of(teacher).get(new)) | SAVE
    clients = [client_of(teacher) for _ in range(3)]

    answers = at_once(*(partial(client.post, new, form) for client in clients))

    assert {each["Location"] for each in answers} == {address_of("", cohort.assignments.get())}


@pytest.mark.django_db
def test_the_second_of_two_teachers_is_told_what_the_first_saved_and_loses_nothing(
    cohort, instructor, instructor_client, karl
):
    test = assigned(cohort, instructor, title="Friday test")
    edit = address_of("edit", test)
    mine, theirs = (sent_by(client.get(edit)) | SAVE for client in (instructor_client, client_of(karl)))
    client_of(karl).post(edit, theirs | {"minutes": "45", "title": "Thursday test"})

    told = instructor_client.post(edit, mine | {"minutes": "30"})

    assert told.status_code == 422
    page = tight(told.text)
    assert "Karl saved this assignment today at" in page
    assert "It says now: “Thursday test”." in page
    assert "45 minutes" in page
    assert sent_by(told)["minutes"] == "30"
    assert Assignment.objects.get().minutes == 45

    assert instructor_client.post(edit, sent_by(told) | SAVE).status_code == 302
    stored = Assignment.objects.get()
    assert (stored.minutes, stored.title) == (30, "Friday test")


@pytest.mark.django_db
def test_one_teacher_can_save_again_and_again(cohort, instructor, instructor_client):
    edit = address_of("edit", assigned(cohort, instructor))

    for minutes in ("30", "45"):
        answer = instructor_client.post(edit, sent_by(instructor_client.get(edit)) | SAVE | {"minutes": minutes})
        assert answer.status_code == 302

    assert Assignment.objects.get().edit_number == 3
