"""A draft that saves itself, and two people who write the same lesson."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lessons.admin import HIDDEN
from lessons.editing.publishing import CONTENT, change_settings, content_of, publish, save_draft
from lessons.models import Lesson, LessonDraft
from tests.lessons.editing.test_admin import address, errors, form_of, send

pytestmark = pytest.mark.django_db


def autosave(client, lesson, form: dict, **changes):
    return client.post(address(lesson, "autosave"), form | changes)


def draft_title(lesson) -> str:
    return LessonDraft.objects.get(lesson=lesson).content["title"]


def test_a_draft_saves_itself_and_says_when(instructor_client, instructor, lesson):
    form = form_of(instructor_client, lesson)

    answer = autosave(instructor_client, lesson, form, title="Typed", form_step=1).json()

    draft = LessonDraft.objects.get(lesson=lesson)
    assert (draft.content["title"], draft.editor) == ("Typed", instructor)
    assert answer["said"] == f"Draft saved {draft.updated_at:%-I:%M %p}"
    assert (
        autosave(instructor_client, lesson, form, title="More", form_step=2, opened_on=answer["opened_on"]).status_code
        == 200
    )
    assert draft_title(lesson) == "More"


def test_saving_itself_is_no_revision_and_shows_learners_nothing(instructor_client, client, lesson):
    before = lesson.events.count()

    autosave(instructor_client, lesson, form_of(instructor_client, lesson), title="Typed", form_step=1)

    assert lesson.events.count() == before
    assert "Typed" not in client.get(lesson.get_absolute_url()).text


def test_settings_are_not_saved_by_themselves(instructor_client, lesson):
    autosave(instructor_client, lesson, form_of(instructor_client, lesson), title="Typed", label="L77", form_step=1)

    assert Lesson.objects.get(pk=lesson.pk).label == lesson.label


def test_a_field_that_cannot_be_read_is_named_and_the_rest_saved(instructor_client, lesson):
    form = form_of(instructor_client, lesson)

    answer = autosave(instructor_client, lesson, form, title="", summary="Typed", form_step=1).json()

    assert answer["said"].endswith(", without what cannot be read: Title")
    content = LessonDraft.objects.get(lesson=lesson).content
    assert (content["title"], content["summary"]) == (lesson.title, "Typed")


def test_what_somebody_else_saved_is_not_touched_and_the_second_is_told_who_and_when(
    instructor_client, lesson, superuser
):
    form = form_of(instructor_client, lesson)
    save_draft(lesson, content_of(lesson) | {"title": "Theirs"}, based_on=lesson.edit_number, editor=superuser)

    told = autosave(instructor_client, lesson, form, title="Mine", form_step=1)

    draft = LessonDraft.objects.get(lesson=lesson)
    assert told.status_code == 409
    assert told.json()["said"] == f"Not saved: Ada saved a draft of this lesson at {draft.updated_at:%-I:%M %p}."
    assert draft.content["title"] == "Theirs"


def test_what_somebody_else_published_is_told_too(instructor_client, lesson, superuser):
    form = form_of(instructor_client, lesson)
    publish(lesson, content_of(lesson) | {"title": "Theirs"}, editor=superuser, based_on=lesson.edit_number)

    told = autosave(instructor_client, lesson, form, title="Mine", form_step=1)

    assert told.status_code == 409
    assert "Ada published this lesson" in told.json()["said"]


def test_somebody_elses_change_of_the_video_is_no_conflict(instructor_client, lesson, superuser):
    form = form_of(instructor_client, lesson)
    change_settings(lesson, {"label": "L33"}, editor=superuser)

    assert autosave(instructor_client, lesson, form, title="Mine", form_step=1).status_code == 200
    assert Lesson.objects.get(pk=lesson.pk).label == "L33"


def test_a_form_whose_answer_was_lost_is_not_overtaken_by_itself(instructor_client, lesson):
    form = form_of(instructor_client, lesson)
    autosave(instructor_client, lesson, form, title="Typed", form_step=1)

    again = autosave(instructor_client, lesson, form, title="Typed more", form_step=2)

    assert again.status_code == 200
    assert draft_title(lesson) == "Typed more"


def test_what_comes_late_does_not_overwrite_what_was_sent_after_it(instructor_client, lesson):
    form = form_of(instructor_client, lesson)
    autosave(instructor_client, lesson, form, title="Second", form_step=2)

    late = autosave(instructor_client, lesson, form, title="First", form_step=1)

    assert late.status_code == 200
    assert draft_title(lesson) == "Second"


def test_the_same_person_in_two_windows_is_told(instructor_client, lesson):
    form = form_of(instructor_client, lesson)
    autosave(instructor_client, lesson, form, title="One", form_step=1)

    told = autosave(instructor_client, lesson, form | {"form_key": str(uuid4())}, title="Two", form_step=1)

    assert "you, in another window, saved a draft" in told.json()["said"]


def test_both_texts_stand_beside_each_other_and_one_chooses(instructor_client, lesson, superuser):
    form = form_of(instructor_client, lesson)
    mine = lesson.body.replace("On Friday", "On Tuesday", 1)
    theirs = lesson.body + "\nTheir line.\n"
    save_draft(
        lesson, content_of(lesson) | {"body": theirs, "title": "Theirs"}, based_on=lesson.edit_number, editor=superuser
    )

    told = send(instructor_client, lesson, "_save", form, body=mine, title="Mine")

    assert "someone else edited this lesson" in errors(told)[0]
    assert "Ada saved a draft of this lesson" in told.text
    assert "<del>Mine</del>" in told.text
    assert "<ins>Theirs</ins>" in told.text
    assert "<del>Tuesday</del>" in told.text
    opened_on = told.context["adminform"].form["opened_on"].value()
    choices = {"body-1": "before", "body-2": "after", "title-1": "after"}
    merged = send(instructor_client, lesson, "_merge", form | choices, body=mine, title="Mine", opened_on=opened_on)
    assert merged.status_code == 302
    content = LessonDraft.objects.get(lesson=lesson).content
    assert content["title"] == "Theirs"
    assert content["body"] == theirs.replace("On Friday", "On Tuesday", 1)


def test_choices_made_before_a_third_text_came_are_asked_again(instructor_client, lesson, superuser):
    form = form_of(instructor_client, lesson)
    draft = save_draft(lesson, content_of(lesson) | {"title": "Theirs"}, based_on=lesson.edit_number, editor=superuser)
    seen = f"{lesson.edit_number}.{draft.edit_number}"
    save_draft(lesson, content_of(lesson) | {"title": "Third"}, based_on=lesson.edit_number, editor=superuser)

    told = send(instructor_client, lesson, "_merge", form, title="Mine", opened_on=seen, **{"title-1": "after"})

    assert "<ins>Third</ins>" in told.text
    assert 'value="Mine"' in told.text
    assert draft_title(lesson) == "Third"


@pytest.mark.parametrize("nonsense", ["", "x", "1.2.3", "-1.0", "9" * 30, "²"])
def test_nonsense_in_the_hidden_fields_is_a_form_opened_before_everything(instructor_client, lesson, nonsense):
    form = form_of(instructor_client, lesson)
    publish(lesson, content_of(lesson) | {"title": "Now"}, editor=None, based_on=lesson.edit_number)

    told = autosave(instructor_client, lesson, form, opened_on=nonsense, form_key=nonsense, form_step=nonsense)

    assert told.status_code == 409


def test_the_form_and_the_list_say_that_a_colleague_is_editing(instructor_client, superuser, lesson):
    save_draft(lesson, content_of(lesson) | {"title": "Theirs"}, based_on=lesson.edit_number, editor=superuser)
    listed = reverse("admin:lessons_lesson_changelist")

    assert f"{superuser} is editing this lesson" in instructor_client.get(address(lesson)).text
    assert f"{superuser} is editing" in instructor_client.get(listed).text

    LessonDraft.objects.update(updated_at=Now() - timedelta(minutes=16))
    assert "is editing" not in instructor_client.get(address(lesson)).text
    assert f"Draft by {superuser} " in instructor_client.get(listed).text


def test_nobody_is_told_of_their_own_editing(instructor_client, lesson):
    autosave(instructor_client, lesson, form_of(instructor_client, lesson), title="Typed", form_step=1)

    assert "is editing" not in instructor_client.get(address(lesson)).text
    assert "is editing" not in instructor_client.get(reverse("admin:lessons_lesson_changelist")).text


def test_saving_itself_costs_few_queries(instructor_client, lesson):
    form = form_of(instructor_client, lesson)
    sent = {name: form[name] for name in (*CONTENT, *HIDDEN) if name in form}

    with CaptureQueriesContext(connection) as queries:
        autosave(instructor_client, lesson, sent, title="Typed", form_step=1)

    assert len(queries) <= 18  # of which savepoints and the history's context are half


def test_a_stranger_saves_nothing(learner_client, lesson):
    assert autosave(learner_client, lesson, {"body": "Mine"}).status_code == 302
    assert not LessonDraft.objects.filter(lesson=lesson).exists()
