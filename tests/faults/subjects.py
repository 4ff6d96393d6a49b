"""Who and what a fault is tried on, and what is stored about it. Rows of its own, which stay: these tests commit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db.models import OuterRef
from django.test import Client

from accounts.learners import GUEST
from accounts.models import Learner, Session, User
from bank.content import content_of
from bank.models import Item, ItemVersion, Option
from bank.publishing import publish
from lessons.models import Place, Reading
from quizzes import attempt_start
from quizzes.models import (
    Assignment,
    Attempt,
    AttemptItem,
    AttemptScore,
    Correction,
    Grade,
    GradingRun,
    ItemResult,
    Mode,
    Response,
)
from serving.prepared import Prepared
from serving.uuid7 import uuid7
from tests.conftest import client_of, make_user
from tests.faults.ledger_machine import options_with
from tests.helpers.questions import published
from tests.helpers.sittings import item_at

LESSON = "shared-responsibility-model"
TIME = timedelta(minutes=20)
B, C = frozenset("b"), frozenset("c")


@dataclass
class Subject:
    """Somebody at an attempt, as far as a path has one."""

    learner: Learner | None
    client: Client
    guest: Learner | None = None
    user: User | None = None
    session: str = ""
    attempt: Attempt | None = None
    item: AttemptItem | None = None
    versions: tuple[ItemVersion, ...] = ()
    event: Any = None
    run: GradingRun | None = None
    assignment: Assignment | None = None
    attempts: tuple[Attempt, ...] = ()
    edit: str = ""
    place: str = ""  # of a question in a lesson
    sent: str = ""  # the signed event of its form
    before: int = 0


def person() -> Subject:
    user = make_user(f"{uuid4()}@tests.example")
    client = client_of(user)
    client.raise_request_exception = False  # a browser meets the error page, not the exception
    return Subject(user.learner, client, user=user, session=client.session.session_key)


def visitor() -> Subject:
    """Nobody yet, at a site that has counted no log-ins yet."""
    cache.clear()
    return Subject(None, Client(raise_request_exception=False))


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
    sitting = attempt_start.Sitting(mode, "Faults", subject.versions, time=time)
    subject.attempt = attempt_start.begin(subject.learner, sitting)
    turn_to(subject, 1)
    return subject


def turn_to(subject: Subject, position: int) -> None:
    subject.item = item_at(subject.attempt, position)
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


def of_guest(subject: Subject) -> Learner | None:
    """Whom the browser of a visitor knows."""
    if settings.SESSION_COOKIE_NAME not in subject.client.cookies:
        return None
    return Learner.objects.filter(pk=subject.client.session.get(GUEST)).first()


def begun(subject: Subject) -> list[Any]:
    """Each attempt and how much it asks, whatever was drawn."""
    attempts = Attempt.objects.filter(learner=subject.learner or of_guest(subject)).order_by("started_at")
    return [[(each.mode, each.title, each.ending, each.items.count(), each.score.maximum) for each in attempts]]


def account_of(subject: Subject) -> list[Any]:
    """Whether the person is there, and what is kept beside the ledger and in it."""
    learner = Learner.objects.get(pk=subject.learner.pk)
    person = (
        User.objects.filter(pk=subject.user.pk).exists(),
        EmailAddress.objects.filter(email=subject.user.email).exists(),
        Session.objects.filter(pk=subject.session).exists(),
        learner.user_id is not None,
    )
    return [(person, all_of(subject))]


def attempt_as_stored(attempt: Attempt, subject: Subject) -> Any:
    # Most of what a fault costs is looking, so this is asked for a whole attempt at once.
    score = AttemptScore.objects.filter(attempt=attempt).values_list("marks", "maximum", "answered", "right").get()
    head = (attempt.mode, attempt.title, attempt.ending, attempt.closed_at is None, attempt.retry_of_id is not None)
    corrections = Correction.objects.filter(attempt=attempt).order_by("run")
    told = [(each.marks_before, each.marks_after, each.seen_at is not None) for each in corrections]
    return head, score, told, items_as_stored(attempt, subject)


_items: Prepared[Any] = Prepared(
    lambda attempt: (
        AttemptItem.objects.filter(attempt=attempt)
        .order_by("position")
        .annotate(tokens=ArraySubquery(Option.objects.filter(version=OuterRef("version")).order_by().values("token")))
        .values_list("pk", "position", "version__number", "order", "result__response__slip", "tokens")
    ),
    UUID,
)
_responses: Prepared[Any] = Prepared(
    lambda attempt: (
        Response.objects.filter(attempt_item__attempt=attempt)
        .order_by("sequence")
        .values_list("attempt_item", "sequence", "event", "kind", "answer", "confidence", "late")
    ),
    UUID,
)
_grades: Prepared[Any] = Prepared(
    lambda attempt: (
        Grade.objects.filter(response__attempt_item__attempt=attempt)
        .order_by("response__sequence", "pk")
        .values_list("response__attempt_item", "response__sequence", "run", "version__number", "marks", "left_out")
    ),
    UUID,
)
_results: Prepared[Any] = Prepared(
    lambda attempt: (
        ItemResult.objects.filter(attempt_item__attempt=attempt)
        .order_by("pk")
        .values_list("attempt_item", "response__sequence", "marks", "left_out")
    ),
    UUID,
)


def items_as_stored(attempt: Attempt, subject: Subject) -> list[Any]:
    responses, grades, results = (by_first(rows(attempt.pk)) for rows in (_responses, _grades, _results))
    return [
        (
            position,
            number,
            sorted(order) == sorted(tokens),
            slip is not None,
            [(sequence, event == subject.event, *sent) for sequence, event, *sent in responses[item]],
            [(sequence, run is not None, *worth) for sequence, run, *worth in grades[item]],
            results[item],
        )
        for item, position, number, order, slip, tokens in _items(attempt.pk)
    ]


def by_first(rows: Iterable[Sequence[Any]]) -> dict[Any, list[tuple[Any, ...]]]:
    found: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for first, *rest in rows:
        found[first].append(tuple(rest))
    return found


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


def of_attempts(subject: Subject) -> list[Any]:
    """Each attempt, and how the runs stand: each of these is whole, not all of them together."""
    runs = GradingRun.objects.filter(run_items__item__in=[v.item_id for v in subject.versions]).order_by("pk")
    attempts = [attempt_as_stored(Attempt.objects.get(pk=each.pk), subject) for each in subject.attempts]
    return [*attempts, [(run.policy, run.undoes_id is not None, run.finished_at is not None) for run in runs]]


def only_item(attempt: Attempt) -> AttemptItem:
    return item_at(attempt, 1)


def correct(version: ItemVersion) -> Item:
    item = Item.objects.get(pk=version.item_id)
    publish(item, content_of(item.published) | options_with(C))
    return item
