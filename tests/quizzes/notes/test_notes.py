"""A learner's own notes, and the page with them and the flagged questions."""

import re
from urllib.parse import quote

import pytest
from django.utils.html import escape

from accounts.leaving.deletion import delete_account
from accounts.leaving.download import everything_about
from accounts.leaving.merge import merge
from accounts.models import Learner
from quizzes.attempt_end import discard
from quizzes.ledger import flag
from quizzes.models import LearnerNote
from quizzes.notes import store
from quizzes.notes.store import LONGEST, mark_of
from serving.uuid7 import uuid7
from tests.conftest import client_of
from tests.helpers.exam_sittings import begin_exam
from tests.helpers.practices import give, plain_practice, practice_of
from tests.helpers.serving_role import as_application
from tests.helpers.sittings import item_at
from tests.quizzes.notes.conftest import FACT, SECTION, TEXT, address_of, note_on, send

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def the_text() -> str:
    return LearnerNote.objects.get().text


# Writing


@pytest.mark.parametrize("about", [FACT, SECTION, "question"])
def test_a_note_is_written_on_a_page_of_its_own(learner_client, answered, about):
    address = address_of(answered) if about == "question" else about

    assert "<textarea" in learner_client.get(address).text
    sent = send(learner_client, address)

    assert sent["Location"] == address
    page = learner_client.get(address).text
    assert "Note saved." in page
    assert escape(TEXT) in page


@pytest.mark.parametrize("about", [FACT, SECTION, "question"])
def test_a_note_is_written_in_place(learner_client, answered, about):
    address = address_of(answered) if about == "question" else about

    form = learner_client.get(address, headers=HTMX).text
    saved = send(learner_client, address, headers=HTMX).text

    assert form.strip().startswith('<div class="note')
    assert saved.strip().startswith('<div class="note')
    assert escape(TEXT) in saved
    assert "data-focus" in saved
    assert "<textarea" not in saved


def test_the_places_lead_to_their_notes(learner_client, answered):
    assert f'href="{address_of(answered)}"' in learner_client.get(answered.get_absolute_url()).text
    assert f'href="{FACT}"' in learner_client.get("/matrix/rds/guest-os/").text
    assert f'href="{SECTION}"' in learner_client.get("/learn/shared-responsibility-model/").text


def test_a_result_leads_to_the_notes_on_its_questions(learner_client, learner):
    attempt = plain_practice(learner)
    for position in (1, 2):
        give(attempt, position, right=False)

    page = learner_client.get(attempt.get_absolute_url()).text

    assert all(f'href="{address_of(item_at(attempt, position))}"' in page for position in (1, 2))


def test_a_question_shows_its_note_after_the_answer_and_not_before(learner_client, learner, answered):
    send(learner_client, address_of(answered))
    again = item_at(practice_of(learner, answered.version), 1)

    assert escape(TEXT) not in learner_client.get(again.get_absolute_url()).text
    give(again.attempt, 1)
    assert escape(TEXT) in learner_client.get(again.get_absolute_url()).text


def test_a_note_is_edited_and_deleted(learner_client):
    send(learner_client, FACT)

    send(learner_client, FACT, "Shorter.", before=TEXT)
    assert the_text() == "Shorter."
    gone = learner_client.post(FACT, {"text": "Shorter.", "mark": mark_of("Shorter."), "delete": "1"}, headers=HTMX)

    assert "Your note was deleted." in gone.text
    assert not LearnerNote.objects.exists()


def test_a_note_sent_twice_is_stored_once(learner_client):
    for _ in range(2):
        assert send(learner_client, FACT, headers=HTMX).status_code == 200

    assert LearnerNote.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Write your note, or delete it."),
        ("  \n ", "Write your note, or delete it."),
        ("x" * (LONGEST + 1), "Keep it to 2,000 characters; you’ve written 2001."),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_saved_is_explained_and_kept(learner_client, text, told):
    answer = send(learner_client, FACT, text, headers=HTMX)

    assert answer.status_code == 422
    assert told in answer.text
    assert text.strip() in answer.text
    assert not LearnerNote.objects.exists()


