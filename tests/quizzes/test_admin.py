import csv
import re
from io import StringIO

import pytest
from django.urls import reverse

from accounts.joining import leave
from matrix.subject_paths import path_of, subject_at
from quizzes.drafts import content_to_edit, edit_of, save_draft
from quizzes.models import Attempt, Item, ItemDraft, ItemVersion
from quizzes.publishing import publish
from tests.accounts.classes import class_of, member
from tests.quizzes.sittings import answer_all, begin, the_check

pytestmark = pytest.mark.django_db

SLUG = "ec2-os-unpatched-6-months"


@pytest.fixture
def item() -> Item:
    return Item.objects.get(slug=SLUG)


def page_of(item: Item) -> str:
    return reverse("admin:quizzes_item_change", args=[item.pk])


def form_of(client, item: Item) -> dict[str, str]:
    """What a browser would send back unchanged."""
    page = client.get(page_of(item)).context["editor"]
    data = {}
    for form in [page.question, page.options.management_form, *page.options]:
        for field in form:
            value = field.value()
            if value not in (None, False, ""):
                data[field.html_name] = value
    return data


def save(client, item: Item, data: dict, button: str = "_save"):
    return client.post(page_of(item), {**data, button: "1"})


def text_of(response) -> str:
    return response.content.decode()


def test_saving_a_draft_leaves_what_learners_see(instructor_client, item):
    data = form_of(instructor_client, item)

    answer = save(instructor_client, item, data | {"stem": "Who patches the guest?"})

    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.draft.content["stem"] == "Who patches the guest?"
    assert item.published.stem != "Who patches the guest?"


def test_saving_what_was_opened_changes_nothing_in_it(instructor_client, item):
    before = content_to_edit(item)

    save(instructor_client, item, form_of(instructor_client, item))

    assert content_to_edit(item) == before


def test_publishing_makes_the_next_version_and_drops_the_draft(instructor_client, instructor, item):
    data = form_of(instructor_client, item)
    save(instructor_client, item, data)
    number = item.published.number

    save(
        instructor_client, item, form_of(instructor_client, item) | {"stem": "Who?", "change": "cosmetic"}, "_publish"
    )

    item = Item.objects.get(pk=item.pk)
    version = item.published
    assert (version.number, version.stem, version.change, version.editor) == (
        number + 1,
        "Who?",
        "cosmetic",
        instructor.pk,
    )
    assert not ItemDraft.objects.filter(item=item).exists()


def test_options_keep_their_keys_when_their_text_changes(instructor_client, item):
    keys = set(item.published.options.values_list("key", flat=True))
    data = form_of(instructor_client, item) | {"options-0-text": "AWS, since it owns the servers"}

    save(instructor_client, item, data, "_publish")

    item = Item.objects.get(pk=item.pk)
    assert set(item.published.options.values_list("key", flat=True)) == keys


def test_a_new_option_gets_a_key_from_its_text_once(instructor_client, item):
    data = form_of(instructor_client, item) | {
        "options-4-text": "Nobody at all",
        "options-4-rationale": "Somebody always is.",
        "options-4-key": "forged-key",
    }

    save(instructor_client, item, data)

    assert content_to_edit(item)["options"][4]["key"] == "nobody-at-all"


def test_another_key_is_a_key_change_whatever_was_said(instructor_client, item):
    data = form_of(instructor_client, item)
    data.pop("options-1-is_key")
    data |= {"options-3-is_key": "on", "options-1-subject_1": "", "options-1-owner_1": "", "change": "cosmetic"}
    data |= {"options-1-subject_2": "", "options-1-owner_2": ""}

    save(instructor_client, item, data, "_publish")

    assert Item.objects.get(pk=item.pk).published.change == "key_change"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"options-1-is_key": ""}, "No option is the key"),
        ({"options-0-is_key": "on"}, "is the key already"),
        ({"options-2-rationale": ""}, "Say why it is right or wrong"),
        ({"stem": " "}, "Write the question"),
        ({"cells": "ec2/no-such-layer"}, "There is no cell “ec2/no-such-layer”"),
        ({"options-1-owner_1": "aws"}, "is the key and says AWS owns “Patch the guest operating system”"),
        ({"options-1-subject_1": "ec2/guest-os/no-such"}, "there is no duty “ec2/guest-os/no-such”"),
        ({"options-3-owner_1": "aws"}, "A claim needs both"),
    ],
)
def test_what_keeps_a_question_from_being_published_is_told_at_its_field(instructor_client, item, change, told):
    data = form_of(instructor_client, item) | change
    data = {name: value for name, value in data.items() if not (name.endswith("is_key") and value == "")}
    versions = ItemVersion.objects.count()

    page = text_of(save(instructor_client, item, data, "_publish"))

    assert told in page.replace("&#x27;", "'")
    assert ItemVersion.objects.count() == versions


