from collections import defaultdict
from contextlib import suppress

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.ledger import UNSURE, Overtaken, answer, choosing
from quizzes.models import Attempt, AttemptScore, Grade, ItemResult
from quizzes.rebuild import rebuild
from serving.uuid7 import uuid7
from tests.helpers.sittings import answer_all, begin, item_at

pytestmark = pytest.mark.django_db

# One event: whose, at which question, which option (none: not sure), and whether it is sent twice.
SENDINGS = st.lists(
    st.tuples(
        st.sampled_from(["learner", "stranger"]),
        st.integers(1, 10),
        st.one_of(st.none(), st.integers(0, 3)),
        st.booleans(),
    ),
    max_size=40,
)


def play(sendings, people) -> None:
    for who, position, number, twice in sendings:
        attempt = begin(people[who])
        item = item_at(attempt, position)
        chosen = [] if number is None else [item.options[number].key]
        event = uuid7()
        for _ in range(2 if twice else 1):
            with suppress(Overtaken):
                answer(item, answer=choosing(*chosen) if chosen else UNSURE, event=event)


def projected() -> tuple[list, list]:
    results = ItemResult.objects.order_by("attempt_item").values_list("attempt_item", "response", "marks")
    scores = AttemptScore.objects.order_by("attempt").values_list("attempt", "marks", "maximum", "answered", "right")
    return list(results), list(scores)


def summed_from_the_ledger() -> dict:
    """Scores counted by hand: the oracle."""
    scores = {attempt.pk: [0, 1000 * attempt.items.count(), 0, 0] for attempt in Attempt.objects.all()}
    first = defaultdict(list)
    for grade in Grade.objects.select_related("response__attempt_item"):
        first[grade.response.attempt_item].append(grade)
    for item, grades in first.items():
        [grade] = grades
        score = scores[item.attempt_id]
        score[0] += grade.marks
        score[2] += 1
        score[3] += grade.marks == 1000
    return {pk: tuple(score) for pk, score in scores.items()}


@settings(max_examples=15)
@given(sendings=SENDINGS)
def test_projections_made_anew_equal_those_that_grew(learner, stranger, sendings):
    with transaction.atomic():
        play(sendings, {"learner": learner, "stranger": stranger})
        grown = projected()

        rebuild()

        assert projected() == grown
        assert {pk: tuple(rest) for pk, *rest in grown[1]} == summed_from_the_ledger()
        transaction.set_rollback(True)


def test_a_second_attempt_leaves_the_first_score_alone(learner):
    first = answer_all(begin(learner), wrong={1, 2, 3})

    second = answer_all(begin(learner))

    first.refresh_from_db()
    assert (first.score.right, second.score.right) == (7, 10)


def test_the_command_makes_them_anew_and_counts_them(learner, capsys):
    answer_all(begin(learner))
    ItemResult.objects.all().delete()
    AttemptScore.objects.all().update(marks=1)

    call_command("rebuild_projections")

    assert AttemptScore.objects.get(attempt__learner=learner).marks == 10_000
    assert "results, " in capsys.readouterr().out
