"""Two things at once, on connections of their own."""

import pytest
from django.test import Client

from accounts.cohorts.membership import join
from accounts.models import User
from lti import classes, identities
from lti.launches import take_answer
from lti.models import LineItem, LinkedClass, Score
from lti.scores import send_all
from lti.tokens import LaunchRefused
from serving.uuid7 import uuid7
from teach.gradebook.columns import key_of
from tests.conftest import make_user
from tests.helpers.assignments import assign, taken
from tests.helpers.cohorts import class_of
from tests.helpers.platform_simulator import ADA
from tests.helpers.races import at_once
from tests.helpers.schools import claims_of, launch_for, link_course

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def teacher() -> User:
    return make_user(f"{uuid7()}@example.com", group="Instructors", is_staff=True)


def test_a_token_that_comes_twice_at_once_is_accepted_once(school, platform):
    for _ in range(5):
        began = Client().post("/lti/login/", school.asks_to_log_in())
        form, cookie = school.answer_to(began["Location"], ADA), began.cookies["launch"].value
        send = lambda form=form, cookie=cookie: take_answer(form["state"], form["id_token"], cookie)  # noqa: E731

        outcomes = at_once(send, send, send, refusals=(LaunchRefused,))

        assert sum(not isinstance(outcome, LaunchRefused) for outcome in outcomes) == 1


def test_a_button_that_is_pressed_twice_at_once_creates_one_account(platform, rf):
    launch, claims = launch_for(platform, "ada", name="Ada King")
    create = lambda: identities.create_account(launch, claims, rf.post("/"))  # noqa: E731

    outcomes = at_once(create, create, refusals=(identities.AlreadyConnected,))

    assert sum(isinstance(outcome, User) for outcome in outcomes) == 1
    assert User.objects.filter(name="Ada King").count() == 1


def test_a_course_that_two_instructors_link_at_once_is_one_class(platform, teacher):
    claims = claims_of(platform, "tess")
    link = lambda: classes.link_new_class(claims, teacher, "UTC")  # noqa: E731

    outcomes = at_once(link, link, refusals=(classes.AlreadyLinked,))

    assert sum(isinstance(outcome, LinkedClass) for outcome in outcomes) == 1


def test_two_runs_at_once_send_each_score_once(school, platform, teacher):
    cohort = class_of(teacher)
    linked = link_course(cohort, by=teacher, platform=platform)
    friday = assign(cohort, title="Friday")
    LineItem.objects.create(linked=linked, column=key_of(friday), label="Friday")
    for number in range(6):
        learner = make_user(f"{uuid7()}@example.com").learner
        identities.connect(*launch_for(platform, f"p{number}"), learner)
        join(linked.invite, learner=learner)
        taken(friday, learner, right=number % 3)

    at_once(*[lambda: send_all(platform)] * 3)
    send_all(platform)

    assert sorted(each["userId"] for each in school.taken) == [f"p{number}" for number in range(6)]
    assert not Score.objects.waiting().exists()
