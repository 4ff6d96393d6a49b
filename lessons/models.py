"""What is read: courses, lessons, and how far each learner has come."""

import pghistory
from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
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
        return self.filter(published=True).filter(Q(publish_at__isnull=True) | Q(publish_at__lte=Now()))


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
    updated_on = models.DateField(help_text="The day on which its content last changed.")
    published = models.BooleanField(default=False)
    publish_at = models.DateTimeField(null=True, blank=True, help_text="Empty: as soon as it is published.")
    video_state = models.CharField(max_length=10, choices=VideoState, default=VideoState.NONE)
    video = models.FileField(upload_to="videos/", blank=True, validators=[FileExtensionValidator(["mp4", "webm"])])
    captions = models.FileField(
        upload_to="videos/",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text="WebVTT file.",
    )
    transcript = models.TextField(blank=True, help_text="Everything that is said or shown, as text.")
    edit_number = models.PositiveIntegerField(default=1, editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["course__position", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(video_state__in=VideoState.values), name="lessons_video_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(video_state=VideoState.READY) | (~Q(video="") & ~Q(captions="") & ~Q(transcript="")),
                name="lessons_ready_video_has_captions_and_transcript",
                violation_error_message="A video that is ready needs its file, captions and a transcript.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}. {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("lessons:lesson", args=[self.slug])


class Takeaway(models.Model):
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="takeaways")
    position = models.PositiveSmallIntegerField(default=100)
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["lesson", "position"]

    def __str__(self) -> str:
        return self.text


class Recommendation(models.Model):
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="recommendations")
    position = models.PositiveSmallIntegerField(default=100)
    title = models.CharField(max_length=80)
    text = models.CharField(max_length=400)
    url = models.URLField("address")
    paid = models.BooleanField("another, paid site", default=False)

    class Meta:
        ordering = ["lesson", "position"]

    def __str__(self) -> str:
        return self.title


class LessonDraft(models.Model):
    """What an instructor has changed in a lesson but not yet published.

    `content` has the form of a lesson file: the front matter's fields and `body`. `based_on` is the lesson's edit
    number when the draft was begun; publishing over a newer one is refused.
    """

    lesson = models.OneToOneField(Lesson, on_delete=models.CASCADE, related_name="draft")
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
