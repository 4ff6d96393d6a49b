"""What home offers first: what was begun, the most urgent first, else the next lesson."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bank.models import Needs
from lessons.models import Lesson
from lessons.progress import mark_as_read, record_reading
from planner.review import begin_review
from planner.stored_plans import day_of
from quizzes.attempt_start import start
from quizzes.ledger import answer
from quizzes.models import Attempt, Quiz, ServedItem
from quizzes.pool import control_asked
from serving.uuid7 import uuid7
from tests.helpers.exam_sittings import begin_exam
from tests.helpers.memories import remember
from tests.helpers.pages import tight
from tests.helpers.plans import make_plan
from tests.helpers.practices import cell_of, plain_practice
from tests.helpers.sittings import answer_all, item_at, right_answer, wrong_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons():
    return list(Lesson.objects.published())


@pytest.fixture
def hero(learner_client):
    """The words of home's first card, and where its button leads."""

    def find() -> tuple[str, str]:
        page = learner_client.get("/")
        step = page.context["step"].hero
        assert page.text.count('class="hero"') == 1
        assert page.text.partition("<main")[2].count("btn primary") == 1
        return f"{step.eyebrow} | {step.title} | {step.button}", step.url

    return find


def check_of(lesson: Lesson) -> Quiz:
    return Quiz.objects.get(lesson=lesson)


def test_a_new_learner_starts_with_the_first_lesson(hero, lessons):
    words, url = hero()

    assert words.startswith("Start here · ")
    assert words.endswith(f"Start {lessons[0].label}")
    assert url == lessons[0].get_absolute_url()


def test_after_a_lesson_that_was_read_comes_the_next_one(hero, learner, learner_client, lessons):
    mark_as_read(lessons[0], learner=learner)
    answer_all(start(check_of(lessons[0]), learner))
    answer_all(plain_practice(learner))

    words, url = hero()

    assert words.startswith("Next · ")
    assert words.endswith(f"Start {lessons[1].label}")
    assert url == lessons[1].get_absolute_url()
    assert "Welcome back, Lena" in learner_client.get("/").text
    assert f"Start {lessons[0].label}" not in learner_client.get("/").text


def test_a_lesson_whose_check_was_passed_is_done_though_nobody_marked_it(hero, learner, lessons):
    record_reading(lessons[0], lessons[0].anchors[0], learner=learner)
    answer_all(start(check_of(lessons[0]), learner), wrong={1})
    answer_all(plain_practice(learner))

    assert hero()[1] == lessons[1].get_absolute_url()


def test_a_lesson_whose_check_was_not_passed_is_still_to_do(hero, learner, lessons):
    answer_all(start(check_of(lessons[0]), learner), wrong={1, 2, 3, 4, 5, 6})
    answer_all(plain_practice(learner))

    assert hero()[1] == lessons[0].get_absolute_url()


def test_a_lesson_that_was_begun_comes_before_the_next_one(hero, learner, lessons):
    record_reading(lessons[2], lessons[2].anchors[0], learner=learner)

    words, url = hero()

    assert words.startswith(f"Continue · 1 of {len(lessons[2].sections)} sections read")
    assert url == f"{lessons[2].get_absolute_url()}#{lessons[2].anchors[1]}"


def test_what_is_open_comes_before_what_was_read_and_the_most_urgent_first(hero, learner, lessons):
    record_reading(lessons[2], lessons[2].anchors[0], learner=learner)

    practice = plain_practice(learner)
    assert hero()[0] == "Started today | Practice: Test: 0 of 2 questions answered | Continue practice"
    assert hero()[1] == practice.question_url(1)

    remember(learner, "ec2/guest-os", (9, False))
    make_plan(learner)
    words, url = hero()
    assert words.endswith(f"| Today’s review: {len(day_of(learner).due)} facts | Start today’s review")
    assert url == reverse("planner:review")

    review = begin_review(learner)
    assert hero()[0].endswith("| Continue the review")
    assert hero()[1] == review.question_url(1)

    check = start(check_of(lessons[1]), learner)
    answer(item_at(check, 1), answer=right_answer(item_at(check, 1)), event=uuid7())
    questions = check.items.count()
    assert hero()[0] == f"Started today | L2 check: 1 of {questions} questions answered | Continue the check"
    assert hero()[1] == check.question_url(2)

    exam = begin_exam(learner)
    words, url = hero()
    assert re.match(r"Exam in progress · \d+ minutes left \| ", words)
    assert words.endswith(f"| {exam.title}: 0 of 20 questions answered | Back to the exam")
    assert url == exam.get_absolute_url()


