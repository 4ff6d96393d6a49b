"""Where the lessons speak of a cell: links for the matrix."""

from lessons.models import Lesson
from matrix.models import Responsibility
from matrix.registry import Link


def readings_about(cell: Responsibility) -> list[Link]:
    lessons = Lesson.objects.published().filter(sections__contains=[{"cells": [cell.path]}])
    return [
        Link(f"{lesson}: {section['title']}", f"{lesson.get_absolute_url()}#{section['anchor']}")
        for lesson in lessons.only("slug", "label", "title", "sections")
        for section in lesson.sections
        if cell.path in section["cells"]
    ]
