"""Triggers that record acts of instructors and admins beyond facts, lessons and questions, for /teach/history/.

The other apps' own histories hold their content. The models made here are proxies, so the only tables are those of the
events. Of people only rights are recorded, by number: names, addresses and learners' texts would outlive an account.
Rows older than their history have no first event, so a change records both of its sides.
"""

from typing import Any

import pghistory
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group

from accounts.models import User
from bank.models import Contradiction, Item, Misconception
from lessons.models import CohortReading, Course, Incident, Lesson, Novelty, Term
from matrix.models import Dispute, Layer, Service, ServiceType
from quizzes.models import GradingRun, ProblemReport, Quiz, Slot

INSERT, UPDATE, DELETE = pghistory.InsertEvent, pghistory.UpdateEvent, pghistory.DeleteEvent
RIGHTS = "is_active is_staff is_superuser time_allowance"


class ProxyMeta:
    proxy = True
    default_permissions = ()


def track(model: Any, proxy: str, event: str, *trackers: pghistory.Tracker, fields: str) -> None:
    made = type(proxy, (model,), {"Meta": ProxyMeta, "__module__": __name__})
    pghistory.track(*trackers, fields=fields.split(), model_name=event)(made)


def before(**when: Any) -> pghistory.UpdateEvent:
    """The row before a change. Triggers run in order of their names, so this one runs before that of the new row."""
    return UPDATE("before", row=pghistory.Old, **when)


def on(label: str, *columns: str) -> pghistory.UpdateEvent:
    return UPDATE(label, condition=pghistory.AnyChange(*columns))


# Made for each model, since they keep the fields of theirs.
def every_change() -> tuple[pghistory.Tracker, ...]:
    return INSERT(), before(), UPDATE(), DELETE()


def added_or_removed() -> tuple[pghistory.Tracker, ...]:
    return INSERT("added"), DELETE("removed")


OF_RIGHTS = pghistory.AnyChange(*RIGHTS.split())

track(User, "TrackedUser", "RightsEvent", before(condition=OF_RIGHTS), UPDATE(condition=OF_RIGHTS), fields=RIGHTS)
track(User.groups.through, "TrackedMembership", "MembershipEvent", *added_or_removed(), fields="user group")
track(
    Group.permissions.through, "TrackedPermission", "PermissionEvent", *added_or_removed(), fields="group permission"
)
track(Course, "TrackedCourse", "CourseEvent", *every_change(), fields="slug name summary position")
track(
    CohortReading,
    "TrackedReading",
    "ReadingEvent",
    *(INSERT("chosen"), before(), UPDATE()),
    fields="cohort only edit_number",
)
track(
    CohortReading.courses.through,
    "TrackedCourseOfClass",
    "CourseOfClassEvent",
    *added_or_removed(),
    fields="cohortreading course",
)
track(
    CohortReading.hidden.through,
    "TrackedHiddenLesson",
    "HiddenLessonEvent",
    *added_or_removed(),
    fields="cohortreading lesson",
)
track(Quiz, "TrackedQuiz", "QuizEvent", *every_change(), fields="slug title lesson mode attempts_allowed")
track(Slot, "TrackedSlot", "SlotEvent", *every_change(), fields="quiz item position")
track(ProblemReport, "TrackedReport", "ReportEvent", on("answered", "answered_at"), fields="version answer")
track(Dispute, "TrackedDispute", "DisputeEvent", on("answered", "closed_at"), fields="cell outcome answer")
track(
    Contradiction,
    "TrackedContradiction",
    "ContradictionEvent",
    on("settled", "closed_at"),
    fields="item version closing reason",
)
track(GradingRun, "TrackedGradingRun", "GradingRunEvent", INSERT("ordered"), fields="policy reason undoes")
# The admin's own log, for acts that no other history records.
track(
    LogEntry,
    "TrackedLogEntry",
    "LoggedEvent",
    INSERT(),
    fields="user content_type object_id object_repr action_flag change_message",
)

# The histories of these models have no deletions, which are recorded here.
for model, fields in {
    Lesson: "slug label title summary body",
    Incident: "slug title story why",
    Term: "slug name definition",
    Novelty: "slug title before now",
    Item: "slug skill section",
    Misconception: "slug name cure",
    Service: "slug name short_name noun summary",
    Layer: "slug name definition",
    ServiceType: "slug name definition boundary",
}.items():
    track(model, f"Deleted{model.__name__}", f"{model.__name__}Deletion", DELETE(), fields=fields)
