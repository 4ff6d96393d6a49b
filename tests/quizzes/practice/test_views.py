"""Choosing a practice and starting it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from bank.models import Item, ItemVersion
from lessons.models import Lesson
from matrix import facts
from quizzes.attempt_start import NothingToAsk, Sitting, begin
from quizzes.ledger import flag
from quizzes.models import Attempt, Confidence, Mode, ServedItem
from quizzes.pool import held_back, history_of, pool_lately
from quizzes.practice.choices import LENGTHS, By, PracticeChoice, PracticePool
from quizzes.practice.selection import PracticeState, state_of_fact
from quizzes.practice.session_start import AnotherIsOpen
from serving.uuid7 import uuid7
from tests.helpers.practices import cell_of, give, practice, practice_of, versions_on
from tests.helpers.sittings import (
    answer_all,
    item_at,
    statements_of,
)
from tests.helpers.sittings import begin as begin_check

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
LESSON = "shared-responsibility-model"


def bank_of(learner) -> PracticePool:
    return PracticePool(facts.current(), learner)


def count_on(page: str) -> str:
    """What the page says about the choice, without its tags."""
    said = re.search(r'<div id="count".*?</div>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", said[0]).split())


def start(client, **data):
    return client.post("/practice/", {"by": "mixed", "length": "5", **data})


# Choosing


def test_the_page_offers_every_way_with_the_number_of_its_questions(learner_client):
    page = learner_client.get("/practice/").text

    for by in By:
        unlisted = by in (By.ATTEMPT, By.ONLY_FLAGGED) or by.is_of_course
        assert (f'value="{by}"' in page) == (not unlisted)
    total = Item.objects.asked().count()
    assert f"{total:,} questions" in page
    assert f"Everything, mixed: {total:,} questions on" in count_on(page)
    assert "All of them are new to you." in count_on(page)


def test_a_link_to_a_cell_arrives_with_the_cell_chosen(learner_client):
    page = learner_client.get("/practice/?by=cell&service=ec2&layer=guest-os").text

    assert re.search(r'id="id_by_cell" value="cell" checked', page)
    assert re.search(r'value="ec2" selected', page)
    assert count_on(page).startswith("EC2, guest operating system:")


def test_a_change_of_the_choice_swaps_its_count_and_names_its_address(learner_client):
    answer = learner_client.get("/practice/?by=traps&service=&length=20", headers=HTMX)

    assert answer.text.strip().startswith('<div id="count"')
    assert answer["HX-Replace-Url"] == "/practice/?by=traps&length=20"
    assert 'id="live"' in answer.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("by=service", "Choose a service."),
        ("by=cell&service=ec2", "Choose a layer."),
        ("by=service&service=nope", "There is no such service. Choose one of these."),
        ("by=nonsense", "There’s no such way to practice. Choose one of these."),
        ("length=7", "A practice has 5, 10 or 20 questions."),
        ("by=attempt&attempt=nonsense", "That isn’t one of your attempts. Choose another way to practice."),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_starts_nothing(learner_client, learner, query, said):
    assert said in learner_client.get(f"/practice/?{query}").text

    answer = learner_client.post("/practice/", dict(pair.split("=") for pair in query.split("&")))

    assert answer.status_code == 422
    assert said in answer.text
    assert not learner.attempts.exists()


def test_a_choice_without_questions_offers_the_nearest_that_has_some(learner_client, learner):
    page = learner_client.get("/practice/?by=cell&service=ec2&layer=guest-os").text
    assert "The closest" not in page
    asked = bank_of(learner).of(PracticeChoice(By.CELL, service="ec2", layer="guest-os"))
    Item.objects.filter(pk__in=[candidate.item for candidate in asked]).update(published=None)

    page = learner_client.get("/practice/?by=cell&service=ec2&layer=guest-os").text
    answer = start(learner_client, by="cell", service="ec2", layer="guest-os")

    assert "No question asks about this yet: EC2, guest operating system." in page
    assert 'href="/practice/?by=layer&amp;layer=guest-os&amp;length=10">Guest operating system</a>' in page
    assert answer.status_code == 422
    assert not learner.attempts.exists()


@pytest.mark.parametrize("by", [By.WEAK, By.MISSED, By.FLAGGED])
def test_a_new_learner_has_nothing_to_try_again(learner_client, learner, by):
    page = learner_client.get(f"/practice/?by={by}").text

    assert "The closest one with questions" in page
    with pytest.raises(NothingToAsk):
        practice(learner, PracticeChoice(by))


@pytest.mark.parametrize("by", [By.MIXED, By.SERVICE, By.LAYER, By.CELL, By.LESSON, By.TRAPS, By.CONTROL, By.SKILL])
def test_each_choice_asks_only_what_belongs_to_it(learner, by):
    named = {"service": "ec2", "layer": "guest-os", "lesson": LESSON, "control": "shared", "skill": "shift"}
    choice = PracticeChoice(by, **{name: named[name] for name in by.needs})
    known = facts.current()
    attempt = practice(learner, choice)

    for item in ServedItem.objects.filter(attempt=attempt).select_related("version__item"):
        cell = cell_of(item)
        belongs = {
            By.MIXED: True,
            By.SERVICE: cell.service.slug == "ec2",
            By.LAYER: cell.layer.slug == "guest-os",
            By.CELL: cell.path == "ec2/guest-os",
            By.LESSON: item.version.item.section.startswith(f"{LESSON}#")
            or any(cell.path in section["cells"] for section in Lesson.objects.get(slug=LESSON).sections),
            By.TRAPS: item.version.item.generator == "scenarios",
            By.CONTROL: bool(item.control_asked) and known.control_by_id(item.control_asked).kind == "shared",
            By.SKILL: item.version.item.skill == "shift",
        }
        assert belongs[by], item.version.stem


def test_a_question_about_a_whole_control_is_not_counted_under_a_service(learner):
    bank = bank_of(learner)

    assert all(not candidate.service for candidate in bank.candidates if candidate.control)
    assert bank.stock(PracticeChoice(By.CONTROL, control="shared")).questions > 0


# What a learner has made of it


def test_missed_are_the_questions_and_weak_the_facts_whose_latest_answer_was_not_right(learner):
    attempt = practice_of(
        learner, *versions_on("ec2/guest-os"), *versions_on("rds/guest-os"), *versions_on("s3/guest-os")
    )
    give(attempt, 1, right=False)
    give(attempt, 2, right=True, confidence=Confidence.GUESS)
    give(attempt, 3, right=True)
    bank = bank_of(learner)

    missed = [candidate.item for candidate in bank.of(PracticeChoice(By.MISSED))]
    weak = {f"{c.service}/{c.layer}" for c in bank.of(PracticeChoice(By.WEAK))}
    guessed = [candidate.item for candidate in bank.of(PracticeChoice(By.FLAGGED))]

    assert missed == [item_at(attempt, 1).version.item_id]
    assert weak == {"ec2/guest-os", "rds/guest-os"}
    assert guessed == [item_at(attempt, 2).version.item_id]


def test_a_later_right_answer_to_the_cell_takes_it_from_the_missed(learner):
    first, second = versions_on("ec2/guest-os", 2)
    fact = f"cell:{facts.current().cell('ec2/guest-os').pk}"
    give(practice_of(learner, first), 1, right=False)
    assert state_of_fact(fact, history_of(learner)) == PracticeState.WEAK

    give(practice_of(learner, second), 1, right=True)

    assert state_of_fact(fact, history_of(learner)) == PracticeState.KNOWN


def test_the_count_says_what_is_new_and_what_is_weak(learner_client, learner):
    cells = ["ec2/guest-os", "rds/guest-os"]
    attempt = practice_of(learner, *(version for cell in cells for version in versions_on(cell)))
    give(attempt, 1, right=False)
    give(attempt, 2)

    layer = count_on(learner_client.get("/practice/?by=layer&layer=guest-os").text)
    weak = count_on(learner_client.get("/practice/?by=weak").text)

    new = bank_of(learner).stock(PracticeChoice(By.LAYER, layer="guest-os")).never_met
    assert f"{new} of these facts and general rules are new to you. 1 is weak." in layer
    assert re.fullmatch(r"Weak facts: 1 weak fact, \d+ questions on it\.", weak)


def test_flagged_questions_are_found_until_the_flag_is_taken_away(learner):
    item = item_at(practice(learner), 2)
    flag(item, event=uuid7(), on=True)
    assert [
        each.item
        for each in PracticePool(facts.current(), learner, leaving=item.attempt).of(PracticeChoice(By.FLAGGED))
    ] == [item.version.item_id]

    flag(item, event=uuid7(), on=False)

    assert not PracticePool(facts.current(), learner, leaving=item.attempt).of(PracticeChoice(By.FLAGGED))


def test_what_waits_in_an_open_exam_is_never_practiced(learner):
    versions = versions_on("ec2/guest-os", 99)
    exam = begin(learner, Sitting(Mode.EXAM, "Exam", versions[:3], time=timedelta(minutes=5)))
    cell = PracticeChoice(By.CELL, service="ec2", layer="guest-os")

    asked = practice(learner, cell, length=20).items.values_list("version__item", flat=True)

    waiting = {version.item_id for version in versions[:3]}
    assert set(held_back(learner.pk).filter(attempt=exam)) == waiting
    assert asked
    assert not waiting & set(asked)


def test_a_fact_whose_only_question_waits_in_an_open_exam_is_not_counted(learner):
    questions = pool_lately(facts.current()).by("fact").values()
    waiting = next(alike[0] for alike in questions if len(alike) == 1)
    mixed, before = PracticeChoice(By.MIXED), bank_of(learner).stock(PracticeChoice(By.MIXED))

    begin(
        learner, Sitting(Mode.EXAM, "Exam", [ItemVersion.objects.get(pk=waiting.version)], time=timedelta(minutes=5))
    )

    after = bank_of(learner).stock(mixed)
    assert (before.questions - after.questions, before.facts - after.facts) == (1, 1)
    assert waiting not in bank_of(learner).of(mixed)


def test_strangers_answers_say_nothing_about_me(learner, stranger):
    give(practice(stranger), 1, right=False)

    assert history_of(learner).items == {}


def test_the_history_costs_two_queries_however_long_it_is(learner):
    answer_all(begin_check(learner))
    attempt = practice(learner, length=20)
    for position in range(1, 21):
        give(attempt, position)

    pool = pool_lately(facts.current())

    with CaptureQueriesContext(connection) as captured:
        history = history_of(learner, pool)

    assert len(captured) == 2
    assert history == history_of(learner)
    assert len(history.items) >= 20


def test_the_page_costs_as_many_queries_for_who_has_answered_a_lot(learner_client, learner):
    with CaptureQueriesContext(connection) as before:
        learner_client.get("/practice/")
    attempt = practice(learner, length=20)
    for position in range(1, 21):
        give(attempt, position)
    with CaptureQueriesContext(connection) as after:
        learner_client.get("/practice/")

    assert len(statements_of(after)) <= len(statements_of(before))
    assert len(statements_of(before)) <= 11


# Starting


@pytest.mark.parametrize("length", LENGTHS)
def test_a_practice_has_as_many_questions_as_chosen(learner_client, learner, length):
    answer = start(learner_client, by="layer", layer="guest-os", length=length)

    attempt = learner.attempts.get()
    assert answer["Location"] == item_at(attempt, 1).get_absolute_url()
    assert attempt.items.count() == length
    assert attempt.title == "Practice: Guest operating system"
    assert attempt.selection["by"] == "layer"


def test_two_clicks_begin_one_practice(learner_client, learner):
    first = start(learner_client)
    second = start(learner_client)

    assert first["Location"] == second["Location"]
    assert learner.attempts.count() == 1


def test_an_open_practice_is_offered_first_and_nothing_closes_it_unasked(learner_client, learner):
    opened = practice(learner)
    give(opened, 1)

    answer = start(learner_client, by="traps")
    page = learner_client.get(answer["Location"]).text

    assert answer["Location"] == "/practice/?by=traps&length=5#open"
    assert "Continue: 1 of 5 answered" in page
    assert "Start another (closes that one)" in page
    assert f'name="leaving" value="{opened.pk}"' in page
    assert learner.attempts.get().closed_at is None


def test_starting_another_closes_the_one_that_was_named(learner_client, learner):
    opened = practice(learner)
    give(opened, 1)

    start(learner_client, by="traps", leaving=str(opened.pk))
    again = start(learner_client, by="traps", leaving=str(opened.pk))

    opened.refresh_from_db()
    assert opened.ending == "left"
    assert learner.attempts.filter(closed_at=None).get().title == "Practice: Exam traps"
    assert again["Location"].endswith("/1/")
    assert learner.attempts.count() == 2


def test_a_practice_that_cannot_begin_leaves_the_open_one_open(learner_client, learner):
    opened = practice(learner)

    answer = start(learner_client, by="flagged", leaving=str(opened.pk))

    assert answer.status_code == 422
    opened.refresh_from_db()
    assert opened.closed_at is None


def test_a_practice_of_somebody_else_cannot_be_left(learner, stranger):
    practice(learner)
    theirs = practice(stranger)

    with pytest.raises(AnotherIsOpen):
        practice(learner, PracticeChoice(By.TRAPS), leaving=str(theirs.pk))

    assert Attempt.objects.filter(closed_at=None).count() == 2


def test_a_visitor_practices_as_a_guest(client):
    assert client.get("/practice/").status_code == 200

    went = start(client)

    assert client.get(went["Location"]).status_code == 200


# Links


def test_an_open_cell_and_a_lesson_lead_to_their_practice(learner_client):
    cell = learner_client.get("/matrix/ec2/guest-os/").text
    lesson = learner_client.get(f"/learn/{LESSON}/").text

    assert escape("/practice/?by=cell&service=ec2&layer=guest-os") in cell
    assert escape(f"/practice/?by=lesson&lesson={LESSON}") in lesson


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("/services/ec2/", "by=service&service=ec2"),
        ("/layers/guest-os/", "by=layer&layer=guest-os"),
        ("/controls/", "by=control&control=customer-specific"),
    ],
)
def test_services_layers_and_controls_lead_to_their_practice(learner_client, page, query):
    assert escape(f"/practice/?{query}") in learner_client.get(page).text
    assert "questions on" in count_on(learner_client.get(f"/practice/?{query}").text)


def test_a_cell_that_does_not_apply_is_not_practiced(learner_client):
    assert "by=cell" not in learner_client.get("/matrix/vpc/guest-os/").text
