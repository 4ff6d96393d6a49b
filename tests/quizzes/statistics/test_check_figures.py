"""Figures of a check against the attempts themselves, computed another way."""

from datetime import UTC, date, datetime, timedelta
from statistics import correlation, mean, stdev, variance

import pytest

from accounts.models import Learner
from quizzes.models import Attempt, AttemptItem
from quizzes.statistics.check_figures import CheckFigures, site_rows, site_scores
from quizzes.statistics.class_answers import ClassAnswers, Period, WhichAttempts
from quizzes.statistics.rollup import roll
from quizzes.statistics.rollup_sql import ACCOUNTS, EVERYBODY
from tests.conftest import make_user
from tests.helpers.cohorts import class_of, member
from tests.helpers.small_bank import sat, small_quiz

pytestmark = pytest.mark.django_db

SITTINGS = ("rrrrr", "rrrwr", "rwrrw", "rrwww", "wrwwr", "wwwww")


def someone(name: str) -> Learner:
    return make_user(f"{name}@example.com", name=name).learner


@pytest.fixture
def quiz(db):
    return small_quiz()


@pytest.fixture
def six(quiz) -> list[Attempt]:
    return [sat(someone(f"learner-{number}"), quiz, how) for number, how in enumerate(SITTINGS)]


@pytest.fixture
def cohort(six, instructor):
    return class_of(instructor, *(attempt.learner for attempt in six))


def marks_of(attempts) -> list[list[int]]:
    """A row for each attempt, with the marks of its questions in their order in the quiz."""
    rows = []
    for attempt in attempts:
        items = AttemptItem.objects.filter(attempt=attempt, scored=True).select_related("result", "version")
        rows.append([item.result.marks for item in sorted(items, key=lambda item: item.version.item_id)])
    return rows


def rows_of_class(cohort, quiz, **how) -> list:
    roll()
    return ClassAnswers(cohort.pk, how.pop("period", Period())).marks(quiz.pk, **how)


def test_figures_of_a_class_are_those_of_its_attempts(six, cohort, quiz):
    marks = marks_of(six)
    totals = [sum(row) / 5000 for row in marks]

    found = CheckFigures(rows_of_class(cohort, quiz))

    assert found.scores.n == 6
    assert found.scores.mean == pytest.approx(mean(totals))
    assert found.scores.deviation == pytest.approx(stdev(totals))
    by_items = sum(variance(column) for column in zip(*marks, strict=True))
    alpha = 5 / 4 * (1 - by_items / variance(sum(row) for row in marks))
    assert found.reliability.alpha == pytest.approx(alpha)
    assert found.reliability.standard_error == pytest.approx((1 - alpha) ** 0.5 * stdev(totals))


def test_each_question_has_its_figures_in_the_class(six, cohort, quiz):
    marks = marks_of(six)

    found = CheckFigures(rows_of_class(cohort, quiz))

    columns = list(zip(*marks, strict=True))
    questions = sorted(found.questions, key=lambda question: question.item)
    for column, question in zip(columns, questions, strict=True):
        rests = [sum(row) - mark for row, mark in zip(marks, column, strict=True)]
        assert question.facility == pytest.approx(mean(column) / 1000)
        assert question.discrimination == pytest.approx(correlation(column, rests))


def test_the_site_has_the_same_figures_as_a_class_of_all(six, cohort, quiz):
    of_class = rows_of_class(cohort, quiz)

    assert sorted(site_rows(quiz.pk)) == sorted(of_class)
    assert site_scores()[quiz.pk] == pytest.approx(ClassAnswers(cohort.pk).scores()[quiz.pk])


def test_guests_are_apart(six, quiz):
    sat(Learner.objects.create(is_guest=True), quiz, "wwwww")
    roll()

    def scored(**scopes) -> int:
        return CheckFigures(site_rows(quiz.pk, **scopes)).scores.n

    assert (scored(), scored(scope=EVERYBODY), scored(scope=EVERYBODY, without=ACCOUNTS)) == (6, 7, 1)


def test_learners_of_another_class_and_those_who_left_are_not_in_it(six, cohort, quiz, instructor):
    other = class_of(instructor, six[0].learner, name="Class B")
    left = member(cohort, six[1].learner)
    left.left_at = left.joined_at + timedelta(days=1)
    left.save()

    assert CheckFigures(rows_of_class(other, quiz)).scores.counts == {1.0: 1}
    assert CheckFigures(rows_of_class(cohort, quiz)).scores.n == 5


@pytest.mark.parametrize(
    ("which", "scores"),
    [
        (WhichAttempts.FIRST, {0.4: 1}),
        (WhichAttempts.HIGHEST, {1.0: 1}),
        (WhichAttempts.LAST, {0.2: 1}),
        (WhichAttempts.ALL, {0.2: 1, 0.4: 1, 1.0: 1}),
    ],
)
def test_which_attempts_count_can_be_chosen(quiz, instructor, which, scores):
    ada = someone("ada")
    cohort = class_of(instructor, ada)
    for days, rights in ((3, 2), (2, 5), (1, 1)):
        attempt = sat(ada, quiz, "u" * 5)
        right = attempt.items.order_by("position")[:rights]
        for item in right:
            item.result.marks = 1000
            item.result.save()
        attempt.score.marks = 1000 * rights
        attempt.score.save()
        Attempt.objects.filter(pk=attempt.pk).update(closed_at=datetime(2026, 11, 10, tzinfo=UTC) - timedelta(days))

    assert CheckFigures(rows_of_class(cohort, quiz, which=which)).scores.counts == scores


def test_a_period_leaves_out_what_was_before_and_after(six, cohort, quiz):
    for day, attempt in enumerate(six, 1):
        Attempt.objects.filter(pk=attempt.pk).update(closed_at=datetime(2026, 9, day, tzinfo=UTC))
    term = Period(date(2026, 9, 2), date(2026, 9, 5))

    assert CheckFigures(rows_of_class(cohort, quiz, period=term)).scores.n == 3
    assert ClassAnswers(cohort.pk, term).scores()[quiz.pk][0] == 3


def test_a_question_that_came_later_changes_no_earlier_score(six, cohort, quiz):
    quiz.slots.get(position=5).delete()
    sat(six[0].learner, quiz, "rrrr")
    late = sat(someone("late"), quiz, "rrrw")
    found = CheckFigures([*rows_of_class(cohort, quiz), *rows_of_class(class_of(make_teacher(), late.learner), quiz)])

    assert found.scores.n == 7
    assert found.scores.counts[0.75] == 1
    assert (found.usual, found.reliability.n) == (5, 6)


def make_teacher():
    return make_user("theo@example.com", name="Theo", is_staff=True)


def test_no_attempts_have_no_figures(quiz):
    found = CheckFigures([])

    assert (found.scores.n, found.scores.mean, found.reliability, found.questions) == (0, None, None, [])
