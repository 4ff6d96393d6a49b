"""Two connections at once. These tests commit: each uses people of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Learner
from bank.drafts import content_to_edit
from bank.models import Item
from bank.publishing import PublishingRefused, publish
from matrix.editing.revision import revise
from matrix.models import Responsibility
from planner.models import StudyPlan
from planner.review import begin_review
from planner.study_plans import keep_settings
from quizzes.ledger import UNSURE, Overtaken, answer, choosing
from quizzes.models import Attempt, AttemptScore, Response
from quizzes.practice.choices import By, PracticeChoice
from quizzes.problem_reports import report
from serving.uuid7 import uuid7
from tests.helpers import races
from tests.helpers.practices import give, practice
from tests.helpers.races import held, wait_for_backends_at_a_lock
from tests.helpers.races import racer as racer
from tests.helpers.sittings import (
    begin,
    distractor_of,
    first_item,
    item_at,
    key_of,
)

pytestmark = pytest.mark.django_db(transaction=True)


at_once = partial(races.at_once, refusals=(Overtaken, PublishingRefused))


def test_of_two_starts_at_once_one_begins_and_the_other_joins(racer):
    with ThreadPoolExecutor(1) as pool:
        with held(lambda: Learner.objects.select_for_update().get(pk=racer.pk), until_waiting=2):
            started = pool.submit(at_once, lambda: begin(racer), lambda: begin(racer))
        first, second = started.result()

    assert first == second
    assert Attempt.objects.filter(learner=racer).count() == 1


def test_a_double_click_leaves_one_practice_and_begins_one(racer):
    opened = practice(racer)
    give(opened, 1)

    def click():
        return practice(racer, PracticeChoice(By.TRAPS), leaving=str(opened.pk))

    with ThreadPoolExecutor(1) as pool:
        with held(lambda: Learner.objects.select_for_update().get(pk=racer.pk), until_waiting=2):
            clicked = pool.submit(at_once, click, click)
        first, second = clicked.result()

    assert first == second
    assert Attempt.objects.filter(learner=racer).count() == 2
    assert Attempt.objects.get(learner=racer, closed_at=None) == first


def test_a_double_click_leaves_one_review_and_begins_one(racer):
    opened = begin_review(racer)

    def click():
        return begin_review(racer, leaving=str(opened.pk))

    with ThreadPoolExecutor(1) as pool:
        with held(lambda: Learner.objects.select_for_update().get(pk=racer.pk), until_waiting=2):
            clicked = pool.submit(at_once, click, click)
        first, second = clicked.result()

    assert first == second != opened
    assert Attempt.objects.filter(learner=racer).count() == 2


def test_of_two_plans_saved_at_once_one_stands_whole(racer):
    def save(minutes: int):
        exam_on = timezone.localdate() + timedelta(days=minutes)
        return lambda: keep_settings(racer, exam_on=exam_on, minutes=minutes)

    with ThreadPoolExecutor(1) as pool:
        with held(lambda: Learner.objects.select_for_update().get(pk=racer.pk), until_waiting=2):
            saved = pool.submit(at_once, save(5), save(30))
        saved.result()

    stands = StudyPlan.objects.get(learner=racer)
    assert stands.exam_on == timezone.localdate() + timedelta(days=stands.minutes)
    assert racer.forecasts.get().exam_on == stands.exam_on


def test_of_two_reports_at_once_one_is_stored(racer):
    attempt = practice(racer)
    give(attempt, 1)
    item = item_at(attempt, 1)

    with ThreadPoolExecutor(1) as pool:
        with held(lambda: Learner.objects.select_for_update().get(pk=racer.pk), until_waiting=2):
            sent = pool.submit(at_once, lambda: report(item, text="One."), lambda: report(item, text="Other."))
        (first, one), (second, other) = sent.result()

    assert first == second
    assert {one, other} == {True, False}


def test_of_two_answers_at_once_one_stands_and_the_other_is_told(racer):
    item = first_item(racer)

    def send(option: str):
        return answer(item, answer=choosing(option), event=uuid7())

    with ThreadPoolExecutor(1) as pool:
        with held(lambda: Attempt.objects.select_for_update().get(pk=item.attempt_id), until_waiting=2):
            sent = pool.submit(at_once, lambda: send(key_of(item)), lambda: send(distractor_of(item)))
        outcomes = sent.result()

    [overtaken] = [outcome for outcome in outcomes if isinstance(outcome, Overtaken)]
    [stored] = [outcome for outcome in outcomes if not isinstance(outcome, Overtaken)]
    assert overtaken.stands == stored
    assert Response.objects.get(attempt_item=item) == stored.response
    assert AttemptScore.objects.get(attempt=item.attempt).answered == 1


def test_a_double_click_is_one_answer_with_one_outcome(racer):
    item = first_item(racer)
    event = uuid7()

    def send():
        return answer(item, answer=choosing(distractor_of(item)), event=event)

    with ThreadPoolExecutor(1) as pool:
        with held(lambda: Attempt.objects.select_for_update().get(pk=item.attempt_id), until_waiting=2):
            sent = pool.submit(at_once, send, send)
        first, second = sent.result()

    assert first == second
    assert Response.objects.filter(attempt_item=item).count() == 1


def test_waiting_for_a_lock_does_not_count_against_the_learner(racer):
    item = first_item(racer)

    with ThreadPoolExecutor(1) as pool:
        with held(lambda: Attempt.objects.select_for_update().get(pk=item.attempt_id), until_waiting=1):
            sent = pool.submit(at_once, lambda: answer(item, answer=UNSURE, event=uuid7()))
            wait_for_backends_at_a_lock(1)
            with connection.cursor() as cursor:
                cursor.execute("SELECT clock_timestamp()")
                [released] = cursor.fetchone()
        [outcome] = sent.result()

    assert outcome.response.received_at < released


def test_a_question_published_while_a_fact_changes_is_held_against_the_fact_as_changed():
    item = Item.objects.get(slug="ec2-os-unpatched-6-months")
    content = content_to_edit(item)
    cells = Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os")

    def change(owner: str) -> None:
        revise(lambda: cells.update(owner=owner), editor=None)

    try:
        with ThreadPoolExecutor(1) as pool:
            with held(lambda: change("aws"), until_waiting=1):
                published = pool.submit(at_once, lambda: publish(item, content))
            [outcome] = published.result()
    finally:
        change("customer")

    assert isinstance(outcome, PublishingRefused)
    assert "the matrix says AWS" in str(outcome.problems)
