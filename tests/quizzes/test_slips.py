"""“I pressed the wrong one”: what it changes, what it does not, and when it is refused."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from accounts.leaving.merge import merge
from accounts.models import Learner, TimeAllowance
from bank.models import Form, Item, Misconception, Option
from matrix import facts
from planner.misconceptions import met_by
from planner.predictions import first_answers
from planner.progress.breakdowns import by_confidence, by_question
from quizzes.attempt_start import Sitting, begin
from quizzes.ledger import answer
from quizzes.memory.knowledge import facts_and_knowledge
from quizzes.models import CellMemory, GradingPolicy, Mode, SlippedAnswer
from quizzes.pool import history_of
from quizzes.rebuild import differences
from quizzes.regrade.run import order, work
from quizzes.slips import take_back
from tests.helpers.practices import give, practice, practice_of, versions_on
from tests.helpers.regrades import correct, plain
from tests.helpers.sittings import form_of, item_at, served_event, statements_of, wrong_answer

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
BUTTON = "I pressed the wrong one"
EARLIER = "UPDATE quizzes_response SET received_at = received_at - %s * interval '1 second'"


def wrong(attempt, position: int = 1, confidence: str = "think-so"):
    give(attempt, position, right=False, confidence=confidence)
    return item_at(attempt, position)


def later(seconds: float) -> None:
    """So many seconds pass after every answer."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE quizzes_response DISABLE TRIGGER USER")
        cursor.execute(EARLIER, [seconds])
        cursor.execute("ALTER TABLE quizzes_response ENABLE TRIGGER USER")


def url_of(item) -> str:
    return f"/practice/{item.attempt_id}/{item.position}/slip/"


def press(client, item, **headers):
    return client.post(url_of(item), headers=headers or HTMX)


def page_of(client, item) -> str:
    return client.get(item.get_absolute_url()).text


@pytest.fixture
def item(learner):
    return wrong(practice_of(learner, *versions_on("ec2/guest-os", 5)))


# What is stored


def test_the_answer_is_no_evidence_and_keeps_its_score(learner_client, learner, item):
    assert CellMemory.objects.filter(learner=learner).exists()

    reply = press(learner_client, item)

    assert reply.status_code == 200
    assert not CellMemory.objects.filter(learner=learner).exists()
    attempt = learner.attempts.select_related("score").get()
    assert (attempt.score.marks, attempt.score.answered) == (0, 1)
    assert sum(each.asked for each in by_question(learner, facts.current())) == 1
    assert by_confidence(learner) == []
    assert first_answers(learner) == []
    assert differences() == []


def test_an_answer_that_was_a_slip_shows_no_misconception(learner_client, learner):
    idea = Option.objects.filter(
        misconception__in=Misconception.objects.values("slug"),
        version__in=Item.objects.asked().values("published"),
        version__form=Form.CHOOSE_ONE,
        is_key=False,
    ).first()
    attempt = practice_of(learner, idea.version)
    give(attempt, 1, chosen=idea.key)
    known, knowledge = facts_and_knowledge(learner)
    assert met_by(learner, known, knowledge)

    press(learner_client, item_at(attempt, 1))

    assert not met_by(learner, known, knowledge)


def test_its_question_is_asked_again_at_the_end_and_that_answer_is_evidence(learner_client, learner, item):
    press(learner_client, item)

    again = item_at(item.attempt, 6)
    assert (again.version_id, again.scored) == (item.version_id, False)
    for position in range(2, 7):
        give(item.attempt, position)
    attempt = learner.attempts.select_related("score").get()
    assert attempt.ending == "finished"
    assert (attempt.score.right, attempt.score.maximum) == (4, 5000)
    memory = CellMemory.objects.get(learner=learner, cell=item.settling_cell)
    evidence = {entry[0] for entry in memory.history}
    assert again.pk in evidence
    assert item.pk not in evidence
    assert differences() == []


def test_the_last_answer_ends_the_attempt_and_its_question_waits_for_another_one(learner_client, learner):
    attempt = practice_of(learner, *versions_on("ec2/guest-os"))
    item = wrong(attempt)

    page = press(learner_client, item).text

    assert "This was the last question, so you’ll see it in a later session." in page
    history = history_of(learner)
    assert history.last == item.version.item_id  # not asked again at once, nor as if it were new
    assert item.version.item_id in history.items
    assert history.facts == {}
    assert attempt.items.count() == 1
    assert not CellMemory.objects.filter(learner=learner).exists()


def test_the_last_of_a_review_is_due_again_in_the_header(learner_client, learner):
    attempt = begin(
        learner, Sitting(Mode.REVIEW, "Review", versions_on("ec2/guest-os"), selection={"cells": {"1": [7, 8]}})
    )
    Learner.objects.filter(pk=learner.pk).update(due_count=5)
    item = wrong(attempt)

    press(learner_client, item)

    learner.refresh_from_db()
    assert learner.due_count == 5


def test_it_shows_no_key_of_a_question_that_an_exam_asks_now(learner_client, learner, item):
    begin(learner, Sitting(Mode.EXAM, "Exam", [item.version]))

    answer = press(learner_client, item)

    assert answer.status_code == 422
    assert "Not counted for your reviews" not in answer.text
    assert all(escape(option.rationale) not in answer.text for option in item.options if option.rationale)
    assert not SlippedAnswer.objects.exists()


@pytest.mark.parametrize("times", [2, 3])
def test_pressing_twice_stores_it_once(learner_client, learner, item, times):
    pages = [press(learner_client, item) for _ in range(times)]

    assert {page.status_code for page in pages} == {200}
    assert all("Not counted for your reviews" in page.text for page in pages)
    assert SlippedAnswer.objects.count() == 1
    assert item.attempt.items.count() == 6


