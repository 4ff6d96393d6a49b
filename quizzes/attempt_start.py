"""The start of an attempt. The questions, the order of their options and the time are fixed then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Q, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest, Least

from accounts.models import Learner
from bank.grading import FULL_MARKS
from bank.models import Form, Item, ItemVersion
from bank.near_twins import likenesses
from bank.session_order import kept_apart, kind_of
from lessons.models import Course
from quizzes.attempt_end import close
from quizzes.attempt_state import ScoreSums
from quizzes.models import Assignment, Attempt, AttemptEnd, AttemptItem, Mode, Quiz
from quizzes.pool import held_back
from quizzes.store import store_scores, store_sums
from serving import chance


class NothingToAsk(Exception):
    pass


class NoAttemptsLeft(Exception):
    pass


class AccountNeeded(Exception):
    """The quiz limits its attempts, and a guest could start again by clearing cookies."""


@dataclass(frozen=True)
class Sitting:
    """The questions of a new attempt. `unscored` holds positions, from 1, of questions that do not count.

    It ends when `time` has passed, or at `closes_at` if that is earlier.
    """

    mode: str
    title: str
    versions: Sequence[ItemVersion]
    quiz: Quiz | None = None
    assignment: Assignment | None = None
    selection: dict[str, Any] = field(default_factory=dict)
    retry_of: Attempt | None = None
    unscored: frozenset[int] = frozenset()
    time: timedelta | None = None
    closes_at: datetime | None = None
    order: Sequence[str] = ()  # option tokens of the only question, if a page has shown it before


def start(quiz: Quiz, learner: Learner) -> Attempt:
    slots = quiz.slots.filter(item__in=Item.objects.asked()).values_list("item", flat=True)
    own = Course.objects.filter(lessons__quiz=quiz, about_matrix=False).first()
    selection = {"course": own.slug} if own else {}
    return begin(
        learner, Sitting(quiz.mode, quiz.title, twins_apart(published(slots)), quiz=quiz, selection=selection)
    )


@transaction.atomic
def retry(attempt: Attempt) -> Attempt:
    """Returns an attempt with the questions missed in this one, or the attempt that is already open.

    Questions without an answer in an exam were missed too. The new attempt uses their published versions and leaves
    out those that are in another open attempt. Raises NothingToAsk if none is left.
    """
    learner = locked_learner(attempt.learner)
    missed = (
        attempt.items.filter(again_after=None)
        .filter(Q(result=None) | Q(result__marks__lt=FULL_MARKS), version__item__in=Item.objects.askable())
        .exclude(version__item__in=held_back(learner.pk))
    )
    versions = published(missed.order_by("position").values_list("version__item", flat=True))
    mode = Mode.CHECK if attempt.mode == Mode.CHECK else Mode.DRILL
    versions = twins_apart(versions) if mode == Mode.CHECK else mixed(versions)
    course = {name: slug for name, slug in attempt.selection.items() if name == "course"}
    return begin(
        learner, Sitting(mode, attempt.title, versions, quiz=attempt.quiz, retry_of=attempt, selection=course)
    )


def published(items: Iterable[int]) -> list[ItemVersion]:
    """In this order, without what may not be asked anymore: a draw knows the bank as of lately."""
    order = list(items)
    asked = Item.objects.askable().filter(pk__in=order)
    versions = ItemVersion.objects.filter(pk__in=asked.order_by().values("published"))
    by_item = {version.item_id: version for version in versions.prefetch_related("options")}
    return [by_item[item] for item in order if item in by_item]


def twins_apart(versions: list[ItemVersion]) -> list[ItemVersion]:
    likes = likenesses([version.pk for version in versions])
    return kept_apart(versions, lambda version: likes[version.pk])


def mixed(versions: list[ItemVersion]) -> list[ItemVersion]:
    ids = [version.pk for version in versions]
    likes = likenesses(ids)
    generators = dict(ItemVersion.objects.filter(pk__in=ids).order_by().values_list("pk", "item__generator"))
    return kept_apart(
        versions,
        lambda version: likes[version.pk],
        lambda version: kind_of(generators[version.pk], version.form),
    )


@transaction.atomic
def begin(learner: Learner, sitting: Sitting, *, leaving_open: bool = False) -> Attempt:
    """Returns the open attempt of this kind, or a new one.

    `leaving_open` first closes an open attempt with its answers. Raises NothingToAsk, AccountNeeded and
    NoAttemptsLeft; then the open attempt stays open.
    """
    learner = locked_learner(learner)
    opened = open_attempt(learner, mode=sitting.mode, quiz=sitting.quiz, assignment=sitting.assignment)
    if opened and not leaving_open:
        return opened
    if not sitting.versions:
        raise NothingToAsk
    if sitting.quiz and sitting.quiz.attempts_allowed is not None and not sitting.assignment:
        _hold_to_limit(sitting, learner, sitting.quiz.attempts_allowed)
    if opened:
        close(opened, ending=AttemptEnd.LEFT)
    attempt = Attempt.objects.create(
        learner=learner,
        quiz=sitting.quiz,
        assignment=sitting.assignment,
        mode=sitting.mode,
        title=sitting.title,
        selection=sitting.selection,
        retry_of=sitting.retry_of,
        deadline=_deadline_of(sitting),
    )
    if attempt.deadline is not None:
        attempt.refresh_from_db()  # the deadline is the database's to say
    _serve(attempt, sitting)
    return attempt


def _deadline_of(sitting: Sitting) -> Combinable | datetime | None:
    if sitting.time is None:
        return sitting.closes_at
    in_time = TransactionNow() + sitting.time
    return Least(in_time, sitting.closes_at) if sitting.closes_at else in_time


def locked_learner(learner: Learner) -> Learner:
    """Locks the learner until the transaction ends, or the account's learner if the guest has logged in since.

    Of two clicks at once the second waits here and then finds the attempt of the first. Code that draws questions
    takes this lock first, so that the questions in other open attempts are known.
    """
    found = Learner.objects.select_for_update(no_key=True).get(pk=learner.pk)
    return locked_learner(found.merged_into) if found.merged_into else found


def open_attempt(
    learner: Learner, *, mode: str, quiz: Quiz | None = None, assignment: Assignment | None = None
) -> Attempt | None:
    """One at an assignment is no attempt of its check or mode."""
    attempts = Attempt.objects.filter(learner=learner, assignment=assignment, closed_at=None, handed_in_at=None)
    if assignment:
        return attempts.first()
    return attempts.filter(quiz=quiz).first() if quiz else attempts.filter(quiz=None, mode=mode).first()


def _hold_to_limit(sitting: Sitting, learner: Learner, allowed: int) -> None:
    if learner.user_id is None:
        raise AccountNeeded
    begun = Attempt.objects.filter(learner=learner, quiz=sitting.quiz, assignment=None, retry_of=None)
    if not sitting.retry_of and begun.count() >= allowed:
        raise NoAttemptsLeft


def _serve(attempt: Attempt, sitting: Sitting) -> None:
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            position=position,
            version=version,
            order=list(sitting.order) or drawn_order(version),
            scored=position not in sitting.unscored,
        )
        for position, version in enumerate(sitting.versions, 1)
    )
    scored = len(sitting.versions) - len(sitting.unscored)
    store_sums({attempt.pk: ScoreSums(marks=0, maximum=FULL_MARKS * scored, answered=0, right=0)})


def join(
    attempt: Attempt, version: ItemVersion, tokens: list[str], *, contrast_to: AttemptItem | None = None
) -> AttemptItem:
    """An extra question, numbered after all that are expected. The caller has locked the attempt's row."""
    last = attempt.items.order_by("-position").values("position")[:1]
    return AttemptItem.objects.create(
        attempt=attempt,
        position=Greatest(Subquery(last), Value(attempt.expected(0))) + 1,
        version=version,
        order=order_of(version, tokens),
        scored=False,
        contrast_to=contrast_to,
    )


def add_questions(attempt: Attempt, versions: Iterable[ItemVersion]) -> list[AttemptItem]:
    """Adds to what the attempt asks, with scores. The caller has locked the attempt with its learner."""
    drawn = attempt.items.filter(contrast_to=None, again_after=None).count()
    added = AttemptItem.objects.bulk_create(
        AttemptItem(attempt=attempt, position=position, version=version, order=drawn_order(version))
        for position, version in enumerate(versions, drawn + 1)
    )
    store_scores([attempt.pk])
    return added


def drawn_order(version: ItemVersion) -> list[str]:
    return order_of(version, [option.token for option in version.options.all()])


def order_of(version: ItemVersion, tokens: list[str]) -> list[str]:
    order = list(tokens)
    if Form(version.form).is_shuffled:
        chance.source.shuffle(order)
    return order
