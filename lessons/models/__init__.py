"""What is read: courses, lessons, pictures, and how far each learner has come."""

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
