from typing import ClassVar
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from serving.uuid7 import uuid7

# Accounts that a school's platform began have such an address until their owner gives one. No mail goes there.
WITHOUT_ADDRESS = "@school.invalid"


class TimeAllowance(models.TextChoices):
    STANDARD = "standard", "Standard"
    MORE = "more", "30 minutes more"
    UNLIMITED = "unlimited", "No limit"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        if not email:
            raise ValueError("A user needs an email address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    class Theme(models.TextChoices):
        SYSTEM = "system", "Same as the device"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    TimeAllowance = TimeAllowance

    email = models.EmailField(
        "email address",
        max_length=254,
        unique=True,
        error_messages={"unique": "Someone already uses this email address."},
    )
    name = models.CharField(max_length=80, blank=True, help_text="What the site calls you.")
    theme = models.CharField("appearance", max_length=6, choices=Theme, default=Theme.SYSTEM)
    single_keys = models.BooleanField("single-key shortcuts", default=True)
    time_allowance = models.CharField(
        "time in exam simulations",
        max_length=9,
        choices=TimeAllowance,
        default=TimeAllowance.STANDARD,
        db_default=TimeAllowance.STANDARD,
    )
    is_active = models.BooleanField("active", default=True, help_text="If this is off, the person can’t log in.")
    is_staff = models.BooleanField("can open the admin", default=False)
    date_joined = models.DateTimeField("joined", db_default=Now(), editable=False)

    # Set with the session: they assist in a class.
    assists: bool

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            # Without it Ada@example.com and ada@example.com would be two people.
            models.CheckConstraint(condition=Q(email=Lower("email")), name="accounts_address_is_lower_case"),
            models.CheckConstraint(
                condition=Q(time_allowance__in=["standard", "more", "unlimited"]),
                name="accounts_time_allowance_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.address or "Someone without a name"

    @property
    def address(self) -> str:
        """What others see and mail goes to; empty if the owner has given none."""
        return "" if self.email.endswith(WITHOUT_ADDRESS) else self.email

    @property
    def standing(self) -> str:
        role = "Superuser" if self.is_superuser else "Staff" if self.is_staff else "Learner"
        return role if self.is_active else f"{role}, deactivated"

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def get_short_name(self) -> str:
        return self.name


def is_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError("Choose a time zone from the list.")


class LearnerQuerySet(models.QuerySet["Learner"]):
    def guests(self) -> "LearnerQuerySet":
        """Learners without an account: guests and deleted accounts, but not guests merged into an account."""
        return self.filter(user=None, merged_into=None)


class Learner(models.Model):
    """The owner of answers, readings and projections, without personal data.

    `user` is null for a guest and for a deleted account. A merged guest stays as a row with `merged_into`, by which a
    request from another tab finds the account.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="learner")
    time_zone = models.CharField(max_length=64, default="UTC", validators=[is_time_zone])
    zone_chosen = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="They chose the time zone.",
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    is_guest = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="Began without an account, and never had one."
    )
    due_count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="Cells planned for the day `due_on`, less those answered."
    )
    due_on = models.DateField(null=True, editable=False, help_text="The day in the learner's zone.")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = LearnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(user=None), name="accounts_only_guests_are_merged"
            )
        ]

    def __str__(self) -> str:
        return str(self.user) if self.user else f"Learner {str(self.id)[-6:]}"


class Guess(models.Model):
    account = models.CharField(max_length=32)
    network = models.CharField(max_length=32)
    device = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name_plural = "guesses"
        indexes = [
            models.Index(fields=["account", "at"], name="accounts_guesses_of_account"),
            models.Index(fields=["network", "at"], name="accounts_guesses_of_network"),
        ]
