"""Accepting proposals for an import, and undoing it as a whole."""

import pytest

from bank.drafts import content_to_edit, edit_of, publish_draft, save_draft
from bank.models import Import, ImportedName, Item, ItemDraft
from exchange.import_proposals import accept, accept_all, state_of
from exchange.import_undo import CannotUndoImport, undo_import
from exchange.proposals import CELLS, LIKELY, SURE
from matrix import facts
from quizzes.models import Quiz, Slot
from tests.exchange.test_imports import exported, imported
from tests.helpers.questions import by_hand

pytestmark = pytest.mark.django_db

OS = """// [id:os]
Who is responsible for patching the guest operating system of an Amazon EC2 instance? {
  =The customer # You have the log-in.
  ~AWS # AWS has none.
}

"""
BUILDING = """// [id:building]
Who is responsible for the physical security of the buildings under Amazon S3? {
  =AWS # You have no key to the building.
  ~The customer # You cannot enter it.
}
"""


def draft(slug: str) -> dict:
    return ItemDraft.objects.get(item__slug=slug).content


def open_proposals(brought: Import) -> list[dict]:
    brought.refresh_from_db()
    return [proposal for step in state_of(brought, facts.current()).steps for proposal in step["open"]]


def test_sure_proposals_are_accepted_at_once_and_the_others_stay_open():
    brought = imported(OS + BUILDING)

    accepted = accept_all(brought, tenths=SURE, editor=1)

    assert accepted >= 3
    assert draft("os")["cells"] == ["ec2/guest-os"]
    assert (draft("os")["skill"], draft("building")["skill"]) == ("customer", "aws")
    assert not Item.objects.get(slug="os").published
    left = open_proposals(brought)
    assert left
    assert all(proposal["tenths"] != SURE for proposal in left)


def test_one_question_takes_only_the_proposals_that_were_ticked():
    brought = imported(OS + BUILDING)
    item = Item.objects.get(slug="os").pk
    [number] = [each["number"] for each in open_proposals(brought) if each["value"] == "ec2/guest-os"]

    assert accept(brought, item=item, numbers={number}, editor=1) == 1

    assert draft("os")["cells"] == ["ec2/guest-os"]
    assert draft("os")["skill"] == draft("building")["skill"] == ""


def test_what_an_editor_wrote_in_the_draft_is_not_overwritten():
    brought = imported(OS)
    item = Item.objects.get(slug="os")
    save_draft(item, {**draft("os"), "cells": ["s3/customer-data"]}, opened_on=edit_of(item))

    accept_all(brought, tenths=SURE, editor=1)

    assert draft("os")["cells"] == ["s3/customer-data"]
    assert draft("os")["skill"] == "customer"
    assert all(proposal["field"] != CELLS for proposal in open_proposals(brought))


def test_the_needs_of_a_draft_go_as_its_proposals_are_accepted():
    brought = imported(OS)
    before = state_of(brought, facts.current()).steps[0]["needs"]
    for tenths in (SURE, LIKELY):
        accept_all(brought, tenths=tenths, editor=1)
    brought.refresh_from_db()

    after = state_of(brought, facts.current()).steps[0]["needs"]

    assert any(need.startswith("cells:") for need in before)
    assert not after


def test_an_import_is_undone_as_a_whole_also_after_proposals_were_accepted():
    version = by_hand()
    former = exported(version, "csv")
    changed = imported(former.replace(version.stem, "Reworded?"), format="csv", editor=2)
    brought = imported(OS + BUILDING)
    accept_all(brought, tenths=SURE, editor=1)

    undo_import(brought)
    undo_import(changed)

    assert not Item.objects.filter(slug__in=["os", "building"]).exists()
    assert not ImportedName.objects.filter(external__in=["os", "building"]).exists()
    assert not ItemDraft.objects.filter(item=version.item_id).exists()
    assert Item.objects.get(pk=version.item_id).published == version
    with pytest.raises(CannotUndoImport):
        undo_import(brought)


def test_an_older_draft_comes_back_when_the_import_that_changed_it_is_undone():
    imported(OS)
    before = draft("os")
    again = imported(OS.replace("patching", "updating"))

    undo_import(again)

    assert draft("os") == before
    assert ImportedName.objects.filter(external="os").exists()


def test_what_was_published_edited_or_used_since_is_kept_and_listed():
    edited = OS.replace("id:os", "id:edited").replace("Amazon EC2", "the Amazon EC2")
    brought = imported(OS + edited + BUILDING)
    for tenths in (SURE, LIKELY):
        accept_all(brought, tenths=tenths, editor=1)
    item = Item.objects.get(slug="os")
    publish_draft(item, content_to_edit(item), opened_on=edit_of(item), change="", editor=1)
    other = Item.objects.get(slug="edited")
    save_draft(other, {**draft("edited"), "stem": "Who patches it?"}, opened_on=edit_of(other))
    used = Item.objects.get(slug="building")
    Slot.objects.create(quiz=Quiz.objects.first(), item=used, position=999)

    undone = undo_import(brought)

    assert {step["title"]: step["kept"] for step in undone.outcome["steps"]} == {
        "os": "It has been published since.",
        "edited": "Its draft has been edited since.",
        "building": "It is used elsewhere, for example in a check.",
    }
    assert Item.objects.filter(slug__in=["os", "edited", "building"]).count() == 3
