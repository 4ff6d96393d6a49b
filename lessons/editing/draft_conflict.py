"""Detects that somebody else has changed a lesson since a form was opened, and compares both texts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from lessons.editing.diff import DiffHunk, changes, merged
from lessons.editing.publishing import CONTENT, Content, SentForm, content_of
from lessons.models import Lesson, LessonDraft
from serving.whole_numbers import whole_number


@dataclass(frozen=True)
class OpenedEdits:
    """The edits of lesson and draft when a form was opened; "5.3" in the form."""

    lesson_edit: int
    draft_edit: int

    @classmethod
    def read(cls, text: str) -> "OpenedEdits":
        lesson_edit, _, draft_edit = text.partition(".")
        return cls(*(whole_number(part) or 0 for part in (lesson_edit, draft_edit)))

    def __str__(self) -> str:
        return f"{self.lesson_edit}.{self.draft_edit}"


@dataclass(frozen=True)
class OtherEdit:
    content: Content
    editor: User | None
    at: datetime
    published: bool


def opened_now(lesson: Lesson, draft: LessonDraft | None) -> OpenedEdits:
    return OpenedEdits(lesson.edit_number, draft.edit_number if draft else 0)


def written_meanwhile(
    lesson: Lesson, draft: LessonDraft | None, opened: OpenedEdits, sent: SentForm
) -> OtherEdit | None:
    if draft and draft.edit_number != opened.draft_edit and not is_of(draft, sent):
        return OtherEdit(draft.content, draft.editor, draft.updated_at, published=False)
    if opened.lesson_edit != lesson.edit_number and not same_text_at(lesson, opened.lesson_edit):
        editor, at = _last_edit(lesson)
        return OtherEdit(content_of(lesson), editor, at, published=True)
    return None


def is_of(draft: LessonDraft, sent: SentForm) -> bool:
    """Return whether the same form saved the draft; its response may have been lost."""
    return sent.form_key is not None and draft.form_key == sent.form_key


def same_text_at(lesson: Lesson, edit: int) -> bool:
    """Return whether only fields outside drafts (its place, its video) have changed since that edit."""
    then = lesson.events.filter(edit_number=edit).values(*CONTENT).last()  # type: ignore[attr-defined]
    return then == content_of(lesson)


def _last_edit(lesson: Lesson) -> tuple[User | None, datetime]:
    event = lesson.events.select_related("pgh_context").latest("pgh_id")  # type: ignore[attr-defined]
    who = (event.pgh_context.metadata.get("user") if event.pgh_context else None) or 0
    return User.objects.filter(pk=who).first(), event.pgh_created_at


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    stretches: Sequence[DiffHunk]


def compare(ours: Mapping[str, str], theirs: Mapping[str, str], label: Callable[[str], str]) -> list[Field]:
    return compare_fields(ours, theirs, CONTENT, label)


def compare_fields(
    before: Mapping[str, str], after: Mapping[str, str], names: Sequence[str], label: Callable[[str], str]
) -> list[Field]:
    return [
        Field(name, label(name), found)
        for name in names
        if (found := changes(before[name].rstrip("\n"), after[name].rstrip("\n")))
    ]


def merge(ours: Mapping[str, str], theirs: Mapping[str, str], choices: Mapping[str, str]) -> dict[str, str]:
    """Return the differing fields, merged:

    `choices` has "before" (ours), "after" or "both" by the name of the difference.
    """
    texts = {}
    for field in compare(ours, theirs, str):
        name = field.name
        chosen = {stretch.number: choices.get(f"{name}-{stretch.number}", "before") for stretch in field.stretches}
        text = merged(ours[name].rstrip("\n"), theirs[name].rstrip("\n"), chosen.__getitem__)
        texts[name] = f"{text}\n" if name == "body" else text
    return texts
