"""A regrade is undone."""

import pytest

from matrix.editing.undo import CannotUndo
from quizzes.models import Correction, GradingPolicy
from quizzes.rebuild import differences
from quizzes.regrade.answers import items_to_regrade
from quizzes.regrade.run import order, order_undo, work
from tests.helpers.regrades import AUTHOR, REASON, correct, plain, regraded, score_of, sit

pytestmark = pytest.mark.django_db


def test_undoing_gives_back_what_stood(learner, stranger):
    one, two = plain("one"), plain("two")
    attempts = [sit(learner, one, two, answers="bc"), sit(stranger, one, two, answers="cb")]
    before = [score_of(attempt) for attempt in attempts]
    correct(one, "c")
    run = regraded(one, policy=GradingPolicy.LEAVE_OUT)
    assert [score_of(attempt) for attempt in attempts] != before

    undo = order_undo(run, reason="Wrong call.", author=AUTHOR)
    assert work(undo)

    assert [score_of(attempt) for attempt in attempts] == before
    assert Correction.objects.filter(run=undo).count() == 2
    assert [item.slug for item in items_to_regrade()] == ["one"]
    assert not differences()


def test_a_run_is_undone_once(learner):
    version = plain()
    sit(learner, version, answers="b")
    correct(version, "c")
    run = regraded(version)
    work(order_undo(run, reason="Wrong call.", author=AUTHOR))

    with pytest.raises(CannotUndo, match="undone already"):
        order_undo(run, reason="Again.", author=AUTHOR)


def test_a_run_that_others_built_on_is_not_undone(learner):
    version = plain()
    sit(learner, version, answers="b")
    correct(version, "c")
    first = regraded(version)
    correct(version, "d")
    regraded(version)

    with pytest.raises(CannotUndo, match="Undo that one first"):
        order_undo(first, reason="Wrong call.", author=AUTHOR)


def test_runs_are_undone_one_after_the_other_back_to_the_first_key(learner):
    version = plain()
    attempt = sit(learner, version, answers="b")
    before = score_of(attempt)
    correct(version, "c")
    first = regraded(version)
    correct(version, "d")
    second = regraded(version)

    assert work(order_undo(second, reason="Wrong call.", author=AUTHOR))
    assert work(order_undo(first, reason="Wrong call.", author=AUTHOR))

    assert score_of(attempt) == before
    assert not differences()


def test_a_run_is_not_undone_while_a_later_one_is_in_force_again(learner):
    version = plain()
    sit(learner, version, answers="b")
    correct(version, "c")
    first = regraded(version)
    correct(version, "d")
    undo = order_undo(regraded(version), reason="Wrong call.", author=AUTHOR)
    assert work(undo)
    assert work(order_undo(undo, reason="It was right.", author=AUTHOR))

    with pytest.raises(CannotUndo, match="Undo that one first"):
        order_undo(first, reason="Wrong call.", author=AUTHOR)


def test_a_run_at_work_is_not_undone(learner):
    version = plain()
    sit(learner, version, answers="b")
    correct(version, "c")
    run = order([version.item_id], policy=GradingPolicy.NEW_KEY, reason=REASON, author=AUTHOR)

    with pytest.raises(CannotUndo, match="still in progress"):
        order_undo(run, reason="Wrong call.", author=AUTHOR)
