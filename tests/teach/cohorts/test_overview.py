"""The line about a class: members, how many were active, and the median of what they know."""

import pytest

from accounts.models import Cohort, CohortMembership, Learner
from quizzes.models import Attempt, Mode
from serving.prepared import Prepared
from teach.cohorts import overview
from teach.cohorts.overview import CohortSummary, summaries, with_counts
from tests.conftest import make_user
from tests.helpers.cohorts import class_of
from tests.helpers.memories import remember

pytestmark = pytest.mark.django_db

KNOWN = ((3, True), (2, True), (1, True))


@pytest.fixture
def cohort(instructor) -> Cohort:
    """Two of six know a cell, and were active."""
    learners = [make_user(f"learner-{number}@example.com").learner for number in range(6)]
    for learner in learners[:2]:
        remember(learner, "ec2/guest-os", *KNOWN)
    return class_of(instructor, *learners)


@pytest.fixture
def small_samples(monkeypatch):
    monkeypatch.setattr(overview, "SAMPLE", 3)
    monkeypatch.setattr(overview, "figures_of", Prepared(overview._figures, *[int] * overview.COHORTS_A_PAGE))


def summary_of(cohort: Cohort) -> CohortSummary:
    [found] = summaries(with_counts(Cohort.objects.filter(pk=cohort.pk)))
    return found


def test_a_class_is_counted_member_by_member(cohort):
    found = summary_of(cohort)

    assert (found.members, found.active, found.secure, found.about) == (6, 2, 0, "")


def test_a_large_class_is_estimated_from_as_many_members_whatever_their_number(cohort, small_samples):
    [[_, sampled, active, _]] = overview._figures(cohort.pk)

    found = summary_of(cohort)

    assert sampled == 3
    assert (found.members, found.active, found.about) == (6, 2 * active, "about ")


def test_each_class_of_a_list_has_a_sample_of_its_own(cohort, instructor, small_samples):
    other = class_of(instructor, *(make_user(f"other-{number}@example.com").learner for number in range(2)))

    rows = {row.cohort: row for row in summaries(with_counts(Cohort.objects.order_by("pk")))}

    assert (rows[cohort].members, rows[other].members, rows[other].about) == (6, 2, "")
    assert rows[other].active == 0


def test_a_sample_is_spread_over_those_who_joined_early_and_late(instructor, monkeypatch):
    """Of 400 members the 200 who joined last were active."""
    monkeypatch.setattr(overview, "SAMPLE", 100)
    cohort = class_of(instructor)
    learners = Learner.objects.bulk_create(Learner() for _ in range(400))
    CohortMembership.objects.bulk_create(
        CohortMembership(cohort=cohort, learner=each, invite=cohort.invites.get(), consent="1") for each in learners
    )
    Attempt.objects.bulk_create(Attempt(learner=each, mode=Mode.DRILL) for each in learners[200:])

    [[_, sampled, active, _]] = overview._figures(cohort.pk)

    assert sampled == 100
    assert 45 <= active <= 55
