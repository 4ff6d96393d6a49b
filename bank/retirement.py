"""Retiring questions and bringing them back. Open attempts and stored answers are not affected."""

from django.db import transaction
from django.db.models import F

from bank.content import problems_of
from bank.models import Closing, Item, Retirement, Return
from bank.publishing import PublishingRefused, close_contradictions, end_retirement
from bank.version_contents import content_of_version
from matrix.facts import lock_facts


class NotPossible(Exception):
    pass


@transaction.atomic
def retire(item: Item, *, reason: str, editor: int) -> Retirement:
    item = _locked(item)
    if item.generator:
        raise NotPossible(
            "It’s derived from the facts and changes with them. Change the fact, or write your own question."
        )
    if item.published is None:
        raise NotPossible("Learners don’t see it anyway.")
    retirement = Retirement.objects.create(item=item, version=item.published, reason=reason, retired_by=editor)
    _publish(item, None)
    close_contradictions([item.pk], Closing.WITHDRAWN, editor=editor, reason=reason)
    return retirement


@transaction.atomic
def bring_back(item: Item, *, editor: int) -> Retirement:
    """Publish the retired version again. Raises NotPossible, or PublishingRefused if facts refute it."""
    item = _locked(item)
    retirement = item.retirements.filter(ended_at=None).select_related("version").first()
    if retirement is None:
        raise NotPossible("It is not retired.")
    problems = problems_of(content_of_version(retirement.version), lock_facts())
    if problems:
        raise PublishingRefused(problems)
    end_retirement(item, Return.BROUGHT_BACK, editor=editor)
    _publish(item, retirement.version_id)
    return retirement


def _locked(item: Item) -> Item:
    return Item.objects.select_for_update(no_key=True, of=("self",)).select_related("published").get(pk=item.pk)


def _publish(item: Item, version: int | None) -> None:
    Item.objects.filter(pk=item.pk).update(published=version, edit_number=F("edit_number") + 1)
