"""After a regrade, no page and no file names the old key as the answer."""

import re

import pytest
from django.urls import reverse

from bank.content import content_of
from bank.models import ChangeKind, Misconception
from bank.publishing import publish
from quizzes.attempt_end import close
from quizzes.attempt_start import Sitting, begin
from quizzes.ledger import answer, choosing, save
from quizzes.models import GradingPolicy, Mode
from serving.uuid7 import uuid7
from tests.helpers.cohorts import class_of, member
from tests.helpers.pages import tight
from tests.helpers.questions import published, sorting, turn_row
from tests.helpers.regrades import correct, options, plain, regraded, sit
from tests.helpers.sittings import item_at

pytestmark = pytest.mark.django_db

TEXTS = {"a": "Neither side", "b": "AWS does", "c": "You do", "d": "A tool does"}
OLD_REASON, NEW_REASON = "AWS runs the updates.", "You run the updates."


def question(key: str, reason: str) -> dict:
    """The old key says AWS, the corrected one the customer; no other option has a reason that names a side."""
    told = {"b": OLD_REASON if key == "b" else "AWS does not.", "c": NEW_REASON if key == "c" else "You do not."}
    return {
        "form": "choose-one",
        "stem": "Who updates the guest?",
        "cells": ["ec2/guest-os"],
        "options": [
            {"key": each, "text": text, "is_key": each == key, "rationale": told.get(each, "No.")}
            for each, text in TEXTS.items()
        ],
    }


def corrected_after(sitting) -> None:
    """`sitting` answers the question while its key is wrong; then the key is corrected and the answers regraded."""
    version = published("updates", question("b", OLD_REASON))
    sitting(version)
    content = question("c", NEW_REASON) | {"skill": "shift", "section": ""}
    publish(version.item, content)
    regraded(version, policy=GradingPolicy.NEW_KEY)


def in_practice(learner):
    def sitting(version):
        sit(learner, version, plain("other"), answers="ba")

    return sitting


def in_an_exam(learner):
    def sitting(version):
        attempt = begin(learner, Sitting(Mode.EXAM, "Exam", [version, plain("other")]))
        item = item_at(attempt, 1)
        save(item, event=uuid7(), sequence=item.next_sequence, answer=choosing("b"))
        close(attempt)

    return sitting


@pytest.fixture(params=[in_practice, in_an_exam])
def attempt(request, learner):
    corrected_after(request.param(learner))
    return learner.attempts.get()


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_result_names_the_corrected_answer(learner_client, attempt):
    words = words_of(learner_client.get(attempt.get_absolute_url()).text)

    assert "You AWS does Answer (corrected) You do" in words
    assert "Your answer was regraded with the corrected key." in words


def test_the_page_of_the_question_begins_with_the_corrected_answer(learner_client, attempt):
    page = tight(learner_client.get(item_at(attempt, 1).get_absolute_url()).text).partition("<details")[0]

    [right] = re.findall(r'<li class="opt right">(.*?)</li>', page, re.DOTALL)
    [wrong] = re.findall(r'<li class="opt wrong">(.*?)</li>', page, re.DOTALL)
    assert "You do" in right
    assert "You run the updates." in right
    assert "AWS does" in wrong


def test_no_page_or_file_gives_the_old_key_or_its_reason(
    learner_client, instructor_client, superuser_client, instructor, learner, attempt
):
    cohort = class_of(instructor, learner)
    of_member = [cohort.pk, member(cohort, learner).pk]
    pages = {
        attempt.get_absolute_url(): learner_client,
        item_at(attempt, 1).get_absolute_url(): learner_client,
        **dict.fromkeys(map(reverse, OWN), learner_client),
        reverse("teach:cohort-learner", args=of_member): instructor_client,
        reverse("teach:cohort-learner-attempt", args=[*of_member, attempt.pk]): instructor_client,
        reverse("teach:cohort-scores-csv", args=[cohort.pk]): instructor_client,
        reverse("admin:quizzes_attempt_change", args=[attempt.pk]): superuser_client,
    }

    for address, client in pages.items():
        response = client.get(address)
        assert response.status_code == 200, address
        page = response.getvalue().decode()
        assert OLD_REASON not in page, address
        assert not re.search(r"(?i)(?<!your )answer( is|:)? AWS does(?! not)", words_of(page)), address


