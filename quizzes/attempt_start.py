"""How a sitting begins: which questions, in which order of options, for how long. All of it is frozen then."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Q, Subquery

from accounts.models import Learner
from bank.grading import FULL_MARKS
from bank.models import Form, Item, ItemVersion
from quizzes.attempt_end import close
from quizzes.attempt_state import ScoreSums
from quizzes.models import Attempt, AttemptEnd, AttemptItem, Mode, Quiz
from quizzes.pool import held_back
from quizzes.store import store_sums


class NothingToAsk(Exception):
    """There is no question that may be asked."""


class NoAttemptsLeft(Exception):
    """The learner has begun the quiz as often as it allows."""


class AccountNeeded(Exception):
    """The quiz may be begun so often, and whoever clears cookies is another guest."""


@dataclass(frozen=True)
class Sitting:
    """What an attempt will ask. `unscored` holds the positions, from 1, of questions that count nothing."""

    mode: str
    title: str
    versions: Sequence[ItemVersion]
    quiz: Quiz | None = None
    selection: dict[str, Any] = field(default_factory=dict)
    retry_of: Attempt | None = None
    unscored: frozenset[int] = frozenset()
    time: timedelta | None = None


def start(quiz: Quiz, learner: Learner) -> Attempt:
    """The learner's open attempt at the quiz, begun if there is none.

    Raises NothingToAsk, AccountNeeded, NoAttemptsLeft.
    """
    slots = quiz.slots.filter(item__in=Item.objects.asked()).values_list("item", flat=True)
    return begin(learner, Sitting(quiz.mode, quiz.title, published(slots), quiz=quiz))


@transaction.atomic
def retry(attempt: Attempt) -> Attempt:
    """A new attempt with just the questions missed in this one, or the one that is open already.

    What an exam left without an answer was missed too. The questions are asked as they are published now, less those
    that wait in another open attempt. Raises NothingToAsk if none is left.
    """
    learner = locked_learner(attempt.learner)
    missed = attempt.items.filter(
        Q(result=None) | Q(result__marks__lt=FULL_MARKS), version__item__in=Item.objects.asked()
    ).exclude(version__item__in=held_back(learner.pk))
    versions = published(missed.order_by("position").values_list("version__item", flat=True))
    mode = Mode.DRILL if attempt.mode in (Mode.EXAM, Mode.REVIEW) else attempt.mode
    return begin(learner, Sitting(mode, attempt.title, versions, quiz=attempt.quiz, retry_of=attempt))


def published(items: Iterable[int]) -> list[ItemVersion]:
    """The published versions of items by id, in their order, with options."""
    order = list(items)
    versions = ItemVersion.objects.filter(pk__in=Item.objects.filter(pk__in=order).values("published"))
    by_item = {version.item_id: version for version in versions.prefetch_related("options")}
    return [by_item[item] for item in order if item in by_item]


@transaction.atomic
def begin(learner: Learner, sitting: Sitting, *, leaving_open: bool = False) -> Attempt:
    """The open attempt of this kind, or a new one where there is none.

    `leaving_open` closes the one that is open, with what was answered in it, and begins anew. Raises NothingToAsk,
    AccountNeeded and NoAttemptsLeft; then the open one stays open.
    """
    learner = locked_learner(learner)
    opened = open_attempt(learner, mode=sitting.mode, quiz=sitting.quiz)
    if opened and not leaving_open:
        return opened
    if not sitting.versions:
        raise NothingToAsk
    if sitting.quiz and sitting.quiz.attempts_allowed is not None:
        _hold_to_limit(sitting, learner, sitting.quiz.attempts_allowed)
    if opened:
        close(opened, ending=AttemptEnd.LEFT)
    attempt = Attempt.objects.create(
        learner=learner,
        quiz=sitting.quiz,
        mode=sitting.mode,
        title=sitting.title,
        selection=sitting.selection,
        retry_of=sitting.retry_of,
        deadline=TransactionNow() + sitting.time if sitting.time is not None else None,
    )
    if sitting.time is not None:
        attempt.refresh_from_db()  # the deadline is the database's to say
    _serve(attempt, sitting)
    return attempt


def locked_learner(learner: Learner) -> Learner:
    """The learner, locked until the transaction ends; the account's, where a guest has logged in in another tab.

    Two clicks at once: the second waits here and then finds what the first began. The partial unique indexes would
    stop it too, but as an error. Who draws questions locks first, so that what waits elsewhere is known.
    """
    found = Learner.objects.select_for_update(no_key=True).get(pk=learner.pk)
    return locked_learner(found.merged_into) if found.merged_into else found


def open_attempt(learner: Learner, *, mode: str, quiz: Quiz | None = None) -> Attempt | None:
    """The one attempt of this kind that a learner can have open."""
    attempts = Attempt.objects.filter(learner=learner, quiz=quiz, closed_at=None)
    return attempts.first() if quiz else attempts.filter(mode=mode).first()


def _hold_to_limit(sitting: Sitting, learner: Learner, allowed: int) -> None:
    if learner.user_id is None:
        raise AccountNeeded
    begun = Attempt.objects.filter(learner=learner, quiz=sitting.quiz, retry_of=None)
    if not sitting.retry_of and begun.count() >= allowed:
        raise NoAttemptsLeft


def _serve(attempt: Attempt, sitting: Sitting) -> None:
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            position=position,
            version=version,
            order=order_of(version, [option.token for option in version.options.all()]),
            scored=position not in sitting.unscored,
        )
        for position, version in enumerate(sitting.versions, 1)
    )
    scored = len(sitting.versions) - len(sitting.unscored)
    store_sums({attempt.pk: ScoreSums(marks=0, maximum=FULL_MARKS * scored, answered=0, right=0)})


def join(attempt: Attempt, version: ItemVersion, tokens: list[str], *, contrast_to: AttemptItem) -> AttemptItem:
    """Adds a question at the end of an open attempt whose row is locked. It counts nothing."""
    last = attempt.items.order_by("-position").values("position")[:1]
    return AttemptItem.objects.create(
        attempt=attempt,
        position=Subquery(last) + 1,
        version=version,
        order=order_of(version, tokens),
        scored=False,
        contrast_to=contrast_to,
    )


def order_of(version: ItemVersion, tokens: list[str]) -> list[str]:
    """The tokens of its options: in an order that nobody can foresee, unless their order is known to all."""
    order = list(tokens)
    if Form(version.form).is_shuffled:
        secrets.SystemRandom().shuffle(order)
    return order
