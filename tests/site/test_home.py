import re
from datetime import date, datetime, timedelta
from types import SimpleNamespace as Made
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import Learner
from lessons.models import Lesson
from lessons.progress import mark_as_read, record_reading
from matrix.models import Responsibility
from planner.models import StoredPlan, StudyPlan
from planner.progress.score_chart import score_chart
from planner.stored_plans import day_of
from quizzes.memory.knowledge import facts_and_knowledge
from srm_site.week import StudyWeek
from tests.helpers.memories import cell, learned, remember
from tests.helpers.pages import tight
from tests.helpers.plans import let_plan, make_plan
from tests.helpers.practices import finish_review, plain_practice
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
    assert f"Start here · {first_lesson.minutes} minutes" in page
    assert f'href="{first_lesson.get_absolute_url()}">Start {first_lesson.label}' in page
    assert page.partition("<main")[2].count("btn primary") == 1
    assert "After that: its check" in page
    assert page.count('data-edge="') > 3


def test_a_new_learner_starts_with_the_first_lesson(learner_client, first_lesson):
    page = learner_client.get("/").text

    assert "Welcome, Lena" in page
    assert f"Start {first_lesson.label}" in page
    assert "Not started" in page
    assert "Your first score appears here" in page


def test_a_returning_learner_goes_on_where_they_stopped(learner_client, learner, lesson):
    record_reading(lesson, lesson.anchors[0], learner=learner)

    page = tight(learner_client.get("/").text)

    second = lesson.sections[1]
    assert f"1 of {len(lesson.sections)} sections read" in page
    assert f'href="{lesson.get_absolute_url()}#{second["anchor"]}">Continue at “{second["title"]}”' in page


def test_a_score_shows_in_the_course_and_in_the_history(learner_client, learner):
    answer_all(begin(learner), wrong={1, 2, 3})

    page = learner_client.get("/").text

    assert "7 right: 70%" in page


def test_a_new_learner_sees_no_plan(learner_client):
    page = learner_client.get("/").text

    assert "Today’s review" not in page
    assert 'class="count"' not in page


def test_what_is_due_is_the_next_thing(learner_client, learner):
    remember(learner, "ec2/guest-os", (9, False))
    make_plan(learner)

    page = learner_client.get("/").text

    day = day_of(learner)
    assert f"Today’s review: {len(day.planned)} facts" in page
    assert f"about {day.minutes} minutes" in page
    assert "You missed 1 of these facts last time." in page
    assert 'action="/review/"' in page


def test_before_the_plan_of_the_day_is_made_the_review_that_makes_it_is_offered(learner_client, learner):
    remember(learner, "ec2/guest-os", (9, False))
    make_plan(learner)
    StoredPlan.objects.update(day=timezone.localdate() - timedelta(days=1))
    before = list(StoredPlan.objects.values())

    page = tight(learner_client.get("/").text)

    assert "Next · up to 10 minutes" in page
    assert '<h2 id="next-step">Today’s review</h2>' in page
    assert 'action="/review/"' in page
    assert list(StoredPlan.objects.values()) == before

    learner_client.post("/review/")

    day = day_of(learner)
    assert "Continue the review" in learner_client.get("/").text
    assert f'<span class="count">{len(day.planned)}<' in learner_client.get("/").text


def test_home_shows_the_stored_plan_without_what_is_not_asked_anymore(learner_client, learner):
    remember(learner, "ec2/guest-os", (9, False))
    let_plan(learner)
    make_plan(learner)
    stored, day = StoredPlan.objects.get(), day_of(learner)
    rest = stored.told["planned"][0][1:]
    stored.told["planned"] += [[gone, *rest] for gone in (cell("vpc/guest-os").pk, 0, "no-such-rule")]
    stored.save()
    cells = [each for each in day.planned if isinstance(each.cell, Responsibility)]
    answered = next(each for each in cells if each.cell.path != "ec2/guest-os")
    remember(learner, answered.cell.path, (0, True))

    shown = learner_client.get("/").context["day"]

    assert [each.cell for each in shown.planned] == [each.cell for each in day.planned]
    assert [each.cell for each in shown.due] == [each.cell for each in day.planned if each != answered]
    assert [each.step.seconds for each in shown.planned] == [each.step.seconds for each in day.planned]
    assert shown.plan.outlook == day.plan.outlook


def test_with_an_exam_date_the_page_says_what_to_expect(learner_client, learner):
    StudyPlan.objects.create(learner=learner, exam_on=timezone.localdate() + timedelta(days=20))
    make_plan(learner)

    page = " ".join(learner_client.get("/").text.split())

    expected = day_of(learner).plan.outlook.known
    assert "exam</a> is in 20 days. On track to know about" in page
    assert f"On track to know about {expected:.0f} of " in page


def test_who_has_taken_no_minutes_is_not_urged(learner_client, learner, first_lesson):
    StudyPlan.objects.create(learner=learner, minutes=0)

    page = learner_client.get("/").text

    assert "Today’s review" not in page
    assert f"Start {first_lesson.label}" in page


def test_when_the_day_is_done_the_lesson_that_was_begun_is_named(learner_client, learner, lesson):
    remember(learner, "ec2/guest-os", (9, False))
    StudyPlan.objects.create(learner=learner, minutes=5)
    record_reading(lesson, lesson.anchors[0], learner=learner)
    finish_the_day(learner)

    assert f"Continue {lesson.label} at “{lesson.sections[1]['title']}”" in learner_client.get("/").text


