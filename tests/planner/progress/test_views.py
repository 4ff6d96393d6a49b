"""What the pages under Progress say of a learner's answers, held against counts made by hand."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Learner
from bank.models import Claim, Form, Item, Skill
from matrix import facts
from matrix.models import Owner
from planner.predictions import first_answers, outcomes_of
from planner.progress.breakdowns import RightShare, Week, by_confidence, by_owner, by_question, by_skill, weeks_of
from planner.readiness import FIRST_ANSWERS
from quizzes.ledger import UNSURE
from quizzes.memory.regression import LUCK, SLIPS
from quizzes.models import ItemResult, Mode
from quizzes.result_page import summary_of
from tests.helpers.past_answers import Given, sat
from tests.helpers.progress import about, days_ago, questions
from tests.helpers.sittings import statements_of

pytestmark = pytest.mark.django_db

PAGES = [
    "/progress/",
    "/progress/answers/",
    "/progress/confidence/",
    "/progress/misconceptions/",
    "/readiness/",
    "/progress/attempts/",
]


# By owner and skill


def owners(learner) -> dict[Owner | None, tuple[int, int]]:
    return {share.owner: (share.right, share.asked) for share in by_owner(by_question(learner, facts.current()))}


def test_answers_add_up_by_owner_as_in_the_summaries_of_their_attempts(learner, stranger):
    given = [Given(version, right=place % 3 > 0) for place, version in enumerate(questions(60))]
    attempt = sat(learner, days_ago(1), given)
    sat(stranger, days_ago(1), given)

    told = {tally.owner: (tally.right, tally.asked) for tally in summary_of(attempt, facts.current()).tallies}

    assert owners(learner) == told
    assert sum(asked for _, asked in told.values()) == 60
    assert sum(right for right, _ in told.values()) == 40


def test_a_second_answer_to_a_question_counts_too(learner):
    [version] = questions(1, skill="customer")
    for days in (3, 2, 1):
        sat(learner, days_ago(days), [Given(version, right=days == 1)])

    shares = {share.name: (share.right, share.asked) for share in by_skill(by_question(learner, facts.current()))}

    assert shares == {skill.label: (1, 3) if skill == Skill.CUSTOMER else (0, 0) for skill in Skill}


def test_what_a_regrade_left_out_counts_nowhere(learner):
    attempt = sat(learner, days_ago(1), [Given(version, confidence="sure") for version in questions(2)])
    ItemResult.objects.filter(attempt_item__attempt=attempt, attempt_item__position=1).update(left_out=True)

    assert sum(each.asked for each in by_question(learner, facts.current())) == 1
    assert by_confidence(learner) == [RightShare("Sure", 1, 1)]
    assert len(first_answers(learner)) == 1


# Time


def test_a_week_begins_on_the_monday_of_the_learners_calendar(learner):
    [version] = questions(1)
    sunday_noon = datetime(2026, 3, 1, 12, tzinfo=UTC)  # Monday, 1:00, in Auckland
    sat(learner, sunday_noon, [Given(version, took=90)])
    at = datetime(2026, 3, 4, tzinfo=UTC)

    assert weeks_of(learner, at=at, zone=UTC)[-2:] == [Week(date(2026, 2, 23), 90, 1), Week(date(2026, 3, 2))]
    there = weeks_of(learner, at=at, zone=ZoneInfo("Pacific/Auckland"))
    assert there[-2:] == [Week(date(2026, 2, 23)), Week(date(2026, 3, 2), 90, 1)]


@pytest.mark.parametrize("change", ["2026-03-08", "2026-11-01"])
def test_a_change_of_the_clocks_keeps_eight_weeks(learner, change):
    zone = ZoneInfo("America/New_York")
    at = datetime.fromisoformat(change).replace(tzinfo=zone) + timedelta(days=2)
    [version] = questions(1)
    for hours in (0, 49, 400):
        sat(learner, at - timedelta(hours=hours), [Given(version, took=10)])

    weeks = weeks_of(learner, at=at + timedelta(minutes=1), zone=zone)

    assert [week.start.weekday() for week in weeks] == [0] * 8
    assert len({week.start for week in weeks}) == 8
    assert sum(week.answers for week in weeks) == 3
    assert sum(week.seconds for week in weeks) == 30


def test_time_older_than_eight_weeks_is_in_the_sum_and_in_no_bar(learner_client, learner):
    sat(learner, days_ago(100), [Given(version, took=90) for version in questions(2)])

    page = learner_client.get("/progress/answers/").text

    assert "3 min 0 s with questions open" in page
    assert "weeks: 0, 0, 0, 0, 0, 0, 0, 0." in page


# Confidence


def test_confidence_is_held_against_what_was_right(learner):
    [version] = questions(1)
    said = [("sure", True), ("sure", True), ("sure", False), ("think-so", True), ("guess", False), ("", True)]
    for hours, (confidence, right) in enumerate(said):
        sat(learner, days_ago(2) + timedelta(hours=hours), [Given(version, right=right, confidence=confidence)])
    sat(learner, days_ago(1), [Given(version, answer=UNSURE, confidence="sure")])

    assert by_confidence(learner) == [
        RightShare("Sure", 2, 3),
        RightShare("Fairly sure", 1, 1),
        RightShare("Guessing", 0, 1),
    ]


def test_the_page_of_confidence_says_it_in_a_sentence_a_chart_and_a_table(learner_client, learner):
    versions = questions(4)
    sat(
        learner, days_ago(1), [Given(version, right=version != versions[0], confidence="sure") for version in versions]
    )

    page = learner_client.get("/progress/confidence/").text

    assert "When you said <strong>sure</strong>, 3 of 4 were right: 75%." in page
    assert page.count('aria-label="Share of right answers by confidence: sure 75%."') == 2
    assert '<td class="r">36 to 94%</td>' in page


# Readiness


def firsts(learner, *, per_skill: int, right: int) -> None:
    for skill in Skill:
        versions = questions(per_skill, skill=skill)
        sat(learner, days_ago(9), [Given(version, right=place < right) for place, version in enumerate(versions)])


def test_below_the_floor_the_page_says_what_is_missing_and_gives_no_number(learner_client, learner):
    sat(learner, days_ago(1), [Given(version) for version in questions(2, skill="shift")])

    page = learner_client.get("/readiness/").text

    assert "You have answered 2, so 28 are still missing" in " ".join(page.split())
    assert "bignum" not in page


def test_above_it_the_estimate_comes_with_its_interval(learner_client, learner):
    firsts(learner, per_skill=6, right=5)

    page = learner_client.get("/readiness/").text

    estimate = int(re.search(r"(\d+)%<small> of task 2.1 at first sight", page)[1])
    low, high = map(int, re.search(r"between <strong>(\d+)%</strong> and <strong>(\d+)%</strong>", page).groups())
    assert 0 <= low < estimate < high <= 100
    assert "5 of 6" in page
    assert "Task 2.1 only" in page
    assert "will pass" not in page


def test_a_skill_with_too_few_answers_has_no_share_of_its_own_and_the_estimate_is_shown(learner_client, learner):
    sat(
        learner,
        days_ago(1),
        [Given(version) for version in [*questions(28, skill="aws"), *questions(2, skill="shift")]],
    )

    page = learner_client.get("/readiness/").text

    assert "bignum" in page
    shares = re.findall(r'<td class="r">(\d+ of \d+|not asked)</td>\s*<td class="r">([^<]+)</td>', page)
    assert sorted(shares) == [("2 of 2", "too few"), ("28 of 28", "100%"), *[("not asked", "too few")] * 3]


def test_only_the_first_answer_to_a_question_counts(learner):
    one, other = questions(2, skill="aws")
    sat(learner, days_ago(3), [Given(other)])
    sat(learner, days_ago(2), [Given(one, right=False), Given(other, right=False)])
    sat(learner, days_ago(1), [Given(one)])

    assert first_answers(learner) == [("aws", True), ("aws", False)]


def review(learner, at: datetime, answers: list[Given], recall: dict[str, float]) -> None:
    sat(learner, at, answers, mode=Mode.REVIEW, selection={"by": "plan", "day": "2026-11-24", "recall": recall})


def test_predictions_are_held_against_what_was_known(learner, stranger):
    versions = questions(4)
    answers = [
        Given(versions[0]),
        Given(versions[1], right=False),
        Given(versions[2], confidence="guess"),
        Given(versions[3]),
    ]
    review(learner, days_ago(1), answers, {"1": 1.0, "2": 0.0, "3": 0.5})
    sat(learner, days_ago(1), [Given(versions[0])])
    review(stranger, days_ago(1), answers[:1], {"1": 0.2})

    passed = 1 - SLIPS
    assert outcomes_of(learner).reviews == [
        (pytest.approx(passed), True),
        (pytest.approx(LUCK), False),
        (pytest.approx((passed + LUCK) / 2), False),
    ]


def test_a_prediction_is_about_the_cell_that_the_question_was_drawn_for(learner):
    version = Item.objects.asked().filter(published__form=Form.SORT).first().published
    rows = list(version.options.all())
    claim = Claim.objects.about_cells().filter(option=rows[0]).get()
    other = next(row for row in rows if not Claim.objects.about_cells().filter(option=row, about=claim.about).exists())
    wrong = {"aws": "customer", "customer": "aws"}[other.expected]
    answer = {"sorted": {row.key: row.expected for row in rows} | {other.key: wrong}}
    drawn_for = Claim.objects.about_cells().get(option=other).about

    for cell in (claim.about, drawn_for):
        selection = {"by": "plan", "day": "2026-11-24", "recall": {"1": 0.5}, "cells": {"1": [cell]}}
        sat(learner, days_ago(1), [Given(version, answer=answer)], mode=Mode.REVIEW, selection=selection)

    assert [known for _, known in outcomes_of(learner).reviews] == [True, False]


def test_the_page_says_how_far_predictions_were_off(learner_client, learner):
    versions = questions(4)
    known = [Given(version, right=version != versions[3]) for version in versions]
    review(learner, days_ago(1), known, {str(place): 0.5 for place in (1, 2, 3, 4)})

    page = learner_client.get("/readiness/").text

    # 0.52 was predicted of each, 3 of 4 were known: 23 points.
    assert "For 4 planned questions" in page
    assert "was 23 percentage points away" in page
    assert page.count('aria-label="Predicted and known: predicted 52%, known 75%."') == 2
    assert "<td>50 and 60%</td>" in page


# All of them


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_six_queries_however_long_the_history(learner_client, learner, path, settings):
    settings.SECONDS_A_COUNT_LASTS = 60  # as in production
    sat(learner, days_ago(20), [Given(version, confidence="sure") for version in questions(FIRST_ANSWERS)])
    learner_client.get(path)
    with CaptureQueriesContext(connection) as few:
        learner_client.get(path)
    for days in (19, 18, 17):
        answers = [Given(version, right=False, confidence="think-so") for version in questions(60)]
        review(learner, days_ago(days), answers, {"1": 0.5})

    with CaptureQueriesContext(connection) as many:
        learner_client.get(path)

    assert len(statements_of(many)) == len(statements_of(few)) <= 6


@pytest.mark.parametrize("path", [*PAGES, "/progress/answers.csv", "/progress/answers.json"])
def test_a_visitor_sees_empty_pages(client, path):
    answer = client.get(path)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_a_guest_sees_their_own(client):
    client.post("/learn/shared-responsibility-model/check/")
    guest = Learner.objects.get(user=None)
    sat(guest, days_ago(1), [Given(about("ec2/guest-os"), confidence="sure")])

    assert "All 1 answer that counted" in client.get("/progress/answers/").text
    assert "1 of 1 was right" in client.get("/progress/confidence/").text
    assert 'data-memory="learning"' in client.get("/progress/").text


@pytest.mark.parametrize("path", PAGES)
def test_every_chart_has_its_sentence_and_a_table_behind_it(learner_client, learner, path):
    firsts(learner, per_skill=6, right=4)
    review(learner, days_ago(1), [Given(version, confidence="sure") for version in questions(3)], {"1": 0.5})

    page = learner_client.get(path).text

    charts = page.count('<svg class="chart')
    assert page.count('role="img" aria-label="') == charts
    assert charts == 0 or "as a table</summary>" in page
    assert not re.search(r'style="|<script>|onclick', page)