def test_a_refuted_key_is_told_with_the_source(instructor_client, item):
    data = form_of(instructor_client, item) | {"options-1-owner_2": "aws"}

    page = text_of(save(instructor_client, item, data, "_publish"))

    assert re.search(r"the matrix says the customer, source “[^”]+” \(https://[^)]+\)", page)


def test_a_question_saved_meanwhile_is_told_and_nothing_typed_is_lost(instructor_client, item):
    data = form_of(instructor_client, item)
    save_draft(item, content_to_edit(item) | {"stem": "Theirs?"}, opened_on=edit_of(item))

    first = text_of(save(instructor_client, item, data | {"stem": "Mine?"}))
    opened_on = re.search(r'name="opened_on" value="([^"]+)"', first)[1]
    again = save(instructor_client, item, data | {"stem": "Mine?", "opened_on": opened_on})

    assert "Somebody saved or published this question" in first
    assert "Mine?" in first
    assert again.status_code == 302
    assert content_to_edit(item)["stem"] == "Mine?"


def test_a_version_published_meanwhile_is_not_overwritten_unseen(instructor_client, item):
    data = form_of(instructor_client, item)
    publish(item, content_to_edit(item) | {"stem": "Theirs?"})

    page = text_of(save(instructor_client, item, data | {"stem": "Mine?"}, "_publish"))

    assert "Somebody saved or published this question" in page
    assert Item.objects.get(pk=item.pk).published.stem == "Theirs?"


def test_the_preview_shows_the_draft_before_and_after(instructor_client, item):
    data = form_of(instructor_client, item) | {"stem": "Who patches it, in the draft?"}

    answer = save(instructor_client, item, data, "_preview")
    page = text_of(instructor_client.get(answer["Location"]))

    assert page.count("Who patches it, in the draft?") == 2
    assert "Not this one" in page


def test_the_preview_of_an_unfinished_question_says_what_is_missing(instructor_client, item):
    data = form_of(instructor_client, item) | {"options-2-rationale": ""}

    answer = save(instructor_client, item, data, "_preview")

    assert "option 3, rationale" in text_of(instructor_client.get(answer["Location"]))


def test_a_new_question_is_written_and_published(instructor_client):
    data = {
        "slug": "who-cools-the-halls",
        "form": "choose-one",
        "stem": "Who cools the halls?",
        "skill": "aws",
        "cells": "ec2/physical-facilities",
        "options-TOTAL_FORMS": "6",
        "options-INITIAL_FORMS": "6",
        "options-0-text": "AWS",
        "options-0-is_key": "on",
        "options-0-rationale": "The buildings are AWS's.",
        "options-0-subject_1": "ec2/physical-facilities",
        "options-0-owner_1": "aws",
        "options-1-text": "You",
        "options-1-rationale": "You cannot enter them.",
        "options-1-subject_1": "ec2/physical-facilities",
        "options-1-owner_1": "customer",
        "_publish": "1",
    }

    answer = instructor_client.post(reverse("admin:quizzes_item_add"), data)

    item = Item.objects.get(slug="who-cools-the-halls")
    assert answer["Location"] == page_of(item)
    assert (item.published.number, item.published.change) == (1, "new")
    assert list(item.published.options.values_list("key", flat=True)) == ["aws", "you"]


def test_a_published_version_can_be_read_but_not_changed(instructor_client, item):
    page = reverse("admin:quizzes_itemversion_change", args=[item.published_id])

    assert instructor_client.get(page).status_code == 200
    assert instructor_client.post(page, {"stem": "Another"}).status_code == 403
    assert item.published.stem in text_of(instructor_client.get(page_of(item)))


