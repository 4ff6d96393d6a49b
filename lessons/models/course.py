"""Courses and lessons with drafts and progress; incidents, terms and novelties."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

import pghistory
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Learner, User
from matrix.models import FactsRevision, FromFile, Named, slug_words
from matrix.triggers import renews_revision


class Course(Named):
    summary = models.TextField()
    about_matrix = models.BooleanField(
        "about the matrix",
        default=True,
        db_default=True,
        help_text="Its questions name cells, and answers count on the map and in the plan. Without it, questions need "
        "no cell and no skill, and only classes with this course see it.",
    )

    class Meta:
        ordering = ["position", "name"]

    def clean(self) -> None:
        stored = Course.objects.filter(pk=self.pk, lessons__isnull=False).first()
        if stored and stored.about_matrix != self.about_matrix:
            raise ValidationError({"about_matrix": "The course has lessons, so this can’t be changed anymore."})


class VideoState(models.TextChoices):
    NONE = "none", "No video: nothing is shown"
    GENERATING = "generating", "Generating: learners are asked to check back soon"
    READY = "ready", "Ready: the film can be played"
    MADE = "made", "Made from the facts: a film of the lesson’s [[drawing boundary …]]"


class LessonQuerySet(models.QuerySet["Lesson"]):
    def published(self) -> "LessonQuerySet":
        return self.filter(_open_to_learners())

    def about_matrix(self) -> "LessonQuerySet":
        return self.filter(course__about_matrix=True)

    def published_or(self, slug: str) -> "LessonQuerySet":
        """Published lessons, and this one in any state, for editors. `is_open` says whether learners may read it."""
        return self.filter(_open_to_learners() | Q(slug=slug)).annotate(is_open=_open_to_learners())

    def in_outline(self) -> "LessonQuerySet":
        """Defer long texts. `some_due` says whether a scheduled text must be published now."""
        due = Exists(ScheduledPublication.objects.due())
        return self.select_related("course").defer("body", "transcript").annotate(some_due=due)

    def with_body_of(self, slug: str) -> "LessonQuerySet":
        """Only this lesson has its long text, as `text`. All have the revision of the facts."""
        body = Case(When(slug=slug, then=F("body")), default=Value(""), output_field=models.TextField())
        revision = Subquery(FactsRevision.objects.values("number"))
        # The attributes of these names are for other rows.
        return self.in_outline().annotate(text=body, facts_revision=revision)  # type: ignore[no-redef]

    def with_progress_of(self, learner: Learner | UUID | None) -> "LessonQuerySet":
        """Adds `anchors_read`, `place`, `place_at`, `read_at` and `traps_said` of this learner."""
        if learner is None:
            return self
        readings = Reading.objects.filter(lesson=OuterRef("pk"), learner=learner).order_by().values("anchor")
        return self.annotate(
            anchors_read=ArraySubquery(readings),
            own=FilteredRelation("places", condition=Q(places__learner=learner)),
            place=F("own__anchor"),
            place_at=F("own__moved_at"),
            read_at=F("own__read_at"),
            traps_said=F("own__traps"),
        )


def _open_to_learners() -> Q:
    return Q(published=True) & (Q(publish_at__isnull=True) | Q(publish_at__lte=Now()))


@pghistory.track()
class Lesson(FromFile):
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="lessons")
    slug = models.CharField(max_length=60, unique=True, validators=[slug_words], help_text="Part of its address.")
    label = models.CharField(max_length=8, help_text="Its place, as learners say it: L3.")
    position = models.PositiveSmallIntegerField(default=100)
    title = models.CharField(max_length=120)
    short_title = models.CharField(max_length=60, help_text="For narrow places, as the course outline.")
    summary = models.CharField(max_length=200, help_text="One or two sentences, also for search engines.")
    domain = models.CharField(
        max_length=80, blank=True, help_text="Domain of the exam guide: Security and compliance."
    )
    exam_task = models.CharField(max_length=8, blank=True, help_text="Task of the exam guide: 2.1.")
    minutes = models.PositiveSmallIntegerField("minutes to read")
    body = models.TextField(help_text="Markdown with directives on lines of their own, as [[stack ec2 rds lambda]].")
    takeaways = ArrayField(
        models.CharField(max_length=300), default=list, blank=True, help_text="What to remember, one per line."
    )
    recommendations = models.JSONField(
        default=list, blank=True, help_text="What to read next: objects with title, text, url and paid."
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
    video_url = models.URLField(
        "video address",
        max_length=300,
        blank=True,
        db_default="",
        default="",
        help_text="In place of a file: on YouTube, Vimeo, or an MP4 or WebM file on your own storage. Readers decide "
        "whether to load it.",
    )
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

    text = ""  # set by `with_body_of` for one lesson
    facts_revision: UUID | None = None  # set by `with_body_of`
    # One learner's progress, set by `with_progress_of`; a visitor has none.
    anchors_read: Sequence[str] = ()
    place: str | None = None
    place_at: datetime | None = None
    read_at: datetime | None = None
    traps_said: dict[str, str] | None = None

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["course__position", "position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(video_state__in=VideoState.values), name="lessons_video_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(video_state=VideoState.READY)
                | (~Q(video="") & ~Q(captions="") & ~Q(transcript="") & Q(video_seconds__isnull=False))
                | (~Q(video_url="") & ~Q(transcript="")),
                name="lessons_ready_video_has_captions_and_transcript",
                violation_error_message="A video that is ready needs its file, length, captions and a transcript, or "
                "an address and a transcript.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}. {self.title}"

    def get_absolute_url(self) -> str:
        return url_of_lesson(self.slug)

    def clean(self) -> None:
        if self.course_id is None:
            return
        if self.course.about_matrix:
            wanted = {"domain": "Name the domain of the exam guide.", "exam_task": "Name the task of the exam guide."}
            missing = {name: said for name, said in wanted.items() if not getattr(self, name)}
            if missing:
                raise ValidationError(missing)
        elsewhere = Lesson.objects.filter(pk=self.pk).exclude(course__about_matrix=self.course.about_matrix)
        if elsewhere.exists():
            raise ValidationError(
                {
                    "course": "A lesson can’t move between a course about the matrix and one that isn’t, because its "
                    "questions would lose their cells. Write it there as a new lesson."
                }
            )

    @property
    def is_about_matrix(self) -> bool:
        return self.course_id is None or self.course.about_matrix

    @property
    def anchors(self) -> list[str]:
        return [section["anchor"] for section in self.sections]


# A lesson's page has the addresses of all lessons, and looking one up takes long.
@lru_cache(maxsize=256)
def url_of_lesson(slug: str) -> str:
    return reverse("lessons:lesson", args=[slug])


class LessonDraftQuerySet(models.QuerySet["LessonDraft"]):
    def being_written(self) -> "LessonDraftQuerySet":
        """Those saved in the last quarter of an hour: an open form saves a few seconds after each key."""
        return self.filter(updated_at__gt=Now() - timedelta(minutes=15))


class LessonDraft(models.Model):
    """An unpublished change.

    `content` has the form of a lesson file: the front matter's fields and `body`. `based_on` is the lesson's edit
    number when the draft began; publishing over a newer one is refused. `form_key` names the form that saved it last,
    and `form_step` counts that form's requests, so that a late older one is ignored.
    """

    lesson = models.OneToOneField(Lesson, on_delete=models.PROTECT, related_name="draft")
    content = models.JSONField()
    based_on = models.PositiveIntegerField()
    edit_number = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(db_default=Now())
    editor = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    form_key = models.UUIDField(null=True, blank=True, editable=False)
    form_step = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    objects = LessonDraftQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Draft of {self.lesson}"


class ScheduledQuerySet(models.QuerySet["ScheduledPublication"]):
    def due(self) -> "ScheduledQuerySet":
        return self.filter(goes_live_at__lte=Now(), held_at=None)

    def held(self) -> "ScheduledQuerySet":
        return self.exclude(held_at=None)


class ScheduledPublication(models.Model):
    """A text to publish at a time; later changes stay a draft.

    If it could not be published, `held_because` says why.
    """

    lesson = models.OneToOneField(Lesson, on_delete=models.PROTECT, related_name="scheduled")
    content = models.JSONField()
    based_on = models.PositiveIntegerField()
    goes_live_at = models.DateTimeField()
    editor = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ordered_at = models.DateTimeField(db_default=Now())
    held_at = models.DateTimeField(null=True, blank=True)
    held_because = models.TextField(blank=True)

    objects = ScheduledQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held_at=None, held_because="") | Q(held_at__isnull=False) & ~Q(held_because=""),
                name="lessons_held_publication_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"Scheduled publication of {self.lesson}"


class Reading(models.Model):
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
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="places")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="places")
    anchor = models.CharField(max_length=60, blank=True)
    moved_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)
    traps = models.JSONField(
        default=dict,
        db_default={},
        blank=True,
        help_text="Owners said of exam traps, by scenario; an empty one: the answer was shown without one.",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["learner", "lesson"], name="lessons_one_place_per_lesson")]

    def __str__(self) -> str:
        return f"{self.lesson} #{self.anchor}"


@pghistory.track()
class Incident(FromFile):
    slug = models.CharField(max_length=60, unique=True, validators=[slug_words], help_text="Part of its address.")
    kind = models.CharField(max_length=40, help_text="In two or three words: Public bucket.")
    title = models.CharField(max_length=80)
    story = models.TextField(help_text="What happened, without saying which layer failed. Claims may stand in it.")
    duty = models.CharField(
        max_length=200, help_text="The duty that would have stopped it: ec2/guest-os/patch-the-guest-operating-system."
    )
    tempting = models.JSONField(
        default=list,
        help_text="Two or three layers that did not fail: a list of objects with “layer” and “why”.",
    )
    why = models.TextField(help_text="Shown with the answer: why this layer, and how the duty would have stopped it.")
    also = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, help_text="Duties that would have helped too."
    )
    section = models.CharField(max_length=121, help_text="Where it is taught: identity-and-access#roles.")
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["position", "slug"]
        # Lessons show incidents, and rendered lessons are cached by the revision of the facts.
        triggers = [renews_revision()]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("lessons:incident", args=[self.slug])


@pghistory.track()
class Term(FromFile):
    slug = models.CharField(max_length=60, unique=True, validators=[slug_words], help_text="Its anchor.")
    name = models.CharField(max_length=60)
    forms = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, help_text="How lessons write it, form by form."
    )
    definition = models.TextField(help_text="What it means, in our words. Claims may stand in it.")
    source_title = models.CharField(max_length=200, blank=True, help_text="Needed where it states something of AWS.")
    source_url = models.URLField("source address", max_length=300, blank=True)
    section = models.CharField(max_length=121, blank=True, help_text="Where it is taught: identity-and-access#root.")

    class Meta:
        ordering = ["name"]
        triggers = [renews_revision()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('lessons:glossary')}#{self.slug}"


@pghistory.track()
class Novelty(FromFile):
    slug = models.CharField(max_length=60, unique=True, validators=[slug_words], help_text="Its anchor.")
    title = models.CharField(max_length=120)
    since = models.CharField(
        max_length=10,
        validators=[RegexValidator(r"^\d{4}(-\d{2}(-\d{2})?)?$", "Write 2023, 2023-01 or 2023-01-05.")],
        help_text="As exactly as the source says it: 2023-01-05, 2023-01 or 2023.",
    )
    before = models.TextField(help_text="What older material says.")
    now = models.TextField(help_text="What is so now. Claims may stand in it.")
    about = models.CharField(max_length=200, help_text="The cell or duty that it is about: s3/encryption-at-rest.")
    source_title = models.CharField(max_length=200)
    source_url = models.URLField("source address", max_length=300)

    class Meta:
        verbose_name_plural = "novelties"
        ordering = ["-since", "slug"]

    def __str__(self) -> str:
        return self.title
