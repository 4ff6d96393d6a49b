"""An assignment as its teacher's form writes it, for tests."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from accounts.models import Cohort, User
from quizzes.assigned.store import save_assignment
from quizzes.models import Assignment
from teach.assignments.forms import as_typed
from tests.helpers.sittings import the_check

HOUR = timedelta(hours=1)


def assigned(cohort: Cohort, by: User, **fields) -> Assignment:
    """A test on the real check that has opened and closes in an hour, with other `fields`."""
    now = timezone.now()
    usual = {"kind": "test", "quiz": the_check(), "opens_at": now - HOUR, "due_at": now + HOUR, "minutes": 20}
    return save_assignment(Assignment(cohort=cohort, **(usual | fields)), by=by)


def address_of_new(cohort: Cohort, kind: str) -> str:
    return f"{reverse('teach:cohort-assignment-new', args=[cohort.pk])}?kind={kind}"


def address_of(part: str, assignment: Assignment) -> str:
    name = f"teach:cohort-assignment{f'-{part}' if part else ''}"
    return reverse(name, args=[assignment.cohort_id, assignment.pk])


def sent_by(response) -> dict[str, str]:
    """What a browser would send back unchanged from the page of the form."""
    written, kind = response.context["written"], response.context["kind"]
    told = {"kind": str(kind)} | as_typed(written.form)
    for line in written.exceptions.lines:
        told |= as_typed(line.shown if line.is_open else line.form)
    return told


def at(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
