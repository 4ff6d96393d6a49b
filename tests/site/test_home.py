from datetime import date, timedelta
from types import SimpleNamespace as Made

import pytest
from django.utils import timezone

from lessons.models import Lesson
from lessons.progress import record_reading
from planner.daily import day_of
from planner.models import StudyPlan
from planner.progress.score_chart import score_chart
from tests.helpers.memories import remember
from tests.helpers.pages import tight
from tests.helpers.sittings import answer_all, begin


def scores(*percents):
    return [Made(date=date(2026, 11, 1 + day), percent=percent, kind="check") for day, percent in enumerate(percents)]


@pytest.fixture
def lesson(db):
    return Lesson.objects.get(slug="shared-responsibility-model")


@pytest.fixture
def first_lesson(db):
    return Lesson.objects.published()[0]


def test_a_visitor_is_told_what_this_is_and_sees_the_boundary(client, first_lesson):
    page = tight(client.get("/").text)

    assert "Whose layer is it?" in page
    assert f'href="{first_lesson.get_absolute_url()}">Start the lesson' in page
    assert page.count('data-edge="') > 3


def test_a_new_learner_starts_with_the_first_lesson(learner_client, first_lesson):
    page = learner_client.get("/").text

    assert "Welcome, Lena" in page
    assert f"Start {first_lesson.label}" in page
    assert "Not started" in page
    assert "Your first score appears here" in page


def test_a_returning_learner_goes_on_where_they_stopped(learner_client, learner, lesson):
    record_reading(lesson, lesson.anchors[0], learner=learner)

    page = learner_client.get("/").text

    second = lesson.sections[1]
    assert f"1 of {len(lesson.sections)} sections read" in page
    assert f'href="{lesson.get_absolute_url()}#{second["anchor"]}">Resume at “{second["title"]}”' in page


def test_a_score_shows_in_the_course_and_in_the_history(learner_client, learner):
    answer_all(begin(learner), wrong={1, 2, 3})

    page = learner_client.get("/").text

    assert "7 right: 70%" in page


def test_a_new_learner_sees_no_plan(learner_client):
    page = learner_client.get("/").text

    assert "facts to review today" not in page
    assert 'class="count"' not in page


def test_what_is_due_stands_beside_where_to_go_on(learner_client, learner):
    remember(learner, "ec2/guest-os", (9, False))

    page = learner_client.get("/").text

    day = day_of(learner)
    assert f"{len(day.due)} facts to review today" in page
    assert f"about {day.minutes} min" in page
    assert page.count(">New</span></li>") + page.count("Missed last time") == 3
    assert 'action="/review/"' in page


def test_with_an_exam_date_the_card_says_what_to_expect(learner_client, learner):
    exam_on = timezone.localdate() + timedelta(days=20)
    StudyPlan.objects.create(learner=learner, exam_on=exam_on)

    page = learner_client.get("/").text

    expected = day_of(learner).plan.outlook.known
    assert f"Exam on {exam_on:%B} {exam_on.day}</a>: on track to know about {expected:.0f} of " in page


def test_who_has_taken_no_minutes_is_not_urged(learner_client, learner):
    StudyPlan.objects.create(learner=learner, minutes=0)

    page = learner_client.get("/").text

    assert "Nothing is due today" in page
    assert "Review now" not in page


def test_the_page_is_whole_before_there_is_a_lesson(client, db):
    Lesson.objects.update(published=False)

    assert "Lessons are being written" in client.get("/").text


@pytest.mark.parametrize(("percent", "y"), [(0, 148), (50, 87), (100, 26)])
def test_a_score_lies_between_the_lines_of_nothing_and_everything(percent, y):
    chart = score_chart(scores(percent))

    assert chart
    assert [point.y for point in chart.points] == [y]


def test_the_chart_shows_the_last_twenty_scores_and_dates_that_fit():
    chart = score_chart(scores(*range(0, 100, 4)))

    assert chart
    assert [point.percent for point in chart.points] == list(range(20, 100, 4))
    assert (chart.points[0].x, chart.points[-1].x) == (64, 311)
    assert [point.dated for point in chart.points] == [False, False, False, True] * 5


def attempts(*kinds: str):
    return [Made(date=date(2026, 11, 1), percent=50, kind=kind) for kind in kinds]


def test_one_score_is_a_point_without_a_line():
    chart = score_chart(attempts("drill"))

    assert chart
    assert (len(chart.points), chart.line) == (1, "")
    assert score_chart(attempts("drill", "check")).line.startswith("M64.0 87.0L")


def test_exams_are_labeled_the_latest_first_where_there_is_room():
    near, apart = (
        score_chart(attempts("exam", "exam", *["drill"] * 17)),
        score_chart(attempts("exam", "drill", "exam")),
    )

    assert near
    assert apart
    assert [point.labeled for point in near.points[:3]] == [False, True, False]
    assert [point.labeled for point in apart.points] == [True, False, True]


def test_no_score_is_no_chart():
    assert score_chart([]) is None
