"""A lesson's history: its revisions with person, time and kind of change, and what was done with its drafts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import TextField, Value
from django.db.models.functions import MD5, Cast, Concat

from accounts.models import User
from lessons.editing.draft_conflict import Field, compare_fields
from lessons.editing.forms import LessonForm, as_texts
from lessons.editing.publishing import CONTENT, Content, content_of, save_draft
from lessons.models import Lesson, LessonDraft

SETTINGS = [*(name for name in LessonForm.Meta.fields if name not in CONTENT), "position"]
BEGUN, LOADED, PUBLISHED, RESTORED = "Begun", "Loaded from a file", "Published", "Published again"
UNPUBLISHED, SETTINGS_CHANGED = "Unpublished", "Settings changed"
# Beginnings of the admin's log entries whose act is a revision too. "[" is that of a lesson's creation.
AS_REVISION = (PUBLISHED, UNPUBLISHED, SETTINGS_CHANGED, "[")


class Overwrites(Exception):
    pass


@dataclass(frozen=True)
class Revision:
    """`number` counts the lesson's events from 1. `like` is an earlier revision with the same text, 0 for none."""

    number: int
    at: datetime
    user_id: int
    digest: str
    published: bool
    kind: str = ""
    like: int = 0
    editor: User | None = None


@dataclass(frozen=True)
class DraftAct:
    """Something done with a draft, which is no revision: saved, scheduled, discarded."""

    at: datetime
    editor: User
    kind: str


def history_of(lesson: Lesson) -> list[Revision | DraftAct]:
    """Return everything that was done with the lesson, the newest first."""
    return sorted([*revisions_of(lesson), *_draft_acts(lesson)], key=lambda act: act.at, reverse=True)


def _draft_acts(lesson: Lesson) -> Iterator[DraftAct]:
    about = ContentType.objects.get_for_model(Lesson)
    logged = LogEntry.objects.filter(content_type=about, object_id=str(lesson.pk), action_flag=CHANGE)
    for entry in logged.select_related("user"):
        words = entry.get_change_message()
        if not words.startswith(AS_REVISION):
            yield DraftAct(entry.action_time, entry.user, words.removesuffix("."))


def revisions_of(lesson: Lesson) -> list[Revision]:
    events = [_revision(number, row) for number, row in enumerate(_rows(lesson), start=1)]
    people = User.objects.in_bulk({event.user_id for event in events})
    return [
        Revision(**{**vars(event), "kind": kind, "like": like, "editor": people.get(event.user_id)})
        for event, (kind, like) in zip(events, _kinds(events), strict=True)
    ][::-1]


def _rows(lesson: Lesson) -> Iterator[Mapping[str, Any]]:
    """The digest stands for the long texts, which are not fetched."""
    parts = [part for name in CONTENT for part in (Cast(name, TextField()), Value("\x1f"))]
    return (
        lesson.events.order_by("pgh_id")  # type: ignore[attr-defined]
        .annotate(digest=MD5(Concat(*parts, output_field=TextField())))
        .values("pgh_created_at", "pgh_context__metadata", "digest", "published")
    )


def _revision(number: int, row: Mapping[str, Any]) -> Revision:
    who = (row["pgh_context__metadata"] or {}).get("user") or 0
    return Revision(number, row["pgh_created_at"], who, row["digest"], row["published"])


def _kinds(events: Sequence[Revision]) -> Iterator[tuple[str, int]]:
    if not events:
        return
    seen = {events[0].digest: 1}
    yield (BEGUN if events[0].user_id else LOADED), 0
    for before, event in pairwise(events):
        like = seen.get(event.digest, 0) if event.digest != before.digest else 0
        seen[event.digest] = event.number
        yield _kind(before, event, like), like


def _kind(before: Revision, event: Revision, like: int) -> str:
    if before.published and not event.published:
        return UNPUBLISHED
    if event.digest != before.digest and not event.user_id:
        return LOADED
    if event.digest != before.digest or (not before.published and event.published):
        return RESTORED if like else PUBLISHED
    return SETTINGS_CHANGED


def content_at(lesson: Lesson, number: int) -> Content | None:
    values = _values_at(lesson, number, CONTENT)
    return dict(values) if values else None


def _values_at(lesson: Lesson, number: int, names: Sequence[str]) -> Mapping[str, Any] | None:
    found = lesson.events.order_by("pgh_id").values(*names)[number - 1 : number] if number > 0 else []  # type: ignore[attr-defined]
    return next(iter(found), None)


def difference(lesson: Lesson, before: int, after: int) -> list[Field]:
    names = [*CONTENT, *SETTINGS, "published"]
    old, new = (_values_at(lesson, number, names) or {} for number in (before, after))
    return _compare(old, new, names)


def difference_to(lesson: Lesson, content: Content) -> list[Field]:
    return _compare(content_of(lesson), content, CONTENT)


def _compare(old: Mapping[str, Any], new: Mapping[str, Any], names: Sequence[str]) -> list[Field]:
    return compare_fields(as_texts(old, names), as_texts(new, names), names, _label)


def _label(name: str) -> str:
    field = LessonForm.base_fields.get(name)
    return str(field.label or name.capitalize()) if field else name.capitalize()


@transaction.atomic
def restore(lesson: Lesson, number: int, *, editor: User, replacing: int) -> LessonDraft | None:
    """Make a draft of an earlier text; None if it equals the published one.

    `replacing` is the edit of the draft that is overwritten, 0 for none. Raises Overwrites if there is another one
    now.
    """
    lesson = Lesson.objects.select_for_update(no_key=True).get(pk=lesson.pk)
    draft = LessonDraft.objects.filter(lesson=lesson).first()
    if (draft.edit_number if draft else 0) != replacing:
        raise Overwrites
    content = content_at(lesson, number)
    if content is None:
        raise ValueError(f"{lesson} has no revision {number}.")
    return save_draft(lesson, content, based_on=lesson.edit_number, editor=editor)
