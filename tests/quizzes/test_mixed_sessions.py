"""In any session no two neighbors are of one kind, and no ten in a row ask "whose is it?" more than three times."""

from random import Random

import pytest

from accounts.models import Learner
from bank.models import ItemVersion
from bank.session_order import faults, kind_of
from matrix import facts
from planner.review import review_pool_of
from planner.review_draw import Wanted
from planner.review_draw import draw as draw_review
from planner.stored_plans import day_of
from quizzes.attempt_start import retry
from quizzes.exam.drawing import draw
from quizzes.exam.simulations import FULL, SHORT, candidates
from quizzes.models import Attempt
from quizzes.practice.choices import By, PracticeChoice, PracticePool
from tests.helpers.practices import practice_of, versions_on
from tests.helpers.sittings import answer_all

pytestmark = pytest.mark.django_db

CHOICES = [
    PracticeChoice(),
    PracticeChoice(By.LAYER, layer="guest-os"),
    PracticeChoice(By.LESSON, lesson="shared-responsibility-model"),
    PracticeChoice(By.SKILL, skill="shift"),
]


def kinds_of(attempt: Attempt) -> list[str]:
    order = list(attempt.items.order_by("position").values_list("version", flat=True))
    told = ItemVersion.objects.filter(pk__in=order).values_list("pk", "item__generator", "form")
    kinds = {pk: kind_of(generator, form) for pk, generator, form in told}
    return [kinds[version] for version in order]


def test_a_practice_mixes_kinds_whatever_is_chosen_and_however_chance_falls(learner):
    pool = PracticePool(facts.current(), learner)
    kinds = {candidate.item: candidate.kind for candidate in pool.candidates}

    for choice in CHOICES:
        for length in (5, 10, 20):
            for seed in range(12):
                picked = pool.pick(choice, length=length, seed=str(seed))

                assert len(picked) == length
                assert faults([kinds[item] for item in picked]) == (0, 0), (choice, length, seed)


def test_a_service_with_few_facts_has_no_neighbors_of_one_kind_in_ten(learner):
    """Some of its facts have only questions whose it is, and the others' questions give each other away."""
    pool = PracticePool(facts.current(), learner)
    kinds = {candidate.item: candidate.kind for candidate in pool.candidates}

    for seed in range(30):
        picked = pool.pick(PracticeChoice(By.SERVICE, service="rds"), length=10, seed=str(seed))

        neighbors, too_many = faults([kinds[item] for item in picked])
        assert (neighbors, too_many) <= (0, 1), seed


def test_a_review_mixes_kinds(learner):
    due = [Wanted(each.cell.id, each.asked_before) for each in day_of(learner).due]
    pool = review_pool_of(learner, day_of(learner).known)

    for seed in range(30):
        drawn = draw_review(due, pool, seed=str(seed))

        assert faults([each.asked.kind for each in drawn]) == (0, 0), seed


@pytest.mark.parametrize("simulation", [SHORT, FULL], ids=["short", "full"])
def test_an_exam_mixes_kinds(learner, simulation):
    pool = candidates(learner, facts.current())

    for seed in range(12):
        drawn = draw(pool, simulation.questions, chance=Random(seed))

        assert len(drawn) == simulation.questions
        assert faults([each.kind for each in drawn]) == (0, 0), seed


def test_what_was_missed_comes_again_with_kinds_apart(learner: Learner):
    of_a_kind = [*versions_on("rds/guest-os", 3, "two-tasks"), *versions_on("ec2/guest-os", 3, "two-tasks")]
    others = [version for version in versions_on("lambda/guest-os", 12) if version not in of_a_kind]
    attempt = answer_all(practice_of(learner, *of_a_kind[:2], *others[:6]), wrong=set(range(1, 9)))

    again = retry(attempt)

    assert sorted(kinds_of(again)) == sorted(kinds_of(attempt))
    assert faults(kinds_of(again))[0] <= faults(kinds_of(attempt))[0]


def test_exam_traps_ask_all_the_same_way_and_are_asked_nevertheless(learner):
    pool = PracticePool(facts.current(), learner)

    assert len(pool.pick(PracticeChoice(By.TRAPS), length=10, seed="1")) == 10