def test_what_was_begun_earlier_says_when(hero, learner):
    practice = plain_practice(learner)
    for days, said in ((1, "yesterday"), (9, None)):
        started = timezone.now() - timedelta(days=days)
        Attempt.objects.filter(pk=practice.pk).update(started_at=started)
        assert hero()[0].startswith(f"Started {said or f'on {started:%b} {started.day}'} |")


def after(page):
    return re.search(r"After that: ([^<]+)</p>", tight(page)).group(1).strip()


def test_the_line_below_says_what_comes_after(learner_client, learner, lessons):
    assert after(learner_client.get("/").text) == f"its check, {check_of(lessons[0]).slots.count()} questions"

    record_reading(lessons[2], lessons[2].anchors[0], learner=learner)
    plain_practice(learner)

    titles = {section["anchor"]: section["title"] for section in lessons[2].sections}
    assert after(learner_client.get("/").text) == f"L3, at “{titles[lessons[2].anchors[1]]}”"


def test_the_first_day_goes_from_a_lesson_to_its_check_to_ten_questions_to_the_next_lesson(
    hero, learner, learner_client, lessons
):
    mark_as_read(lessons[0], learner=learner)
    words, url = hero()
    assert words.endswith("| L1 check | Start the check")
    assert url == reverse("quizzes:check", args=[lessons[0].slug])

    learner_client.post(url)
    answer_all(learner.attempts.get())
    words, url = hero()
    assert words.endswith("| Ten mixed questions | Start ten questions")
    assert "After that: L2" in learner_client.get("/").text

    learner_client.post(url, learner_client.get("/").context["step"].hero.fields)
    practice = learner.attempts.get(closed_at=None)
    assert practice.items.count() == 10
    asked = ServedItem.objects.filter(attempt=practice).alias(control=control_asked("version"))
    about_services = asked.filter(control=None).exclude(version__needs=Needs.RULE)
    weights = Counter(cell_of(item).service.exam_weight for item in about_services)
    assert (weights["further"] <= 1, weights["beyond"]) == (True, 0)
    answer_all(practice)
    assert hero()[0].endswith(f"Start {lessons[1].label}")


def test_the_plan_appears_once_there_was_something_to_plan_this_morning(hero, learner, lessons):
    answer_all(start(check_of(lessons[0]), learner))
    assert "review" not in hero()[0]

    remember(learner, "athena/guest-os", (1, True))

    assert "Today’s review" in hero()[0]


def test_another_exam_is_not_offered_beside_an_exam_under_way(learner_client, learner):
    assert "Take an exam simulation" in learner_client.get("/").text

    begin_exam(learner)

    assert "Take an exam simulation" not in learner_client.get("/").text


def test_a_guest_is_offered_the_same(client, lessons):
    client.post(reverse("quizzes:check", args=[lessons[0].slug]))

    assert "Continue the check" in client.get("/").text


def test_after_the_last_lesson_there_is_practice(hero, learner, lessons):
    for lesson in lessons:
        mark_as_read(lesson, learner=learner)
    answer_all(plain_practice(learner))

    words, url = hero()

    assert words == f"Course finished | You’ve finished all {len(lessons)} lessons | Practice"
    assert url == reverse("quizzes:practice")


@pytest.mark.parametrize("wrong", [set(), {1}])
def test_after_a_check_the_summary_leads_to_the_next_lesson_and_back(learner_client, learner, lessons, wrong):
    attempt = answer_all(start(check_of(lessons[0]), learner), wrong=wrong)

    page = tight(learner_client.get(attempt.get_absolute_url()).text)

    assert f'href="{lessons[1].get_absolute_url()}">Next lesson: {lessons[1]}</a>' in page
    assert f'href="{lessons[0].get_absolute_url()}">Back to {lessons[0].label}</a>' in page
    assert page.partition("summary-page")[2].count("btn primary") == 1


def test_after_the_check_of_the_last_lesson_the_summary_leads_to_practice(learner_client, learner, lessons):
    last = [lesson for lesson in lessons if Quiz.objects.filter(lesson=lesson).exists()][-1]
    attempt = answer_all(start(check_of(last), learner))

    page = learner_client.get(attempt.get_absolute_url()).text

    assert ("Practice everything" in page) == (last == lessons[-1])


def test_home_asks_the_database_as_often_for_many_open_attempts(
    learner_client, learner, lessons, django_assert_max_num_queries
):
    learner_client.get("/")
    for lesson in lessons[:3]:
        attempt = start(check_of(lesson), learner)
        answer(item_at(attempt, 1), answer=wrong_answer(item_at(attempt, 1)), event=uuid7())

    with django_assert_max_num_queries(9):
        learner_client.get("/")
