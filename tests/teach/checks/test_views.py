"""The pages with the figures of checks: what they say, whose answers they are over, and who sees them."""

import re
from datetime import timedelta

import pytest
from django.contrib.postgres.functions import TransactionNow
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Cohort, Learner
from accounts.roles import INSTRUCTORS
from quizzes.models import Quiz
from quizzes.statistics.class_answers import Period
from quizzes.statistics.rollup import recount
from teach.checks.answer_filter import AnswerFilterForm
from teach.items.item_list import ordered
from tests.conftest import client_of, make_user
from tests.helpers.cohorts import class_of
from tests.helpers.pages import tight
from tests.helpers.small_bank import sat, small_quiz

pytestmark = pytest.mark.django_db

LIST = "/teach/checks/"
SITTINGS = ("rrrrr", "rrrwr", "rwrrw", "rrwww", "wrwwr", "wwwww")


@pytest.fixture
def quiz(db) -> Quiz:
    return small_quiz()


@pytest.fixture
def six(quiz) -> list[Learner]:
    learners = [make_user(f"learner-{n}@example.com", name=f"Learner {n}").learner for n in range(6)]
    for learner, how in zip(learners, SITTINGS, strict=True):
        sat(learner, quiz, how)
    return learners


@pytest.fixture
def cohort(six, instructor):
    return class_of(instructor, *six, name="Fall term")


def url_of(quiz: Quiz) -> str:
    return reverse("teach:check", args=[quiz.pk])


def page_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return tight(answer.text)


def text_of(client, address: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page_of(client, address)))


# What they say


def test_a_check_has_mean_spread_and_reliability_with_their_ranges(instructor_client, cohort, quiz):
    text = text_of(instructor_client, f"{url_of(quiz)}?cohort={cohort.pk}")

    assert "Attempts 6" in text
    assert re.search(r"Mean \d+% \d+ to \d+%", text)
    assert re.search(r"Standard deviation \d+%", text)
    assert re.search(r"Internal consistency \(alpha\) 0\.\d\d -?\d\.\d\d to 0\.\d\d, standard error \d\.\d\d", text)
    assert re.search(r"Standard error \d+%", text)
    assert "these attempts can’t show yet whether the check tells learners apart." in text


def test_the_first_attempt_of_a_class_has_a_mean_and_words_for_what_it_cannot_show(
    instructor_client, instructor, quiz
):
    ada = make_user("ada@example.com", name="Ada").learner
    sat(ada, quiz, "rrrrw")
    cohort = class_of(instructor, ada)

    text = text_of(instructor_client, f"{url_of(quiz)}?cohort={cohort.pk}")

    assert re.search(r"Attempts 1 Mean \d\d% Median", text)
    assert "From 1 attempt, no one can say where the next scores will be." in text
    assert "Reliability needs 3 attempts" in text
    assert re.search(r"100% \d\d to 100%", text)


def test_questions_are_listed_in_the_order_of_the_check_with_their_ranges(instructor_client, cohort, quiz):
    page = page_of(instructor_client, f"{url_of(quiz)}?cohort={cohort.pk}")

    stems = [str(slot.item) for slot in quiz.slots.order_by("position").select_related("item__published")]
    places = [page.index(stem) for stem in stems]
    assert places == sorted(places)
    assert '67%<span class="interval">30 to 90%</span>' in page


def test_the_figures_of_all_learners_wait_for_five_so_that_they_are_nobodys_score(instructor_client, six, quiz):
    text = text_of(instructor_client, url_of(quiz))
    assert "Attempts 6" in text

    other = Quiz.objects.exclude(pk=quiz.pk).filter(lesson__isnull=False).first()
    for learner in six[:4]:
        sat(learner, other, "")
        learner.attempts.filter(quiz=other).update(ending="finished", closed_at="2026-11-01T00:00Z")
    text = text_of(instructor_client, url_of(other))

    assert "4 attempts so far. Figures over all learners are shown from 5 attempts" in text
    assert "Mean" not in text


def test_guests_are_shown_apart(instructor_client, six, quiz):
    for _ in range(5):
        sat(Learner.objects.create(is_guest=True), quiz, "wwwww")

    assert "Attempts 6" in text_of(instructor_client, url_of(quiz))
    assert "Attempts 5" in text_of(instructor_client, f"{url_of(quiz)}?who=guests")
    assert "Attempts 11" in text_of(instructor_client, f"{url_of(quiz)}?who=everyone")


def test_the_list_leads_from_a_class_to_each_of_its_checks(instructor_client, cohort, quiz):
    page = page_of(instructor_client, cohort.get_absolute_url())
    listed = f"{LIST}?cohort={cohort.pk}"
    assert f'href="{listed}"' in page

    page = page_of(instructor_client, listed)

    assert "Over the learners who are in Fall term now." in page
    assert f'href="{url_of(quiz)}?cohort={cohort.pk}"' in page
    assert re.search(r'Small</a></th><td class="r">6</td><td class="r">\d\d%', page)


def test_the_list_of_all_learners_hides_the_mean_of_fewer_than_five(instructor_client, six, quiz):
    assert re.search(r'Small</a></th><td class="r">6</td><td class="r">\d\d%', page_of(instructor_client, LIST))

    six[0].attempts.update(ending="left")
    six[1].attempts.update(ending="left")
    recount([], [quiz.pk])

    assert re.search(r'Small</a></th><td class="r">4</td><td class="r"><span', page_of(instructor_client, LIST))


