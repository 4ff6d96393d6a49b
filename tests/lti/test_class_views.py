"""What instructors see of scores for a school, and choose."""

import re

import pytest

from lti.scores import queue_scores, send_all
from teach.gradebook.columns import key_of
from tests.conftest import make_user
from tests.helpers.assignments import taken
from tests.helpers.platform_simulator import BEN, PlatformPerson

pytestmark = pytest.mark.django_db


def test_instructors_see_what_was_sent_and_what_waits(
    school, platform, linked, item, test_of_class, ada, sam, enrolled, instructor_client
):
    taken(test_of_class, ada, right=3)
    send_all(platform)
    taken(test_of_class, enrolled(BEN, sam.learner), right=1)
    school.down = True
    send_all(platform)

    page = " ".join(instructor_client.get(f"/teach/students/{linked.cohort_id}/school/").content.decode().split())

    assert re.findall(r'data-l="(Sent|Waiting)">\s*(\d+)', page) == [("Sent", "1"), ("Waiting", "1")]
    assert "Sam, Friday:" in page
    assert "answered 500" in page


def test_the_page_takes_no_more_queries_with_more_learners(
    linked, item, test_of_class, ada, enrolled, instructor_client, django_assert_max_num_queries
):
    address = f"/teach/students/{linked.cohort_id}/school/"
    for number in range(4):
        other = enrolled(PlatformPerson(f"p{number}", "P"), make_user(f"p{number}@example.com").learner)
        taken(test_of_class, other, right=1)
    queue_scores(linked)
    instructor_client.get(address)

    with django_assert_max_num_queries(12):
        assert instructor_client.get(address).status_code == 200


def test_instructors_choose_what_is_sent(linked, test_of_class, instructor_client):
    address, column = f"/teach/students/{linked.cohort_id}/school/columns/", key_of(test_of_class)

    instructor_client.post(address, {"column": column})
    assert linked.line_items.get().label == "Friday"
    instructor_client.post(address, {"column": "assignment-999999"})
    assert linked.line_items.count() == 1
    instructor_client.post(address, {"column": column, "stop": ""})
    assert not linked.line_items.exists()
