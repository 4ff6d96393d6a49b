"""The admin pages on which lessons and questions are written, in light and dark, wide and at 768 pixels."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bank import drafts, publishing
from bank.models import Item
from lessons.editing import publishing as lesson_publishing
from lessons.editing.revisions import revisions_of
from lessons.editing.schedule import schedule
from lessons.models import Lesson
from quizzes.models import Quiz
from teach.items.bulk_changes import change_all
from tests.helpers.item_forms import SLUG
from tests.helpers.looks import in_every_admin_look

pytestmark = pytest.mark.django_db(transaction=True)


@in_every_admin_look
def test_the_pages_around_a_lesson_that_is_written(wrong_on, teacher, log_in):
    log_in(teacher)
    lesson = Lesson.objects.get(slug="shared-responsibility-model")
    edit = f"/admin/lessons/lesson/{lesson.pk}"
    content = lesson_publishing.content_of(lesson)
    if len(revisions_of(lesson)) == 1:
        lesson_publishing.publish(lesson, content | {"minutes": 99}, editor=teacher.user, based_on=lesson.edit_number)
        lesson_publishing.publish(lesson, content, editor=teacher.user, based_on=lesson.edit_number + 1)
        lesson.refresh_from_db()
    body = f"{content['body']}\n[[cell rds/roof]]\n"
    lesson_publishing.save_draft(lesson, content | {"body": body}, based_on=lesson.edit_number, editor=teacher.user)
    schedule(lesson, content, at=timezone.now() + timedelta(days=1), editor=teacher.user, based_on=lesson.edit_number)
    addresses = [
        f"{edit}/change/",
        f"{edit}/history/",
        "/admin/lessons/lesson/order/",
        f"{edit}/revisions/draft/",
        f"{edit}/revisions/scheduled/",
        f"{edit}/revisions/2/",
        f"{edit}/revisions/2/page/",
        f"{edit}/revisions/2/restore/",
        f"{edit}/call-off/",
        "/admin/lessons/lesson/add/",
        "/admin/lessons/lesson/insertions/",
        "/admin/lessons/picture/add/",
    ]

    assert wrong_on(addresses) == []


@in_every_admin_look
def test_the_pages_on_which_questions_are_written(wrong_on, teacher, log_in):
    log_in(teacher)
    item = drafts.clone(Item.objects.get(slug=SLUG))
    publishing.publish(item, item.draft.content)
    drafts.save_draft(
        item, drafts.content_to_edit(item) | {"stem": "Who patches it?", "section": ""}, opened_on=drafts.edit_of(item)
    )
    quiz = Quiz.objects.first()
    change = change_all("tag", [item.pk], asked={"skill": "shift"}, editor=teacher.user.pk)
    addresses = [
        *("item/add/", f"item/{item.pk}/change/", f"item/{item.pk}/publish/", f"item/{item.pk}/retirement/"),
        *(f"item/{item.pk}/versions/", f"item/{item.pk}/versions/1/"),
        *("item/bulk-changes/", f"item/bulk-changes/{change.pk}/", f"quiz/{quiz.pk}/questions/?q=guest"),
    ]

    assert wrong_on([f"/admin/quizzes/{address}" for address in addresses]) == []
