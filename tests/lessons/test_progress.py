import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from lessons.models import Lesson, Reading
from lessons.outline import courses_for, entries_for
from lessons.progress import mark_as_read, record_reading, resume, unmark_as_read
from serving.uuid7 import uuid7
from tests.conftest import client_of, make_user
from tests.lessons.conftest import HTMX, SLUG, make_lesson

pytestmark = pytest.mark.django_db
URL = f"/learn/{SLUG}/"


def finish(client, anchor: str, **headers):
    return client.post(f"{URL}sections/{anchor}/reading/", headers=headers)


def test_finishing_a_section_twice_is_one_reading(learner, lesson):
    record_reading(lesson, "of", learner=learner)
    record_reading(lesson, "of", learner=learner)

    assert [reading.anchor for reading in learner.readings.all()] == ["of"]


def test_reading_goes_on_with_the_next_section(learner, lesson):
    record_reading(lesson, "of", learner=learner)

    place = resume(entries_for(learner))
    assert (place.lesson, place.anchor, place.section_title) == (lesson, "in", "You: security in the cloud")
    assert place.url == f"{URL}#in"
    assert (place.sections_read, place.sections, place.percent) == (1, 12, 8)


def test_after_the_last_section_the_takeaways_are_left(learner, lesson):
    record_reading(lesson, "sources", learner=learner)

    assert resume(entries_for(learner)).section_title == "Key takeaways"


def test_nothing_begun_is_nothing_to_resume(learner):
    assert resume(entries_for(learner)) is None


def test_a_lesson_marked_as_read_is_not_resumed(learner, lesson):
    record_reading(lesson, "of", learner=learner)
    mark_as_read(lesson, learner=learner)

    assert resume(entries_for(learner)) is None


def test_the_lesson_left_last_is_resumed(learner, lesson):
    another = make_lesson()
    record_reading(another, "one", learner=learner)
    record_reading(lesson, "of", learner=learner)
    learner.places.filter(lesson=another).update(moved_at="2020-01-01T00:00Z")

    assert resume(entries_for(learner)).lesson == lesson


def test_a_place_whose_section_is_gone_becomes_the_first_unread_section(learner):
    another = make_lesson(body="## One {#one}\n\n## Two {#two}\n\n## Three {#three}\n")
    record_reading(another, "one", learner=learner)
    learner.places.update(anchor="gone")

    assert resume(entries_for(learner)).anchor == "two"


def test_readings_of_sections_that_are_gone_do_not_count(learner, lesson):
    record_reading(lesson, "of", learner=learner)
    learner.readings.create(lesson=lesson, anchor="gone")

    assert resume(entries_for(learner)).sections_read == 1


def test_resuming_costs_one_query(learner, lesson):
    record_reading(lesson, "of", learner=learner)

    with CaptureQueriesContext(connection) as captured:
        resume(entries_for(learner))

    assert len(captured) == 1


@pytest.mark.django_db(transaction=True)
def test_undoing_opens_only_what_marking_had_finished(lesson):
    # Committed one by one: within one transaction everything happens at the same time.
    learner = make_user(f"{uuid7()}@example.com").learner
    record_reading(lesson, "of", learner=learner)

    mark_as_read(lesson, learner=learner)
    assert learner.readings.count() == len(lesson.anchors)
    unmark_as_read(lesson, learner=learner)

    assert [reading.anchor for reading in learner.readings.all()] == ["of"]
    assert learner.places.get().read_at is None


def test_undoing_what_was_never_marked_changes_nothing(learner, lesson):
    record_reading(lesson, "of", learner=learner)
    unmark_as_read(lesson, learner=learner)

    assert learner.readings.count() == 1


def test_the_outline_is_each_learners_own(learner, stranger, lesson):
    mark_as_read(lesson, learner=learner)

    def state_for(reader) -> str:
        return next(entry.state for entry in courses_for(reader)[0].lessons if entry.lesson == lesson)

    assert state_for(learner) == "done"
    assert state_for(stranger) == "new"
    assert state_for(None) == "new"


