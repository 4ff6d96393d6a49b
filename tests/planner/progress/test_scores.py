"""A learner's attempts and scores: on the pages of progress, in the file, and for a lesson."""

import csv
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from accounts.models import Learner
from matrix.files.spreadsheets import safe
from planner.progress.scores import checks_of
from quizzes.models import Quiz
from tests.helpers.sittings import answer_all, begin, item_at, the_check

pytestmark = pytest.mark.django_db

START = "/learn/shared-responsibility-model/check/"


def text_of(response) -> str:
    return response.content.decode()


def test_progress_without_attempts_names_the_next_step(learner_client):
    page = text_of(learner_client.get("/progress/"))

    assert "You have not answered a question yet" in page


def test_progress_lists_all_attempts_and_draws_the_scores_twice(learner_client, learner):
    answer_all(begin(learner), wrong={1, 2, 3})
    answer_all(begin(learner))
    begin(learner)

    listed = text_of(learner_client.get("/progress/attempts/"))
    page = text_of(learner_client.get("/progress/"))

    assert "7 right: 70%" in listed
    assert "0 of 10 answered, not finished" in listed
    assert page.count('role="img"') == 2
    assert "from 70% on" in page


def test_a_retry_is_listed_and_part_of_the_score_history(learner_client, learner):
    first = answer_all(begin(learner), wrong={1})
    learner_client.post(reverse("quizzes:attempt-retry", args=[first.pk]))
    answer_all(learner.attempts.get(retry_of=first))

    assert "Your last 2 scores" in text_of(learner_client.get("/progress/"))
    assert "1 right: 100%" in text_of(learner_client.get("/progress/attempts/"))


def test_scores_have_the_day_of_the_learners_clock(learner_client, learner):
    closed_at = answer_all(begin(learner)).closed_at

    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        Learner.objects.filter(pk=learner.pk).update(time_zone=zone)
        day = closed_at.astimezone(ZoneInfo(zone))
        assert f"<td>{day:%b} {day.day}, {day.year}</td>" in text_of(learner_client.get("/progress/"))


def test_progress_goes_on_over_pages(learner_client, learner):
    quiz = the_check()
    for _ in range(21):
        answer_all(begin(learner))

    assert "Page 2 of 2" in text_of(learner_client.get("/progress/attempts/?page=2"))
    assert text_of(learner_client.get("/progress/attempts/?page=nonsense")).count(quiz.title) >= 20


def test_scores_come_as_csv_with_only_ones_own(learner_client, learner, stranger):
    answer_all(begin(learner), wrong={1})
    answer_all(begin(stranger))

    answer = learner_client.get("/progress/scores.csv")

    head, row = csv.reader(StringIO(text_of(answer)))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert row[head.index("right")] == "9"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_csv_starts_a_formula(start):
    assert safe(f"{start}1+1") == f"'{start}1+1"
    assert safe("Lena") == "Lena"


def test_a_title_that_is_a_formula_is_text_in_the_csv(learner_client, learner):
    Quiz.objects.filter(pk=the_check().pk).update(title="=1+1")
    answer_all(begin(learner))

    assert "'=1+1" in text_of(learner_client.get("/progress/scores.csv"))


def test_a_lesson_is_told_of_its_check_in_one_query(learner, django_assert_num_queries):
    done = answer_all(begin(learner), wrong={1})
    opened = begin(learner)
    lesson = the_check().lesson_id

    with django_assert_num_queries(1):
        check = checks_of([lesson], learner)[lesson]

    assert (check.questions, check.start_url) == (10, START)
    assert (check.score_text, check.score_url) == ("9 right: 90%", done.get_absolute_url())
    assert check.attempt_url == item_at(opened, 1).get_absolute_url()


def test_a_visitor_is_told_how_many_questions_there_are():
    lesson = the_check().lesson_id

    check = checks_of([lesson], None)[lesson]

    assert (check.questions, check.score_text, check.attempt_url) == (10, "", "")
