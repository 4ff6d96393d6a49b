"""What instructors see of practices."""

import pytest
from django.urls import reverse

from quizzes.attempt_state import open_attempts
from quizzes.ledger import flag
from quizzes.models import Confidence
from serving.uuid7 import uuid7
from tests.helpers.cohorts import class_of
from tests.helpers.practices import give, practice, practice_of, versions_on
from tests.helpers.sittings import (
    item_at,
)

pytestmark = pytest.mark.django_db


def test_a_teacher_reads_a_practice_with_its_stars_and_how_sure_answers_were(instructor, instructor_client, learner):
    class_of(instructor, learner)
    attempt = practice(learner)
    flag(item_at(attempt, 1), event=uuid7(), on=True)
    give(attempt, 1, confidence=Confidence.SURE)

    listed = instructor_client.get(f"{reverse('admin:quizzes_attempt_changelist')}?mode__exact=drill").text
    page = instructor_client.get(reverse("admin:quizzes_attempt_change", args=[attempt.pk])).text

    assert "Practice: Guest operating system" in listed
    assert "Flagged" in page
    assert "(sure)" in page


def test_a_changed_fact_names_open_practices_beside_quizzes(instructor, instructor_client, learner):
    class_of(instructor, learner)
    version = versions_on("ec2/guest-os", generator="who-does-this")[0]
    practice_of(learner, version)

    [told] = open_attempts([version.pk])

    assert told.text == "Practice: 1 open attempt"
    assert "Practice: Test" in instructor_client.get(told.url).text
