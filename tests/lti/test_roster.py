"""The learners of a school's course, and the class here that follows them."""

from datetime import timedelta

import pytest
from django.contrib.postgres.functions import TransactionNow
from django.core.management import call_command

from accounts.models import CohortMembership
from lti.models import Identity, LinkedClass, RosterEntry
from lti.roster import refresh
from tests.conftest import make_user
from tests.helpers.platform_simulator import ADA, BEN, TESS, PlatformPerson
from tests.helpers.serving_role import as_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(enrolled, learner, sam):
    """Ada and Ben opened this site yesterday."""
    people = enrolled(ADA, learner), enrolled(BEN, sam.learner)
    Identity.objects.update(launched_at=TransactionNow() - timedelta(days=1))
    return people


def learners_in(linked) -> set[str]:
    return set(
        CohortMembership.objects.filter(cohort=linked.cohort, left_at=None).values_list(
            "learner__identities__subject", flat=True
        )
    )


def test_who_left_the_course_leaves_the_class(school, linked, here):
    school.enroll(ADA, TESS)

    with as_application():
        call_command("refresh_rosters", verbosity=0)

    assert learners_in(linked) == {"ada"}
    left = CohortMembership.objects.get(learner=here[1])
    # The gradebook keeps the grades as the class's settings say.
    assert (left.kept_name, left.kept_until is None) == ("Sam", False)


def test_who_is_inactive_there_leaves_too(school, linked, here):
    school.enroll(ADA)
    school.enroll(BEN, status="Inactive")

    refresh(linked)

    assert learners_in(linked) == {"ada"}


def test_all_pages_are_read(school, linked, here):
    school.enroll(*(PlatformPerson(f"p{number}", f"Person {number}") for number in range(7)), ADA, BEN)

    change = refresh(linked)

    assert (change.learners, change.left) == (9, 0)
    assert RosterEntry.objects.filter(learner=None).count() == 7
    assert RosterEntry.objects.get(subject="ada").learner == here[0]


@pytest.mark.parametrize("trouble", ["down", "empty", "half"])
def test_nobody_leaves_because_of_a_platform_in_trouble(school, linked, here, monkeypatch, trouble):
    school.enroll(ADA, TESS, BEN)
    match trouble:
        case "down":
            school.down = True
        case "empty":
            school.members.clear()
        case "half":
            page = school.page
            broken = (500, None, {})
            monkeypatch.setattr(
                school, "page", lambda name, query, *rest: broken if "from" in query else page(name, query, *rest)
            )

    assert refresh(linked) is None

    assert learners_in(linked) == {"ada", "ben"}
    linked.refresh_from_db()
    assert linked.roster_failure


def test_who_opened_this_site_after_the_list_was_made_stays(school, linked, here):
    school.enroll(ADA)
    Identity.objects.filter(subject="ben").update(launched_at=TransactionNow() + timedelta(minutes=1))

    refresh(linked)

    assert learners_in(linked) == {"ada", "ben"}


def test_who_joined_in_another_way_is_left_alone(school, linked, here):
    from accounts.cohorts.membership import join

    join(linked.invite, learner=make_user("otto@example.com").learner)
    school.enroll(ADA, BEN)

    refresh(linked)

    assert learners_in(linked) == {"ada", "ben", None}


def test_a_list_without_end_is_given_up(school, linked, here, monkeypatch):
    again = {"Link": f'<{school.url}/members>; rel="next"'}
    monkeypatch.setattr(school, "page", lambda *args: (200, {"members": []}, again))

    assert refresh(linked) is None


def test_each_course_is_read_once_an_hour(school, linked, here):
    school.enroll(ADA, BEN)
    for _ in range(3):
        call_command("refresh_rosters", verbosity=0)
    assert school.asked.count("GET /members") == 1

    LinkedClass.objects.update(roster_tried_at=TransactionNow() - timedelta(minutes=61))
    call_command("refresh_rosters", verbosity=0)
    assert school.asked.count("GET /members") == 2


def test_instructors_see_who_has_not_come_and_can_have_the_list_read(school, linked, here, instructor_client):
    school.enroll(ADA, BEN, PlatformPerson("carl", "Carl Late"))
    address = f"/teach/students/{linked.cohort_id}/school/"
    refresh(linked)

    assert "Carl Late" in instructor_client.get(address).content.decode()
    instructor_client.post(f"{address}roster/")
    linked.refresh_from_db()
    assert linked.roster_tried_at is None