def test_a_period_without_attempts_says_so(instructor_client, cohort, quiz):
    query = f"?cohort={cohort.pk}&since=2020-01-01&until=2020-06-30"

    assert "No one in Fall term finished this check in this period." in text_of(
        instructor_client, url_of(quiz) + query
    )


def test_the_last_days_end_today_by_the_clock_of_the_database(cohort, instructor):
    today = Cohort.objects.annotate(now=TransactionNow()).get(pk=cohort.pk).now.date()

    form = AnswerFilterForm(QueryDict(f"cohort={cohort.pk}&period=30"), instructor)

    assert form.answers.period == Period(since=today - timedelta(29))


@pytest.mark.parametrize("page", ["/teach/checks/", "/teach/items/"])
def test_a_period_says_that_it_is_of_whole_days_of_the_class(instructor_client, cohort, page):
    said = f"A period is of whole days in the time zone of the class, {cohort.time_zone}."

    assert said in text_of(instructor_client, f"{page}?cohort={cohort.pk}")
    assert said not in text_of(instructor_client, page)


def test_a_date_that_is_none_is_said_and_left_out(instructor_client, cohort, quiz):
    text = text_of(instructor_client, f"{url_of(quiz)}?cohort={cohort.pk}&since=yesterday")

    assert "Enter a valid date." in text
    assert "Attempts 6" in text


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_date_out_of_this_world_is_left_out(instructor_client, cohort, quiz, day):
    text = text_of(instructor_client, f"{url_of(quiz)}?cohort={cohort.pk}&since={day}&until={day}")

    assert "Attempts 6" in text


# Questions, over a class


def test_a_class_sees_which_questions_it_gets_wrong_first(instructor_client, six, cohort, quiz):
    stranger = make_user("zoe@example.com", name="Zoe").learner
    sat(stranger, quiz, "wwwww")

    page = page_of(instructor_client, f"/teach/items/?cohort={cohort.pk}")

    shares = [int(right) for right in re.findall(r"(\d) of 6 right: \d+ to \d+%", page)]
    assert len(shares) >= 3
    assert shares == sorted(shares)
    assert "of 7 right" not in page


def test_one_wrong_answer_does_not_come_before_many():
    sums = {1: (1, 0), 2: (11, 2000), 3: (11, 9000)}

    assert ordered(sums, sums, "") == [2, 1, 3]
    assert ordered(sums, sums, "easy") == [3, 2, 1]


def test_a_question_shows_what_a_class_chose(instructor_client, cohort, quiz):
    item = quiz.slots.get(position=1).item

    text = text_of(instructor_client, f"/teach/items/{item.pk}/?cohort={cohort.pk}")

    assert "4 of 6 right: 30 to 90%." in text
    assert "A. Text a (key) 4 of 6 B. Text b 2 of 6 C. Text c 0 of 6" in text


def test_a_question_has_no_answers_of_a_class_outside_of_the_period(instructor_client, cohort, quiz):
    item = quiz.slots.get(position=1).item

    text = text_of(instructor_client, f"/teach/items/{item.pk}/?cohort={cohort.pk}&until=2020-06-30")

    assert "No answers yet." in text


# Who sees them


def test_a_class_of_another_instructor_does_not_exist(client, cohort, quiz, learner_client, superuser_client):
    colleague = client_of(make_user("otto@example.com", name="Otto", group=INSTRUCTORS, is_staff=True))

    item = f"/teach/items/{quiz.slots.get(position=1).item_id}/"
    for address in (url_of(quiz), LIST, "/teach/items/", item):
        assert colleague.get(address).status_code == 200
        assert colleague.get(f"{address}?cohort={cohort.pk}").status_code == 404
        assert colleague.get(f"{address}?cohort=x").status_code == 404
        assert superuser_client.get(f"{address}?cohort={cohort.pk}").status_code == 200
        assert learner_client.get(address).status_code == 404
        assert client.get(address).status_code == 302
    assert "Fall term" not in page_of(colleague, url_of(quiz))


def test_no_page_names_a_learner(instructor_client, cohort, quiz):
    page = page_of(instructor_client, f"{url_of(quiz)}?cohort={cohort.pk}")

    assert "Learner 1" not in page
    assert "example.com" not in page


@pytest.mark.parametrize("query", ["", "?cohort={}"])
def test_the_pages_take_at_most_12_queries_however_many_answers(instructor_client, cohort, quiz, six, query):
    def queries(address: str) -> int:
        instructor_client.get(address)  # counts what is new
        with CaptureQueriesContext(connection) as seen:
            instructor_client.get(address)
        return len(seen)

    pages = (url_of(quiz), LIST, "/teach/items/", f"/teach/items/{quiz.slots.get(position=1).item_id}/")
    addresses = [f"{address}{query.format(cohort.pk)}" for address in pages]
    before = [queries(address) for address in addresses]
    for learner in six:
        sat(learner, quiz, "rrwrw")

    assert [queries(address) for address in addresses] == before
    assert max(before) <= 12