def test_a_lines_end_counts_as_one_character(learner_client):
    text = "\n".join(["x"] * (LONGEST // 2))

    assert send(learner_client, FACT, text.replace("\n", "\r\n")).status_code == 302
    assert the_text() == text


def test_there_is_a_limit_to_notes_and_older_ones_can_still_be_edited(learner_client, learner, monkeypatch):
    monkeypatch.setattr(store, "MOST", 1)
    send(learner_client, FACT)

    refused = send(learner_client, SECTION, "One more.", headers=HTMX)

    assert refused.status_code == 422
    assert "there can’t be more" in refused.text
    assert "One more." in refused.text
    assert send(learner_client, FACT, "Edited.", before=TEXT).status_code == 302
    assert the_text() == "Edited."


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "**bold** <img src=x onerror=alert(1)>", "</textarea><b>"]
)
def test_a_note_is_plain_text(learner_client, learner, answered, text):
    address = address_of(answered)
    pages = [send(learner_client, address, text, headers=HTMX).text]
    pages += [
        learner_client.get(each).text for each in (address, answered.get_absolute_url(), "/notes/", "/notes/?q=b")
    ]

    for page in pages:
        assert escape(text) in page
        assert text not in page


# Two tabs, and a log-out in between


def test_the_later_of_two_tabs_is_told_and_loses_nothing(learner_client):
    send(learner_client, FACT, "From the first tab.")

    later = send(learner_client, FACT, "From the second tab.", headers=HTMX)

    assert later.status_code == 409
    assert "You saved another note here" in later.text
    assert "From the first tab." in later.text
    assert "From the second tab." in later.text
    assert the_text() == "From the first tab."
    mark = re.search(r'name="mark"\s+value="(\w+)"', later.text)[1]
    learner_client.post(FACT, {"text": "From both.", "mark": mark})
    assert the_text() == "From both."


def test_a_note_edited_elsewhere_is_not_deleted_unseen(learner_client):
    send(learner_client, FACT, "Edited elsewhere.")

    later = learner_client.post(FACT, {"text": "Old.", "mark": mark_of("Old."), "delete": "1"})

    assert later.status_code == 409
    assert the_text() == "Edited elsewhere."


def test_a_note_deleted_elsewhere_is_not_brought_back_unseen(learner_client):
    later = send(learner_client, FACT, "Edited.", before="Old.")

    assert later.status_code == 409
    assert "You deleted this note" in later.text
    assert not LearnerNote.objects.exists()


def test_what_was_typed_before_a_log_in_comes_back_and_is_not_saved(learner_client):
    send(learner_client, FACT)

    back = learner_client.post(FACT, {"text": "Typed before.", "mark": mark_of(TEXT), "_edit": "1"})

    assert "Typed before." in back.text
    assert f'value="{mark_of(TEXT)}"' in back.text
    assert the_text() == TEXT


def test_a_note_on_a_question_sent_after_a_log_out_leads_back_to_what_was_typed(client, answered):
    sent = client.post(
        address_of(answered),
        {"text": TEXT, "_kept": address_of(answered)},
        headers={"Referer": f"http://testserver{answered.get_absolute_url()}"},
    )

    assert sent["Location"].startswith("/account/login/?next=")
    assert sent["Location"].endswith(f"{quote(address_of(answered), safe='')}%23typed")


# Whose they are


def test_a_visitor_writes_a_note_as_a_guest_who_can_take_it_along(client, learner):
    send(client, FACT)

    note = LearnerNote.objects.get()
    assert note.learner.is_guest
    assert escape(TEXT) in client.get("/notes/").text
    merge(note.learner_id, learner)
    note.refresh_from_db()
    assert note.learner == learner