def test_a_regrade_keeps_it(learner_client, learner):
    version = plain()
    attempt = practice_of(learner, version)
    give(attempt, 1, chosen="a")
    press(learner_client, item_at(attempt, 1))

    correct(version, "a")
    work(order([version.item_id], policy=GradingPolicy.NEW_KEY, reason="A mistake.", author=1))

    assert item_at(attempt, 1).result.marks == 1000
    assert not CellMemory.objects.filter(learner=learner).exists()
    assert differences() == []


def test_it_moves_with_a_guests_answers_into_the_account(learner):
    guest = Learner.objects.create()
    take_back(wrong(practice_of(guest, *versions_on("ec2/guest-os"))), has_time=False)

    merge(guest.pk, learner)

    assert SlippedAnswer.objects.get().attempt.learner == learner
    assert not CellMemory.objects.exists()
    assert differences() == []


def test_the_download_tells_of_it(learner_client, learner, item):
    press(learner_client, item)

    [attempt] = learner_client.get("/account/download/").json()["attempts"]

    [told] = attempt["questions"][0]["answers"]
    assert told["pressed_the_wrong_one"]


# The page


def test_without_scripts_the_button_leads_back_to_the_question(learner_client, item):
    reply = learner_client.post(url_of(item))

    assert reply["Location"] == item.get_absolute_url()
    page = page_of(learner_client, item)
    assert "Not counted for your reviews" in page
    assert "You’ll see this question again in this session." in page
    assert BUTTON not in page
    assert "Add a note" not in page  # the question waits for its answer


def test_a_wrong_verdict_offers_it_and_costs_no_query_more(learner_client, learner):
    attempt = practice(learner)
    sizes = []
    for position, right in ((1, False), (2, True), (3, False)):
        item = item_at(attempt, position)
        given = wrong_answer(item) if not right else {"chosen": [o.key for o in item.options if o.is_key]}
        sent = {**form_of(item, given), "event": served_event(item), "confidence": "guess"}
        with CaptureQueriesContext(connection) as captured:
            page = learner_client.post(item.get_absolute_url(), sent, headers=HTMX).text
        sizes.append(len(statements_of(captured)))
        assert (BUTTON in page) is not right

    assert sizes[1] == sizes[2] == 4


@pytest.mark.parametrize("mode", [Mode.CHECK, Mode.REVIEW])
def test_checks_and_reviews_offer_it_too(learner_client, learner, mode):
    attempt = begin(learner, Sitting(mode, "Other", versions_on("ec2/guest-os", 2)))
    item = wrong(attempt)

    assert BUTTON in page_of(learner_client, item)
    press(learner_client, item)

    assert SlippedAnswer.objects.count() == 1


def test_ten_seconds_later_it_is_not_offered_and_soon_after_refused(learner_client, item):
    later(10.5)
    assert BUTTON not in page_of(learner_client, item)
    assert "Not counted" in press(learner_client, item).text  # on its way for that long


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_too_late_is_said_and_the_answer_counts(learner_client, learner, item, headers):
    later(20.5)

    page = learner_client.post(url_of(item), headers=headers).text

    assert "More than 10 seconds have passed, so this answer counts." in page
    assert not SlippedAnswer.objects.exists()
    assert CellMemory.objects.filter(learner=learner).exists()


def test_with_an_allowance_of_time_it_stays_until_the_next_answer(learner_client, learner, item):
    learner.user.time_allowance = TimeAllowance.MORE
    learner.user.save()
    later(600)
    assert "undo stays" in page_of(learner_client, item)

    give(item.attempt, 2)

    assert BUTTON not in page_of(learner_client, item)
    press(learner_client, item)
    assert not SlippedAnswer.objects.exists()


def test_once_in_ten_answers(learner_client, learner):
    first = practice(learner, length=10)
    press(learner_client, wrong(first, 1))
    for position in range(2, 10):
        give(first, position)

    tenth = wrong(first, 10)
    assert BUTTON not in page_of(learner_client, tenth)
    assert "You can do this once in 10 answers" in press(learner_client, tenth).text
    assert SlippedAnswer.objects.count() == 1
    assert BUTTON in page_of(learner_client, wrong(first, 11))


# Where there is none


def test_no_other_answer_can_be_one(learner_client, learner):
    attempt = practice(learner)
    give(attempt, 1)
    answer(item_at(attempt, 2), answer={"unsure": True}, event=item_at(attempt, 2).attempt_id)

    for position in (1, 2, 3):
        assert press(learner_client, item_at(attempt, position)).status_code == 404
        assert BUTTON not in page_of(learner_client, item_at(attempt, position))


@pytest.mark.parametrize("mode", [Mode.EXAM, Mode.SECTION])
def test_neither_an_exam_nor_a_lesson_has_it(learner_client, learner, mode):
    version = versions_on("ec2/guest-os")
    selection = {"lesson": "shared-responsibility-model", "place": "shifts"}
    kind = {"time": timedelta(minutes=20)} if mode == Mode.EXAM else {"selection": selection}
    attempt = begin(learner, Sitting(mode, "Other", version, **kind))
    if mode == Mode.SECTION:
        give(attempt, 1, right=False)

    assert press(learner_client, item_at(attempt, 1)).status_code == 404


def test_a_stranger_gets_404(stranger_client, client, item):
    assert press(stranger_client, item).status_code == 404
    assert press(client, item).status_code in (204, 404)
    assert not SlippedAnswer.objects.exists()
