"""No two near-twins within ten of each other, in whatever way an attempt got its questions."""

import pytest

from bank.models import ItemVersion
from bank.near_twins import likenesses
from bank.session_order import APART
from planner.review import begin_review
from quizzes.attempt_start import retry, start, twins_apart
from quizzes.exam.simulations import FULL, SHORT
from quizzes.models import Attempt, Quiz
from quizzes.practice.choices import By, PracticeChoice
from tests.helpers.exam_sittings import begin_exam
from tests.helpers.practices import practice, practice_of, versions_on
from tests.helpers.sittings import answer_all

pytestmark = pytest.mark.django_db


def nearest(attempt: Attempt) -> int | None:
    """The fewest places from a question to its next near-twin."""
    order = list(attempt.items.order_by("position").values_list("version", flat=True))
    likes = likenesses(order)
    pairs = ((a, b) for b in range(len(order)) for a in range(b) if likes[order[a]].is_near(likes[order[b]]))
    return min((b - a for a, b in pairs), default=None)


@pytest.mark.parametrize(
    "choice", [PracticeChoice(), PracticeChoice(By.TRAPS), PracticeChoice(By.LAYER, layer="guest-os")]
)
def test_a_practice_keeps_near_twins_apart(learner, choice):
    attempt = practice(learner, choice, length=20)

    assert (nearest(attempt) or APART + 1) > APART


def test_a_review_keeps_near_twins_apart(learner):
    assert (nearest(begin_review(learner)) or APART + 1) > APART


@pytest.mark.parametrize("simulation", [SHORT, FULL])
def test_an_exam_keeps_near_twins_apart(learner, simulation):
    assert (nearest(begin_exam(learner, simulation)) or APART + 1) > APART


def test_checks_keep_them_as_far_apart_as_there_is_room_for(learner):
    for quiz in Quiz.objects.all():
        attempt = start(quiz, learner)
        items = list(attempt.items.order_by("position").select_related("version"))

        assert len(items) == quiz.slots.count()
        if (found := nearest(attempt)) is not None:
            assert found >= 2, quiz.slug


def test_where_there_are_only_near_twins_all_are_asked(learner):
    versions = versions_on("ec2/guest-os", 6)

    assert {version.pk for version in twins_apart(versions)} == {version.pk for version in versions}


def test_what_was_missed_comes_again_with_near_twins_apart(learner):
    twins = near_twins()
    others = versions_on("s3/identity-access", 3) + versions_on("vpc/network-config", 3)
    first = practice_of(learner, *twins, *others)
    assert nearest(first) == 1
    answer_all(first, wrong=set(range(1, 20)))

    again = retry(first)

    assert again.items.count() == first.items.count()
    assert nearest(again) > 1


def near_twins() -> list[ItemVersion]:
    versions = versions_on("ec2/guest-os", 20)
    likes = likenesses([version.pk for version in versions])
    return next([a, b] for a in versions for b in versions if a != b and likes[a.pk].is_near(likes[b.pk]))
