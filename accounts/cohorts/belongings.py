"""What a learner has in cohorts, for the download and for leaving."""

from typing import Any

from django.db.models import DateTimeField, F, Q, QuerySet, Value

from accounts.leaving.belongings import Belonging, move_rows
from accounts.models import AssistantInvite, CohortMembership, Invitee, Learner, User


def describe_memberships(learner: Learner) -> list[dict[str, Any]]:
    memberships = CohortMembership.objects.filter(learner=learner).order_by("pk")
    return [
        {
            "class": membership.cohort.name,
            "teachers": [teaching.user.name for teaching in membership.cohort.teaching.all()],
            "joined_at": membership.joined_at,
            "agreed_to_wording_of": membership.consent,
            "left_at": membership.left_at,
            "name_and_address_in_its_gradebook": [membership.kept_name, membership.kept_email],
            "kept_until": membership.kept_until,
            "id_number": membership.id_number,
            "group": membership.group and membership.group.name,
            "time_in_exams": membership.time_allowance or "standard",
            "emails_stopped_at": membership.mail_stopped_at,
            "messages_put_aside": [
                {"text": reading.message.text, "at": reading.at} for reading in membership.message_readings.all()
            ],
        }
        for membership in memberships.select_related("cohort", "group").prefetch_related(
            "cohort__teaching__user", "message_readings__message"
        )
    ]


def came_by(learner: Learner) -> QuerySet[Invitee]:
    return Invitee.objects.filter(invite__memberships__learner=learner)


def forget_memberships(learner: Learner) -> None:
    came_by(learner).delete()
    CohortMembership.objects.filter(learner=learner).delete()


MEMBERSHIPS = Belonging(
    CohortMembership,
    # A guest is in no class, so there is nothing to move. If there were rows, there would be one per class.
    move=move_rows(CohortMembership, once_per=["cohort_id"]),
    tell=describe_memberships,
    used=["memberships__joined_at"],
    forget=forget_memberships,
)


def rosters_with(user: User) -> list[dict[str, Any]]:
    """Invitations to learn in a class and to assist in one."""
    told = ["cohort__name", "email", "name", "added_at", "mailed_at", "mail_stopped_at", "to_assist"]
    to_learn = Invitee.objects.filter(Q(email=user.email) | Q(pk__in=came_by(user.learner)))
    to_assist = AssistantInvite.objects.filter(email=user.email).annotate(
        name=Value(""),
        added_at=F("made_at"),
        mailed_at=F("made_at"),
        mail_stopped_at=Value(None, DateTimeField()),
        to_assist=Value(True),
    )
    both = to_learn.annotate(to_assist=Value(False)).values(*told).union(to_assist.values(*told))
    return list(both.order_by("added_at"))


def forget_on_rosters(user: User) -> None:
    Invitee.objects.filter(email=user.email).delete()
    AssistantInvite.objects.filter(email=user.email).delete()
