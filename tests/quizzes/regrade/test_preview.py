"""What a regrade would do, told before it runs."""

import pytest

from bank.content import content_of
from bank.models import Item
from bank.publishing import publish
from quizzes.models import Attempt, Grade, GradingPolicy
from quizzes.regrade.preview import preview
from tests.helpers.regrades import correct, options, plain, regraded, score_of, sit, somebody

pytestmark = pytest.mark.django_db


def test_a_forecast_says_who_changes_and_how_and_stores_nothing(learner, stranger):
    one, two = plain("one"), plain("two")
    loser = sit(learner, one, two, answers="bb")
    winner = sit(stranger, one, two, answers="cb")
    correct(one, "c")

    seen = preview([one.item_id], GradingPolicy.NEW_KEY)

    assert {change.attempt: (change.before, change.after) for change in seen.changes} == {
        loser: ((2000, 2000), (1000, 2000)),
        winner: ((1000, 2000), (2000, 2000)),
    }
    assert (seen.answers, seen.better, seen.worse, seen.learners) == (2, 1, 1, 2)
    assert {change.attempt: change.flip for change in seen.flips} == {loser: "fails now", winner: "passes now"}
    assert not Grade.objects.exclude(run=None).exists()


@pytest.mark.parametrize("policy", GradingPolicy.values)
def test_a_run_does_what_its_forecast_said(learner, stranger, policy):
    one, two = plain("one"), plain("two")
    for person, answers in ((learner, "bb"), (stranger, "ca"), (somebody(), "a-")):
        sit(person, one, two, answers=answers)
    correct(one, "c")
    correct(two, "a")
    said = {c.attempt.pk: c.after for c in preview([one.item_id, two.item_id], policy).changes}
    unchanged = {a.pk: score_of(a) for a in Attempt.objects.all() if a.pk not in said}

    regraded(one, two, policy=policy)

    assert {a.pk: score_of(a) for a in Attempt.objects.all()} == said | unchanged


def test_a_forecast_counts_answers_that_chose_what_is_no_longer_offered(learner):
    version = plain()
    sit(learner, version, answers="d")
    item = Item.objects.get(pk=version.item_id)
    publish(item, content_of(item.published) | {"options": options("c")[:3]})

    assert preview([item.pk], GradingPolicy.NEW_KEY).unknown_options == 1
