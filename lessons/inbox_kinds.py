"""What waits about lessons: texts that were ordered for a moment and could not go live then."""

from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from lessons.models import ScheduledPublication
from matrix.facts import Facts
from matrix.inbox import Kind
from matrix.whole_numbers import whole_number


def held_publications() -> QuerySet[ScheduledPublication]:
    return ScheduledPublication.objects.held().annotate(
        inbox_key=Cast("lesson_id", TextField()),
        inbox_at=F("held_at"),
        inbox_title=Concat("lesson__label", Value(". "), "lesson__title", output_field=TextField()),
        inbox_text=F("held_because"),
    )


def about_held(key: str, facts: Facts) -> dict[str, Any] | None:
    held = ScheduledPublication.objects.held().select_related("lesson", "editor")
    found = held.filter(lesson=whole_number(key) or 0).first()
    return {"held": found} if found else None


HELD = Kind(
    name="lesson",
    title="Lessons that did not go live",
    help="At their time the facts contradicted them, or somebody had published another text.",
    permission="lessons.change_lesson",
    urgency=3,
    waiting=held_publications,
    about=about_held,
    template="teach/inbox/lesson.html",
)
