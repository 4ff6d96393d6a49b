"""Answers that arrive while a run is at work. These tests commit: each uses people of its own."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection, transaction

from accounts.models import Learner
from bank import models
from bank.models import ChangeKind, Item, ItemVersion, Option
from quizzes.attempt_start import Sitting, begin
from quizzes.ledger import answer, choosing
from quizzes.models import AttemptItem, Grade, GradingPolicy, ItemResult, Mode
from quizzes.regrade import run as regrading
from serving.uuid7 import uuid7
from tests.conftest import make_user
from tests.helpers.sittings import item_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def racer() -> Learner:
    return make_user(f"{uuid4()}@tests.example").learner


@pytest.fixture
def question():
    """A derived question; in the end it is published as it was."""
    item = Item.objects.exclude(generator="").exclude(published=None).order_by("-slug").first()
    before = item.published
    yield before
    Item.objects.filter(pk=item.pk).update(published=before)


def with_another_key(version: ItemVersion) -> ItemVersion:
    """The next version, published: alike, but its first distractor is the key."""
    options = list(version.options.all())
    right = next(option for option in options if not option.is_key)
    newest = version.item.versions.order_by("-number").first()
    made = ItemVersion.objects.create(
        item=version.item,
        number=newest.number + 1,
        form=version.form,
        stem=version.stem,
        change=ChangeKind.KEY_CHANGE,
    )
    models.TestedCell.objects.create(version=made, cell=version.tested_cells.first().cell, position=1)
    for option in options:
        kept = {name: getattr(option, name) for name in ("key", "position", "text", "rationale")}
        Option.objects.create(version=made, is_key=option == right, **kept)
    Item.objects.filter(pk=version.item_id).update(published=made)
    return made


def served(learner: Learner, version: ItemVersion) -> AttemptItem:
    attempt = begin(learner, Sitting(Mode.DRILL, "Race", [version]), leaving_open=True)
    return item_at(attempt, 1)


def test_an_answer_under_way_when_the_run_was_ordered_is_graded_by_it(racer, question, monkeypatch):
    first, second = served(racer, question), served(make_user(f"{uuid4()}@tests.example").learner, question)
    key = next(option.key for option in question.options.all() if option.is_key)
    answer(first, event=uuid7(), answer=choosing(key))
    waiting = Event()
    clock = SimpleNamespace(monotonic=time.monotonic, sleep=lambda seconds: waiting.set())
    monkeypatch.setattr(regrading, "time", clock)

    def correct_and_regrade():
        try:
            with_another_key(question)
            run = regrading.order([question.item_id], policy=GradingPolicy.NEW_KEY, reason="Wrong.", author=1)
            return run, regrading.work(run)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            answer(second, event=uuid7(), answer=choosing(key))  # knows of no correction, and is not committed
            done = pool.submit(correct_and_regrade)
            assert waiting.wait(60)
            assert not done.done()
        run, finished = done.result()

    assert finished
    for item in (first, second):
        assert ItemResult.objects.get(attempt_item=item).marks == 0
    assert Grade.objects.filter(run=run).count() == 2


def test_two_at_work_on_one_run_grade_each_answer_once(question, monkeypatch):
    items = [served(make_user(f"{uuid4()}@tests.example").learner, question) for _ in range(6)]
    key = next(option.key for option in question.options.all() if option.is_key)
    for item in items:
        answer(item, event=uuid7(), answer=choosing(key))
    with_another_key(question)
    monkeypatch.setattr(regrading, "ATTEMPTS_AT_ONCE", 2)
    run = regrading.order([question.item_id], policy=GradingPolicy.NEW_KEY, reason="Wrong.", author=1)

    def carry_out():
        try:
            return regrading.work(run)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(carry_out) for _ in range(2)]
        assert all(each.result() for each in both)

    assert Grade.objects.filter(run=run, response__attempt_item__in=items).count() == 6
    assert set(ItemResult.objects.filter(attempt_item__in=items).values_list("marks", flat=True)) == {0}
