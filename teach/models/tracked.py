"""Triggers that record acts of instructors and admins beyond facts, lessons and questions, for /teach/history/.

The other apps' own histories hold their content. The models here are proxies, so the only tables are those of the
events. Of people only rights are recorded, by number: names, addresses and learners' texts would outlive an account.
Rows older than their history have no first event, so a change records both of its sides.
"""

import pghistory
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group

from accounts.models import User
from bank.models import Contradiction, Item, Misconception
from lessons.models import CohortReading, Course, Incident, Lesson, Novelty, Term
from matrix.models import Dispute, Layer, Service, ServiceType
from quizzes.models import GradingRun, ProblemReport, Quiz, Slot

INSERT, UPDATE, DELETE = pghistory.InsertEvent, pghistory.UpdateEvent, pghistory.DeleteEvent
RIGHTS = ("is_active", "is_staff", "is_superuser", "time_allowance")


def before() -> pghistory.UpdateEvent:
    """The row before a change. Triggers run in order of their names, so this one runs before that of the new row."""
    return UPDATE("before", row=pghistory.Old)


@pghistory.track(
    UPDATE("before", condition=pghistory.AnyChange(*RIGHTS), row=pghistory.Old),
    UPDATE(condition=pghistory.AnyChange(*RIGHTS)),
    fields=list(RIGHTS),
    model_name="RightsEvent",
)
class TrackedUser(User):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(INSERT("added"), DELETE("removed"), fields=["user", "group"], model_name="MembershipEvent")
class TrackedMembership(User.groups.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(INSERT("added"), DELETE("removed"), fields=["group", "permission"], model_name="PermissionEvent")
class TrackedPermission(Group.permissions.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(
    INSERT(), before(), UPDATE(), DELETE(), fields=["slug", "name", "summary", "position"], model_name="CourseEvent"
)
class TrackedCourse(Course):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(
    INSERT("chosen"), before(), UPDATE(), fields=["cohort", "only", "edit_number"], model_name="ReadingEvent"
)
class TrackedReading(CohortReading):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(
    INSERT("added"), DELETE("removed"), fields=["cohortreading", "course"], model_name="CourseOfClassEvent"
)
class TrackedCourseOfClass(CohortReading.courses.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(
    INSERT("added"), DELETE("removed"), fields=["cohortreading", "lesson"], model_name="HiddenLessonEvent"
)
class TrackedHiddenLesson(CohortReading.hidden.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(
    INSERT(),
    before(),
    UPDATE(),
    DELETE(),
    fields=["slug", "title", "lesson", "mode", "attempts_allowed"],
    model_name="QuizEvent",
)
class TrackedQuiz(Quiz):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(INSERT(), before(), UPDATE(), DELETE(), fields=["quiz", "item", "position"], model_name="SlotEvent")
class TrackedSlot(Slot):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(
    UPDATE("answered", condition=pghistory.AnyChange("answered_at")),
    fields=["version", "answer"],
    model_name="ReportEvent",
)
class TrackedReport(ProblemReport):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(
    UPDATE("answered", condition=pghistory.AnyChange("closed_at")),
    fields=["cell", "outcome", "answer"],
    model_name="DisputeEvent",
)
class TrackedDispute(Dispute):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(
    UPDATE("settled", condition=pghistory.AnyChange("closed_at")),
    fields=["item", "version", "closing", "reason"],
    model_name="ContradictionEvent",
)
class TrackedContradiction(Contradiction):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(INSERT("ordered"), fields=["policy", "reason", "undoes"], model_name="GradingRunEvent")
class TrackedGradingRun(GradingRun):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(
    INSERT(),
    fields=["user", "content_type", "object_id", "object_repr", "action_flag", "change_message"],
    model_name="LoggedEvent",
)
class TrackedLogEntry(LogEntry):
    """The admin's own log, for acts that no other history records."""

    class Meta:
        proxy = True
        default_permissions = ()


# The histories of these models have no deletions, which are recorded here.


@pghistory.track(DELETE(), fields=["slug", "label", "title", "summary", "body"], model_name="LessonDeletion")
class DeletedLesson(Lesson):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(DELETE(), fields=["slug", "title", "story", "why"], model_name="IncidentDeletion")
class DeletedIncident(Incident):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(DELETE(), fields=["slug", "name", "definition"], model_name="TermDeletion")
class DeletedTerm(Term):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(DELETE(), fields=["slug", "title", "before", "now"], model_name="NoveltyDeletion")
class DeletedNovelty(Novelty):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(DELETE(), fields=["slug", "skill", "section"], model_name="ItemDeletion")
class DeletedItem(Item):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(DELETE(), fields=["slug", "name", "cure"], model_name="MisconceptionDeletion")
class DeletedMisconception(Misconception):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(DELETE(), fields=["slug", "name", "short_name", "noun", "summary"], model_name="ServiceDeletion")
class DeletedService(Service):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(DELETE(), fields=["slug", "name", "definition"], model_name="LayerDeletion")
class DeletedLayer(Layer):
    class Meta:
        proxy = True
        default_permissions = ()


@pghistory.track(DELETE(), fields=["slug", "name", "definition", "boundary"], model_name="ServiceTypeDeletion")
class DeletedServiceType(ServiceType):
    class Meta:
        proxy = True
        default_permissions = ()
