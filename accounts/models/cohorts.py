"""Cohorts: teachers, invitations, members, rosters, messages. On screen a cohort is a class."""

import secrets
from datetime import datetime

import pghistory
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.urls import reverse

from accounts.models.people import Learner, TimeAllowance, User, is_time_zone
from accounts.roles import teaches

# The text that a learner agrees to is templates/account/shared_with_teachers.html. New wording gets a new name.
CONSENT = "2026-11-28"


class KeptFor(models.IntegerChoices):
    MONTH = 30, "30 days"
    QUARTER = 90, "90 days"
    HALF = 183, "6 months"
    YEAR = 365, "1 year"
    TWO_YEARS = 730, "2 years"
    FIVE_YEARS = 1826, "5 years"


def new_token() -> str:
    return secrets.token_urlsafe(24)


class CohortQuerySet(models.QuerySet["Cohort"]):
    def taught_by(self, user: User) -> "CohortQuerySet":
        """A former instructor sees none of the classes that they taught as one."""
        if user.is_superuser:
            return self
        return self.filter(teaching__in=CohortTeacher.objects.seeing_classes(user))

    def with_rights_of(self, user: User) -> "CohortQuerySet":
        """Adds `is_managed`: the user may change the class itself and say who teaches it."""
        if user.is_superuser:
            return self.annotate(is_managed=models.Value(True))
        managing = CohortTeacher.objects.seeing_classes(user).filter(cohort=models.OuterRef("pk"), assists=False)
        return self.annotate(is_managed=models.Exists(managing))

    def running(self) -> "CohortQuerySet":
        return self.filter(archived_at=None)


@pghistory.track()
class Cohort(models.Model):
    name = models.CharField(max_length=80)
    time_zone = models.CharField(
        max_length=64, default="UTC", validators=[is_time_zone], help_text="Due dates are set and shown in it."
    )
    exam_on = models.DateField("exam date", null=True, blank=True)
    keeps_former = models.PositiveSmallIntegerField(
        "grades of learners who left",
        choices=KeptFor,
        default=KeptFor.YEAR,
        db_default=KeptFor.YEAR,
    )
    teachers = models.ManyToManyField(User, through="CohortTeacher", related_name="cohorts")
    made_at = models.DateTimeField(db_default=TransactionNow(), editable=False)
    archived_at = models.DateTimeField(
        null=True, blank=True, help_text="Its instructors can see it, and no one can join anymore."
    )

    # Set by `with_rights_of`.
    is_managed: bool

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="accounts_cohort_has_a_name"),
            models.CheckConstraint(
                condition=Q(keeps_former__in=KeptFor.values), name="accounts_cohort_keeps_grades_for_a_known_time"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("teach:cohort", args=[self.pk])

    @property
    def taught_by(self) -> list[str]:
        return [teaching.user.name or "an instructor" for teaching in self.teaching.all()]


class CohortTeacherQuerySet(models.QuerySet["CohortTeacher"]):
    def seeing_classes(self, user: User) -> "CohortTeacherQuerySet":
        return self.in_force().filter(user=user, **({} if teaches(user) else {"assists": True}))

    def in_force(self) -> "CohortTeacherQuerySet":
        return self.filter(Q(until=None) | Q(until__gt=TransactionNow()))


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class CohortTeacher(models.Model):
    """An instructor, or with `assists` anybody: they teach this class and neither manage it nor edit content.

    `until` is when the rights of a launch from a school's platform end; learners still read who teaches them.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="teaching")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="teaching")
    since = models.DateTimeField(db_default=TransactionNow())
    assists = models.BooleanField(default=False, db_default=False)
    until = models.DateTimeField(null=True, blank=True)

    objects = CohortTeacherQuerySet.as_manager()

    class Meta:
        ordering = ["cohort", "since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "user"], name="accounts_teacher_once_per_cohort"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(assists=True), name="accounts_only_assistants_teach_for_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} teaches {self.cohort}"


class AssistantInvite(models.Model):
    """An address to which the link was mailed that makes its person an assistant."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="assistant_invites")
    email = models.EmailField("email address", max_length=254)
    token = models.CharField(max_length=43, unique=True, default=new_token, editable=False)
    made_by = models.BigIntegerField(help_text="Id of the user.")
    made_at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "email"], name="accounts_assistant_invited_once_per_cohort"),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="accounts_assistants_address_is_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation to assist in {self.cohort}"

    def get_absolute_url(self) -> str:
        return reverse("assist", args=[self.token])


class CohortInviteQuerySet(models.QuerySet["CohortInvite"]):
    def with_uses(self) -> "CohortInviteQuerySet":
        return self.annotate(uses=models.Count("memberships"), now=TransactionNow())


