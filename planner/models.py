"""What a learner asks of the plan and of reminders, the plan of a day, and what was forecast."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import Learner


class StudyPlan(models.Model):
    """One learner's settings. `token` is the secret in the address of their calendar, or null."""

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, related_name="study_plan")
    exam_on = models.DateField("exam date", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("minutes a day", null=True, blank=True)
    token = models.CharField(max_length=43, null=True, blank=True, unique=True, editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(minutes__lte=1440), name="planner_a_day_has_1440_minutes")]

    def __str__(self) -> str:
        return f"{self.minutes or 0} min a day, exam on {self.exam_on or 'no date'}"


class StoredPlan(models.Model):
    """One learner's plan of one day, as home, the header and the plan page show it. It can be made again at any time.

    `made_from` is a digest of what it follows from, and `told` is as `stored_plans.told_of` writes it.
    """

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, related_name="stored_plan")
    day = models.DateField(help_text="The day in the learner's zone.")
    made_from = models.CharField(max_length=32)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    told = models.JSONField()

    def __str__(self) -> str:
        return f"The plan of {self.day}"


class Forecast(models.Model):
    """The number of cells a learner would know on the exam day, as forecast on `day`.

    `low` and `high` should hold in 8 of 10 cases, and `cells` is the total.
    """

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="forecasts")
    day = models.DateField()
    exam_on = models.DateField()
    expected = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    cells = models.PositiveIntegerField()

    class Meta:
        ordering = ["learner", "day"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "day"], name="planner_one_forecast_per_learner_and_day"),
            models.CheckConstraint(
                condition=Q(low__lte=F("expected"), expected__lte=F("high")), name="planner_forecast_is_within_bounds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expected:.0f} of {self.cells} on {self.exam_on}"


class Reminders(models.Model):
    """What one learner wants to be told by mail, at which hour of their own zone; nothing if every kind is off.

    `settled_on` is the day in that zone whose mail was queued, `settled_at` when. A day is settled once, also for a
    learner who moves to another zone.
    """

    KINDS = ("review", "due_dates", "answers")

    learner = models.OneToOneField(Learner, on_delete=models.PROTECT, related_name="reminders")
    review = models.BooleanField(default=False)
    due_dates = models.BooleanField(default=False)
    answers = models.BooleanField(default=False)
    hour = models.PositiveSmallIntegerField()
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    settled_on = models.DateField(null=True, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name_plural = "reminders"
        constraints = [models.CheckConstraint(condition=Q(hour__lte=23), name="planner_a_day_has_24_hours")]

    def __str__(self) -> str:
        return f"{', '.join(self.wanted) or 'nothing'} at {self.hour}"

    @property
    def wanted(self) -> list[str]:
        return [kind for kind in self.KINDS if getattr(self, kind)]
