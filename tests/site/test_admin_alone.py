"""Lessons, matrix and questions are edited, and scores read, in the Django admin alone."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from bank.models import Item
from lessons.models import Lesson
from tests.helpers.cohorts import class_of
from tests.helpers.item_forms import SLUG, form_of
from tests.helpers.sittings import answer_all, begin
from tests.lessons.conftest import lesson as lesson
from tests.lessons.editing.test_admin import send as send_lesson
from tests.matrix.test_admin import cell as cell
from tests.matrix.test_admin import change_url, posted

pytestmark = pytest.mark.django_db


class AdminOnly(Client):
    def generic(self, method, path, *args, **more):
        assert path.startswith("/admin/"), path
        return super().generic(method, path, *args, **more)


@pytest.fixture
def admin_only(instructor: User) -> AdminOnly:
    client = AdminOnly()
    client.force_login(instructor)
    return client


def test_a_lesson_is_edited_and_published(admin_only, client, lesson):
    done = send_lesson(admin_only, lesson, "_publish", title="Who secures what")

    assert done["Location"].startswith("/admin/")
    assert Lesson.objects.get(pk=lesson.pk).title == "Who secures what"


def test_a_cell_is_edited(admin_only, client, cell):
    done = admin_only.post(change_url(cell), posted(cell, rationale="A better reason."))

    assert done["Location"].startswith("/admin/")
    assert "A better reason." in client.get("/matrix/ec2/guest-os/").text


def test_a_question_is_edited_and_published(admin_only):
    item = Item.objects.get(slug=SLUG)
    publish = reverse("admin:bank_item_publish", args=[item.pk])
    changed = form_of(admin_only, item) | {"stem": "Who patches the guest?", "_publish": "1"}

    assert admin_only.post(change_url(item), changed)["Location"] == publish
    seen = admin_only.get(publish).context["form"]["seen"].value()
    done = admin_only.post(publish, {"seen": seen, "change": "cosmetic"})

    assert done["Location"].startswith("/admin/")
    assert Item.objects.get(pk=item.pk).published.stem == "Who patches the guest?"


def test_the_score_of_a_learner_is_read(admin_only, instructor, learner):
    class_of(instructor, learner)
    attempt = answer_all(begin(learner), wrong={1})

    listed = admin_only.get(reverse("admin:quizzes_attempt_changelist")).text
    page = admin_only.get(reverse("admin:quizzes_attempt_change", args=[attempt.pk])).text

    assert str(attempt.score.percent) in listed
    assert str(attempt.score.percent) in page
