"""Texts that go live at a time, without anybody's pressing a button then."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lessons.editing.publishing import (
    BrokenText,
    LessonOvertaken,
    change_settings,
    content_of,
    publish,
    save_draft,
    unpublish,
)
from lessons.editing.revisions import revisions_of
from lessons.editing.schedule import go_live_where_due, schedule
from lessons.models import Lesson, LessonDraft, ScheduledPublication
from lessons.progress import record_reading
from matrix.models import Owner, Responsibility
from tests.lessons.conftest import make_lesson
from tests.lessons.editing.test_admin import address, errors, send

pytestmark = pytest.mark.django_db


def order(lesson, editor, *, minutes: int, **changes) -> ScheduledPublication:
    """Scheduled for that many minutes from now; less than none is due."""
    at = timezone.now() + timedelta(minutes=minutes)
    content = content_of(lesson) | changes
    return schedule(lesson, content, at=at, editor=editor, based_on=lesson.edit_number)


def test_the_first_reader_after_the_time_sees_the_new_text(client, lesson, instructor):
    order(lesson, instructor, minutes=-1, title="From nine on")

    assert "From nine on" in client.get(lesson.get_absolute_url()).text
    assert not ScheduledPublication.objects.exists()
    assert (revisions_of(lesson)[0].kind, revisions_of(lesson)[0].editor) == ("Published", instructor)


@pytest.mark.parametrize("address", ["/learn/", "/"])
def test_the_outline_shows_a_new_lesson_from_its_time_on(client, instructor, address):
    lesson = make_lesson("waiting", published=False, title="A new one")
    order(lesson, instructor, minutes=-1)

    assert "A new one" in client.get(address).text


def test_before_the_time_nobody_sees_it(client, lesson, instructor):
    order(lesson, instructor, minutes=1, title="From nine on")

    assert "From nine on" not in client.get(lesson.get_absolute_url()).text
    assert ScheduledPublication.objects.exists()


def test_reading_costs_no_query_more_for_it(client, lesson, instructor):
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            client.get(lesson.get_absolute_url())
        return len(counted)

    before = queries()
    order(lesson, instructor, minutes=1)

    assert queries() == before


def test_the_command_publishes_what_is_due(instructor, lesson):
    order(lesson, instructor, minutes=-1, title="From nine on")
    said = StringIO()

    call_command("publish_due", stdout=said)

    assert said.getvalue() == "1 lesson published.\n"
    assert Lesson.objects.get(pk=lesson.pk).title == "From nine on"


def test_a_text_that_the_facts_contradict_by_then_is_held_and_waits_in_teach(
    client, instructor_client, lesson, instructor
):
    body = lesson.body + "\nYou patch it. {customer: ec2/guest-os}\n"
    order(lesson, instructor, minutes=-1, body=body)
    Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os").update(owner=Owner.AWS)

    assert client.get(lesson.get_absolute_url()).status_code == 200

    assert Lesson.objects.get(pk=lesson.pk).body == lesson.body
    held = ScheduledPublication.objects.get()
    assert "says that the customer owns EC2, guest operating system" in held.held_because
    waiting = {kind.title: kind.count for kind in instructor_client.get("/teach/").context["kinds"]}
    assert waiting["Lessons that did not go live"] == 1
    told = instructor_client.get(f"/teach/inbox/lesson/{lesson.pk}/").text
    assert str(lesson) in told
    assert "says that the customer owns EC2, guest operating system" in told
    assert str(lesson) in instructor_client.get("/admin/lessons/lesson/?scheduled=held").text
    assert str(lesson) not in instructor_client.get("/admin/lessons/lesson/?scheduled=waiting").text
    assert "It didn’t go live" in instructor_client.get(address(lesson)).text
    assert go_live_where_due() == 0


def test_a_text_written_before_somebody_published_another_is_held(lesson, instructor, superuser):
    order(lesson, instructor, minutes=-1, title="Mine")
    Lesson.objects.filter(pk=lesson.pk).update(title="From a file", edit_number=lesson.edit_number + 1)

    assert go_live_where_due() == 0
    assert ScheduledPublication.objects.get().held_because.startswith("Someone else published another text")


def test_a_moved_lesson_goes_live_all_the_same(lesson, instructor, superuser):
    order(lesson, instructor, minutes=-1, title="Mine")
    change_settings(lesson, {"label": "L33"}, editor=superuser)

    assert go_live_where_due() == 1
    assert Lesson.objects.get(pk=lesson.pk).label == "L33"


def test_what_is_drafted_after_the_order_stays_a_draft(lesson, instructor):
    order(lesson, instructor, minutes=-1, title="Scheduled")
    save_draft(lesson, content_of(lesson) | {"title": "Half edited"}, based_on=lesson.edit_number)

    go_live_where_due()

    draft = LessonDraft.objects.get(lesson=lesson)
    lesson.refresh_from_db()
    assert (lesson.title, draft.content["title"]) == ("Scheduled", "Half edited")
    assert draft.based_on == lesson.edit_number


def test_a_draft_equal_to_what_goes_live_is_done_with(lesson, instructor):
    order(lesson, instructor, minutes=-1, title="Scheduled")
    save_draft(lesson, content_of(lesson) | {"title": "Scheduled"}, based_on=lesson.edit_number)

    go_live_where_due()

    assert not LessonDraft.objects.exists()


def test_readings_of_sections_that_stay_are_kept(learner, lesson, instructor):
    record_reading(lesson, lesson.anchors[0], learner=learner)
    order(lesson, instructor, minutes=-1, body=lesson.body + "\n## New {#new}\n\nWords.\n")

    go_live_where_due()

    assert learner.readings.get().anchor == lesson.anchors[0]


@pytest.mark.parametrize("end", [publish, unpublish])
def test_publishing_now_or_unpublishing_calls_it_off(lesson, instructor, end):
    order(lesson, instructor, minutes=1)

    if end is publish:
        publish(lesson, content_of(lesson), editor=instructor, based_on=lesson.edit_number)
    else:
        unpublish(lesson, editor=instructor)

    assert not ScheduledPublication.objects.exists()


def test_what_cannot_be_published_now_cannot_be_ordered(lesson, instructor):
    with pytest.raises(BrokenText):
        order(lesson, instructor, minutes=1, body="## One {#one}\n\n[[cell rds/roof]]\n")
    with pytest.raises(LessonOvertaken):
        schedule(lesson, content_of(lesson), at=timezone.now(), editor=instructor, based_on=lesson.edit_number - 1)


def test_the_database_wants_a_reason_for_what_is_held(lesson, instructor):
    scheduled = order(lesson, instructor, minutes=1)

    with pytest.raises(IntegrityError, match="lessons_held_publication_says_why"), transaction.atomic():
        ScheduledPublication.objects.filter(pk=scheduled.pk).update(held_at=timezone.now())


def test_an_instructor_orders_in_their_own_time_zone_and_calls_it_off(instructor_client, instructor, lesson):
    instructor.learner.time_zone = "Europe/Berlin"
    instructor.learner.save()

    done = send(instructor_client, lesson, "_schedule", title="From nine on", goes_live_at="2999-01-31T09:00")

    assert done.status_code == 302
    scheduled = ScheduledPublication.objects.get()
    assert scheduled.goes_live_at.isoformat() == "2999-01-31T08:00:00+00:00"
    page = instructor_client.get(address(lesson)).text
    assert "Goes live January 31, 2999, 9:00 AM" in page
    assert "In your time zone, " in page
    changes = address(lesson, "scheduled_changes")
    assert "<ins>From nine on</ins>" in instructor_client.get(changes).text
    assert "won’t go live" in instructor_client.get(address(lesson, "call-off")).text
    instructor_client.post(address(lesson, "call-off"))
    assert not ScheduledPublication.objects.exists()
    assert instructor_client.get(changes).status_code == 404
    assert LessonDraft.objects.get(lesson=lesson).content["title"] == "From nine on"


@pytest.mark.parametrize(
    ("at", "message"),
    [("", "Say when."), ("2020-01-01T09:00", "This time has passed."), ("x", "Enter a valid date/time.")],
)
def test_an_order_without_a_moment_to_come_is_refused(instructor_client, lesson, at, message):
    response = send(instructor_client, lesson, "_schedule", goes_live_at=at)

    assert errors(response, "goes_live_at")[0].startswith(message)
    assert not ScheduledPublication.objects.exists()


def test_a_broken_text_is_refused_at_its_line(instructor_client, lesson):
    body = "## One {#one}\n\n[[cell rds/roof]]\n"

    response = send(instructor_client, lesson, "_schedule", body=body, goes_live_at="2999-01-31T09:00")

    assert errors(response, "body") == ["line 3: there is no layer “roof”."]


def test_a_learner_calls_nothing_off(learner_client, lesson, instructor):
    order(lesson, instructor, minutes=1)

    assert learner_client.post(address(lesson, "call-off")).status_code == 302
    assert ScheduledPublication.objects.exists()


def test_a_text_that_nobody_can_read_keeps_nobody_from_reading(client, lesson, instructor):
    scheduled = order(lesson, instructor, minutes=-1)
    ScheduledPublication.objects.filter(pk=scheduled.pk).update(content={"body": lesson.body})

    assert client.get(lesson.get_absolute_url()).status_code == 200
    assert client.get("/learn/").status_code == 200
