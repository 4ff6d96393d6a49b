"""The order of a course's lessons. Numbered labels follow it, and no two lessons share a position."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from lessons.editing.publishing import change_settings
from lessons.models import Course, Lesson
from serving.whole_numbers import whole_number


class OtherLessons(Exception):
    """The course has other lessons than the order names: some were added or deleted in the meantime."""


def number_in(label: str) -> int | None:
    """Return 3 for "L3", None for a label that is no number."""
    return whole_number(label[1:]) if label.startswith("L") else None


def _lock(course: Course) -> None:
    Course.objects.select_for_update(no_key=True).get(pk=course.pk)


def end_of(course: Course) -> int:
    """Return the position after the last lesson's. The course is locked until the transaction ends."""
    _lock(course)
    return (course.lessons.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def reorder(course: Course, order: Sequence[int], *, editor: User) -> None:
    """`order` has the ids of all lessons of the course. Raises OtherLessons."""
    _lock(course)
    lessons = {lesson.pk: lesson for lesson in course.lessons.all()}
    if sorted(order) != sorted(lessons):
        raise OtherLessons
    numbered = 0
    for position, lesson in enumerate((lessons[pk] for pk in order), start=1):
        label = lesson.label
        if number_in(label) is not None:
            numbered += 1
            label = f"L{numbered}"
        if (lesson.position, lesson.label) != (position, label):
            change_settings(lesson, {"position": position, "label": label}, editor=editor)


@transaction.atomic
def move(lesson: Lesson, *, by: int, editor: User) -> bool:
    """Move a lesson up (-1) or down (1) in its course; False at its ends."""
    _lock(lesson.course)
    order = list(lesson.course.lessons.order_by("position", "pk").values_list("pk", flat=True))
    at = order.index(lesson.pk)
    if not 0 <= at + by < len(order):
        return False
    order.insert(at + by, order.pop(at))
    reorder(lesson.course, order, editor=editor)
    return True


def separate(course: Course) -> None:
    """Move lessons to the end whose position a file has given to its own lesson."""
    taken: set[int] = set()
    for lesson in sorted(course.lessons.all(), key=lambda each: (each.position, not each.loaded_hash, each.pk)):
        if lesson.position in taken:
            lesson.position = end_of(course)
            lesson.edit_number += 1
            lesson.save(update_fields=["position", "edit_number"])
        taken.add(lesson.position)
