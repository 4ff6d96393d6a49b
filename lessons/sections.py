"""Sections by the names that other texts use: "identity-and-access#roles"."""

from lessons.models import Lesson
from matrix.registry import Link


def places() -> dict[str, Link]:
    lessons = Lesson.objects.published().about_matrix().only("slug", "label", "sections")
    return {
        f"{lesson.slug}#{section['anchor']}": Link(
            f"{lesson.label}, {section['title']}", f"{lesson.get_absolute_url()}#{section['anchor']}"
        )
        for lesson in lessons
        for section in lesson.sections
    }
