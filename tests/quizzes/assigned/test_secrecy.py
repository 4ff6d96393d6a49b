"""No address of the site and no download shows anything about a held test before its answers are due."""

import csv
import json

import pytest

from planner.progress.scores import checks_of
from quizzes.belongings import describe_attempts
from quizzes.models import AttemptItem, Grade, ItemResult, Response
from tests.helpers.assignments import answers_become_due, held_test, taken
from tests.helpers.exam_sittings import flagged
from tests.helpers.sittings import answer_all, begin
from tests.helpers.world import World, routes
from tests.lessons.conftest import filmed_in_folder as filmed_in_folder
from tests.site.test_access import DECLARED

pytestmark = pytest.mark.django_db

QUESTIONS = range(1, 11)
MINE = [route for route in routes() if not route.is_admin and DECLARED.get(route.name) != "anyone with the token"]
LEAVES = {"account_logout", "account-delete"}  # after a POST to these nobody is there to ask


@pytest.fixture
def held(cohort, lena):
    attempt = taken(held_test(cohort), lena.learner, right=4, wrong=4)
    flagged(attempt, 1)
    attempt.refresh_from_db()
    return attempt


@pytest.fixture
def world(lena, instructor, filmed_in_folder, held) -> World:
    """Its own addresses lead to the held test wherever they name an attempt, a question or an assignment."""
    found = World(lena.learner, instructor, filmed_in_folder)
    about = {name: held.pk for name in found.parts if name.endswith("attempt")}
    found.parts |= about | {"assignment": held.assignment_id}
    return found


def addresses(world: World, held) -> list[str]:
    found = []
    for route in MINE:
        for item in held.items.select_related("version") if {"position", "item"} & {*route.parameters} else [None]:
            if item:
                world.parts |= {"position": item.position, "item": item.version.item_id}
            found.append(world.address(route))
    return sorted(set(found))


def told(response) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode(errors="replace")
    return response.content.decode(errors="replace")


def secrets_of(held) -> set[str]:
    """What nobody could know without the key: the reasons that were written for these questions alone."""
    items = AttemptItem.objects.filter(attempt=held).prefetch_related("version__options")
    return {option.rationale for item in items for option in item.version.options.all()}


def test_no_address_shows_a_reason_of_a_held_test_and_each_does_afterwards(held, world, client, lena, learner_client):
    secrets = secrets_of(held)
    shown = {}
    for address in addresses(world, held):
        text = told(learner_client.get(address))
        found = {secret for secret in secrets if secret in text}
        if found:
            shown[address] = found

    assert shown == {}
    assert not Grade.objects.filter(response__attempt_item__attempt=held).exists()
    assert not ItemResult.objects.filter(attempt_item__attempt=held).exists()
    answers_become_due(held.assignment)
    assert secrets & {each for each in secrets if each in told(learner_client.get(held.get_absolute_url()))}


def test_no_address_takes_an_answer_or_gives_a_verdict_when_something_is_sent(held, world, learner_client):
    before = Response.objects.filter(attempt_item__attempt=held, late=False).count()
    secrets = secrets_of(held)

    own = [
        route for route in MINE if {"attempt", "assignment", "item"} & {*route.parameters} and route.name not in LEAVES
    ]
    for route in own:
        for item in held.items.select_related("version"):
            world.parts |= {"position": item.position, "item": item.version.item_id}
            text = told(learner_client.post(world.address(route), {"unsure": "1", "text": "Not so."}))
            assert not {secret for secret in secrets if secret in text}, route.name

    held.refresh_from_db()
    assert held.is_held
    assert Response.objects.filter(attempt_item__attempt=held, late=False).count() == before
    assert not Grade.objects.filter(response__attempt_item__attempt=held).exists()


def test_the_download_holds_the_answers_and_no_marks(held, learner_client):
    def download() -> dict:
        attempts = json.loads(told(learner_client.get("/account/download/")))["attempts"]
        return next(each for each in attempts if each["id"] == str(held.pk))

    before = download()
    assert before["handed_in_at"]
    assert before["score"] == {"marks": 0, "maximum": 10_000, "answered": 0, "right": 0}
    for question in before["questions"]:
        assert question["marks"] is None
        assert "counts" not in question
        assert all(not answer["grades"] for answer in question["answers"])

    answers_become_due(held.assignment)
    learner_client.get(held.get_absolute_url())
    assert download()["score"]["right"] == 4


def test_an_exception_is_in_the_download_of_its_learner_and_goes_with_the_account(held, lena, learner_client, client):
    from accounts.leaving.deletion import delete_account
    from quizzes.models import AssignmentException
    from tests.helpers.serving_role import as_application

    AssignmentException.objects.create(assignment=held.assignment, learner=lena.learner, extra_minutes=10)
    told_of = json.loads(told(learner_client.get("/account/download/")))
    assert any("extra_minutes" in json.dumps(rows) for rows in told_of.values())

    with as_application():
        delete_account(lena)

    assert not AssignmentException.objects.exists()


def test_no_file_and_no_list_tells_an_older_result_of_a_question_that_a_held_test_asks(cohort, lena, learner_client):
    check = answer_all(begin(lena.learner), wrong={1})
    test = held_test(cohort)
    assert '"True"' in told(learner_client.get("/progress/answers.csv"))
    taken(test, lena.learner)

    rows = list(csv.DictReader(told(learner_client.get("/progress/answers.csv")).splitlines()))
    assert {(row["right"], row["marks"]) for row in rows} == {("", "")}
    [download] = [each for each in describe_attempts(lena.learner) if each["id"] == check.pk]
    assert {question["marks"] for question in download["questions"]} == {None}
    assert not any(answer["grades"] for question in download["questions"] for answer in question["answers"])
    assert checks_of([check.quiz.lesson_id], lena.learner)[check.quiz.lesson_id].score_text == ""

    answers_become_due(test)
    learner_client.get("/progress/")
    after = list(csv.DictReader(told(learner_client.get("/progress/answers.csv")).splitlines()))
    assert {row["right"] for row in after} == {"True", "False"}
    assert checks_of([check.quiz.lesson_id], lena.learner)[check.quiz.lesson_id].score_text