def test_a_sections_end_in_view_is_kept(learner_client, learner):
    assert finish(learner_client, "of", **HTMX).status_code == 204

    assert learner.readings.count() == 1
    assert "8% read" in learner_client.get("/learn/").text


def test_only_unfinished_sections_report_their_end(learner_client):
    before = learner_client.get(URL).text.count('hx-trigger="intersect once"')

    finish(learner_client, "of")

    assert learner_client.get(URL).text.count('hx-trigger="intersect once"') == before - 1 == 11


def test_a_visitors_reading_is_kept_and_asks_for_no_log_in(client):
    before = Reading.objects.count()
    assert "intersect" in client.get(URL).text

    response = finish(client, "of", **HTMX)

    assert response.status_code == 204
    assert "HX-Redirect" not in response
    assert Reading.objects.count() == before + 1


def test_an_unknown_section_or_lesson_is_not_found(learner_client):
    assert finish(learner_client, "no-such-section").status_code == 404
    assert learner_client.post("/learn/no-such-lesson/sections/of/reading/").status_code == 404
    assert learner_client.post("/learn/no-such-lesson/reading/").status_code == 404


def test_a_hidden_lesson_takes_no_readings(learner_client):
    make_lesson(published=False)

    assert learner_client.post("/learn/another/sections/one/reading/").status_code == 404
    assert learner_client.post("/learn/another/reading/").status_code == 404


def test_marking_swaps_the_row_the_outline_and_says_so(learner_client, lesson):
    response = learner_client.post(f"{URL}reading/", headers=HTMX)

    assert '<form id="reading"' in response.text
    assert "Read, undo" in response.text
    assert f'<li id="outline-{SLUG}" hx-swap-oob="true">' in response.text
    assert "#i-done" in response.text
    assert "Lesson marked as read</p>" in response.text
    assert "<html" not in response.text


def test_marking_again_undoes_it(learner_client):
    learner_client.post(f"{URL}reading/", headers=HTMX)

    response = learner_client.post(f"{URL}reading/", {"undo": "1"}, headers=HTMX)

    assert "Mark lesson as read" in response.text
    assert "Lesson no longer marked as read</p>" in response.text


def test_without_javascript_marking_leads_back_to_the_button(learner_client):
    response = learner_client.post(f"{URL}reading/")

    assert response["Location"] == f"{URL}#reading"
    assert "Read, undo" in learner_client.get(URL).text


def test_a_visitor_may_mark_a_lesson_and_is_told_where_that_is_kept(client):
    assert "Your place is saved on this device as you read." in client.get(URL).text

    response = client.post(f"{URL}reading/", follow=True)

    assert "Read, undo" in response.text


def test_a_strangers_page_shows_nothing_of_a_learners_reading(learner_client, sam):
    learner_client.post(f"{URL}reading/")

    page = client_of(sam).get(URL).text

    assert "Mark lesson as read" in page
    assert "Not started" in page


def test_a_lesson_with_readings_cannot_be_deleted(learner, lesson):
    record_reading(lesson, "of", learner=learner)

    with pytest.raises(ProtectedError):
        Lesson.objects.get(slug=SLUG).delete()


def test_readers_of_one_lesson_each_see_their_own_place(client, learner, learner_client, lesson):
    unread = [client.get(lesson.get_absolute_url()).text, learner_client.get(lesson.get_absolute_url()).text]
    record_reading(lesson, "of", learner=learner)

    reader, visitor = learner_client.get(lesson.get_absolute_url()).text, client.get(lesson.get_absolute_url()).text

    address = f'hx-post="/learn/{lesson.slug}/sections/of/reading/"'
    assert [address in page for page in (*unread, visitor, reader)] == [True, True, True, False]
    assert ["% read</span>" in page for page in (*unread, visitor, reader)] == [False, False, False, True]