OWN = (
    "home",
    "planner:progress",
    "planner:progress-answers",
    "planner:progress-misconceptions",
    "planner:attempts",
    "quizzes:practice",
    "planner:review",
    "planner:scores-csv",
    "planner:answers-csv",
    "planner:answers-json",
)


# What is right is never said against how it counted


def corrected_practice(learner, policy: str | None, answer: str = "b"):
    version = plain()
    attempt = sit(learner, version, plain("other"), answers=f"{answer}b")
    correct(version, "c")
    if policy:
        regraded(version, policy=policy)
    return attempt


@pytest.mark.parametrize(
    ("policy", "answer", "said"),
    [
        (GradingPolicy.NEW_KEY, "b", "Your answer was regraded with the corrected key."),
        (GradingPolicy.FULL, "b", "You got full credit for it."),
        (GradingPolicy.BEST, "b", "You got full credit for it."),
        (GradingPolicy.BEST, "c", "Your answer was regraded with the corrected key."),
        (GradingPolicy.LEAVE_OUT, "b", "This question no longer counts in your score."),
        (None, "c", "Your answer was graded with the earlier key."),
    ],
)
def test_the_question_says_how_its_answer_counts(learner_client, learner, policy, answer, said):
    attempt = corrected_practice(learner, policy, answer)

    page = learner_client.get(item_at(attempt, 1).get_absolute_url()).text

    assert said in page
    assert ("Not quite" in page) == (answer == "b")


def test_a_question_that_was_left_out_is_listed_and_not_counted(learner_client, learner):
    attempt = corrected_practice(learner, GradingPolicy.LEAVE_OUT)

    words = words_of(learner_client.get(attempt.get_absolute_url()).text)

    assert "1 right : 100%" in words.replace(" right:", " right :")
    assert "1. plain? Doesn’t count You B Answer (corrected) C" in words
    assert "1 of 1" in words


def test_another_question_under_the_same_name_corrects_nothing(learner_client, learner):
    version = plain()
    attempt = sit(learner, version, answers="b")
    correct(version, "c", change=ChangeKind.SEMANTIC)

    page = tight(learner_client.get(item_at(attempt, 1).get_absolute_url()).text)

    assert "We were wrong" not in page
    assert "About b<" in page.partition("<details")[0].partition("Your answer")[2]


def test_a_right_answer_that_was_not_offered_is_given_in_words(learner_client, learner):
    version = plain()
    attempt = sit(learner, version, answers="b")
    offered = [option | {"is_key": False} for option in options("b")[:3]]
    added = {"key": "e", "text": "Somebody else", "is_key": True, "rationale": "About e"}
    content = content_of(version) | {"options": [*offered, added]}
    publish(version.item, content)

    page = learner_client.get(item_at(attempt, 1).get_absolute_url()).text

    assert "Right answer, not among your options Somebody else About e" in words_of(page)


def test_rows_go_by_the_corrected_sides(learner_client, learner):
    version = sorting()
    attempt = sit(learner, version)
    item = item_at(attempt, 1)
    right = {row.key: row.expected for row in item.options}
    answer(item, answer={"sorted": right}, event=uuid7())
    first, *_ = right
    turn_row(version, first)
    regraded(version)

    words = words_of(learner_client.get(attempt.get_absolute_url()).text)
    page = learner_client.get(item_at(attempt, 1).get_absolute_url()).text

    assert "Partly right: 5 of 6 rows" in words
    assert "the answer (corrected) is" in words
    assert "Partly right: 5 of 6 rows" in page


def test_an_idea_behind_an_option_that_turned_out_right_was_never_met(learner_client, learner):
    idea = Misconception.objects.first()
    content = question("b", OLD_REASON)
    content["options"][2]["misconception"] = idea.slug
    version = published("updates", content)
    sit(learner, version, answers="c")
    assert idea.name in learner_client.get(reverse("planner:progress-misconceptions")).text

    publish(version.item, question("c", NEW_REASON) | {"skill": "shift", "section": ""})
    regraded(version)

    assert idea.name not in learner_client.get(reverse("planner:progress-misconceptions")).text
