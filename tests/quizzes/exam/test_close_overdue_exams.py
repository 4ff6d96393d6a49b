from io import StringIO

import pytest
from django.core.management import call_command

from tests.helpers.exam_sittings import answered, begin_exam, let_time_pass

pytestmark = pytest.mark.django_db


def run() -> str:
    out = StringIO()
    call_command("close_overdue_exams", stdout=out)
    return out.getvalue()


def test_exams_whose_time_is_up_are_graded_and_others_stay_open(learner, stranger):
    over, running = begin_exam(learner), begin_exam(stranger)
    answered(over, 1)
    let_time_pass(over)

    assert run() == "1 exam ended.\n"

    over.refresh_from_db()
    running.refresh_from_db()
    assert (over.ending, over.score.right) == ("time", 1)
    assert running.closed_at is None


def test_a_second_run_finds_nothing(learner):
    let_time_pass(begin_exam(learner))
    run()

    assert run() == "0 exams ended.\n"
