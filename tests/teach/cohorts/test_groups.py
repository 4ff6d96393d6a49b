"""Groups within a class: made, filled, filtered by, and gone with the membership."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.cohorts.groups import make_group, put_into_groups
from accounts.cohorts.membership import join, leave
from accounts.leaving.download import everything_about
from accounts.models import CohortGroup
from accounts.roles import INSTRUCTORS
from tests.conftest import client_of, make_user
from tests.helpers.cohorts import class_of, invite_to, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(instructor, lena, sam):
    return class_of(instructor, lena.learner, sam.learner)


@pytest.fixture
def group(cohort) -> CohortGroup:
    return make_group(cohort, "Tuesday")


def page_of(cohort) -> str:
    return f"/teach/students/{cohort.pk}/groups/"


def put(client, cohort, learner, group):
    key = f"member-{member(cohort, learner).pk}"
    return client.post(page_of(cohort) + "members/", {key: group.pk if group else ""}, follow=True)


def test_a_teacher_makes_a_group_and_the_learners_are_filtered_by_it(cohort, instructor_client, learner):
    instructor_client.post(page_of(cohort), {"name": " Tuesday  evening "})
    group = CohortGroup.objects.get(cohort=cohort)
    assert group.name == "Tuesday evening"

    assert "1 changed" in put(instructor_client, cohort, learner, group).text

    everybody = instructor_client.get(cohort.get_absolute_url()).text
    filtered = instructor_client.get(f"{cohort.get_absolute_url()}?group={group.pk}").text
    assert "Lena</a>" in everybody
    assert "Sam</a>" in everybody
    assert "Lena</a>" in filtered
    assert "Sam</a>" not in filtered


def test_an_old_link_to_a_removed_group_shows_everybody(cohort, instructor_client, group):
    instructor_client.post(f"{page_of(cohort)}{group.pk}/removal/")

    assert "Sam</a>" in instructor_client.get(f"{cohort.get_absolute_url()}?group={group.pk}").text


def test_only_the_members_that_were_sent_are_moved(cohort, instructor_client, group, lena, sam):
    put(instructor_client, cohort, lena.learner, group)
    put(instructor_client, cohort, sam.learner, group)
    put(instructor_client, cohort, lena.learner, None)

    assert member(cohort, lena.learner).group is None
    assert member(cohort, sam.learner).group == group


def test_a_removed_group_leaves_its_members_in_the_class(cohort, instructor_client, group, learner):
    put_into_groups(cohort, {member(cohort, learner).pk: group.pk})

    instructor_client.post(f"{page_of(cohort)}{group.pk}/removal/")

    assert member(cohort, learner).group is None


def test_who_leaves_is_in_no_group_and_comes_back_without_one(cohort, group, learner):
    membership = member(cohort, learner)
    put_into_groups(cohort, {membership.pk: group.pk})

    leave(membership)

    membership.refresh_from_db()
    assert membership.group is None
    assert put_into_groups(cohort, {membership.pk: group.pk}) == 0
    assert join(cohort.invites.get(), learner=learner).group is None


def test_a_group_of_another_class_takes_nobody(cohort, instructor, instructor_client, learner):
    other = make_group(class_of(instructor, name="Class B"), "Tuesday")
    make_group(cohort, "Monday")

    assert "Choose again." in put(instructor_client, cohort, learner, other).text
    put_into_groups(cohort, {member(cohort, learner).pk: other.pk})

    assert member(cohort, learner).group is None


def test_the_download_names_the_group(cohort, group, learner):
    put_into_groups(cohort, {member(cohort, learner).pk: group.pk})

    assert everything_about(learner)["classes"][0]["group"] == "Tuesday"


def test_another_teacher_finds_no_groups(cohort, group, learner):
    otto = client_of(make_user("otto@example.com", group=INSTRUCTORS, is_staff=True))

    assert otto.get(page_of(cohort)).status_code == 404
    assert otto.post(page_of(cohort), {"name": "Mine"}).status_code == 404
    assert otto.post(page_of(cohort) + "members/").status_code == 404
    assert otto.post(f"{page_of(cohort)}{group.pk}/removal/").status_code == 404
    assert CohortGroup.objects.get() == group


def test_the_pages_take_no_more_queries_for_more_learners(cohort, group, instructor_client):
    def queries() -> list[int]:
        counts = []
        for address in (page_of(cohort), f"{cohort.get_absolute_url()}?group={group.pk}"):
            with CaptureQueriesContext(connection) as asked:
                instructor_client.get(address)
            counts.append(len(asked))
        return counts

    before = queries()
    invite = invite_to(cohort, by=cohort.teachers.first())
    for number in range(10):
        join(invite, learner=make_user(f"more{number}@example.com").learner)
        make_group(cohort, f"Group {number}")
    assert queries() == before
    assert max(before) <= 12
