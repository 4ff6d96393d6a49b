"""What an instructor decides about a question that contradicts the facts."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from bank.conflicts import ConflictSettled, decide_contradiction, update_contradictions
from bank.drafts import content_to_edit
from bank.loading import load_items
from bank.models import Closing, Contradiction
from matrix import facts
from matrix.editing.revision import revise
from matrix.files.content import Report
from matrix.models import Responsibility
from tests.helpers.conflicts import SLUG, asked_in
from tests.helpers.conflicts import cell as cell
from tests.helpers.conflicts import item as item
from tests.helpers.conflicts import only_questions_by_hand as only_questions_by_hand
from tests.helpers.conflicts import task as task
from tests.helpers.sittings import begin
from tests.matrix.test_admin import change_url

pytestmark = pytest.mark.django_db
LIST = "/admin/bank/contradiction/"


def test_the_list_shows_open_ones_first_with_the_proof_and_can_be_searched(instructor_client, task):
    page = instructor_client.get(LIST)
    found = instructor_client.get(LIST, {"q": SLUG})
    settled = instructor_client.get(LIST, {"state": "agrees"})

    assert "Questions that contradict the facts" in page.text
    assert task.proof in page.context["cl"].queryset.get(pk=task.pk).proof
    assert reverse("admin:bank_item_change", args=[task.item_id]) in page.text
    assert [each.pk for each in found.context["cl"].queryset] == [task.pk]
    assert settled.context["cl"].result_count == 0


def test_a_question_is_kept_for_a_reason_and_asked_again(instructor_client, instructor, task, learner):
    refused = instructor_client.post(change_url(task), {"closing": "kept", "reason": " "})
    instructor_client.post(change_url(task), {"closing": "kept", "reason": "The exam guide still says so."})

    assert "Say why the question stays the same." in refused.text
    task.refresh_from_db()
    assert (task.closing, task.reason, task.closed_by) == (
        Closing.KEPT,
        "The exam guide still says so.",
        instructor.pk,
    )
    assert SLUG in asked_in(begin(learner))


def test_what_was_kept_is_not_opened_again_for_the_same_proof(instructor, task):
    decide_contradiction(task, Closing.KEPT, reason="The exam guide still says so.", editor=instructor.pk)

    update_contradictions(facts.current(), None)

    assert task.item.contradictions.filter(closed_at=None).count() == 0


def test_what_was_kept_is_opened_again_when_the_facts_say_something_else(instructor, cell, task):
    decide_contradiction(task, Closing.KEPT, reason="The exam guide still says so.", editor=instructor.pk)

    revise(lambda: Responsibility.objects.filter(pk=cell.pk).update(source_title="Another page"), editor=instructor.pk)

    assert "Another page" in task.item.contradictions.get(closed_at=None).proof


def test_a_withdrawn_question_keeps_its_text_as_a_draft(instructor_client, task, item, learner):
    words = content_to_edit(item)

    instructor_client.post(change_url(task), {"closing": "withdrawn", "reason": ""})

    item.refresh_from_db()
    assert item.published is None
    assert content_to_edit(item) == words
    assert SLUG not in asked_in(begin(learner))
    task.refresh_from_db()
    assert task.closing == Closing.WITHDRAWN


def test_content_files_still_load_around_a_withdrawn_question(instructor, task, settings):
    decide_contradiction(task, Closing.WITHDRAWN, reason="", editor=instructor.pk)
    report = Report()
    load_items(settings.FIXTURES_DIR, report)

    assert any(SLUG in kept for kept in report.kept)


def test_a_withdrawn_question_that_has_versions_cannot_be_deleted(instructor_client, instructor, task, item):
    decide_contradiction(task, Closing.WITHDRAWN, reason="", editor=instructor.pk)

    assert instructor_client.post(f"/admin/bank/item/{item.pk}/delete/", {"post": "yes"}).status_code == 403


def test_whoever_decides_second_is_told(instructor_client, instructor, task):
    decide_contradiction(task, Closing.KEPT, reason="First.", editor=instructor.pk)

    page = instructor_client.post(change_url(task), {"closing": "withdrawn", "reason": ""}, follow=True)

    assert "Someone else already resolved this" in page.text
    task.refresh_from_db()
    assert task.reason == "First."
    with pytest.raises(ConflictSettled):
        decide_contradiction(task, Closing.WITHDRAWN, reason="", editor=instructor.pk)


def test_the_editor_of_the_question_says_why_it_is_not_asked(instructor_client, task):
    page = instructor_client.get(reverse("admin:bank_item_change", args=[task.item_id]))

    assert "New attempts don’t ask this question" in page.text
    assert "the matrix says AWS" in page.text


def test_the_list_of_questions_marks_it(instructor_client, task):
    page = instructor_client.get(reverse("admin:bank_item_changelist"), {"q": SLUG})

    assert "version 1, contradicts the facts" in page.text


def test_an_instructor_cannot_add_or_delete_contradictions(instructor_client, task):
    assert instructor_client.get(f"{LIST}add/").status_code == 403
    assert instructor_client.post(f"{LIST}{task.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_question_has_one_open_contradiction(task):
    with pytest.raises(IntegrityError, match="bank_one_open_contradiction_per_item"), transaction.atomic():
        Contradiction.objects.create(item=task.item, version=task.version, proof="Again.")
