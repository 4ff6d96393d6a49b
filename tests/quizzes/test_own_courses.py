"""Learning in a course that is not about the matrix: its checks work as others, and show nothing about any fact."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bank.models import ChangeKind
from bank.publishing import publish
from matrix import facts
from planner.plan_inputs import known_of_one, settings_of_one
from planner.predictions import first_answers
from planner.progress.breakdowns import by_question
from planner.progress.export import rows_of
from quizzes.attempt_start import start
from quizzes.exam.simulations import askable
from quizzes.ledger import answer, choosing
from quizzes.models import Attempt, CellMemory, Correction, GradingPolicy, Mode, Quiz
from quizzes.pool import pool_lately, questions_per_cell
from quizzes.practice.choices import By, PracticeChoice, PracticePool
from quizzes.practice.session_start import begin_practice
from quizzes.rebuild import differences
from quizzes.regrade.answers import items_to_regrade
from quizzes.regrade.run import order, work
from quizzes.statistics.rollup import roll_all
from serving.uuid7 import uuid7
from tests.helpers.cohorts import class_of
from tests.helpers.own_courses import check_on, give_to, own_content, pricing
from tests.helpers.past_answers import Given, sat
from tests.helpers.sittings import item_at, key_of

pytestmark = pytest.mark.django_db

PRACTICE = "/practice/courses/cloud-pricing/"


@pytest.fixture
def lesson():
    return pricing()


@pytest.fixture
def cohort(instructor, learner, lesson):
    cohort = class_of(instructor, learner)
    give_to(cohort, lesson.course)
    return cohort


@pytest.fixture
def attempt(cohort, lesson, learner) -> Attempt:
    return start(check_on(lesson), learner)


def take(attempt: Attempt, *right: bool) -> Attempt:
    for position, is_right in enumerate(right, 1):
        item = item_at(attempt, position)
        wrong = next(option.key for option in item.all_options if not option.is_key)
        answer(item, event=uuid7(), answer=choosing(key_of(item) if is_right else wrong), confidence="sure")
    return Attempt.objects.get(pk=attempt.pk)


def own_items(lesson) -> set[int]:
    return set(check_on(lesson).slots.values_list("item", flat=True))


# A check


def test_a_check_is_taken_scored_and_shown(attempt, learner_client):
    page = learner_client.get(attempt.question_url(1)).text
    assert "Question 1 of 3" in page

    done = take(attempt, True, False, True)
    result = learner_client.get(done.get_absolute_url()).text

    assert (done.score.right, done.ending) == (2, "finished")
    assert done.heading == "Check: Pricing"
    assert "Practice the questions you missed" in result
    assert f"{PRACTICE}?by=course-missed" in result
    assert "By owner" not in result
    assert "What you know now" not in result


def test_the_verdict_has_the_reasons_and_no_cell_and_no_stack(attempt, learner_client):
    take(attempt, False)

    page = learner_client.get(attempt.question_url(1)).text

    assert "There is no flat fee." in page or "It is paid once a month." in page
    assert "You pay for hours of use." in page
    assert "Read this again" in page
    assert "in the matrix" not in page
    assert "/matrix/" not in page.partition("<main")[2]
    assert "stack\n" not in page.partition('<details class="fold"')[2].partition("</summary>")[0]


@pytest.mark.parametrize("right", [True, False])
def test_no_page_of_it_speaks_of_the_exam_or_of_facts(attempt, learner_client, right):
    pages = [learner_client.get(attempt.question_url(1)).text]
    done = take(attempt, right, right, right)
    pages += [learner_client.get(done.question_url(1)).text, learner_client.get(done.get_absolute_url()).text]
    pages += [learner_client.get(PRACTICE).text, learner_client.get("/learn/cloud-pricing/").text]

    for page in pages:
        for word in ("CLF-C02", "exam", "Exam", "facts you know", "fact you missed"):
            assert word not in page


def test_someone_sure_and_wrong_gets_no_contrast(attempt):
    take(attempt, False)

    assert attempt.items.count() == 3


def test_the_missed_ones_are_retried(attempt, learner_client):
    done = take(attempt, False, True, True)

    learner_client.post(reverse("quizzes:attempt-retry", args=[done.pk]))

    assert Attempt.objects.get(retry_of=done).items.count() == 1


def test_a_corrected_key_is_regraded(attempt, lesson, instructor):
    take(attempt, True, True, True)
    item = item_at(attempt, 1).version.item
    content = own_content(item.published.stem)
    content["options"][0]["is_key"], content["options"][1]["is_key"] = False, True

    publish(item, content, change=ChangeKind.KEY_CHANGE, editor=instructor.pk)
    assert item in items_to_regrade()
    work(order([item.pk], policy=GradingPolicy.NEW_KEY, reason="It was wrong.", author=instructor.pk))

    assert Attempt.objects.get(pk=attempt.pk).score.right == 2
    assert Correction.objects.filter(attempt=attempt).exists()


def test_an_instructor_sees_its_figures_and_grades(attempt, cohort, lesson, instructor_client):
    take(attempt, True, False, True)
    roll_all()

    check = instructor_client.get(reverse("teach:check", args=[check_on(lesson).pk]))
    item = instructor_client.get(reverse("teach:item", args=[item_at(attempt, 1).version.item_id]))
    grades = instructor_client.get(reverse("teach:cohort-gradebook", args=[cohort.pk]))
    listed = instructor_client.get(f"{reverse('teach:items')}?q=pay+as+you+go").text

    assert (check.status_code, item.status_code) == (200, 200)
    assert "67" in grades.text
    assert "cloud-pricing#paying" in listed


def test_an_exam_with_its_questions_shows_its_result(lesson, learner, learner_client, cohort):
    Quiz.objects.filter(lesson=lesson).update(mode=Mode.EXAM)
    attempt = start(check_on(lesson), learner)

    learner_client.post(reverse("quizzes:exam-finish", args=[attempt.pk]))
    page = learner_client.get(attempt.get_absolute_url()).text

    assert "By skill" not in page
    assert "cloud-pricing" in page


# No evidence


def test_answers_are_no_evidence_for_memory_map_plan_and_readiness(attempt, learner):
    inputs = known_of_one(settings_of_one(learner.pk)[0])
    before = inputs.plan()

    take(attempt, True, False, True)
    practice = begin_practice(learner, PracticeChoice(By.COURSE, course="cloud-pricing"), length=5)
    take(practice, True, True, True)

    after = known_of_one(settings_of_one(learner.pk)[0])
    assert not CellMemory.objects.filter(learner=learner).exists()
    assert after.plan() == before
    assert after.pace == inputs.pace
    assert first_answers(learner) == []
    assert by_question(learner, facts.current()) == []
    assert differences() == []


def test_the_time_that_its_practice_took_does_not_shorten_the_day(lesson, learner):
    before = known_of_one(settings_of_one(learner.pk)[0]).learnt
    versions = [slot.item.published for slot in check_on(lesson).slots.all()]
    slow = [Given(version, took=600.0) for version in versions]

    for days in range(1, 6):
        at = timezone.now() - timedelta(days=days)
        sat(learner, at, slow, selection={"by": "course", "course": "cloud-pricing"})

    assert known_of_one(settings_of_one(learner.pk)[0]).learnt == before


def test_a_download_of_answers_has_them_without_a_cell(attempt, learner):
    take(attempt, True, True, True)

    rows = list(rows_of(learner, facts.current()))

    assert {(row["service"], row["layer"], row["skill"]) for row in rows} == {("", "", "")}


# Never drawn elsewhere


def test_no_draw_of_the_matrix_course_takes_one(lesson):
    own = own_items(lesson)

    assert not own & {question.item for question in pool_lately(facts.current()).questions}
    assert not own & set(askable().values_list("pk", flat=True))
    assert sum(questions_per_cell().values()) > 0


def test_a_missed_one_is_not_in_the_missed_ones_of_the_matrix(attempt, learner, lesson):
    take(attempt, False, False, False)

    pool = PracticePool(facts.current(), learner)

    for by in (By.MIXED, By.MISSED, By.WEAK, By.FLAGGED):
        assert not own_items(lesson) & {question.item for question in pool.of(PracticeChoice(by))}


# Practice of the course


def test_practice_of_the_course_asks_all_of_its_questions_and_nothing_else(cohort, lesson, learner, learner_client):
    learner_client.post(PRACTICE, {"by": "course", "lesson": "", "length": "10"})

    attempt = Attempt.objects.get(learner=learner, mode=Mode.DRILL)

    assert {item.version.item_id for item in attempt.items.select_related("version")} == own_items(lesson)
    assert attempt.title == "Practice: Cloud pricing"


def test_practice_of_what_was_missed_asks_that(attempt, learner, learner_client):
    missed = item_at(attempt, 1).version.item_id
    take(attempt, False, True, True)

    learner_client.post(PRACTICE, {"by": "course-missed", "lesson": "", "length": "5"})

    practice = Attempt.objects.get(learner=learner, mode=Mode.DRILL)
    assert [item.version.item_id for item in practice.items.select_related("version")] == [missed]


def test_nothing_missed_is_said(cohort, learner_client):
    page = learner_client.post(PRACTICE, {"by": "course-missed", "lesson": "", "length": "5"})

    assert page.status_code == 422
    assert "You have missed none of these questions" in page.text


def test_leaving_a_practice_leads_back_to_its_course(cohort, learner, learner_client):
    practice = begin_practice(learner, PracticeChoice(By.COURSE, course="cloud-pricing"), length=5)

    assert f'href="{PRACTICE}"' in learner_client.get(practice.question_url(1)).text
    done = take(practice, True, True, True)
    assert PRACTICE in learner_client.get(done.get_absolute_url()).text


def test_the_practice_page_leads_to_it_for_its_class_alone(cohort, learner_client, stranger_client):
    assert PRACTICE in learner_client.get("/practice/").text
    assert PRACTICE not in stranger_client.get("/practice/").text
    assert stranger_client.get(PRACTICE).status_code == 404
    assert stranger_client.get("/practice/courses/clf-c02-security/").status_code == 404


def test_a_hidden_lesson_is_not_practiced(cohort, lesson, learner_client):
    give_to(cohort, lesson.course, hidden=[lesson])

    assert learner_client.get(PRACTICE).status_code == 404
