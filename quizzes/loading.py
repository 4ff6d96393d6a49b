"""Reads the file of quizzes."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from bank.models import Item
from lessons.models import Lesson
from matrix.files.content import Problems, Report, Sheet, load, records, row_with_slug
from quizzes.models import Mode, Quiz, Slot


class Quizzes(Sheet[Quiz]):
    model = Quiz
    required = ("slug", "title", "items")
    optional = {"lesson": None, "mode": Mode.CHECK.value, "attempts_allowed": None}

    def rows(self):
        return Quiz.objects.select_related("lesson").prefetch_related("slots__item")

    def dump(self, row: Quiz) -> dict[str, Any]:
        return {
            "slug": row.slug,
            "title": row.title,
            "lesson": row.lesson.slug if row.lesson else None,
            "mode": row.mode,
            "items": [slot.item.slug for slot in row.slots.all()],
            "attempts_allowed": row.attempts_allowed,
        }

    def fields(self, data: dict[str, Any]) -> dict[str, Any]:
        lesson = row_with_slug(Lesson, data["lesson"]) if data["lesson"] else None
        return {name: data[name] for name in ("slug", "title", "mode", "attempts_allowed")} | {"lesson": lesson}

    def save(self, row: Quiz, data: dict[str, Any]) -> None:
        items = [self._published(slug) for slug in data["items"]]
        if len(set(items)) < len(items):
            raise ValidationError("a question stands twice.")
        super().save(row, data)
        row.slots.all().delete()
        Slot.objects.bulk_create(
            Slot(quiz=row, position=position, item=item) for position, item in enumerate(items, 1)
        )

    def _published(self, slug: str) -> Item:
        item = row_with_slug(Item, slug)
        # A withdrawn question keeps its slot, but is not asked.
        if not item.versions.exists():
            raise ValidationError(f"the item “{slug}” has no published version.")
        return item


def load_quizzes(folder: Path, report: Report) -> None:
    """Call this after the questions are loaded, inside a transaction. Raises ContentError."""
    problems = Problems()
    load(Quizzes(), records(folder / "quizzes.json", problems), report, problems)
    problems.raise_if_any()