def test_a_published_question_cannot_be_deleted(instructor_client, item):
    answer = instructor_client.post(reverse("admin:quizzes_item_delete", args=[item.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert Item.objects.filter(pk=item.pk).exists()


def test_a_learner_has_no_way_in(learner_client, item):
    assert learner_client.get(page_of(item)).status_code == 302
    assert learner_client.get(reverse("admin:quizzes_attempt_scores")).status_code == 302


def test_every_list_can_be_searched(instructor_client):
    for name in ("item", "quiz", "attempt", "itemversion"):
        page = instructor_client.get(reverse(f"admin:quizzes_{name}_changelist"), {"q": "shared"})
        assert page.status_code == 200


def test_a_quiz_shows_its_questions_in_order(instructor_client):
    page = instructor_client.get(reverse("admin:quizzes_quiz_change", args=[the_check().pk]))

    assert page.status_code == 200
    assert "questions, in the order in which they are asked" in text_of(page).lower()


def test_the_admin_pages_of_questions_have_no_inline_style_or_script(superuser_client, item, learner):
    attempt = answer_all(begin(learner))
    for page in (page_of(item), reverse("admin:quizzes_attempt_change", args=[attempt.pk])):
        html = text_of(superuser_client.get(page))
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son\w+=", html), page


# Attempts


@pytest.fixture
def taught(instructor, learner):
    return class_of(instructor, learner)


def test_instructors_see_the_attempts_of_their_classes_and_superusers_all(
    taught, instructor_client, superuser_client, learner, stranger
):
    answer_all(begin(learner), wrong={1, 2})
    begin(stranger)
    address = reverse("admin:quizzes_attempt_changelist")

    mine, every = text_of(instructor_client.get(address)), text_of(superuser_client.get(address))

    assert learner.user.email in mine
    assert "8 of 10" in mine
    assert stranger.user.email not in mine
    assert "0 of 10 answered" not in mine
    assert learner.user.email in every
    assert stranger.user.email in every


def test_no_way_of_the_admin_leads_an_instructor_to_a_strangers_attempt(taught, instructor_client, stranger):
    attempt = answer_all(begin(stranger))
    listed = reverse("admin:quizzes_attempt_changelist")

    for address in (
        reverse("admin:quizzes_attempt_change", args=[attempt.pk]),
        reverse("admin:quizzes_attempt_history", args=[attempt.pk]),
    ):
        answer = instructor_client.get(address)
        assert answer.status_code == 302, address
        assert stranger.user.email not in answer.text
    assert "0 attempts" in text_of(instructor_client.get(listed, {"q": stranger.user.email}))
    assert rows_of(instructor_client.get(reverse("admin:quizzes_attempt_scores"))) == []
    chosen = {"action": "export_selected", "_selected_action": [attempt.pk]}
    assert stranger.user.email not in instructor_client.post(listed, chosen, follow=True).text


def test_an_attempt_is_out_of_sight_when_its_learner_has_left(taught, instructor_client, learner):
    attempt = answer_all(begin(learner))
    leave(member(taught, learner))

    assert instructor_client.get(reverse("admin:quizzes_attempt_change", args=[attempt.pk])).status_code == 302


def test_attempts_are_found_by_learner(superuser_client, learner, stranger):
    answer_all(begin(learner))
    answer_all(begin(stranger))

    page = text_of(superuser_client.get(reverse("admin:quizzes_attempt_changelist"), {"q": stranger.user.email}))

    assert f">{stranger.user.email}<" in page
    assert f">{learner.user.email}<" not in page


def test_an_attempt_shows_each_answer_and_what_stood(taught, instructor_client, learner):
    attempt = answer_all(begin(learner), unsure={2})

    page = text_of(instructor_client.get(reverse("admin:quizzes_attempt_change", args=[attempt.pk])))

    assert "Not sure" in page
    assert page.count("stands") == 10


def test_an_attempt_cannot_be_changed_or_deleted(taught, instructor_client, superuser_client, learner):
    attempt = answer_all(begin(learner))
    for client in (instructor_client, superuser_client):
        assert client.post(reverse("admin:quizzes_attempt_change", args=[attempt.pk]), {}).status_code == 403
        assert client.post(reverse("admin:quizzes_attempt_delete", args=[attempt.pk]), {}).status_code == 403

    assert Attempt.objects.filter(pk=attempt.pk).exists()


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text_of(answer))))


def test_the_filtered_list_is_exported(superuser_client, learner, stranger):
    answer_all(begin(learner), wrong={1})
    answer_all(begin(stranger))

    address = reverse("admin:quizzes_attempt_scores")
    [row] = rows_of(superuser_client.get(address, {"q": learner.user.email}))

    assert (row["e-mail address"], row["right"]) == (learner.user.email, "9")


def test_selected_attempts_are_exported(superuser_client, learner, stranger):
    chosen = answer_all(begin(learner))
    answer_all(begin(stranger))

    answer = superuser_client.post(
        reverse("admin:quizzes_attempt_changelist"), {"action": "export_selected", "_selected_action": [chosen.pk]}
    )

    assert [row["e-mail address"] for row in rows_of(answer)] == [learner.user.email]


def test_a_name_that_is_a_formula_is_exported_as_text(taught, instructor_client, learner):
    learner.user.name = '=HYPERLINK("http://example.com")'
    learner.user.save()
    answer_all(begin(learner))

    [row] = rows_of(instructor_client.get(reverse("admin:quizzes_attempt_scores"), {"q": learner.user.email}))

    assert row["name"] == '\'=HYPERLINK("http://example.com")'


# Paths of subjects


@pytest.mark.parametrize(
    "subject",
    [
        {"cell": "ec2/guest-os"},
        {"duty": "ec2/guest-os/patch-the-guest-operating-system"},
        {"control": "patch-management"},
        {"control": "patch-management", "half": "aws"},
        {"layer": "guest-os", "services": "all-but-hybrid"},
    ],
)
def test_a_subject_typed_as_a_path_is_the_same_subject(subject):
    assert subject_at(path_of(subject)) == subject
