"""Mails to a class: a form as it is previewed, and what somebody may have missed."""

from datetime import timedelta

from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import Cohort, CohortMembership
from lessons.models import Lesson
from quizzes.models import Assignment

WRITTEN = {"to": "everyone", "subject": "Friday in {class}", "text": "Hello {name},\n\nbring your notes."}


def previewed(client, address: str, **sent: str) -> dict[str, str]:
    """What its form sends when the button is pressed."""
    response = client.post(address, WRITTEN | sent)
    assert response.status_code == 200
    context = response.context
    told = {"event": str(context["event"]), "recipients": context["audience"].digest, "send": "yes"}
    assert all(f'value="{value}"' in response.text for value in told.values())
    return WRITTEN | sent | told


def due(cohort: Cohort, ago: timedelta = timedelta(days=1)) -> Assignment:
    """A due date that has passed, in a class that everybody had joined before."""
    CohortMembership.objects.filter(cohort=cohort).update(joined_at=Now() - timedelta(days=30))
    at = timezone.now() - ago
    return Assignment.objects.create(cohort=cohort, lesson=Lesson.objects.published()[0], due_at=at, set_by=1)
