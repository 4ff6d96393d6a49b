"""Which questions a review draws while it is under way."""

import pytest
from django.utils import timezone

from matrix.models import Responsibility
from planner import review as review_module
from planner.engine.facts import Chosen
from planner.predictions import outcomes_of
from planner.review import begin_review, next_questions, review_pool_of, rows_for
from planner.review_draw import Wanted, draw
from planner.stored_plans import day_of
from quizzes.memory.card import Exposure
from quizzes.memory.evidence import judge_of
from quizzes.memory.store import entry_of, memory_of
from quizzes.models import AttemptEnd
from tests.helpers.memories import remember, served
from tests.helpers.plans import let_plan
from tests.helpers.practices import give
from tests.helpers.reviews import REVIEW, answer_so_far, asked_of


@pytest.mark.django_db
def test_a_review_draws_its_next_questions_when_all_so_far_are_answered(learner_client, learner):
    let_plan(learner)
    review = begin_review(learner)
    assert (review.items.count(), review.selection["length"]) == (5, 20)
    assert begin_review(learner).items.count() == 5

    answer_so_far(review)
    page = learner_client.get(review.question_url(5))
    assert "Question 5 of 20" in page.text
    assert page.text.count("to do</span>") == 15
    assert review.items.count() == 5
    addresses = {learner_client.post(REVIEW)["Location"] for _ in range(2)}

    assert addresses == {review.question_url(6)}
    review.refresh_from_db()
    assert review.closed_at is None
    assert [item.position for item in served(review)] == [*range(1, 11)]
    assert [*review.selection["cells"]] == [str(position) for position in range(1, 11)]
    assert len(set(asked_of(review))) == 10
    assert (review.score.answered, review.score.maximum) == (5, 10_000)


@pytest.mark.django_db
def test_the_next_questions_leave_out_what_was_answered_elsewhere(learner):
    let_plan(learner)
    review = begin_review(learner)
    due = [each.cell for each in day_of(learner).due if isinstance(each.cell, Responsibility)]
    asked = {cell for cells in review.selection["cells"].values() for cell in cells}
    answered = [each for each in due if each.pk not in asked][:8]
    for each in answered:
        remember(learner, each.path, (0, True))
    answer_so_far(review)

    begin_review(learner)

    review.refresh_from_db()
    told = {cell for cells in review.selection["cells"].values() for cell in cells}
    assert len(told) > len(asked)
    assert told.isdisjoint(each.pk for each in answered)


@pytest.mark.django_db
def test_a_review_ends_when_nothing_of_the_day_is_left_though_more_was_expected(learner_client, learner):
    let_plan(learner)
    review = begin_review(learner)
    answer_so_far(review)
    for each in day_of(learner).due:
        if isinstance(each.cell, Responsibility):
            remember(learner, each.cell.path, (0, True))
        else:
            memory_of(learner.pk, each.cell.id, [entry_of(-1, Exposure(timezone.now(), right=True))]).save()

    reply = learner_client.post(REVIEW)

    review.refresh_from_db()
    assert (reply["Location"], review.ending) == (review.get_absolute_url(), AttemptEnd.FINISHED)


@pytest.mark.django_db
def test_a_probe_is_drawn_beside_the_plan_and_measures(learner, monkeypatch):
    monkeypatch.setattr(review_module, "PROBES", 1.0)
    let_plan(learner)

    review = begin_review(learner)
    [(position, (predicted, subject))] = review.selection["probes"].items()
    assert review.selection["cells"][position] == []
    assert subject in judge_of(served(review)[int(position) - 1]).subjects
    answer_so_far(review)

    [probe] = outcomes_of(learner).probes
    assert probe == (predicted, True)
    before, after = (day_of(learner).known.ready(probes) for probes in ([], [probe]))
    assert before.estimate < after.estimate <= 1


@pytest.mark.django_db
def test_a_question_of_rows_is_made_for_facts_that_the_engine_chose_together(learner):
    let_plan(learner)
    day = day_of(learner)
    stack = next(each for each in day.known.outline.stacks if len(each.facts) >= 5)
    chosen = Chosen(None, stack.key, stack.facts[:5], "sort", 40.0, 1.0, (0.3,) * 5)
    pool = review_pool_of(learner, day.known)

    rows = rows_for([chosen], pool, day.known, "seed")
    subjects = [day.known.outline.subjects[number] for number in chosen.facts]
    wanted = [Wanted(subject, False, rows[chosen].cells, "sort") for subject in subjects]
    [first, *_] = draw(wanted, pool.with_rows(rows.values(), day.known.facts), seed="seed")

    assert first.item == rows[chosen].item
    assert len(first.cells) >= 3


@pytest.mark.django_db
def test_about_one_question_in_ten_is_a_probe(learner, monkeypatch, settings):
    settings.SECONDS_A_COUNT_LASTS = 60
    let_plan(learner)
    seeds = iter(f"{number:016x}" for number in range(40))
    monkeypatch.setattr(review_module.chance, "new_seed", lambda: next(seeds))
    day = day_of(learner)

    drawn = [next_questions(learner, day, at_most=20, more=False).questions for _ in range(40)]

    assert 10 < sum(any(each.probe for each in five) for five in drawn) < 30


@pytest.mark.django_db
def test_extra_questions_are_numbered_after_all_that_are_expected(learner):
    let_plan(learner)
    review = begin_review(learner)
    item = next(each for each in served(review) if each.version.form == "choose-one")

    give(review, item.position, right=False, confidence="sure")
    answer_so_far(review)
    assert [each.position for each in served(review)] == [1, 2, 3, 4, 5, 21]
    answer_so_far(review)
    begin_review(learner)

    assert [each.position for each in served(review)] == [*range(1, 11), 21]