@pghistory.track(exclude=["token", "code"], model_name="CohortInviteEvent")
class CohortInvite(models.Model):
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="invites")
    token = models.CharField(max_length=43, unique=True, default=new_token, editable=False)
    code = models.CharField(max_length=8, unique=True, null=True, editable=False, help_text="Learners type it.")
    made_by = models.BigIntegerField(help_text="Id of the user.")
    made_at = models.DateTimeField(db_default=TransactionNow())
    expires_at = models.DateTimeField()
    personal = models.BooleanField(default=False, db_default=False, help_text="Created for one entry in a class list.")
    most_uses = models.PositiveIntegerField("for how many people", null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.BigIntegerField(null=True, blank=True, help_text="Id of the user.")

    # Set by `with_uses`.
    uses: int
    now: datetime

    objects = CohortInviteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="accounts_invite_ends_after_its_start"
            ),
            models.CheckConstraint(condition=~Q(most_uses=0), name="accounts_invite_is_for_somebody"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="accounts_revoked_invite_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation to {self.cohort}"

    def get_absolute_url(self) -> str:
        return reverse("join", args=[self.token])

    @property
    def spaced_code(self) -> str:
        return f"{self.code[:4]} {self.code[4:]}" if self.code else ""


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class CohortGroup(models.Model):
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ["cohort", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "name"], name="accounts_group_once_per_cohort"),
            models.CheckConstraint(condition=~Q(name=""), name="accounts_group_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(
    pghistory.UpdateEvent(),
    model_name="CohortMembershipEvent",
    obj_field=pghistory.ObjForeignKey(related_name="events", related_query_name="events"),
    fields=["cohort", "left_at", "removed_by", "time_allowance", "allowance_by", "allowance_at"],
)
class CohortMembership(models.Model):
    """A learner in a cohort from joining to leaving; joining again takes the row up.

    Joining is consent that the teachers see the learner's progress, in the wording that `consent` names. A
    `time_allowance` is extra time in exams, for the length of the membership. Of a learner who left, the gradebook
    shows the name and address of that time, until `kept_until`.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="memberships")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="memberships")
    invite = models.ForeignKey(CohortInvite, on_delete=models.PROTECT, related_name="memberships")
    consent = models.CharField(max_length=10)
    id_number = models.CharField(
        "ID number", max_length=100, blank=True, db_default="", help_text="In the school’s own system."
    )
    group = models.ForeignKey(
        CohortGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="memberships"
    )
    joined_at = models.DateTimeField(db_default=TransactionNow())
    left_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.BigIntegerField(null=True, blank=True, help_text="Id of the user; null: the learner left.")
    kept_name = models.CharField(max_length=80, blank=True, db_default="")
    kept_email = models.EmailField(max_length=254, blank=True, db_default="")
    kept_until = models.DateTimeField(null=True, blank=True)
    time_allowance = models.CharField(max_length=9, choices=TimeAllowance, blank=True)
    allowance_by = models.BigIntegerField(null=True, blank=True, help_text="Id of the user who granted it.")
    allowance_at = models.DateTimeField(null=True, blank=True)
    mail_stopped_at = models.DateTimeField(null=True, blank=True, help_text="The learner wants no mail of teachers.")
    counted = models.BooleanField(
        null=True,
        default=False,
        db_default=False,
        editable=False,
        help_text="Whether the sums of the class hold the learner’s answers; null: the class is to be counted again.",
    )

    class Meta:
        verbose_name_plural = "classes"
        ordering = ["cohort", "joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "learner"], condition=Q(left_at=None), name="accounts_learner_once_per_cohort"
            ),
            models.CheckConstraint(condition=~Q(consent=""), name="accounts_member_has_agreed"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=False) | Q(kept_name="", kept_email="", kept_until=None),
                name="accounts_only_of_who_left_something_is_kept",
            ),
            models.CheckConstraint(
                condition=Q(removed_by=None) | Q(left_at__isnull=False), name="accounts_removed_member_has_left"
            ),
            models.CheckConstraint(
                condition=Q(time_allowance="", allowance_by=None, allowance_at=None)
                | Q(
                    time_allowance__in=[TimeAllowance.MORE, TimeAllowance.UNLIMITED],
                    allowance_by__isnull=False,
                    allowance_at__isnull=False,
                ),
                name="accounts_granted_time_says_by_whom",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(counted=None) | Q(counted=True, left_at__isnull=False) | Q(counted=False, left_at=None),
                name="accounts_members_to_count",
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner} in {self.cohort}"


class Invitee(models.Model):
    """An address and a name on a cohort's roster, as a teacher gave them; nobody learns whose it is.

    They are in the cohort only after they accept their `invite`. `mailed_at` is null until it is sent.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="invitees")
    email = models.EmailField("email address", max_length=254)
    name = models.CharField(max_length=80, blank=True)
    invite = models.OneToOneField(CohortInvite, on_delete=models.PROTECT, related_name="invitee")
    added_by = models.BigIntegerField(help_text="Id of the user.")
    added_at = models.DateTimeField(db_default=Now())
    mailed_at = models.DateTimeField(null=True, blank=True)
    refused = models.BooleanField(default=False, db_default=False, help_text="The mail server takes no mail for it.")
    mail_stopped_at = models.DateTimeField(null=True, blank=True, help_text="They want no mail of teachers.")

    # Set by `roster_invitations.invitees_of`.
    joined: bool
    ended: bool

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "email"], name="accounts_address_once_per_roster"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="accounts_roster_address_is_lower_case"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(mailed_at=None, refused=False), name="accounts_invitees_to_mail")
        ]

    def __str__(self) -> str:
        return self.name or self.email


class CohortMessage(models.Model):
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="messages")
    author = models.BigIntegerField(help_text="Id of the user.")
    text = models.TextField(max_length=600)
    sent_at = models.DateTimeField(db_default=TransactionNow())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="accounts_message_says_something")]

    def __str__(self) -> str:
        return self.text[:80]


class MessageReading(models.Model):
    message = models.ForeignKey(CohortMessage, on_delete=models.PROTECT, related_name="readings")
    membership = models.ForeignKey(CohortMembership, on_delete=models.CASCADE, related_name="message_readings")
    at = models.DateTimeField(db_default=TransactionNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "membership"], name="accounts_one_reading_per_message")
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} read {self.message_id}"
