"""What the exam asks about: a few numbers, each with its source, from which the weight of every fact follows."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from matrix.models.choices import Skill
from matrix.models.content_rows import FromFile
from matrix.models.controls import Control
from matrix.models.services import Layer, Service
from matrix.triggers import renews_revision, tracked

MOST = 1000


@tracked
class ExamShare(FromFile):
    """A number that says how often the exam asks about its subject, compared with others of the same kind.

    Without a subject it is the percentage of questions that name no service: `matrix.learnable.weights`.
    """

    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    layer = models.ForeignKey(Layer, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    control = models.ForeignKey(Control, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    skill = models.CharField(max_length=10, choices=Skill, blank=True, default="")
    number = models.PositiveSmallIntegerField(validators=[MaxValueValidator(MOST)])
    source = models.CharField(max_length=200, help_text="Where the number comes from, or whose judgment it is.")

    class Meta:
        verbose_name = "exam share"
        ordering = ["skill", "service__position", "layer__position", "control__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "layer", "control", "skill"],
                nulls_distinct=False,
                name="matrix_one_exam_share_per_subject",
                violation_error_message="There is a number for this already. Edit that one.",
            ),
            models.CheckConstraint(
                condition=Q(service=None, layer=None, control=None)
                | Q(skill="", layer=None, control=None)
                | Q(skill="", service=None, control=None)
                | Q(skill="", service=None, layer=None),
                name="matrix_exam_share_has_one_subject",
                violation_error_message="Choose one subject: a service, a layer, a control or a skill.",
            ),
            models.CheckConstraint(condition=Q(number__lte=MOST), name="matrix_exam_share_is_small"),
            models.CheckConstraint(condition=~Q(source=""), name="matrix_exam_share_has_a_source"),
        ]
        triggers = [renews_revision()]

    def __str__(self) -> str:
        subject = self.service or self.layer or self.control
        return str(subject) if subject else self.get_skill_display() or "Questions that name no service"

    @property
    def about(self) -> str:
        """Names the subject in files: "service/ec2", "skill/shift"; empty without one."""
        for kind in ("service", "layer", "control"):
            if subject := getattr(self, kind):
                return f"{kind}/{subject.slug}"
        return f"skill/{self.skill}" if self.skill else ""
