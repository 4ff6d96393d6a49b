"""Every way in which something is stored, each on rows of its own that stay: these tests commit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from accounts.models import Learner
from accounts.uuid7 import uuid7
from lessons.models import Lesson, Place, Reading
from matrix.models import Responsibility
from matrix.revising import revise
from quizzes import answering, closing, drafts, regrading, starting
from quizzes.item_content import content_of
from quizzes.models import (
    Attempt,
    AttemptItem,
    AttemptScore,
    Correction,
    Grade,
    GradingPolicy,
    GradingRun,
    Item,
    ItemResult,
    ItemVersion,
    Mode,
    Response,
)
from quizzes.projections import rebuild
from quizzes.publishing import publish
from tests.conftest import client_of, make_user
from tests.faults.injecting import Path
from tests.faults.ledger_machine import options_with
from tests.quizzes.questions import published
from tests.quizzes.sittings import served_event, token_of

LESSON = "shared-responsibility-model"
TIME = timedelta(minutes=20)
B, C = frozenset("b"), frozenset("c")


@dataclass
class Subject:
    """Somebody at an attempt, as far as a path has one."""

    learner: Learner
    client: Client
    attempt: Attempt | None = None
    item: AttemptItem | None = None
    versions: tuple[ItemVersion, ...] = ()
    event: Any = None
    run: GradingRun | None = None
    attempts: tuple[Attempt, ...] = ()
    edit: str = ""


def person() -> Subject:
    user = make_user(f"{uuid4()}@tests.example")
    client = client_of(user)
    client.raise_request_exception = False  # a browser meets the error page, not the exception
    return Subject(user.learner, client)


def questions(count: int) -> tuple[ItemVersion, ...]:
    return tuple(
        published(f"faults-{uuid4()}", {"stem": "?", "cells": ["ec2/guest-os"], **options_with(B)})
        for _ in range(count)
    )


def at_questions(count: int = 2, *, mode: str = Mode.DRILL) -> Subject:
    """At the first question of an attempt."""
    subject = person()
    subject.versions = questions(count)
    time = TIME if mode == Mode.EXAM else None
    sitting = starting.Sitting(mode, "Faults", subject.versions, time=time)
    subject.attempt = starting.begin(subject.learner, sitting)
    turn_to(subject, 1)
    return subject


def turn_to(subject: Subject, position: int) -> None:
    subject.item = AttemptItem.objects.with_page().get(attempt=subject.attempt, position=position)
    subject.event = uuid7()


def withdrawn(subject: Subject) -> None:
    """So that no other test is asked a question of ours."""
    Item.objects.filter(pk__in=[version.item_id for version in subject.versions]).update(published=None)


# ---- What is stored


def all_of(subject: Subject) -> list[Any]:
    """Attempts with all that hangs on them, readings and places."""
    attempts = Attempt.objects.filter(learner=subject.learner).order_by("started_at", "pk")
    readings = sorted(Reading.objects.filter(learner=subject.learner).values_list("lesson", "anchor"))
    places = [
        (lesson, anchor, read_at is not None)
        for lesson, anchor, read_at in Place.objects.filter(learner=subject.learner).values_list(
            "lesson", "anchor", "read_at"
        )
    ]
    return [([attempt_as_stored(each, subject) for each in attempts], readings, places)]


def attempt_as_stored(attempt: Attempt, subject: Subject) -> Any:
    score = AttemptScore.objects.filter(attempt=attempt).values_list("marks", "maximum", "answered", "right").get()
    head = (attempt.mode, attempt.title, attempt.ending, attempt.closed_at is None, attempt.retry_of_id is not None)
    corrections = Correction.objects.filter(attempt=attempt).order_by("run")
    told = [(each.marks_before, each.marks_after, each.seen_at is not None) for each in corrections]
    items = AttemptItem.objects.filter(attempt=attempt).order_by("position")
    return head, score, told, [item_as_stored(item, subject) for item in items]


def item_as_stored(item: AttemptItem, subject: Subject) -> Any:
    responses = Response.objects.filter(attempt_item=item).order_by("sequence")
    grades = Grade.objects.filter(response__in=responses).order_by("response__sequence", "pk")
    return (
        item.position,
        item.version.number,
        sorted(item.order) == sorted(option.token for option in item.version.options.all()),
        [(r.sequence, r.event == subject.event, r.kind, r.answer, r.confidence, r.late) for r in responses],
        [(g.response.sequence, g.run_id is not None, g.version.number, g.marks, g.left_out) for g in grades],
        list(ItemResult.objects.filter(attempt_item=item).values_list("response__sequence", "marks", "left_out")),
    )


def of_questions(subject: Subject) -> list[Any]:
    """Each question's versions, whole, and its draft."""
    items = Item.objects.filter(pk__in=[version.item_id for version in subject.versions]).order_by("pk")
    return [
        (
            [
                (version.number, version.change, content_of(version), version == item.published)
                for version in item.versions.order_by("number")
            ],
            item.edit_number,
            hasattr(item, "draft"),
        )
        for item in items
    ]


# ---- Through the site


