"""A learner's progress: sections finished, lessons marked as read, and the place to continue from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import F, Func, JSONField, Value
from django.db.models.functions import Now

from accounts.models import Learner
from lessons.markup import TAKEAWAYS
from lessons.models import Lesson, Place, Reading
from lessons.outline import OutlineEntry


def record_reading(lesson: Lesson, anchor: str, *, learner: Learner) -> None:
    with transaction.atomic():
        Reading.objects.bulk_create(
            [Reading(learner=learner, lesson=lesson, anchor=anchor, finished_at=TransactionNow())],
            ignore_conflicts=True,
        )
        _move_place(lesson, learner, anchor=section_after(lesson, anchor))


def section_after(lesson: Lesson, anchor: str) -> str:
    anchors = lesson.anchors
    following = anchors[anchors.index(anchor) + 1 :]
    return following[0] if following else TAKEAWAYS


def mark_as_read(lesson: Lesson, *, learner: Learner) -> None:
    """Finish every section that is still open. `unmark_as_read` reopens exactly those."""
    with transaction.atomic():
        Reading.objects.bulk_create(
            [
                Reading(learner=learner, lesson=lesson, anchor=anchor, finished_at=TransactionNow())
                for anchor in lesson.anchors
            ],
            ignore_conflicts=True,
        )
        _move_place(lesson, learner, anchor="", read_at=TransactionNow())


@transaction.atomic
def remember_traps(lesson: Lesson, said: dict[str, str], *, learner: Learner) -> dict[str, str]:
    """Stores owners by scenario and returns all that is stored; what was said first stays."""
    Place.objects.bulk_create([Place(learner=learner, lesson=lesson, moved_at=Now())], ignore_conflicts=True)
    mine = Place.objects.filter(learner=learner, lesson=lesson)
    both = Func(Value(said, JSONField()), F("traps"), template="(%(expressions)s)", arg_joiner=" || ")
    mine.update(traps=both)
    return mine.values_list("traps", flat=True).get()


def unmark_as_read(lesson: Lesson, *, learner: Learner) -> None:
    with transaction.atomic():
        place = Place.objects.select_for_update().filter(lesson=lesson, learner=learner).first()
        if place is None or place.read_at is None:
            return
        # The sections that the mark finished have the same time as the mark, because a transaction has one time.
        Reading.objects.filter(lesson=lesson, learner=learner, finished_at=place.read_at).delete()
        Place.objects.filter(pk=place.pk).update(read_at=None, moved_at=Now())


def _move_place(lesson: Lesson, learner: Learner, **fields: Any) -> None:
    Place.objects.bulk_create(
        [Place(learner=learner, lesson=lesson, moved_at=Now(), **fields)],
        update_conflicts=True,
        unique_fields=["learner", "lesson"],
        update_fields=["moved_at", *fields],
    )


@dataclass(frozen=True)
class Resume:
    entry: OutlineEntry
    anchor: str
    section_title: str

    @property
    def lesson(self) -> Lesson:
        return self.entry.lesson

    @property
    def title(self) -> str:
        return self.entry.full_title

    @property
    def url(self) -> str:
        return f"{self.entry.url}#{self.anchor}"

    @property
    def sections(self) -> int:
        return self.entry.sections

    @property
    def sections_read(self) -> int:
        return self.entry.sections_read

    @property
    def percent(self) -> int:
        return self.entry.percent


def resume(entries: Iterable[OutlineEntry]) -> Resume | None:
    begun = [entry for entry in entries if entry.state == OutlineEntry.READING]
    if not begun:
        return None
    entry = max(begun, key=OutlineEntry.left_at)
    anchor = entry.place
    return Resume(entry, anchor, entry.section_title(anchor))
