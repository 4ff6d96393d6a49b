"""Joining over several connections at once. These tests commit: each uses people of its own."""

from uuid import uuid4

import pytest

from accounts.cohorts.assistants import IsALearnerHere, accept
from accounts.cohorts.membership import JoinRefused, NotALearner, join
from accounts.cohorts.roster import RosterRow
from accounts.cohorts.roster_invitations import import_rows
from accounts.models import AssistantInvite, CohortMembership
from accounts.roles import INSTRUCTORS
from tests.conftest import make_user
from tests.helpers.cohorts import class_of, invite_to
from tests.helpers.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def somebody(**who):
    return make_user(f"{uuid4()}@tests.example", **who)


@pytest.fixture
def cohort():
    return class_of(somebody(group=INSTRUCTORS, is_staff=True))


def test_one_learner_who_joins_by_two_links_at_once_is_in_once(cohort):
    teacher, learner = cohort.teachers.get(), somebody().learner
    links = [invite_to(cohort, by=teacher) for _ in range(4)]

    joined = at_once(*[lambda link=link: join(link, learner=learner) for link in links])

    assert len({membership.pk for membership in joined}) == 1
    assert CohortMembership.objects.filter(cohort=cohort).count() == 1


def test_the_last_place_of_a_link_goes_to_one(cohort):
    link = invite_to(cohort, by=cohort.teachers.get(), most_uses=1)

    def joining(learner):
        try:
            return join(link, learner=learner)
        except JoinRefused as refused:
            return refused

    learners = [somebody().learner for _ in range(5)]
    outcomes = at_once(*[lambda each=each: joining(each) for each in learners])

    assert sum(isinstance(outcome, CohortMembership) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, JoinRefused) for outcome in outcomes) == 4


def test_who_accepts_to_assist_and_joins_at_once_does_one_of_them(cohort):
    user = somebody()
    teacher = cohort.teachers.get()
    to_assist = AssistantInvite.objects.create(cohort=cohort, email=user.email, made_by=teacher.pk)
    link = invite_to(cohort, by=teacher)

    def trying(act):
        try:
            return act()
        except (NotALearner, IsALearnerHere) as refused:
            return refused

    at_once(
        lambda: trying(lambda: accept(to_assist, user)),
        lambda: trying(lambda: join(link, learner=user.learner)),
    )

    assert cohort.teaching.filter(user=user).count() + cohort.memberships.count() == 1


def test_two_imports_at_once_double_nobody(cohort):
    teacher = cohort.teachers.get()
    rows = [RosterRow(number, f"{uuid4()}@tests.example", "") for number in range(20)]

    done = at_once(*[lambda: import_rows(cohort, rows, by=teacher)] * 3)

    assert sorted(len(each.new) for each in done) == [0, 0, 20]
    assert cohort.invitees.count() == 20
