"""The plan's page and form, the days ahead, the forecasts and the calendar."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import Learner
from bank.models import Form
from matrix import facts
from planner.daily import whole_minutes
from planner.days_ahead import days_ahead, next_review
from planner.engine.learnt import Learnt
from planner.forecast_accuracy import bands_of, known_at, known_on, past_of
from planner.models import Forecast, StudyPlan
from planner.plan import Notice
from planner.plan_forms import PlanForm
from planner.plan_inputs import PlanSettings, make_known
from planner.review import begin_review
from planner.stored_plans import day_of
from planner.study_plans import keep_settings
from quizzes.memory.regression import passing
from quizzes.pool import questions_per_cell
from tests.helpers.memories import remember, served
from tests.helpers.pages import tight
from tests.helpers.plans import in_days, let_plan
from tests.helpers.practices import finish_review, give

PLAN = "/plan/"
TODAY = date(2026, 11, 25)
BERLIN = ZoneInfo("Europe/Berlin")


# What it is told


@pytest.mark.django_db
def test_what_is_saved_is_stored_with_todays_count_and_forecast(learner_client, learner):
    reply = learner_client.post(PLAN, {"exam_on": in_days(30).isoformat(), "minutes": "15"})

    assert reply.status_code == 302
    learner.refresh_from_db()
    assert (learner.study_plan.exam_on, learner.study_plan.minutes) == (in_days(30), 15)
    assert learner.due_count == len(day_of(learner).due) > 0
    made = learner.forecasts.get()
    assert (made.day, made.exam_on) == (in_days(0), in_days(30))
    assert 0 < made.low < made.expected < made.high < made.cells


@pytest.mark.django_db
def test_other_settings_on_the_same_day_make_another_forecast_and_a_review_makes_none(learner):
    keep_settings(learner, exam_on=in_days(30), minutes=5)
    keep_settings(learner, exam_on=in_days(60), minutes=20)
    begin_review(learner)

    assert learner.forecasts.get().exam_on == in_days(60)


@pytest.mark.django_db
def test_nothing_has_to_be_said(learner_client, learner):
    learner_client.post(PLAN, {"exam_on": "", "minutes": ""})

    assert (learner.study_plan.exam_on, learner.study_plan.minutes) == (None, None)
    assert len(day_of(learner).due) > 20
    assert Notice.NO_DATE.label in learner_client.get(PLAN).text.replace("&#x27;", "'")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"exam_on": "2020-01-01"}, "That day has passed."),
        ({"exam_on": "9999-12-31"}, "more than three years from now"),
        ({"exam_on": "next week"}, "Write the date as year-month-day"),
        ({"exam_on": "2027-02-30"}, "Write the date as year-month-day"),
        ({"minutes": "-5"}, "Choose one of these numbers of minutes."),
        ({"minutes": "7"}, "Choose one of these numbers of minutes."),
        ({"minutes": "a\0b"}, "Choose one of these numbers of minutes."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_stays_on_the_page(learner_client, learner, sent, said):
    reply = learner_client.post(PLAN, sent)

    assert reply.status_code == 422
    assert "There is a problem" in reply.text
    assert said in reply.text
    assert not StudyPlan.objects.exists()


@pytest.mark.parametrize("days", [0, 1, 730, 1096])
def test_today_and_any_day_of_three_years_can_be_the_exams(days):
    form = PlanForm({"exam_on": (TODAY + timedelta(days=days)).isoformat()}, today=TODAY, settings=PlanSettings())

    assert form.is_valid()


def test_a_date_that_has_passed_since_may_stay():
    past = TODAY - timedelta(days=3)

    form = PlanForm({"exam_on": past.isoformat(), "minutes": "5"}, today=TODAY, settings=PlanSettings(past))

    assert form.is_valid()


@pytest.mark.django_db
def test_a_visitor_who_saves_a_plan_becomes_a_guest(client):
    assert client.get(PLAN).status_code == 200
    assert not Learner.objects.exists()

    client.post(PLAN, {"minutes": "5"})

    assert Learner.objects.get().study_plan.minutes == 5


# What it says


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("exam_in", "minutes", "said"),
    [
        (-3, 10, "The exam date has passed"),
        (0, 10, "The exam is today"),
        (1, 10, "Expected on"),
        (730, 10, "more than six months away"),
        (30, 0, "You haven’t set any minutes for today"),
        (None, 10, "Without an exam date"),
    ],
)
@pytest.mark.parametrize("answered", [False, True])
def test_every_plan_has_words(learner_client, learner, exam_in, minutes, said, answered):
    if answered:
        remember(learner, "ec2/guest-os", (9, True), (4, True))
    let_plan(learner, exam_in=exam_in, minutes=minutes)

    for address in (PLAN, f"{PLAN}?minutes=20", "/review/", "/"):
        assert learner_client.get(address).status_code == 200
    assert said in learner_client.get(PLAN).text


@pytest.mark.django_db
def test_other_minutes_are_tried_without_being_stored(learner_client, learner):
    let_plan(learner, minutes=5)

    page = learner_client.get(f"{PLAN}?minutes=30").text

    with_30 = re.search(r"With 30 minutes a day: about <strong>(\d+)</strong>.* With your 5: (\d+)\.", page)
    assert with_30
    assert int(with_30[1]) > int(with_30[2])
    learner.study_plan.refresh_from_db()
    assert learner.study_plan.minutes == 5


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["0", "17", "-1", "x", "1e9", "%00"])
def test_minutes_that_nobody_offers_are_not_tried(learner_client, learner, asked):
    let_plan(learner, minutes=10)

    page = learner_client.get(f"{PLAN}?minutes={asked}")

    assert page.status_code == 200
    assert "minutes a day: about" not in page.text


# Around midnight, and where the clocks change


@pytest.mark.parametrize(
    ("now", "zone", "today"),
    [
        (datetime(2026, 11, 25, 23, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 11, 26)),
        (datetime(2026, 11, 25, 23, 30, tzinfo=UTC), "America/Los_Angeles", date(2026, 11, 25)),
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 29)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 10, 25)),
        (datetime(2026, 11, 25, 10, 30, tzinfo=UTC), "Pacific/Kiritimati", date(2026, 11, 26)),
    ],
)
@pytest.mark.django_db
def test_the_day_is_the_learners_own(now, zone, today):
    known = make_known(now, ZoneInfo(zone), questions={})

    assert known.today == today


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_learner_anywhere_has_a_plan(learner_client, learner, zone):
    Learner.objects.filter(pk=learner.pk).update(time_zone=zone)
    let_plan(learner, exam_in=20, minutes=10)

    assert learner_client.get(PLAN).status_code == 200
    assert day_of(learner).today == datetime.now(ZoneInfo(zone)).date()


def days_to(exam: date, now: datetime, zone: ZoneInfo) -> int | None:
    return make_known(now, zone, questions={}, settings=PlanSettings(exam)).exam_in


@pytest.mark.django_db
def test_days_to_the_exam_are_counted_where_the_learner_is():
    """At 19:00 UTC it is already tomorrow in Auckland."""
    exam, now = date(2026, 11, 27), datetime(2026, 11, 25, 19, tzinfo=UTC)

    assert (days_to(exam, now, BERLIN), days_to(exam, now, ZoneInfo("Pacific/Auckland"))) == (2, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_change_of_the_clocks_keeps_the_count_of_days(night):
    before = datetime(night.year, night.month, night.day, 0, 5, tzinfo=BERLIN)
    after = datetime(night.year, night.month, night.day, 23, 55, tzinfo=BERLIN)
    exam = night + timedelta(days=1)

    assert days_to(exam, before, BERLIN) == days_to(exam, after, BERLIN) == 1


@pytest.mark.parametrize(("minutes", "said"), [(0, 0), (0.05, 1), (1.0, 1), (1.2, 1), (1.3, 2), (9.9, 10)])
def test_minutes_for_people_are_whole(minutes, said):
    assert whole_minutes(minutes) == said


# The days ahead


@pytest.mark.django_db
def test_the_days_ahead_end_on_the_eve_of_the_exam_and_keep_within_the_minutes(learner):
    let_plan(learner, exam_in=5, minutes=10)

    ahead = days_ahead(day_of(learner))

    assert [each.day for each in ahead] == [in_days(number) for number in range(1, 5)]
    assert all(0 < each.minutes <= 10 and each.questions for each in ahead)


@pytest.mark.django_db
def test_without_a_date_two_weeks_are_shown_with_what_falls_due(learner):
    remember(learner, "ec2/guest-os", (9, True), (4, True))
    let_plan(learner, exam_in=None, minutes=5)

    ahead = days_ahead(day_of(learner))

    assert len(ahead) == 14
    assert all(0 < each.minutes <= 5 for each in ahead)
    assert next_review(day_of(learner)) == ahead[0]


@pytest.mark.django_db
@pytest.mark.parametrize("exam_in", [None, 20, 0, -5])
def test_no_minutes_are_no_days(learner, exam_in):
    let_plan(learner, exam_in=exam_in, minutes=0)

    assert next_review(day_of(learner)) is None


# Looking back


@pytest.mark.django_db
def test_after_the_exam_the_page_holds_the_forecasts_against_what_was_known(learner_client, learner):
    remember(learner, "ec2/guest-os", (20, True), (9, True))
    let_plan(learner, exam_in=-3, minutes=10)
    Forecast.objects.create(
        learner=learner, day=in_days(-10), exam_on=in_days(-3), expected=111.4, low=90, high=130, cells=543
    )

    page = tight(learner_client.get(PLAN).text)

    known = known_on(day_of(learner).known, in_days(-3))
    assert known > 1
    assert f"Your answers show that you knew about<strong>{known:.0f} of" in page
    assert '<td class="r">111</td><td class="r">90 to 130</td>' in page
    assert "Known then, based on your answers" in page


@pytest.mark.django_db
def test_a_forecast_for_another_date_is_not_compared(learner_client, learner):
    let_plan(learner, exam_in=30, minutes=10)
    Forecast.objects.create(
        learner=learner, day=in_days(-10), exam_on=in_days(20), expected=111.4, low=90, high=130, cells=543
    )

    assert "90 to 130" not in learner_client.get(PLAN).text


@pytest.mark.django_db
def test_what_was_known_on_a_day_leaves_out_later_answers(learner):
    row = remember(learner, "ec2/guest-os", (20, True), (1, False))
    other = remember(learner, "rds/guest-os", (20, True))
    outline = day_of(learner).known.outline

    def known(days_ago: int, *rows) -> float:
        moment = timezone.now() - timedelta(days=days_ago)
        return known_at({each.cell_id: each for each in rows}, moment, outline, Learnt())

    assert known(10, row) == pytest.approx(known(10, other))
    assert known(30, row) == known(30) < known(10, row)


@pytest.mark.django_db
def test_the_forecast_begins_with_what_is_known_today(learner):
    remember(learner, "ec2/guest-os", (20, True), (9, True))
    let_plan(learner, exam_in=1, minutes=0)
    day = day_of(learner)

    assert day.plan.outlook.known == pytest.approx(known_on(day.known, day.today), abs=0.5)


@pytest.mark.django_db
def test_planned_reviews_are_held_against_what_was_answered(learner_client, learner):
    often = sorted(pk for pk, number in questions_per_cell().items() if number > 1)
    for pk in often[:20]:
        remember(learner, facts.current().cell_by_id(pk).path, (60, True))
    let_plan(learner, exam_in=None, minutes=10)
    attempt = begin_review(learner)
    first = attempt.selection["recall"]
    asked = served(attempt)
    missed = next(each.position for each in asked if str(each.position) in first and is_one_judgement(each))
    give(attempt, missed, right=False)
    predicted = finish_review(learner, confidence="sure").selection["recall"]
    assert len(predicted) >= 10

    bands = bands_of(past_of(learner), day_of(learner).known)

    assert sum(band.reviews for band in bands) == len(predicted)
    assert sum(band.right for band in bands) == len(predicted) - 1
    assert sum(band.expected for band in bands) == pytest.approx(sum(map(passing, predicted.values())), abs=0.01)
    assert "Was the plan right about you?" in learner_client.get(PLAN).text


def is_one_judgement(item) -> bool:
    """A wrong answer to it is wrong about every cell that it judges."""
    return item.version.form not in (Form.SORT, Form.CHOOSE_N)


@pytest.mark.django_db
def test_a_few_reviews_are_not_held_against_anything(learner):
    remember(learner, "ec2/guest-os", (9, True))
    let_plan(learner, minutes=10)
    give(begin_review(learner), 1)

    assert bands_of(past_of(learner), day_of(learner).known) == []
