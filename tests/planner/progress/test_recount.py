"""Every number on the pages of a learner, counted again from the ledger's rows and by none of the site's code."""

import csv
import io
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from accounts.models import Learner
from quizzes.attempt_end import close
from quizzes.attempt_start import Sitting, begin, start
from quizzes.ledger import answer
from quizzes.models import AttemptEnd, Mode
from serving.uuid7 import uuid7
from tests.helpers.exam_sittings import answered, begin_plain_exam
from tests.helpers.pages import tight
from tests.helpers.past_answers import Given, sat
from tests.helpers.practices import plain_practice, versions_on
from tests.helpers.questions import sorting
from tests.helpers.regrades import correct, plain, regraded
from tests.helpers.sittings import answer_all, item_at, right_answer, the_check, wrong_answer

pytestmark = pytest.mark.django_db

# Of each attempt that is neither a question in a lesson nor still open: what was asked and what the answers are worth.
# The answer that counts is the last one sent in time; its last grade is what it is worth.
ATTEMPTS = """
    SELECT attempt.id::text, attempt.mode, attempt.ending, count(*) FILTER (WHERE served.contrast_to_id IS NULL),
           count(grade.marks) FILTER (WHERE served.contrast_to_id IS NULL),
           count(*) FILTER (WHERE served.scored AND NOT coalesce(grade.left_out, false)),
           array_agg(coalesce(grade.marks, 0)) FILTER (WHERE served.scored AND NOT coalesce(grade.left_out, false))
    FROM quizzes_attempt attempt
    JOIN quizzes_attemptitem served ON served.attempt_id = attempt.id
    LEFT JOIN LATERAL (
        SELECT grade.marks, grade.left_out FROM quizzes_response response
        JOIN quizzes_grade grade ON grade.response_id = response.id
        WHERE response.attempt_item_id = served.id AND response.kind <> 'flag'
        ORDER BY response.sequence DESC, grade.id DESC LIMIT 1
    ) grade ON true
    WHERE attempt.learner_id = %s AND attempt.mode <> 'section'
    GROUP BY attempt.id ORDER BY attempt.closed_at, attempt.id
"""
ANSWERS = """
    SELECT DISTINCT ON (served.id) attempt.mode, grade.marks, response.confidence, response.took_ms, item.skill
    FROM quizzes_attempt attempt
    JOIN quizzes_attemptitem served ON served.attempt_id = attempt.id
    JOIN quizzes_response response ON response.attempt_item_id = served.id AND response.kind <> 'flag'
    JOIN quizzes_grade grade ON grade.response_id = response.id
    JOIN bank_itemversion version ON version.id = served.version_id
    JOIN bank_item item ON item.id = version.item_id
    WHERE attempt.learner_id = %s
    ORDER BY served.id, response.sequence DESC, grade.id DESC
"""
SHARE = re.compile(r'<td class="r">(\d+) of (\d+)</td>')
KEY = re.compile(r'data-memory="\w+"></span><span>[^<]+</span><span class="num">(\d+)<')


def rows(query: str, learner: Learner) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, [learner.pk])
        return cursor.fetchall()


def worded(marks: list[int], asked: int) -> str:
    right, partly = marks.count(1000), sum(0 < each < 1000 for each in marks)
    said = f"{right} right{f', {partly} partly right' if partly else ''}"
    return f"{said}: {percent_of(marks, asked)}%"


def percent_of(marks: list[int], asked: int) -> int:
    return int(sum(marks) / (10 * asked) + 0.5) if asked else 0


@pytest.fixture
def busy(learner):
    """Who took checks, exams, practices and reviews, one question of them with a key that was wrong."""
    now = datetime.now(UTC)
    wrong_key = plain("wrong-key")
    about = versions_on("rds/guest-os", 4)
    sat(learner, now - timedelta(days=9), [Given(each, right=False, took=21) for each in about], mode=Mode.EXAM)
    sat(learner, now - timedelta(days=8), [Given(each) for each in about[:3]] + [Given(wrong_key, right=False)])
    sat(learner, now - timedelta(days=3), [Given(each, confidence="sure") for each in about], mode=Mode.REVIEW)
    lesson = {"lesson": "shared-responsibility-model", "place": "intro"}
    sat(learner, now - timedelta(days=2), [Given(about[0], confidence="guess")], mode=Mode.SECTION, selection=lesson)
    answer_all(start(the_check(), learner), wrong={1, 4})
    exam = begin_plain_exam(learner)
    for position in range(1, 15):
        answered(exam, position, right=position > 5)
    answered(exam, 2, right=True)
    close(exam)
    extras = plain_practice(learner)
    for position in (1, 2):
        item = item_at(extras, position)
        answer(item, answer=wrong_answer(item), event=uuid7(), confidence="sure")
    partly = begin(learner, Sitting(Mode.DRILL, "Practice: Rows", [sorting(), plain("other")]), leaving_open=True)
    turned = dict(list(wrong_answer(item_at(partly, 1))["sorted"].items())[:2])
    answer(item_at(partly, 1), answer={"sorted": right_answer(item_at(partly, 1))["sorted"] | turned}, event=uuid7())
    answer(item_at(partly, 2), answer=right_answer(item_at(partly, 2)), event=uuid7())
    left = begin(learner, Sitting(Mode.DRILL, "Practice: Left", [plain("left"), plain("later")]), leaving_open=True)
    answer(item_at(left, 1), answer=right_answer(item_at(left, 1)), event=uuid7())
    close(left, ending=AttemptEnd.LEFT)
    close(begin(learner, Sitting(Mode.DRILL, "Practice: None", [plain("none")])), ending=AttemptEnd.LEFT)
    correct(wrong_key, "a")
    regraded(wrong_key)
    return learner


