"""A picture that lessons can show."""

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import User

FOLDER = "pictures"


@pghistory.track()
class Picture(models.Model):
    """`name` contains digest, size and format of the file, so that lessons need no query for it."""

    name = models.CharField(max_length=60, unique=True, editable=False)
    alt = models.CharField(
        "alternative text",
        max_length=300,
        blank=True,
        help_text="What the picture shows, for people who can’t see it. A lesson can word it differently.",
    )
    decorative = models.BooleanField(default=False, help_text="It shows nothing that the text doesn’t say.")
    size = models.PositiveIntegerField("size in bytes", editable=False)
    uploaded_by = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decorative=True, alt="") | Q(decorative=False) & ~Q(alt=""),
                name="lessons_picture_has_alternative_text_or_is_decorative",
                violation_error_message="Write an alternative text, or mark the picture as decorative and write none.",
            )
        ]

    def __str__(self) -> str:
        return self.alt or f"Decorative picture {self.name[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("lessons:picture", args=[self.name])

    @property
    def markdown(self) -> str:
        words = self.alt.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
        return f"![{words}]({self.get_absolute_url()})"

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.name}"