def begin_check() -> Path:
    def act(subject):
        return subject.client.post(reverse("quizzes:check", args=[LESSON])).status_code == 302

    return Path(person, act, all_of)


def answer(*, last: bool = False, corrected: bool = False) -> Path:
    """To the first of two questions, the last one, or one whose key was corrected and regraded meanwhile."""

    def prepare():
        subject = at_questions(2)
        if last:
            answering.answer(subject.item, event=uuid7(), answer=answering.choosing("a"))
            turn_to(subject, 2)
        if corrected:
            correct_and_regrade(subject)
            turn_to(subject, 1)
        subject.event = served_event(subject.item)
        return subject

    def act(subject):
        sent = {"choice": token_of(subject.item, "b"), "confidence": "think-so", "event": subject.event}
        reply = subject.client.post(subject.item.get_absolute_url(), sent, headers={"HX-Request": "true"})
        return reply.status_code == 200

    return Path(prepare, act, all_of, withdrawn)


def correct_and_regrade(subject: Subject) -> None:
    """Somebody else had answered the first question, so that there was something to grade anew."""
    other = starting.begin(person().learner, starting.Sitting(Mode.DRILL, "Other", subject.versions[:1]))
    answering.answer(other.items.get(), event=uuid7(), answer=answering.choosing("b"))
    item = correct(subject.versions[0])
    regrading.work(regrading.order([item.pk], policy=GradingPolicy.NEW_KEY, reason="It is c.", author=1))


def correct(version: ItemVersion) -> Item:
    item = Item.objects.get(pk=version.item_id)
    publish(item, content_of(item.published) | options_with(C))
    return item


def retry() -> Path:
    def prepare():
        subject = at_questions(2)
        for position in (1, 2):
            turn_to(subject, position)
            answering.answer(subject.item, event=uuid7(), answer=answering.choosing("a"))
        return subject

    def act(subject):
        return subject.client.post(reverse("quizzes:attempt-retry", args=[subject.attempt.pk])).status_code == 302

    return Path(prepare, act, all_of, withdrawn)


def finish_section() -> Path:
    def act(subject):
        anchor = Lesson.objects.get(slug=LESSON).anchors[0]
        return subject.client.post(reverse("lessons:section-reading", args=[LESSON, anchor])).status_code == 302

    return Path(person, act, all_of)


def mark_lesson_as_read() -> Path:
    def act(subject):
        return subject.client.post(reverse("lessons:reading", args=[LESSON]), {"read": "1"}).status_code == 302

    return Path(person, act, all_of)


# ---- An exam


def leave_for_another() -> Path:
    def act(subject):
        """A retry finds the new one open, where it has begun."""
        current = starting.open_attempt(subject.learner, mode=Mode.EXAM)
        if current == subject.attempt:
            sitting = starting.Sitting(Mode.EXAM, "Second", subject.versions, time=TIME)
            starting.begin(subject.learner, sitting, leaving_open=True)
        return True

    return Path(exam_with_a_save, act, all_of, withdrawn)


def exam_with_a_save() -> Subject:
    subject = at_questions(2, mode=Mode.EXAM)
    answering.save(subject.item, event=uuid7(), sequence=1, answer=answering.choosing("b"))
    return subject


def save() -> Path:
    def act(subject):
        return answering.save(subject.item, event=subject.event, sequence=1, answer=answering.choosing("b"))

    return Path(lambda: at_questions(2, mode=Mode.EXAM), act, all_of, withdrawn)


def flag() -> Path:
    def act(subject):
        return answering.flag(subject.item, event=subject.event, on=True)

    return Path(lambda: at_questions(2, mode=Mode.EXAM), act, all_of, withdrawn)


def close() -> Path:
    return Path(exam_with_a_save, lambda subject: closing.close(subject.attempt), all_of, withdrawn)


def close_by_time() -> Path:
    def prepare():
        subject = exam_with_a_save()
        over = TIME + closing.GRACE + timedelta(seconds=1)
        Attempt.objects.filter(pk=subject.attempt.pk).update(deadline=subject.attempt.deadline - over)
        subject.attempt.refresh_from_db()
        return subject

    return Path(prepare, lambda subject: closing.close_if_over(subject.attempt), all_of, withdrawn)


# ---- Editing


def publish_draft() -> Path:
    def prepare():
        subject = person()
        subject.versions = questions(1)
        item = subject.versions[0].item
        content = content_of(item.published) | options_with(C)
        drafts.save_draft(item, content, opened_on=drafts.edit_of(item))
        subject.edit = drafts.edit_of(item)
        return subject

    def act(subject):
        item = Item.objects.get(pk=subject.versions[0].item_id)
        content = drafts.content_to_edit(item)
        try:
            drafts.publish_draft(item, content, opened_on=subject.edit, change="clarify", editor=1)
        except drafts.Stale:
            return content["options"][2]["is_key"]  # an earlier try has published it, as the editor is told
        return True

    return Path(prepare, act, of_questions, withdrawn)