@pytest.fixture
def finished(busy):
    """Maps the finished attempts to their kind and words, oldest first."""
    return {
        attempt: (mode, worded(marks, asked))
        for attempt, mode, ending, _, _, asked, marks in rows(ATTEMPTS, busy)
        if ending in ("finished", "time")
    }


def test_the_ledger_holds_every_kind_of_attempt(busy, finished):
    assert {mode for mode, _ in finished.values()} == {"check", "exam", "drill", "review"}
    assert any("partly" in words for _, words in finished.values())


@pytest.mark.parametrize("where", ["/", "/progress/"])
def test_tables_and_charts_show_the_scores_of_the_ledger(learner_client, finished, where):
    shown = tight(learner_client.get(where).text)

    table = re.findall(r'<td><a href="/attempts/([^/"]+)/">[^<]+</a></td><td class="r">([^<]+)</td>', shown)
    assert table == [(attempt, words) for attempt, (_, words) in finished.items()]
    percents = [words.split()[-1] for _, words in finished.values()]
    assert f"Your last {len(finished)} scores, from {percents[0]} on" in shown
    assert f"to {percents[-1]} on" in shown
    exams = [words.split()[-1] for mode, words in finished.values() if mode == "exam"]
    best, latest = re.findall(r"Exam: best<a[^>]+>(\d+%)</a>, latest<a[^>]+>(\d+%)</a>", shown)[0]
    assert (best, latest) == (max(exams, key=lambda each: int(each[:-1])), exams[-1])


def test_the_chart_draws_a_shape_for_each_kind(learner_client, finished):
    page = tight(learner_client.get("/progress/").text)

    [chart] = [drawn for drawn in page.split("</svg>") if "scores wide-only" in drawn]
    kinds = Counter(mode for mode, _ in finished.values())
    assert chart.count("7.5-7.5-7.5") == kinds["exam"]
    assert chart.count("h10v10h-10z") == kinds["check"]
    assert chart.count("<circle") == kinds["drill"] + kinds["review"]


def test_the_list_of_attempts_shows_the_scores_of_the_ledger(learner_client, busy, finished):
    shown = tight(learner_client.get("/progress/attempts/").text)

    for attempt, (_, words) in finished.items():
        entry = shown[shown.index(f"/attempts/{attempt}/") :]
        assert words == re.findall(r'class="num">([^<]+)<', entry)[0]


def test_the_file_of_scores_holds_the_counts_of_the_ledger(learner_client, busy):
    names = ("questions", "answered", "right", "partly right", "score in percent")
    told = csv.DictReader(io.StringIO(learner_client.get("/progress/scores.csv").text))

    counted = [
        (questions, given, marks.count(1000), sum(0 < each < 1000 for each in marks), percent_of(marks, asked))
        for _, _, ending, questions, given, asked, marks in rows(ATTEMPTS, busy)
        if ending and (given or ending != "left")
    ]
    assert sorted(tuple(int(each[name]) for name in names) for each in told if each["finished (UTC)"]) == sorted(
        counted
    )


def test_the_page_by_skill_counts_the_answers_of_the_ledger(learner_client, busy):
    given = rows(ANSWERS, busy)
    shown = tight(learner_client.get("/progress/answers/").text)

    assert f"All {len(given)} answers that counted" in shown
    right = sum(marks == 1000 for _, marks, *_ in given)
    by_owner, by_skill, *_ = (SHARE.findall(table) for table in re.findall(r"<tbody>.*?</tbody>", shown))
    for shares in (by_owner, by_skill):
        assert [sum(map(int, each)) for each in zip(*shares, strict=True)] == [right, len(given)]
    skills = Counter(skill for *_, skill in given)
    assert sorted(skills.values()) == sorted(int(asked) for _, asked in by_skill)


def test_the_page_of_confidence_counts_the_answers_of_the_ledger(learner_client, busy):
    given = rows(ANSWERS, busy)
    shown = tight(learner_client.get("/progress/confidence/").text)

    for name in {sure for _, _, sure, *_ in given if sure}:
        marks = [marks for _, marks, sure, *_ in given if sure == name]
        assert f"{marks.count(1000)} of {len(marks)}" in shown


def test_the_file_of_answers_holds_those_of_the_ledger(learner_client, busy):
    text = learner_client.get("/progress/answers.csv").getvalue().decode()
    told = list(csv.DictReader(io.StringIO(text)))

    counted = Counter((mode, str(marks), sure) for mode, marks, sure, *_ in rows(ANSWERS, busy))
    assert Counter((each["mode"], each["marks"], each["confidence"]) for each in told) == counted


def test_home_and_progress_count_the_same_known_facts(learner_client, busy):
    home, progress = (tight(learner_client.get(page).text) for page in ("/", "/progress/"))

    [(known, total)] = re.findall(r'class="bignum">(\d+)<small>of (\d+ core facts)</small>', home)
    assert f"You know {known} of {total} and" in progress
    key = [
        int(count)
        for count in re.findall(r'data-memory="\w+"></span><span>[^<]+</span> ?<span class="num">(\d+)<', home)
    ]
    assert (key[0], sum(key)) == (int(known), int(total.split()[0]))
