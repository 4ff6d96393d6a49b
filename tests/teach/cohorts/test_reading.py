"""Which courses and lessons a class sees, as its teacher chooses."""

import pytest
from django.utils import timezone

from accounts.roles import INSTRUCTORS
from lessons.models import CohortReading, Lesson, of_class
from teach.cohorts.class_copy import copy_class
from tests.conftest import client_of, make_user
from tests.helpers.cohorts import class_of
from tests.helpers.own_courses import give_to, make_course, make_lesson_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(instructor, learner):
    return class_of(instructor, learner)


@pytest.fixture
def lesson() -> Lesson:
    return make_lesson_in(make_course())


def page_of(cohort) -> str:
    return f"/teach/students/{cohort.pk}/lessons/"


def test_a_teacher_gives_a_course_to_the_class_and_hides_a_lesson(cohort, lesson, instructor_client, learner_client):
    hidden = Lesson.objects.get(slug="identity-and-access")

    instructor_client.post(page_of(cohort), {"courses": [lesson.course_id], "hidden": [hidden.pk]})

    page = learner_client.get("/learn/").text
    assert "Cloud pricing" in page
    assert "/learn/identity-and-access/" not in page
    form = instructor_client.get(page_of(cohort)).context["form"]
    assert list(form.initial["hidden"]) == [hidden]


def test_a_class_that_would_see_nothing_is_refused(cohort, lesson, instructor_client):
    page = instructor_client.post(page_of(cohort), {"only": "on"})

    assert page.status_code == 422
    assert "Choose a course first" in page.text
    assert not CohortReading.objects.exists()


def test_another_teacher_finds_no_such_class(cohort):
    other = make_user("other@example.com", group=INSTRUCTORS, is_staff=True)

    assert client_of(other).get(page_of(cohort)).status_code == 404


def test_what_the_class_sees_can_be_given_to_it(cohort, lesson, instructor_client):
    page = f"/teach/students/{cohort.pk}/assignments/new/?kind=homework"
    assert "Lesson on cloud-pricing" not in instructor_client.get(page).text

    give_to(cohort, lesson.course, only=True)

    offered = instructor_client.get(page).text
    assert "Lesson on cloud-pricing" in offered
    assert Lesson.objects.get(slug="identity-and-access").title not in offered
    assert list(Lesson.objects.filter(of_class(cohort))) == [lesson]


def test_a_copy_for_the_next_term_sees_the_same(cohort, lesson, instructor):
    hidden = Lesson.objects.get(slug="identity-and-access")
    give_to(cohort, lesson.course, only=True, hidden=[hidden])

    copy = copy_class(cohort, name=f"Next {timezone.now():%Y}", days=180, by=instructor)

    assert list(copy.reading.courses.all()) == [lesson.course]
    assert copy.reading.only
    assert list(copy.reading.hidden.all()) == [hidden]


def test_without_further_courses_only_lessons_can_be_hidden(instructor_client, cohort):
    page = instructor_client.get(page_of(cohort)).text

    assert "There are no further courses yet" in page
    assert "Show only these courses" not in page
    hidden = Lesson.objects.published()[0].pk
    saved = instructor_client.post(page_of(cohort), {"only": "False", "hidden": [hidden]}, follow=True)
    assert "Learners of the class see these lessons now" in saved.text


def test_the_history_of_the_class_has_each_change_of_what_it_reads(cohort, lesson, superuser_client):
    hidden = Lesson.objects.get(slug="identity-and-access")
    for sent in ({"courses": [lesson.course_id]}, {"courses": [lesson.course_id], "hidden": [hidden.pk]}, {}):
        superuser_client.post(page_of(cohort), sent)

    acts = superuser_client.get("/teach/history/", {"about": f"accounts.cohort:{cohort.pk}"}).context["acts"]

    told = [
        {(each.what, each.before, each.after) for subject in act.subjects for each in subject.differences}
        for act in acts
        if any(subject.title == "What Class A reads" for subject in act.subjects)
    ]
    course, hides = ("Further course", "", "Cloud pricing"), ("Hidden lesson", "", str(hidden))
    first = {("Class", "", "Class A"), ("Show only these courses", "", "no"), course}
    gone = {("Further course", "Cloud pricing", ""), ("Hidden lesson", str(hidden), "")}
    assert sorted(told, key=len) == [{hides}, gone, first]
