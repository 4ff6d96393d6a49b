from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.cohorts.membership import join
from accounts.models import Cohort, Learner
from lti.identities import connect
from lti.models import LineItem, LinkedClass, Platform
from teach.gradebook.columns import key_of
from tests.helpers.assignments import assign
from tests.helpers.cohorts import class_of
from tests.helpers.platform_simulator import ADA, PlatformPerson, SimulatedPlatform, serving
from tests.helpers.schools import launch_for, link_course


@pytest.fixture
def school() -> Iterator[SimulatedPlatform]:
    simulated = SimulatedPlatform()
    with serving(simulated):
        yield simulated


@pytest.fixture
def platform(school, db) -> Platform:
    return school.registration()


@pytest.fixture
def cohort(instructor) -> Cohort:
    return class_of(instructor, name="Cloud basics")


@pytest.fixture
def linked(platform, cohort, instructor) -> LinkedClass:
    """The class of the course, as an instructor linked it."""
    return link_course(cohort, by=instructor, platform=platform)


@pytest.fixture
def window() -> Client:
    return Client()


@pytest.fixture
def enrolled(linked, platform):
    """Makes a learner here the platform's person, and a member of the class."""

    def enroll(person: PlatformPerson, learner: Learner) -> Learner:
        connect(*launch_for(platform, person.subject), learner)
        join(linked.invite, learner=learner)
        return learner

    return enroll


@pytest.fixture
def test_of_class(linked):
    return assign(linked.cohort, title="Friday")


@pytest.fixture
def item(linked, test_of_class):
    return LineItem.objects.create(linked=linked, column=key_of(test_of_class), label="Friday")


@pytest.fixture
def ada(enrolled, learner):
    return enrolled(ADA, learner)
