"""What is wrong with the lessons as a whole. Each problem is a line that says what to do."""

from collections.abc import Iterator

from lessons.directives import problems_in
from lessons.markup import Text, read
from lessons.models import Lesson
from lessons.statements import refuted
from matrix.facts import Facts


def texts() -> dict[str, Text]:
    """Every published lesson's text by its slug, in one query."""
    return {slug: read(body) for slug, body in Lesson.objects.filter(published=True).values_list("slug", "body")}


def figures(published: dict[str, Text], facts: Facts) -> dict[str, int]:
    return {
        "lessons": len(published),
        "lesson_statements": sum(len(text.statements) for text in published.values()),
        "refuted_statements": sum(len(list(refuted(text, facts))) for text in published.values()),
    }


def problems(published: dict[str, Text], facts: Facts) -> Iterator[str]:
    for slug, text in published.items():
        for problem in problems_in(text, facts):
            yield f"lesson {slug}: correct {problem}"
