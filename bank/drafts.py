"""Unpublished changes to a question."""

from itertools import chain, count

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import F

from bank.content import EVIDENCE, OPTION, Content, content_of
from bank.models import ChangeKind, Form, Item, ItemDraft, ItemVersion
from bank.publishing import newest_version, publish, with_content
from bank.version_contents import content_of_version


class StaleDraft(Exception):
    def __init__(self, stands: str):
        super().__init__("The question has been saved since.")
        self.stands = stands


def edit_of(item: Item) -> str:
    draft = ItemDraft.objects.filter(item=item).first()
    return f"{item.edit_number}.{draft.edit_number if draft else 0}"


def content_to_edit(item: Item) -> Content:
    draft = ItemDraft.objects.filter(item=item).first()
    if draft:
        return draft.content
    known = with_content(Item.objects.filter(pk=item.pk)).get()
    if known.published:
        return content_of(known.published)
    last = newest_version(item)
    return content_of_version(last) if last else empty_content()


def empty_content() -> Content:
    return {
        "form": Form.CHOOSE_ONE.value,
        "skill": "",
        "section": "",
        **EVIDENCE,
        "stem": "",
        "cells": [],
        "options": [dict(OPTION)],
    }


@transaction.atomic
def save_draft(item: Item, content: Content, *, opened_on: str, editor: int | None = None) -> ItemDraft:
    """Raises StaleDraft if the question was saved or published after the edit `opened_on`. `editor` is a user's id."""
    _refuse_stale(item, opened_on)
    draft, made = ItemDraft.objects.get_or_create(
        item=item, defaults={"content": content, "based_on": item.edit_number, "saved_by": editor}
    )
    if not made:
        ItemDraft.objects.filter(pk=draft.pk).update(
            content=content,
            based_on=item.edit_number,
            edit_number=F("edit_number") + 1,
            updated_at=TransactionNow(),
            saved_by=editor,
        )
    return draft


@transaction.atomic
def publish_draft(item: Item, content: Content, *, opened_on: str, change: str, editor: int) -> ItemVersion:
    """Raises StaleDraft, or PublishingRefused with every problem."""
    _refuse_stale(item, opened_on)
    return publish(item, content, change=change or ChangeKind.CLARIFY, editor=editor)


def _refuse_stale(item: Item, opened_on: str) -> None:
    stands = edit_of(Item.objects.select_for_update(no_key=True, of=("self",)).get(pk=item.pk))
    if stands != opened_on:
        raise StaleDraft(stands)


@transaction.atomic
def clone(item: Item) -> Item:
    content = content_to_edit(item)
    copy = Item.objects.create(
        slug=_free_slug(item.slug), skill=content["skill"] or item.skill, section=content["section"]
    )
    ItemDraft.objects.create(item=copy, content=content, based_on=copy.edit_number)
    return copy


def _free_slug(slug: str) -> str:
    base = f"{slug.removesuffix('-copy')[:50].strip('-')}-copy"
    taken = set(Item.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(name for name in chain([base], (f"{base}-{n}" for n in count(2))) if name not in taken)
