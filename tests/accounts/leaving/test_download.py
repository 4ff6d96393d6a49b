"""People download all that the site knows of them."""

import json

import pytest

from accounts.leaving.belongings import belongings
from accounts.models import Session
from quizzes.models import Response
from tests.accounts.leaving.conftest import ADDRESS, NAME, join_a_class, live_a_little
from tests.helpers.sittings import answer_all, begin

pytestmark = pytest.mark.django_db
BESIDES = 14  # queries of the download beyond one for each kind of row


def test_the_download_holds_every_row_about_a_person(person, logged_in, lesson):
    live_a_little(person, logged_in, lesson)

    answer = logged_in.get("/account/download/")

    assert answer["Content-Disposition"] == 'attachment; filename="whose-layer.json"'
    told = answer.json()
    assert told["account"]["email"] == ADDRESS
    assert {each["email"] for each in told["account"]["addresses"]} == {ADDRESS, f"new.{ADDRESS}"}
    assert len(told["account"]["logged_in_until"]) == Session.objects.filter(user=person).count() > 0
    assert told["readings"][0]["anchor"] == "of"
    assert told["problem_reports"][0]["text"] == f"B is right, says {NAME}."
    assert told["disputes"][0]["text"] == f"This is wrong because {NAME} knows it."
    [attempt] = told["attempts"]
    events = {each["event"] for question in attempt["questions"] for each in question["answers"]}
    assert events == {str(event) for event in Response.objects.values_list("event", flat=True)}
    assert [question["marks"] for question in attempt["questions"]].count(0) == 1
    chosen = attempt["questions"][0]["answers"][0]["answer"]["chosen"]
    assert all(" " in text for text in chosen)


def test_the_download_tells_of_rosters_with_an_earlier_address(person, logged_in, instructor):
    join_a_class(person, instructor)

    told = logged_in.get("/account/download/").json()

    assert {row["email"] for row in told["account"]["class_rosters"]} == {ADDRESS, f"old.{ADDRESS}"}


def test_the_download_of_one_person_says_nothing_of_another(person, logged_in, learner):
    answer_all(begin(learner))

    told = logged_in.get("/account/download/").json()

    assert told["attempts"] == []
    assert str(learner.pk) not in json.dumps(told)


def test_the_download_grows_by_no_query_with_the_answers(person, logged_in, django_assert_max_num_queries):
    for _ in range(3):
        answer_all(begin(person.learner))

    with django_assert_max_num_queries(BESIDES + len(belongings)):
        logged_in.get("/account/download/")


def test_a_visitor_has_nothing_to_download(client):
    assert client.get("/account/download/").status_code == 404
