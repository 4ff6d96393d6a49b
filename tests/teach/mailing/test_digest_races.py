"""Two runs of the command on a Monday morning, with connections that commit."""

from datetime import timedelta

import pytest

from accounts.models import CohortTeacher, Mail
from teach.mailing.digest_settings import KIND, queue_digests
from tests.conftest import make_user
from tests.helpers.cohorts import class_of
from tests.helpers.races import at_once
from tests.helpers.serving_role import as_application
from tests.teach.mailing.test_digest import on_monday

pytestmark = pytest.mark.django_db(transaction=True)


def queue() -> None:
    with as_application():
        queue_digests(on_monday(9))


def test_two_runs_at_once_queue_one_digest_for_each():
    teachers = [make_user(f"teacher{number}@example.com", is_staff=True) for number in range(6)]
    for teacher in teachers:
        class_of(teacher)
    CohortTeacher.objects.update(since=on_monday(9) - timedelta(days=7))

    at_once(queue, queue, queue)

    mails = Mail.objects.filter(kind=KIND).values_list("learner__user__email", flat=True)
    assert sorted(mails) == [teacher.email for teacher in teachers]
