"""One score, said in the same words on every page and in every file."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bank.grading import ScoreText
from planner.progress.score_chart import LAST
from planner.progress.scores import score_history
from quizzes.attempt_end import close
from quizzes.attempt_start import Sitting, begin, start
from quizzes.ledger import answer
from quizzes.models import AttemptEnd, Mode
from quizzes.rebuild import differences
from serving.uuid7 import uuid7
from tests.helpers.cohorts import class_of, member
from tests.helpers.exam_sittings import begin_plain_exam
from tests.helpers.pages import tight
from tests.helpers.past_answers import Given, sat
from tests.helpers.practices import plain_practice
from tests.helpers.questions import sorting
from tests.helpers.regrades import plain
from tests.helpers.sittings import answer_all, item_at, right_answer, the_check, wrong_answer

pytestmark = pytest.mark.django_db

SAID = "1 right, 1 partly right: 56%"


@pytest.fixture
def attempt(learner):
    """One right, one with 4 of 6 rows right, one wrong: 1,666 of 3,000 marks."""
    attempt = begin(learner, Sitting(Mode.DRILL, "Practice: Rows", [plain(), sorting(), plain("other")]))
    rows = item_at(attempt, 2)
    turned = list(wrong_answer(rows)["sorted"].items())[:2]
    answer(item_at(attempt, 1), answer=right_answer(item_at(attempt, 1)), event=uuid7())
    answer(rows, answer={"sorted": right_answer(rows)["sorted"] | dict(turned)}, event=uuid7())
    answer(item_at(attempt, 3), answer=wrong_answer(item_at(attempt, 3)), event=uuid7())
    return attempt


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ScoreText(12, 3, 65), "12 right, 3 partly right: 65%"),
        (ScoreText(8, 0, 80), "8 right: 80%"),
        (ScoreText(4, 0, 20, left_after=5), "4 right, left after 5 answers"),
        (ScoreText(0, 1, 3, left_after=1), "0 right, 1 partly right, left after 1 answer"),
    ],
)
def test_a_score_says_what_was_right_what_partly_and_the_percentage(text, said):
    assert str(text) == said


def test_every_page_of_a_learner_says_the_same_score(learner_client, attempt):
    summary = learner_client.get(attempt.get_absolute_url()).text
    table = f'<td class="r">{SAID}</td>'

    assert f"<title>{SAID} · Practice: Rows" in summary
    assert '<span class="bignum">1<small> right, 1 partly right: 56%</small></span>' in summary
    assert f'<strong class="num">{SAID}</strong>' in learner_client.get("/progress/attempts/").text
    assert table in learner_client.get("/progress/").text
    assert table in learner_client.get("/").text


def test_a_teacher_reads_the_same_score(instructor_client, superuser_client, instructor, learner, attempt):
    cohort = class_of(instructor, learner)
    of_member = [cohort.pk, member(cohort, learner).pk]

    pages = [
        instructor_client.get(reverse("teach:cohort-learner", args=of_member)),
        instructor_client.get(reverse("teach:cohort-learner-attempt", args=[*of_member, attempt.pk])),
        superuser_client.get(reverse("admin:quizzes_attempt_changelist")),
    ]

    assert all(SAID in page.text for page in pages)


def test_the_file_of_scores_gives_the_same_numbers(learner_client, attempt):
    [head, row] = csv.reader(io.StringIO(learner_client.get(reverse("planner:scores-csv")).text))
    told = dict(zip(head, row, strict=True))

    assert (told["questions"], told["answered"]) == ("3", "3")
    assert (told["right"], told["partly right"], told["score in percent"]) == ("1", "1", "56")


def test_an_extra_question_is_not_among_those_answered(learner_client, learner):
    attempt = plain_practice(learner)
    for position in (1, 2):
        item = item_at(attempt, position)
        answer(item, answer=wrong_answer(item), event=uuid7(), confidence="sure")
    extras = attempt.items.exclude(contrast_to=None)
    assert extras.exists()
    for extra in extras:
        item = item_at(attempt, extra.position)
        answer(item, answer=right_answer(item), event=uuid7())

    [head, row] = csv.reader(io.StringIO(learner_client.get(reverse("planner:scores-csv")).text))

    told = dict(zip(head, row, strict=True))
    assert (told["questions"], told["answered"]) == ("2", "2")


def test_the_check_of_a_lesson_says_its_last_score(learner_client, learner):
    answer_all(begin_check(learner), wrong={1, 2})

    assert "8 right: 80%" in learner_client.get("/learn/").text
    assert "8 right: 80%" in learner_client.get(the_check().lesson.get_absolute_url()).text


def begin_check(learner):
    return start(the_check(), learner)


def test_a_row_that_is_partly_right_says_what_was_put_where_and_what_is_right(learner_client, attempt):
    page = learner_client.get(attempt.get_absolute_url()).text

    assert "Partly right: 4 of 6 rows" in page
    assert page.count(": you said ") == 2
    assert " ".join(page.split()).count(", the answer is ") == 2
    assert "wrong side" not in page


def test_the_projections_know_nothing_of_the_words(attempt):
    assert differences() == []


# The chart


def test_every_finished_attempt_is_in_the_chart(learner_client, learner, attempt):
    answer_all(begin_check(learner), wrong={1})
    exam = close(begin_plain_exam(learner))
    left = plain_practice(learner)
    close(left, ending=AttemptEnd.LEFT)
    plain_practice(learner)

    found = score_history(learner).entries

    assert [score.attempt.heading for score in found] == ["Practice: Rows", "L3 check", exam.heading]
    assert [score.percent for score in found] == [56, 90, 0]
    for page in ("/", "/progress/"):
        assert "Your last 3 scores, from 56% on" in learner_client.get(page).text


def test_one_attempt_is_a_point_without_a_line(learner_client, attempt):
    page = tight(learner_client.get("/progress/").text)

    assert page.count('<circle class="dot"') == 3  # both widths, and the key
    assert 'class="run"' not in page


def test_the_best_and_the_latest_exam_are_named_however_long_ago(learner_client, learner):
    now = timezone.now()
    questions = [plain(f"exam-{place}") for place in range(4)]
    for days, right in ((90, 4), (80, 1), (70, 2)):
        given = [Given(each, right=place < right) for place, each in enumerate(questions)]
        sat(learner, now - timedelta(days=days), given, mode=Mode.EXAM)
    for days in range(LAST + 2):
        sat(learner, now - timedelta(days=60 - days), [Given(questions[0])])

    page = tight(learner_client.get("/progress/").text)

    assert re.search(r"best<a [^>]+>100%</a>, latest<a [^>]+>50%</a>", page)
    assert f"The chart shows the last {LAST} of {LAST + 5} finished attempts." in page
    assert page.count('<td><a href="/attempts/') == LAST


def test_a_retry_of_missed_questions_is_drawn_as_practice(learner_client, learner):
    check = answer_all(begin_check(learner), wrong={1})
    learner_client.post(f"/attempts/{check.pk}/retry/")
    retry = learner.attempts.get(retry_of=check)
    answer(item_at(retry, 1), answer=right_answer(item_at(retry, 1)), event=uuid7())

    assert [entry.kind for entry in score_history(learner).entries] == [Mode.CHECK, Mode.DRILL]


def test_the_scores_cost_one_query_for_a_short_and_for_a_long_history(learner, django_assert_num_queries):
    for count in (1, LAST + 10):
        for days in range(count):
            sat(learner, timezone.now() - timedelta(days=days), [Given(plain(f"question-{count}-{days}"))])

        with django_assert_num_queries(1):
            history = score_history(learner)

        assert len(history.entries) == min(LAST, learner.attempts.count())
        assert history.finished == learner.attempts.count()


def test_part_marks_are_explained_below_the_table(learner_client, learner, attempt):
    assert "each right row earns its share of the question" in tight(learner_client.get("/progress/").text)


def test_the_empty_chart_says_what_fills_it(learner_client, learner):
    said = "Your first score appears here when you finish a check, practice, review or exam."
    attempt = plain_practice(learner)
    answer(item_at(attempt, 1), answer=right_answer(item_at(attempt, 1)), event=uuid7())

    assert said in learner_client.get("/").text
    assert said in learner_client.get("/progress/").text

    answer(item_at(attempt, 2), answer=right_answer(item_at(attempt, 2)), event=uuid7())

    assert said not in learner_client.get("/").text
    assert "Your score on" in learner_client.get("/progress/").text
