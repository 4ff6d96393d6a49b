"""Courses, lessons, pictures, and each learner's progress."""

from lessons.models.course import (
    Course,
    Incident,
    Lesson,
    LessonDraft,
    LessonQuerySet,
    Novelty,
    Place,
    Reading,
    ScheduledPublication,
    ScheduledQuerySet,
    Term,
    VideoState,
)
from lessons.models.picture import FOLDER, Picture

__all__ = [
    "FOLDER",
    "Course",
    "Incident",
    "Lesson",
    "LessonDraft",
    "LessonQuerySet",
    "Novelty",
    "Picture",
    "Place",
    "Reading",
    "ScheduledPublication",
    "ScheduledQuerySet",
    "Term",
    "VideoState",
]