def save_draft() -> Path:
    def prepare():
        subject = person()
        subject.versions = questions(1)
        subject.edit = drafts.edit_of(subject.versions[0].item)
        return subject

    def act(subject):
        item = Item.objects.get(pk=subject.versions[0].item_id)
        content = content_of(item.published) | options_with(C)
        try:
            drafts.save_draft(item, content, opened_on=subject.edit)
        except drafts.Stale:
            return drafts.content_to_edit(item) == content
        return True

    return Path(prepare, act, of_questions, withdrawn)


CELL = "ec2", "guest-os"


def revise_cell() -> Path:
    """With the derived questions and the contradictions that follow from it."""

    def cells():
        return Responsibility.objects.filter(service__slug=CELL[0], layer__slug=CELL[1])

    def to(owner: str):
        return revise(lambda: cells().update(owner=owner), editor=None)

    def look(subject):
        tested = ItemVersion.objects.filter(tested_cells__cell__in=cells())
        items = Item.objects.filter(versions__in=tested).distinct().order_by("slug").select_related("published")
        return [
            (
                [cell.owner for cell in cells()],
                [
                    (item.slug, item.published and [(o.key, o.is_key) for o in item.published.options.all()])
                    for item in items
                ],
                sorted(items.filter(contradictions__closed_at=None).exclude(contradictions=None).values_list("slug")),
            )
        ]

    return Path(person, lambda subject: to("aws"), look, lambda subject: to("customer"))


# ---- Grading anew


def with_answers() -> Subject:
    """Three finished attempts at a question whose key was then corrected."""
    subject = person()
    subject.versions = questions(1)
    subject.attempts = tuple(answered_by_others(subject.versions))
    correct(subject.versions[0])
    return subject


def answered_by_others(versions: tuple[ItemVersion, ...]) -> Iterator[Attempt]:
    for _ in range(3):
        attempt = starting.begin(person().learner, starting.Sitting(Mode.DRILL, "Answered", versions))
        answering.answer(attempt.items.get(), event=uuid7(), answer=answering.choosing("b"))
        yield attempt


def of_attempts(subject: Subject) -> list[Any]:
    """Each attempt, and how the runs stand: each of these is whole, not all of them together."""
    runs = GradingRun.objects.filter(run_items__item__in=[v.item_id for v in subject.versions]).order_by("pk")
    attempts = [attempt_as_stored(Attempt.objects.get(pk=each.pk), subject) for each in subject.attempts]
    return [*attempts, [(run.policy, run.undoes_id is not None, run.finished_at is not None) for run in runs]]


def order_regrade() -> Path:
    def act(subject):
        items = [version.item_id for version in subject.versions]
        try:
            regrading.order(items, policy=GradingPolicy.NEW_KEY, reason="It is c.", author=1)
        except regrading.Refused as refused:
            return "still at work" in str(refused)  # that of the first try
        return True

    return Path(with_answers, act, of_attempts, withdrawn)


def regrade() -> Path:
    def prepare():
        subject = with_answers()
        items = [version.item_id for version in subject.versions]
        subject.run = regrading.order(items, policy=GradingPolicy.NEW_KEY, reason="It is c.", author=1)
        return subject

    return Path(prepare, lambda subject: regrading.work(subject.run), of_attempts, withdrawn)


def undo_regrade() -> Path:
    def prepare():
        subject = regrade().prepare()
        regrading.work(subject.run)
        subject.run = regrading.order_undo(subject.run, reason="It was b.", author=1)
        return subject

    return Path(prepare, lambda subject: regrading.work(subject.run), of_attempts, withdrawn)


def rebuild_projections() -> Path:
    def prepare():
        subject = at_questions(1)
        answering.answer(subject.item, event=uuid7(), answer=answering.choosing("b"))
        AttemptScore.objects.filter(attempt=subject.attempt).update(marks=1)
        return subject

    return Path(prepare, lambda subject: rebuild(), all_of, withdrawn)


def see_correction() -> Path:
    def prepare():
        subject = at_questions(1)
        answering.answer(subject.item, event=uuid7(), answer=answering.choosing("b"))
        item = correct(subject.versions[0])
        regrading.work(regrading.order([item.pk], policy=GradingPolicy.NEW_KEY, reason="It is c.", author=1))
        return subject

    def act(subject):
        correction = Correction.objects.get(attempt=subject.attempt)
        return subject.client.post(reverse("quizzes:correction-seen", args=[correction.pk])).status_code == 302

    return Path(prepare, act, all_of, withdrawn)


PATHS = {
    "begin a check": begin_check(),
    "answer": answer(),
    "answer the last question": answer(last=True),
    "answer a question corrected since": answer(corrected=True),
    "retry what was missed": retry(),
    "finish a section": finish_section(),
    "mark a lesson as read": mark_lesson_as_read(),
    "save in an exam": save(),
    "flag": flag(),
    "leave an exam for another": leave_for_another(),
    "hand an exam in": close(),
    "end an exam by the clock": close_by_time(),
    "save a draft": save_draft(),
    "publish a draft": publish_draft(),
    "revise a cell": revise_cell(),
    "order a regrade": order_regrade(),
    "regrade": regrade(),
    "undo a regrade": undo_regrade(),
    "see a correction": see_correction(),
    "rebuild the projections": rebuild_projections(),
}
