"""Loads the files of the lessons: courses, and a Markdown file with front matter for each lesson."""

import re
import tomllib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from lessons.directives import problems_of_form, sections_of
from lessons.editing.ordering import separate
from lessons.editing.recommendations import clean_recommendations
from lessons.markup import read
from lessons.models import Course, Lesson
from lessons.statements import problems_of_lines, problems_of_statements
from matrix import facts
from matrix.files.content import ContentRecord, Problems, Report, Sheet, load, read_text
from matrix.files.loading import listed

FENCE = "+++"
_front_matter = re.compile(r"\+\+\+\n(?P<front>.*?)^\+\+\+\n+(?P<body>.*)", re.DOTALL | re.MULTILINE)


class Courses(Sheet[Course]):
    model = Course
    required = ("slug", "title", "summary", "position")
    optional = {"about_matrix": True}
    columns = {"title": "name"}

    def save(self, row: Course, data: dict[str, Any]) -> None:
        row.about_matrix = data["about_matrix"]
        row.clean()
        super().save(row, data)


class Lessons(Sheet[Lesson]):
    model = Lesson
    required = (
        *("course", "slug", "label", "position", "title"),
        *("short_title", "summary", "minutes", "updated_on", "body"),
    )
    optional = {"domain": "", "exam_task": "", "video": "none", "takeaways": [], "recommendations": []}
    columns = {"video": "video_state"}
    references = {"course": Course}
    related = ("course",)

    def __init__(self) -> None:
        super().__init__()
        self.opening: dict[str, dict[str, Any]] = {}  # by slug: whether and from when a new lesson is published
        self.untrue: dict[str, list[str]] = {}  # by slug: what the facts refute, with its line in the file

    def complete(self, record: ContentRecord, problems: Problems) -> dict[str, Any] | None:
        """The publication state is not part of the record: a site decides that itself for an existing lesson."""
        data = dict(record.data)
        told: dict[str, Any] = {name: data.pop(name) for name in ("published", "publish_at") if name in data}
        if not isinstance(told.get("published", True), bool):
            problems.add(record.place, "“published” is true or false.")
        if not isinstance(moment := told.get("publish_at"), datetime | None) or (moment and not moment.tzinfo):
            problems.add(record.place, "“publish_at” is a moment with its zone: 2027-01-05T08:00:00Z.")
        self.opening[str(data.get("slug"))] = told
        return super().complete(replace(record, data=data), problems)

    def fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return super().fields(data) | {"recommendations": clean_recommendations(data["recommendations"])}

    def save(self, row: Lesson, data: dict[str, Any]) -> None:
        for name, value in self.fields(data).items():
            setattr(row, name, value)
        # Checked only for changed lessons: an edited fact must not prevent loading an unchanged one.
        untrue = self.untrue.get(data["slug"])
        if untrue and row.course.about_matrix:
            raise ValidationError(untrue)
        row.sections = sections_of(read(row.body))
        if row.pk:
            row.edit_number += 1
        else:
            opening = self.opening.get(data["slug"], {})
            row.published, row.publish_at = opening.get("published", True), opening.get("publish_at")
        row.clean_fields(exclude=["loaded_hash"])
        row.clean()
        row.validate_constraints()
        row.save()


def load_lessons(folder: Path, report: Report) -> None:
    """Load courses and lessons, after the facts; call inside a transaction. Raises ContentError."""
    problems = Problems()
    load(Courses(), listed(folder / "courses.json", problems), report, problems)
    problems.raise_if_any()
    lessons = Lessons()
    paths = sorted((folder / "lessons").glob("*.md"))
    records = [record for path in paths if (record := read_lesson(path, lessons, problems))]
    problems.raise_if_any()
    load(lessons, records, report, problems)
    problems.raise_if_any()
    for course in Course.objects.all():
        separate(course)


def read_lesson(path: Path, lessons: Lessons, problems: Problems) -> ContentRecord | None:
    """Return None if there are problems, each noted with its line in the file."""
    text = read_text(path, problems)
    if text is None:
        return None
    parts = _front_matter.match(text)
    if not parts:
        problems.add(path.name, "expected front matter between two lines +++.")
        return None
    try:
        # The empty line replaces the fence, so that the parser's line numbers match the file.
        front = tomllib.loads("\n" + parts["front"])
    except tomllib.TOMLDecodeError as error:
        problems.add(path.name, f"the front matter is not valid TOML: {error}.")
        return None
    above = text[: parts.start("body")].count("\n")
    body, known = read(parts["body"]), facts.lock_facts()
    for problem in problems_of_form(body, known):
        problems.add(f"{path.name}, line {above + problem.line}", problem.message)
    lessons.untrue[str(front.get("slug"))] = [
        *(f"line {above + problem.line}: {problem.message}" for problem in problems_of_statements(body, known)),
        *map(str, problems_of_lines(front.get("takeaways", []), known)),
    ]
    return ContentRecord(path.name, {**front, "body": parts["body"]})
