"""What is read: courses, lessons, and how far each learner has come."""

from collections.abc import Sequence
from datetime import datetime

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Case, F, FilteredRelation, OuterRef, Q, Value, When
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Learner
from matrix.models import FromFile, Named, slug_words


class Course(Named):
    summary = models.TextField()

    class Meta:
        ordering = ["position", "name"]


class VideoState(models.TextChoices):
    NONE = "none", "No video: nothing is shown"
    GENERATING = "generating", "Generating: learners are asked to check back soon"
    READY = "ready", "Ready: the film can be played"


class LessonQuerySet(models.QuerySet["Lesson"]):
    def published(self) -> "LessonQuerySet":
        """Lessons that learners may read now."""
        return self.filter(_open_to_learners())

    def published_or(self, slug: str) -> "LessonQuerySet":
        """Those, and this one in any state: for who may edit it. `is_open` says which learners may read."""
        return self.filter(_open_to_learners() | Q(slug=slug)).annotate(is_open=_open_to_learners())

    def in_outline(self) -> "LessonQuerySet":
        """With their course and without their long texts."""
        return self.select_related("course").defer("body", "transcript")

    def with_body_of(self, slug: str) -> "LessonQuerySet":
        """Only one lesson of a course is read; the others come without their long texts."""
        body = Case(When(slug=slug, then=F("body")), default=Value(""), output_field=models.TextField())
        return self.in_outline().annotate(text=body)  # type: ignore[no-redef]  # the attribute is for other rows

    def with_progress_of(self, learner: Learner | None) -> "LessonQuerySet":
        """Adds `anchors_read`, `place`, `place_at` and `read_at`: how far this learner has come in each lesson."""
        if learner is None:
            return self
        readings = Reading.objects.filter(lesson=OuterRef("pk"), learner=learner).order_by().values("anchor")
        return self.annotate(
            anchors_read=ArraySubquery(readings),
            own=FilteredRelation("places", condition=Q(places__learner=learner)),
            place=F("own__anchor"),
            place_at=F("own__moved_at"),
            read_at=F("own__read_at"),
        )


def _open_to_learners() -> Q:
    return Q(published=True) & (Q(publish_at__isnull=True) | Q(publish_at__lte=Now()))


@pghistory.track()
class Lesson(FromFile):
    """A lesson as learners see it. What an instructor is still writing lives in its LessonDraft."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="lessons")
    slug = models.CharField(max_length=60, unique=True, validators=[slug_words], help_text="Part of its address.")
    label = models.CharField(max_length=8, help_text="Its place, as learners say it: L3.")
    position = models.PositiveSmallIntegerField(default=100)
    title = models.CharField(max_length=120)
    short_title = models.CharField(max_length=60, help_text="For narrow places, as the course outline.")
    summary = models.CharField(max_length=200, help_text="One or two sentences, also for search engines.")
    domain = models.CharField(max_length=80, help_text="Domain of the exam guide: Security and compliance.")
    exam_task = models.CharField(max_length=8, help_text="Task of the exam guide: 2.1.")
    minutes = models.PositiveSmallIntegerField("minutes to read")
    body = models.TextField(help_text="Markdown with directives on lines of their own, as [[stack ec2 rds lambda]].")
    takeaways = ArrayField(
        models.CharField(max_length=300), default=list, blank=True, help_text="What to remember, one per line."
    )
    recommendations = models.JSONField(
        default=list, blank=True, help_text="Where to go on: objects with title, text, url and paid."
    )
    sections = models.JSONField(
        default=list, editable=False, help_text="Read from the body: anchor, title and cells of each section."
    )
    updated_on = models.DateField(help_text="The day on which its content last changed.")
    published = models.BooleanField(default=False)
    publish_at = models.DateTimeField(
        "open from", null=True, blank=True, help_text="Empty: learners see it as soon as it is published."
    )
    video_state = models.CharField(max_length=10, choices=VideoState, default=VideoState.NONE)
    video = models.FileField(upload_to="videos/", blank=True, validators=[FileExtensionValidator(["mp4", "webm"])])
    captions = models.FileField(
        upload_to="videos/",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text="WebVTT file.",
    )
    video_seconds = models.PositiveIntegerField(
        "length in seconds", null=True, blank=True, help_text="Shown with the link to the video."
    )
    transcript = models.TextField(blank=True, help_text="Everything that is said or shown, as text.")
    edit_number = models.PositiveIntegerField(default=1, editable=False)

    text = ""  # of the one lesson that is read, from `with_body_of`
    # One learner's progress, from `with_progress_of`; a visitor has none.
    anchors_read: Sequence[str] = ()
    place: str | None = None
    place_at: datetime | None = None
    read_at: datetime | None = None

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["course__position", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(video_state__in=VideoState.values), name="lessons_video_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(video_state=VideoState.READY)
                | (~Q(video="") & ~Q(captions="") & ~Q(transcript="") & Q(video_seconds__isnull=False)),
                name="lessons_ready_video_has_captions_and_transcript",
                violation_error_message="A video that is ready needs its file, length, captions and a transcript.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}. {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("lessons:lesson", args=[self.slug])

    @property
    def anchors(self) -> list[str]:
        return [section["anchor"] for section in self.sections]


class LessonDraft(models.Model):
    """What an instructor has changed in a lesson but not yet published.

    `content` has the form of a lesson file: the front matter's fields and `body`. `based_on` is the lesson's edit
    number when the draft was begun; publishing over a newer one is refused.
    """

    lesson = models.OneToOneField(Lesson, on_delete=models.PROTECT, related_name="draft")
    content = models.JSONField()
    based_on = models.PositiveIntegerField()
    edit_number = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"Draft of {self.lesson}"


class Reading(models.Model):
    """One learner has finished one section."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="readings")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="readings")
    anchor = models.CharField(max_length=60)
    finished_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson", "anchor"], name="lessons_one_reading_per_section")
        ]

    def __str__(self) -> str:
        return f"{self.lesson} #{self.anchor}"


class Place(models.Model):
    """Where a learner stopped in a lesson, and whether they marked it as read."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="places")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="places")
    anchor = models.CharField(max_length=60, blank=True)
    moved_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "lesson"], name="lessons_one_place_per_lesson")]

    def __str__(self) -> str:
        return f"{self.lesson} #{self.anchor}"