def test_two_notes_on_one_thing_become_one_when_a_guest_logs_in(learner):
    guest = Learner.objects.create(is_guest=True)
    note_on(learner, FACT, "Mine.")
    note_on(guest, FACT, "As a guest.")

    with as_application():
        merge(guest.pk, learner)

    assert (the_text(), LearnerNote.objects.get().learner) == ("Mine.\n\nAs a guest.", learner)


def test_nobody_else_sees_a_note(learner_client, stranger_client, superuser, instructor_client, learner, answered):
    send(learner_client, FACT)
    send(learner_client, address_of(answered))

    for other in (stranger_client, instructor_client, client_of(superuser)):
        assert escape(TEXT) not in other.get("/notes/").text
        assert escape(TEXT) not in other.get(FACT).text
        assert other.get(address_of(answered)).status_code == 404
        assert send(other, address_of(answered), "Mine.").status_code == 404


def test_no_cache_keeps_a_note(learner_client):
    send(learner_client, FACT)

    for address in (FACT, "/notes/"):
        assert "no-store" in learner_client.get(address)["Cache-Control"]


def test_notes_are_in_the_download(learner_client, learner, answered):
    for address in (FACT, SECTION, address_of(answered)):
        send(learner_client, address)

    with as_application():
        told = everything_about(learner)["notes"]

    assert [each["text"] for each in told] == [TEXT] * 3
    assert told[0]["cell__service__name"] == "Amazon Relational Database Service"
    assert told[1]["anchor"] == "of"
    assert told[2]["item__published__stem"] == answered.version.stem


def test_notes_go_with_the_account(learner_client, learner):
    send(learner_client, FACT)

    with as_application():
        delete_account(learner.user)

    assert not LearnerNote.objects.exists()


# What must not be told


def test_a_question_that_was_never_answered_has_no_place_for_a_note(learner_client, learner):
    attempt = plain_practice(learner)

    assert learner_client.get(address_of(item_at(attempt, 1))).status_code == 404
    assert send(learner_client, address_of(item_at(attempt, 1))).status_code == 404


def test_a_note_on_a_question_that_waits_is_not_shown_and_can_still_be_saved(learner_client, learner, answered):
    send(learner_client, address_of(answered))
    flag(answered, event=uuid7(), on=True)
    practice_of(learner, answered.version)

    pages = [learner_client.get(each).text for each in (address_of(answered), "/notes/", "/notes/?q=operating")]

    assert all(escape(TEXT) not in page for page in pages)
    assert "in an attempt you haven’t finished" in pages[0]
    assert "In an attempt you haven’t finished" in pages[1]
    refused = send(learner_client, address_of(answered), "A guess at the mark.", before="x")
    assert refused.status_code == 409
    assert escape(TEXT) not in refused.text
    assert "A guess at the mark." in refused.text
    assert send(learner_client, address_of(answered), "From an old tab.", before=TEXT).status_code == 302


def test_a_flagged_question_of_an_open_exam_shows_no_answer(learner_client, learner):
    exam = begin_exam(learner)
    item = item_at(exam, 1)
    flag(item, event=uuid7(), on=True)

    page = learner_client.get("/notes/").text

    assert escape(item.version.stem) in page
    assert "In an attempt you haven’t finished" in page
    assert "Practice flagged questions" not in page
    assert not [option for option in item.options if option.rationale and escape(option.rationale) in page]


def test_a_flag_in_a_discarded_exam_is_gone_and_one_that_was_set_before_stays(learner_client, learner, answered):
    exam = begin_exam(learner)
    item = item_at(exam, 1)
    flag(item, event=uuid7(), on=True)
    flag(answered, event=uuid7(), on=True)
    discard(exam)

    page = learner_client.get("/notes/").text

    assert escape(item.version.stem) not in page
    assert escape(answered.version.stem) in page
    assert f"/{exam.pk}/" not in page
    assert learner_client.get(address_of(item)).status_code == 404
