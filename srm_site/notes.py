"""What waits for a learner on the home page until they have read it. Each kind of note is a function here."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Learner
from quizzes.reporting import unseen_answers


@dataclass(frozen=True)
class Note:
    """`seen_url` takes a POST when the learner puts the note aside."""

    title: str
    text: str
    url: str
    seen_url: str


def notes_of(learner: Learner) -> list[Note]:
    return [*_answered_reports(learner)]


def _answered_reports(learner: Learner) -> Iterator[Note]:
    for report in unseen_answers(learner):
        yield Note(
            f"Your report on “{report.version.stem}” was answered",
            report.answer,
            report.attempt_item.get_absolute_url() if report.attempt_item else "",
            reverse("quizzes:report-seen", args=[report.pk]),
        )
