"""The page with a learner's notes and flagged questions."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from lessons.models import Lesson
from quizzes.ledger import flag
from serving.uuid7 import uuid7
from tests.helpers.practices import give, plain_practice, practice_of, versions_on
from tests.helpers.sittings import item_at
from tests.quizzes.notes.conftest import FACT, SECTION, TEXT, address_of, note_on, send

pytestmark = pytest.mark.django_db


def test_an_empty_page_says_how_it_fills(learner_client, client):
    for browser in (learner_client, client):
        assert "Nothing here yet" in browser.get("/notes/").text


def test_flagged_questions_are_listed_with_their_notes_and_practiced_from_there(learner_client, learner, answered):
    flag(answered, event=uuid7(), on=True)
    send(learner_client, address_of(answered))

    page = learner_client.get("/notes/").text
    begun = learner_client.post("/practice/", {"by": "only-flagged"})

    assert f'href="{answered.get_absolute_url()}"' in page
    assert escape(TEXT) in page
    assert "Practice flagged questions" in page
    attempt = learner.attempts.get(closed_at=None)
    assert begun["Location"] == item_at(attempt, 1).get_absolute_url()
    assert [item.version.item_id for item in attempt.items.all()] == [answered.version.item_id]


def test_with_another_practice_open_the_flagged_ones_are_chosen_on_the_page_of_practice(
    learner_client, learner, answered
):
    flag(answered, event=uuid7(), on=True)
    [other] = versions_on("s3/customer-data")
    practice_of(learner, other)

    sent = learner_client.post("/practice/", {"by": "only-flagged"})

    page = learner_client.get(sent["Location"].partition("#")[0]).text
    assert re.search(r'value="only-flagged"\s+checked', page)
    assert "1 question on" in page


def test_a_flag_is_removed_from_there(learner_client, answered):
    flag(answered, event=uuid7(), on=True)
    page = learner_client.get("/notes/").text
    event = re.search(r'name="event"\s+value="([^"]+)"', page)[1]

    sent = learner_client.post(f"{answered.get_absolute_url()}flag/", {"event": event, "on": "0", "next": "/notes/"})

    assert sent["Location"] == "/notes/"
    assert "Nothing here yet" in learner_client.get("/notes/").text


def test_a_flag_leads_back_to_no_other_site(learner_client, answered):
    flag(answered, event=uuid7(), on=True)
    event = re.search(r'name="event"\s+value="([^"]+)"', learner_client.get("/notes/").text)[1]

    sent = learner_client.post(
        f"{answered.get_absolute_url()}flag/", {"event": event, "on": "0", "next": "//evil.example"}
    )

    assert sent["Location"] == answered.get_absolute_url()


@pytest.mark.parametrize(
    ("query", "found"), [("OPERATING", True), ("see system", True), ("guest rds", True), ("hypervisor", False)]
)
def test_notes_are_searched_by_their_words_and_by_what_they_are_about(learner_client, query, found):
    send(learner_client, FACT)

    page = learner_client.get("/notes/", {"q": query}).text

    assert (escape(TEXT) in page) is found
    assert ("1 found" if found else "Nothing found") in page


def test_the_search_of_the_site_leads_a_learner_to_their_notes_and_nobody_else(learner_client, client):
    send(learner_client, FACT)

    page = learner_client.get("/search/", {"q": "never see"}).text

    assert escape(TEXT) not in page
    assert "/notes/?q=never%20see" in page
    assert "/notes/" not in client.get("/search/", {"q": "never see"}).text


def test_a_section_that_is_gone_keeps_its_note(learner_client):
    send(learner_client, SECTION)
    Lesson.objects.filter(slug="shared-responsibility-model").update(sections=[])

    assert escape(TEXT) in learner_client.get("/notes/").text
    assert escape(TEXT) in learner_client.get(SECTION).text


def test_a_retired_question_keeps_its_note(learner_client, answered):
    flag(answered, event=uuid7(), on=True)
    send(learner_client, address_of(answered))
    answered.version.item.published = None
    answered.version.item.save()

    page = learner_client.get("/notes/").text

    assert escape(answered.version.stem) in page
    assert escape(TEXT) in page
    assert "no longer asked" in page


@pytest.mark.parametrize("address", ["/notes/facts/rds/nowhere/", "/notes/lessons/nowhere/of/", f"{SECTION}x/"])
def test_there_is_no_note_on_nothing(learner_client, address):
    assert learner_client.get(address).status_code == 404
    assert send(learner_client, address).status_code == 404


def test_the_page_asks_as_much_however_many_notes_there_are(learner_client, learner):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            learner_client.get("/notes/")
        return len(captured)

    attempt = plain_practice(learner)
    give(attempt, 1)
    flag(item_at(attempt, 1), event=uuid7(), on=True)
    note_on(learner, FACT)
    few = asked()
    give(attempt, 2)
    flag(item_at(attempt, 2), event=uuid7(), on=True)
    for layer in ("network-config", "guest-os", "virtualization"):
        note_on(learner, f"/notes/facts/ec2/{layer}/")

    assert asked() == few <= 6