def finish_the_day(learner):
    while day_of(learner).due:
        finish_review(learner, right=False)


def test_when_the_review_of_the_day_is_done_the_day_is_done(learner_client, learner, first_lesson):
    remember(learner, "ec2/guest-os", (9, False))
    StudyPlan.objects.create(learner=learner, minutes=5)
    finish_the_day(learner)

    page = tight(learner_client.get("/").text)

    day = day_of(learner)
    assert "Done for today" in page
    assert f"You reviewed {len(day.planned)} facts: {day.right} right, {day.missed} missed." in page
    assert "btn primary" not in page.partition("<main")[2]
    assert f'<a class="btn" href="{first_lesson.get_absolute_url()}">Start {first_lesson.label}</a>' in page
    assert "Review 10 more facts" in page
    assert 'class="count"' not in page

    asked = learner_client.post("/review/", follow=True)

    assert "data-question" in asked.text
    assert "Done for today" in (page := learner_client.get("/").text)
    assert "Continue the review" in page
    assert "more facts" not in page


def test_the_week_has_a_dot_for_each_day_and_no_streak(learner_client, learner):
    answer_all(begin(learner))

    page = tight(learner_client.get("/").text)

    today = timezone.localdate()
    assert page.count("<i aria-hidden") == 7
    assert f"{today:%A}, today: studied" in page
    assert "1 day studied" in page
    assert page.count(": to come") == 6 - today.weekday()
    assert page.count(": before you started") == today.weekday()


def test_a_day_of_reading_is_a_day_of_study_in_the_zone_of_the_learner(learner_client, learner, lesson):
    Learner.objects.filter(pk=learner.pk).update(time_zone="Pacific/Kiritimati")
    record_reading(lesson, lesson.anchors[0], learner=learner)

    page = tight(learner_client.get("/").text)

    today = datetime.now(ZoneInfo("Pacific/Kiritimati"))
    assert f"{today:%A}, today: studied" in page


@pytest.mark.parametrize(
    ("studied", "said"), [(set(), "No study yet"), ({27}, "1 day studied"), ({23, 24, 27, 15}, "3 days studied")]
)
def test_a_week_counts_its_own_days(studied, said):
    week = StudyWeek(date(2026, 11, 27), {date(2026, 11, day) for day in studied}, date(2026, 11, 1))

    assert week.sentence == said
    assert [day.name for day in week.days][::6] == ["Monday", "Sunday"]
    assert [day.is_today for day in week.days].index(True) == 4


def test_a_week_blames_nobody_for_days_before_they_started():
    week = StudyWeek(date(2026, 11, 27), {date(2026, 11, 27)}, date(2026, 11, 25))

    assert [day.says for day in week.days] == [
        *("before you started", "before you started", "no study", "no study", "studied", "to come", "to come")
    ]


def test_the_course_is_as_far_on_home_as_on_its_own_page(learner_client, learner, lesson):
    lessons = list(Lesson.objects.published())
    mark_as_read(lessons[0], learner=learner)
    record_reading(lesson, lesson.anchors[0], learner=learner)

    home, course = (learner_client.get(address).text for address in ("/", "/learn/"))

    shares = 100 + 100 // len(lesson.anchors)
    told = f'<b>{shares // len(lessons)}%</b> <span class="quiet">· 1 of {len(lessons)} lessons done</span>'
    assert told in home
    assert told in course


def test_the_small_map_marks_what_follows_a_known_rule_as_the_large_one_does(learner_client, learner):
    learned(learner, "guest-os", days_ago=(3, 2, 1))
    remember(learner, "rds/guest-os", (1, False))

    page = learner_client.get("/").text

    known, knowledge = facts_and_knowledge(learner)
    follow = knowledge.counts_of_core(known).by_rule
    assert follow > 1
    marked = re.search(r'<path data-memory="by-rule" d="([^"]+)"', page)[1]
    assert marked.count("z") == follow
    assert f'known because of a rule</span><span class="num">{follow}</span>' in tight(page)


def test_home_asks_the_database_at_most_eight_things(learner_client, learner, settings, django_assert_max_num_queries):
    settings.SECONDS_A_COUNT_LASTS = 60  # as on a site: one count for everybody
    remember(learner, "ec2/guest-os", (9, False))
    answer_all(begin(learner))
    plain_practice(learner)
    learner_client.get("/")

    with django_assert_max_num_queries(8):
        learner_client.get("/")


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


@pytest.mark.parametrize(("percents", "is_below"), [([80, 60, 75, 50, 90], True), ([90, 5, 60, 80, 95], False)])
def test_the_label_of_an_exam_covers_no_point_beside_it(percents, is_below):
    beside = [Made(date=date(2026, 11, 1), percent=each, kind="drill") for each in percents]
    beside[2].kind = "exam"

    chart = score_chart([*scores(*[80] * 7), *beside, *scores(*[80] * 7)])

    assert chart
    [exam] = [point for point in chart.points if point.labeled]
    near = [point.y for point in chart.points if abs(point.x - exam.x) <= 33]
    assert len(near) == 5
    assert exam.label_y >= max(near) + 22 if is_below else exam.label_y <= min(near) - 12


def test_no_score_is_no_chart():
    assert score_chart([]) is None
