from datetime import date
from types import SimpleNamespace as Made

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string

from accounts.models import User
from quizzes.score_chart import score_chart

COURSE = Made(
    title="Security",
    lessons=[
        Made(
            url="/learn/l3/",
            label="L3",
            title="The model",
            minutes=12,
            question_count=10,
            state="new",
            percent=0,
            score_text="",
        ),
        Made(
            url="/learn/l4/",
            label="L4",
            title="Identity",
            minutes=9,
            question_count=1,
            state="reading",
            percent=40,
            score_text="",
        ),
    ],
)
RESUME = Made(
    title="L3. The model",
    url="/learn/l3/#traps",
    section_title="Traps",
    percent=57,
    sections_read=4,
    sections=7,
)


def scores(*percents):
    return [Made(date=date(2026, 11, 1 + day), percent=percent, title="L3") for day, percent in enumerate(percents)]


def home(rf, user, *, resume=None, of=()):
    request = rf.get("/")
    request.user = user
    context = {"course": COURSE, "resume": resume, "scores": of, "chart": score_chart(of), "user": user}
    return render_to_string("home.html", context, request)


def test_a_visitor_is_told_what_this_is_and_starts(rf):
    page = home(rf, AnonymousUser())

    assert "Whose layer is it?" in page
    assert 'href="/learn/l3/">Start the lesson' in page
    assert "Scores" not in page


def test_a_new_learner_starts_with_the_first_lesson(rf):
    page = home(rf, User(pk=1, name="Lena"))

    assert "Welcome, Lena" in page
    assert 'href="/learn/l3/">Start L3' in page
    assert "Your first score appears here." in page


def test_a_returning_learner_goes_on_where_they_stopped(rf):
    page = home(rf, User(pk=1, name="Lena"), resume=RESUME, of=scores(40, 70))

    assert "Welcome back, Lena" in page
    assert "4 of 7 sections read" in page
    assert 'href="/learn/l3/#traps">Resume at “Traps”' in page
    assert "40% read" in page
    assert "1 question<" in page
    assert "Your last 2 scores, from 40% on 1 Nov to 70% on 2 Nov." in page


def test_the_page_is_whole_before_there_is_a_lesson(client, db):
    assert b"Lessons are being written" in client.get("/").content


@pytest.mark.parametrize(("percent", "y"), [(0, 148), (50, 87), (100, 26)])
def test_a_score_lies_between_the_lines_of_nothing_and_everything(percent, y):
    chart = score_chart(scores(percent))

    assert chart
    assert [point.y for point in chart.points] == [y]


def test_the_chart_shows_the_last_eight_scores_and_dates_that_fit():
    chart = score_chart(scores(*range(10, 110, 10)))

    assert chart
    assert [point.percent for point in chart.points] == [30, 40, 50, 60, 70, 80, 90, 100]
    assert (chart.points[0].x, chart.points[-1].x) == (64, 311)
    assert [point.dated for point in chart.points] == [False, True] * 4


def test_no_score_is_no_chart():
    assert score_chart([]) is None
