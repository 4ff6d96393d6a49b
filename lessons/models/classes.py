"""What a class reads: courses that are not about the matrix, and lessons that are hidden from it."""

from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Cohort, CohortMembership, Learner
from lessons.models.course import Course, Lesson


class CohortReading(models.Model):
    """A class without a row reads the courses about the matrix, as everybody does."""

    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, related_name="reading", verbose_name="class")
    courses = models.ManyToManyField(Course, blank=True, related_name="+")
    only = models.BooleanField("show only these courses", default=False, db_default=False)
    hidden = models.ManyToManyField(Lesson, blank=True, related_name="+")
    edit_number = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    def __str__(self) -> str:
        return f"What {self.cohort} reads"


def in_courses_of(learner: Learner | UUID | None) -> Q:
    """Lessons that the learner may open: those about the matrix, and those of the courses of their classes."""
    if learner is None:
        return Q(course__about_matrix=True)
    return Q(course__about_matrix=True) | Q(Exists(_classes_of(learner).filter(_chosen())))


def in_lists_of(learner: Learner | UUID | None) -> Q:
    """Lessons that the learner's lists show: one class that shows a lesson is enough, and so is having no class."""
    if learner is None:
        return Q(course__about_matrix=True)
    classes = _classes_of(learner)
    hidden = CohortReading.hidden.through.objects.filter(
        cohortreading__cohort=OuterRef("cohort"), lesson=OuterRef(OuterRef("pk"))
    )
    showing = classes.exclude(Exists(hidden))
    ours = Q(course__about_matrix=True) & (
        ~Q(Exists(classes)) | Q(Exists(showing.exclude(cohort__reading__only=True)))
    )
    return ours | Q(Exists(showing.filter(_chosen())))


def of_class(cohort: Cohort) -> Q:
    """Lessons that a class sees in its lists."""
    reading = CohortReading.objects.filter(cohort=cohort)
    chosen = Q(course__in=reading.values("courses"))
    ours = Q(course__about_matrix=True) & ~Q(Exists(reading.filter(only=True)))
    return (ours | chosen) & ~Q(Exists(reading.filter(hidden=OuterRef("pk"))))


def _classes_of(learner: Learner | UUID) -> QuerySet[CohortMembership]:
    return CohortMembership.objects.filter(learner=learner, left_at=None).order_by()


def _chosen() -> Q:
    chosen = CohortReading.courses.through.objects.filter(
        cohortreading__cohort=OuterRef("cohort"), course=OuterRef(OuterRef("course"))
    )
    return Q(Exists(chosen))
