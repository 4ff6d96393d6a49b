"""Publishing a question and retiring it."""

import pytest
from django.urls import reverse

from bank.drafts import content_to_edit, edit_of, save_draft
from bank.models import Item, ItemDraft, Retirement
from bank.publishing import publish
from tests.helpers.item_forms import another_key, form_of, page_of, save

pytestmark = pytest.mark.django_db


def publish_url(item: Item) -> str:
    return reverse("admin:bank_item_publish", args=[item.pk])


def go_on(client, item: Item, data: dict) -> dict:
    """Presses Publish in the editor; gives what its next page would send."""
    answer = save(client, item, data, "_publish")
    assert answer["Location"] == publish_url(item)
    return {"seen": client.get(publish_url(item)).context["form"]["seen"].value()}


def test_publishing_asks_for_the_kind_of_change_and_says_what_follows(instructor_client, instructor, item):
    number = item.published.number
    seen = go_on(instructor_client, item, form_of(instructor_client, item) | {"stem": "Who patches the guest?"})

    unasked = instructor_client.post(publish_url(item), seen)
    answer = instructor_client.post(publish_url(item), seen | {"change": "cosmetic"})

    assert unasked.status_code == 422
    assert "Say what kind of change it is." in unasked.text
    assert answer.status_code == 302
    version = Item.objects.get(pk=item.pk).published
    assert (version.number, version.change, version.editor) == (number + 1, "cosmetic", instructor.pk)
    assert not ItemDraft.objects.filter(item=item).exists()


def test_another_key_is_a_key_change_or_another_question(instructor_client, item):
    seen = go_on(instructor_client, item, another_key(form_of(instructor_client, item)))

    page = instructor_client.get(publish_url(item))
    refused = instructor_client.post(publish_url(item), seen | {"change": "cosmetic"})
    instructor_client.post(publish_url(item), seen | {"change": "semantic"})

    assert [kind[0] for kind in page.context["form"].kinds] == ["key_change", "semantic"]
    assert refused.status_code == 422
    assert Item.objects.get(pk=item.pk).published.change == "semantic"


def test_a_draft_saved_meanwhile_is_not_published_unseen(instructor_client, item):
    seen = go_on(instructor_client, item, form_of(instructor_client, item) | {"stem": "Who patches the guest?"})
    save_draft(item, content_to_edit(item) | {"stem": "Theirs?"}, opened_on=edit_of(item))

    page = instructor_client.post(publish_url(item), seen | {"change": "cosmetic"})

    assert page.status_code == 422
    assert "Theirs?" in page.text
    assert item.versions.count() == 1


# Retiring


def retirement_url(item: Item) -> str:
    return reverse("admin:bank_item_retirement", args=[item.pk])


def test_a_retired_question_is_asked_nobody_and_comes_back(instructor_client, instructor, item):
    version = item.published

    without = instructor_client.post(retirement_url(item), {"reason": " "})
    instructor_client.post(retirement_url(item), {"reason": "Outposts changed."})
    retired = Item.objects.get(pk=item.pk)
    words = content_to_edit(retired)
    page = instructor_client.get(page_of(item)).text
    instructor_client.post(retirement_url(item), {"back": "1"})

    assert without.status_code == 422
    assert retired.published is None
    assert words["stem"] == version.stem
    assert "Outposts changed." in page
    assert Item.objects.get(pk=item.pk).published == version
    ended = Retirement.objects.get(item=item)
    assert (ended.retired_by, ended.ended_by, ended.ending) == (instructor.pk, instructor.pk, "back")


def test_a_retired_question_that_the_facts_refute_stays_away(instructor_client, item):
    instructor_client.post(retirement_url(item), {"reason": "For now."})
    item.versions.get().tested_cells.first().cell.__class__.objects.filter(
        pk=item.versions.get().tested_cells.first().cell_id
    ).update(confidence="low")

    page = instructor_client.post(retirement_url(item), {"back": "1"}, follow=True).text

    assert "The facts now contradict it." in page
    assert Item.objects.get(pk=item.pk).published is None


def test_publishing_brings_a_retired_question_back(instructor_client, item):
    content = content_to_edit(item)
    instructor_client.post(retirement_url(item), {"reason": "For now."})

    publish(Item.objects.get(pk=item.pk), content)

    assert Retirement.objects.get(item=item).ending == "republished"
    assert item in Item.objects.asked()


def test_a_derived_question_is_not_retired_by_hand(instructor_client):
    item = Item.objects.asked().exclude(generator="").first()

    assert instructor_client.get(retirement_url(item)).status_code == 404
