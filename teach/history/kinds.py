"""The event tables behind the history of instructors' and admins' acts, by kind.

Every event table of every app is included, also future ones. This module names only the exceptions: rows that belong
to another row, and kinds about people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from pghistory.models import Event

PEOPLE = "people"
OTHER = "other"
KINDS = {
    "facts": "Facts",
    "lessons": "Lessons",
    "questions": "Questions",
    "quizzes": "Quizzes",
    "answers": "Answers to learners",
    "regrades": "Regrades",
    PEOPLE: "People and their rights",
    OTHER: "Other acts in the admin",
}
BY_APP = {"matrix": "facts", "lessons": "lessons", "bank": "questions", "quizzes": "questions"}
# By event: its kind, and the column and model of the row that it belongs to.
SAID: dict[str, tuple[str, str, str]] = {
    "matrix.DutyEvent": ("facts", "cell_id", "matrix.responsibility"),
    "quizzes.AssignmentExceptionEvent": (PEOPLE, "assignment_id", "quizzes.assignment"),
    "teach.CourseEvent": ("lessons", "", "lessons.course"),
    "teach.ReadingEvent": (PEOPLE, "cohort_id", "accounts.cohort"),
    "teach.CourseOfClassEvent": (PEOPLE, "cohortreading_id", "lessons.cohortreading"),
    "teach.HiddenLessonEvent": (PEOPLE, "cohortreading_id", "lessons.cohortreading"),
    "teach.QuizEvent": ("quizzes", "", "quizzes.quiz"),
    "teach.SlotEvent": ("quizzes", "quiz_id", "quizzes.quiz"),
    "teach.ContradictionEvent": ("questions", "item_id", "bank.item"),
    "teach.ReportEvent": ("answers", "version_id", "bank.itemversion"),
    "teach.DisputeEvent": ("answers", "cell_id", "matrix.responsibility"),
    "teach.GradingRunEvent": ("regrades", "", "quizzes.gradingrun"),
    "teach.RightsEvent": (PEOPLE, "", "accounts.user"),
    "teach.MembershipEvent": (PEOPLE, "user_id", "accounts.user"),
    "teach.PermissionEvent": (PEOPLE, "group_id", "auth.group"),
}
ABOUT_PEOPLE = ("accounts", "auth", "account")  # apps whose rows in the admin's log are about people


@dataclass(frozen=True)
class EventTable:
    """`where` restricts the table to one kind, and `belongs_to` is the column of the parent row."""

    event: type[Event]
    kind: str
    about: str
    belongs_to: str = ""
    where: str = ""

    @property
    def table(self) -> str:
        return self.event._meta.db_table

    @property
    def name(self) -> str:
        return self.event._meta.label

    @property
    def is_log(self) -> bool:
        return self.name == LOG

    @property
    def model(self) -> type[Model]:
        return tracked_by(self.event)

    @property
    def subject(self) -> str:
        return self.belongs_to or "pgh_obj_id"


LOG = "teach.LoggedEvent"


def tracked_by(event: type[Event]) -> type[Model]:
    return event.pgh_tracked_model._meta.concrete_model  # type: ignore[attr-defined]


def sources() -> list[EventTable]:
    return list(_sources())


def _sources() -> Iterator[EventTable]:
    for model in apps.get_models():
        if not (issubclass(model, Event) and not model._meta.proxy and model._meta.managed):
            continue
        name = model._meta.label
        if name == LOG:
            yield from _log(model)
            continue
        tracked = tracked_by(model)._meta
        kind, belongs_to, about = SAID.get(name, (BY_APP.get(tracked.app_label, PEOPLE), "", tracked.label_lower))
        yield EventTable(model, kind, about, belongs_to)


def _log(model: type[Event]) -> Iterator[EventTable]:
    numbers = ", ".join(str(number) for number in people_types())
    about = LogEntry._meta.label_lower
    yield EventTable(model, PEOPLE, about, where=f"content_type_id IN ({numbers})")
    yield EventTable(model, OTHER, about, where=f"content_type_id IS NULL OR content_type_id NOT IN ({numbers})")


@cache
def people_types() -> tuple[int, ...]:
    """Ids of content types about people. They are cached, since they never change."""
    named = ContentType.objects.filter(app_label__in=ABOUT_PEOPLE).values_list("pk", flat=True)
    return tuple(sorted(named)) or (0,)
