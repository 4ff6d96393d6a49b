"""What cannot be taken back asks first, on a page that also works without JavaScript."""

import re

import pytest
from django.urls import reverse

from accounts.cohorts.membership import membership_in
from matrix.editing import dispute_store
from matrix.facts import current
from planner.models import StudyPlan
from planner.study_plans import renew_calendar
from tests.helpers.cohorts import class_of
from tests.helpers.exam_sittings import begin_exam

pytestmark = pytest.mark.django_db


def a_class(learner, instructor):
    cohort = class_of(instructor, learner)
    return "/account/", reverse("class-leaving", args=[membership_in(cohort, learner).pk]), "Leave the class"


def a_dispute(learner, instructor):
    cell = current().cell("ec2/guest-os")
    dispute_store.dispute(cell, learner=learner, text="The owner is wrong here.")
    address = reverse("matrix:dispute-withdrawal", args=[learner.disputes.get().pk])
    return "/matrix/ec2/guest-os/", address, "Withdraw it"


def an_exam(learner, instructor):
    return "/exam/", reverse("quizzes:exam-discard", args=[begin_exam(learner).pk]), "Discard the exam"


def a_calendar(learner, instructor):
    renew_calendar(learner)
    return "/plan/", "/plan/calendar/?close", "Turn it off"


def another_calendar(learner, instructor):
    renew_calendar(learner)
    return "/plan/", "/plan/calendar/", "Create a new link"


def state_of(learner) -> tuple:
    """What these acts would change."""
    return (
        list(learner.memberships.values_list("pk", "left_at")),
        list(learner.disputes.values_list("pk", "closed_at")),
        list(learner.attempts.values_list("pk", "closed_at")),
        list(StudyPlan.objects.filter(learner=learner).values_list("token")),
    )


@pytest.mark.parametrize("prepare", [a_class, a_dispute, an_exam, a_calendar, another_calendar])
def test_the_first_press_asks_and_only_the_second_acts(learner_client, learner, instructor, prepare):
    page, address, act = prepare(learner, instructor)
    before = state_of(learner)

    assert f'href="{address}"' in learner_client.get(page).text
    asked = learner_client.get(address)
    assert state_of(learner) == before

    [button] = re.findall(rf'<button class="btn primary"(?: name="(\w+)")?>{act}</button>', asked.text)
    assert re.search(r'<a class="btn" href="[^"]+">Cancel</a>', asked.text)
    learner_client.post(address, {button: ""} if button else {})
    assert state_of(learner) != before
