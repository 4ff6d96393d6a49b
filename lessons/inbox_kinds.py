"""Inbox entries about lessons: texts that the facts contradict, and texts that could not be published on time."""

from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from lessons.editing.contradicted_texts import ContradictedText, contradicted
from lessons.models import ScheduledPublication
from matrix import changelog
from matrix.facts import Facts
from matrix.inbox import DerivedEntry, InboxKind
from serving.whole_numbers import whole_number


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


def contradicted_texts(facts: Facts) -> list[DerivedEntry]:
    found = contradicted(facts)
    if not found:
        return []
    log = changelog.current(facts)
    last = log.changes[0].at if log.changes else timezone.now()

    def since(text: ContradictedText):
        return max((change.at for path in text.cells if (change := log.latest(path))), default=last)

    return [DerivedEntry(each.key, since(each), each.text.title, each.proofs[0]) for each in found]


def about_contradicted(key: str, facts: Facts) -> dict[str, Any] | None:
    return next(({"text": each} for each in contradicted(facts) if each.key == key), None)


TEXTS = InboxKind(
    name="text",
    title="Texts that the facts contradict",
    help="Lessons, incidents, terms and recent changes. Learners see a note at each sentence that is false now.",
    permission="lessons.change_lesson",
    urgency=3,
    derived=contradicted_texts,
    about=about_contradicted,
    template="teach/inbox/text.html",
)
HELD = InboxKind(
    name="lesson",
    title="Lessons that did not go live",
    help="At the scheduled time, the facts contradicted them, or someone had published another text.",
    permission="lessons.change_lesson",
    urgency=3,
    waiting=held_publications,
    about=about_held,
    template="teach/inbox/lesson.html",
)
