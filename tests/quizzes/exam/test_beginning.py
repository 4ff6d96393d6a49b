"""The page of exam simulations, and beginning one."""

from datetime import timedelta

import pytest

from accounts.models import User
from bank.models import Item
from quizzes.attempt_end import close_overdue
from quizzes.exam import simulations
from tests.helpers.exam_sittings import TIME_OF_SHORT, answered, begin_exam, begin_plain_exam, let_time_pass

pytestmark = pytest.mark.django_db


def test_the_short_form_has_20_questions_and_27_minutes_40(learner_client, learner):
    went = learner_client.post("/exam/", {"length": "short"})

    attempt = learner.attempts.get()
    assert went["Location"] == f"/exam/{attempt.pk}/1/"
    assert attempt.deadline - attempt.started_at == TIME_OF_SHORT
    assert attempt.items.filter(scored=True).count() == attempt.items.count() == 20


def test_the_full_form_has_65_questions_of_which_15_count_nothing(learner_client, learner):
    learner_client.post("/exam/", {"length": "full"})

    attempt = learner.attempts.get()
    assert attempt.deadline - attempt.started_at == timedelta(minutes=90)
    assert (attempt.items.filter(scored=True).count(), attempt.items.filter(scored=False).count()) == (50, 15)
    assert attempt.score.maximum == 50_000


def test_which_questions_count_nothing_differs_from_exam_to_exam(learner, stranger):
    unscored = [
        list(begin_exam(each, simulations.FULL).items.filter(scored=False).values_list("position", flat=True))
        for each in (learner, stranger)
    ]

    assert unscored[0] != unscored[1]


@pytest.mark.parametrize(("allowance", "minutes"), [("standard", 0), ("more", 30), ("unlimited", None)])
def test_the_time_allowance_of_the_account_is_fixed_when_an_exam_begins(learner_client, lena, allowance, minutes):
    User.objects.filter(pk=lena.pk).update(time_allowance=allowance)
    learner_client.post("/exam/", {"length": "short"})
    User.objects.filter(pk=lena.pk).update(time_allowance="standard")

    attempt = lena.learner.attempts.get()
    given = attempt.deadline and attempt.deadline - attempt.started_at
    assert given == (None if minutes is None else TIME_OF_SHORT + timedelta(minutes=minutes))
    assert attempt.selection["time_allowance"] == allowance


def test_beginning_again_leads_to_the_open_exam_where_it_stopped(learner_client, learner):
    attempt = begin_plain_exam(learner)
    answered(attempt, 1)
    answered(attempt, 2)

    went = learner_client.post("/exam/", {"length": "full"})

    assert went["Location"] == f"/exam/{attempt.pk}/3/"
    assert learner.attempts.count() == 1


def test_too_few_questions_are_said_and_nothing_begins(learner_client, learner, monkeypatch):
    one_right = Item.objects.asked().filter(published__form="choose-one")
    few = Item.objects.filter(pk__in=one_right.values_list("pk", flat=True)[:30])
    monkeypatch.setattr(simulations, "askable", lambda: few)

    page = learner_client.get("/exam/").text
    refused = learner_client.post("/exam/", {"length": "full"})

    assert "35 questions too few" in page
    assert "Start the full form" not in page
    assert refused.status_code == 422
    assert "enough questions for this form" in refused.text
    assert not learner.attempts.exists()


def test_an_unknown_length_is_explained(learner_client, learner):
    refused = learner_client.post("/exam/", {"length": "endless"})

    assert refused.status_code == 422
    assert "Choose the short or the full form." in refused.text
    assert not learner.attempts.exists()


def test_an_exam_asks_only_in_the_forms_of_the_exam_and_nothing_that_the_facts_contradict(learner):
    versions = begin_exam(learner, simulations.FULL).items.values_list("version__form", "version__item")

    assert {form for form, _ in versions} <= {"choose-one", "choose-n"}
    assert {item for _, item in versions} <= set(Item.objects.asked().values_list("pk", flat=True))


def test_what_was_answered_lately_is_not_drawn_again(learner):
    first = begin_exam(learner)
    for item in first.items.all():
        answered(first, item.position)
    let_time_pass(first)

    close_overdue(learner.attempts.all())

    again = begin_exam(learner)

    assert not set(first.items.values_list("version__item")) & set(again.items.values_list("version__item"))


def test_a_visitor_reads_what_it_is_and_begins_as_a_guest(client, db):
    page = client.get("/exam/")
    went = client.post("/exam/", {"length": "short"})

    assert page.status_code == 200
    assert client.get(went["Location"]).status_code == 200


def test_the_page_says_that_it_is_one_task_and_that_the_score_is_an_estimate(learner_client):
    page = learner_client.get("/exam/").text

    assert "task 2.1 only" in page
    assert "AWS does not publish how it scales" in page
    assert "20 questions, 27 min 40 s" in page
    assert "65 questions, 90 min" in page
    assert "35 of 50" in page
