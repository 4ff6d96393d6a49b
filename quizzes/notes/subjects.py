"""What a note is about: a question that the learner has met, a fact, or a section of a lesson."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from accounts.models import Learner
from bank.models import Item
from lessons.models import Lesson, in_courses_of
from matrix import facts
from matrix.facts import Facts
from matrix.models import Responsibility
from quizzes.models import AttemptEnd, AttemptItem, LearnerNote, next_sequence
from quizzes.pool import held_back

DISCARDED = Q(attempt__ending=AttemptEnd.DISCARDED)
LESSON = ("slug", "label", "title", "sections")


@dataclass(frozen=True)
class NoteSubject:
    """`url` is its page, and `address` the note's.

    `place` are the fields of a note about it. A note on a question that `waits` in an open attempt is not shown, since
    it may name the key.
    """

    title: str
    url: str
    address: str
    place: dict[str, Any]
    waits: bool = False

    @property
    def kind(self) -> str:
        kinds = {"item_id": "question", "cell_id": "fact", "lesson_id": "section"}
        return next(kind for name, kind in kinds.items() if name in self.place)


def last_met(learner: Learner | None, items: Collection[int]) -> QuerySet[Any]:
    """Attempt items: where the learner met these questions last, discarded exams aside.

    One `waits` if its question has no answer yet in some open attempt, and `is_asked` unless it was retired.
    """
    own = AttemptItem.objects.filter(attempt__learner=learner, version__item__in=items).exclude(DISCARDED)
    waiting = held_back(learner.pk if learner else None).filter(version__item=OuterRef("version__item"))
    return (
        own.order_by("version__item_id", "-attempt", "position")
        .distinct("version__item_id")
        .select_related("attempt", "version")
        .annotate(
            waits=Exists(waiting),
            is_asked=Exists(Item.objects.askable().filter(pk=OuterRef("version__item"))),
            next_sequence=next_sequence(),
            loaded_at=TransactionNow(),
        )
    )


def question(met: Any) -> NoteSubject:
    item = met.version.item_id
    return NoteSubject(
        met.version.stem,
        met.get_absolute_url(),
        reverse("quizzes:question-note", args=[item]),
        {"item_id": item},
        waits=met.waits,
    )


def fact(cell: Responsibility) -> NoteSubject:
    address = reverse("quizzes:fact-note", args=[cell.service.slug, cell.layer.slug])
    return NoteSubject(str(cell), cell.url, address, {"cell_id": cell.pk})


def section(lesson: Lesson, anchor: str) -> NoteSubject:
    """A section that a later text of the lesson no longer has is named by its lesson."""
    titles = {each["anchor"]: each["title"] for each in lesson.sections}
    return NoteSubject(
        f"{lesson.label}. {titles.get(anchor, lesson.title)}",
        f"{lesson.get_absolute_url()}#{anchor}",
        reverse("quizzes:section-note", args=[lesson.slug, anchor]),
        {"lesson_id": lesson.pk, "anchor": anchor},
    )


def question_met_by(learner: Learner | None, item: int) -> NoteSubject:
    """Raises Http404 for a question whose answer the learner has never seen."""
    seen = AttemptItem.objects.filter(attempt__learner=learner, version__item=item).exclude(DISCARDED)
    if not seen.filter(Q(result__isnull=False) | Q(attempt__closed_at__isnull=False)).exists():
        raise Http404
    return question(last_met(learner, [item])[0])


def fact_at(service: str, layer: str) -> NoteSubject:
    """Raises Http404."""
    cell = facts.current().cells.get((service, layer))
    if cell is None:
        raise Http404
    return fact(cell)


def section_at(slug: str, anchor: str, learner: Learner | None) -> NoteSubject:
    """Raises Http404, except for a section that is gone and that the learner has a note on."""
    lesson = Lesson.objects.published().filter(in_courses_of(learner), slug=slug).only(*LESSON).first()
    if lesson and anchor in lesson.anchors:
        return section(lesson, anchor)
    note = (
        LearnerNote.objects.filter(learner=learner, lesson__slug=slug, anchor=anchor).select_related("lesson").first()
    )
    if note is None:
        raise Http404
    return subject_of(note, {}, facts.current())


def subject_of(note: LearnerNote, questions: dict[int, NoteSubject], known: Facts) -> NoteSubject:
    """`questions` are by item."""
    if note.item_id:
        return questions[note.item_id]
    if note.cell_id:
        return fact(known.cell_by_id(note.cell_id))
    assert note.lesson is not None  # the database refuses a note about nothing
    return section(note.lesson, note.anchor)
