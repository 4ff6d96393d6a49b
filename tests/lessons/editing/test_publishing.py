import pytest
from django.db import connection
from django.utils import timezone

from lessons.editing.publishing import (
    BrokenText,
    LessonOvertaken,
    content_of,
    problems_of_content,
    publish,
    save_draft,
    unpublish,
)
from lessons.models import Lesson, LessonDraft
from tests.lessons.conftest import SLUG

pytestmark = pytest.mark.django_db
URL = f"/learn/{SLUG}/"


def with_title(lesson, title: str = "A new title") -> dict:
    return content_of(lesson) | {"title": title}


def test_a_draft_is_not_seen_by_learners(learner_client, lesson):
    save_draft(lesson, with_title(lesson), based_on=lesson.edit_number)

    page = learner_client.get(URL).text
    assert "A new title" not in page
    assert str(lesson) in page


def test_publishing_puts_the_draft_on_the_page(client, lesson, instructor):
    save_draft(lesson, with_title(lesson), based_on=lesson.edit_number)

    published = publish(lesson, lesson.draft.content, editor=instructor, based_on=lesson.edit_number)

    assert "L3. A new title" in client.get(URL).text
    assert published.edit_number == lesson.edit_number + 1
    assert published.updated_on == timezone.now().date()
    assert not LessonDraft.objects.filter(lesson=lesson).exists()


def test_publishing_updates_what_is_known_of_the_sections(lesson, instructor):
    content = content_of(lesson) | {"body": "## One {#one}\n\n[[cell rds/guest-os]]\n\n## Two {#two}\n"}

    published = publish(lesson, content, editor=instructor, based_on=lesson.edit_number)

    assert published.sections == [
        {"anchor": "one", "title": "One", "cells": ["rds/guest-os"]},
        {"anchor": "two", "title": "Two", "cells": []},
    ]


def test_a_broken_text_is_refused_and_nothing_changes(lesson, instructor):
    content = with_title(lesson) | {"body": "## One {#one}\n\n[[stack ec3]]\n"}

    with pytest.raises(BrokenText) as refused:
        publish(lesson, content, editor=instructor, based_on=lesson.edit_number)

    assert [str(problem) for problem in refused.value.problems] == ["line 3: there is no service “ec3”."]
    assert Lesson.objects.get(pk=lesson.pk).title == lesson.title


def test_publishing_over_an_edit_that_was_not_seen_is_refused(lesson, instructor):
    publish(lesson, with_title(lesson, "Theirs"), editor=instructor, based_on=lesson.edit_number)

    with pytest.raises(LessonOvertaken):
        publish(lesson, with_title(lesson, "Mine"), editor=instructor, based_on=lesson.edit_number)

    assert Lesson.objects.get(pk=lesson.pk).title == "Theirs"


def test_history_says_who_published_what(lesson, instructor):
    publish(lesson, with_title(lesson), editor=instructor, based_on=lesson.edit_number)

    event = lesson.events.order_by("pgh_id").last()
    assert event.title == "A new title"
    assert event.pgh_context.metadata["user"] == instructor.pk


def test_publishing_without_a_change_keeps_the_date(lesson, instructor):
    Lesson.objects.filter(pk=lesson.pk).update(updated_on="2026-01-02", published=False)
    lesson.refresh_from_db()

    published = publish(lesson, content_of(lesson), editor=instructor, based_on=lesson.edit_number)

    assert str(published.updated_on) == "2026-01-02"
    assert published.published


def test_a_draft_that_says_what_is_published_is_no_draft(lesson):
    save_draft(lesson, with_title(lesson), based_on=lesson.edit_number)
    save_draft(lesson, content_of(lesson), based_on=lesson.edit_number)

    assert not LessonDraft.objects.filter(lesson=lesson).exists()


def test_unpublishing_takes_the_lesson_off_the_pages_and_keeps_it(client, lesson, instructor):
    unpublish(lesson, editor=instructor)

    assert client.get(URL).status_code == 404
    assert Lesson.objects.get(pk=lesson.pk).body == lesson.body


def test_a_figure_is_checked_against_the_facts_as_they_stand(lesson):
    assert problems_of_content(lesson, {"body": "## One {#one}\n\n[[stack ec2]]\n", "takeaways": []}) == []

    with connection.cursor() as cursor:
        cursor.execute("UPDATE matrix_service SET slug = 'ec2-renamed' WHERE slug = 'ec2'")

    assert [
        problem.line
        for problem in problems_of_content(lesson, {"body": "## One {#one}\n\n[[stack ec2]]\n", "takeaways": []})
    ] == [3]
