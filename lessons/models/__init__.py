"""Courses, lessons, pictures, and each learner's progress."""

from lessons.models.classes import CohortReading, in_courses_of, in_lists_of, of_class
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
