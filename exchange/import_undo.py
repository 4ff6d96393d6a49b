"""Undoes a whole import. What was published, edited or used since is kept and listed."""

from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import ProtectedError

from bank.drafts import edit_of, save_draft
from bank.models import Import, ImportedName, Item, ItemDraft, ItemVersion
from exchange.imports import one_at_a_time
from exchange.plan import CREATE

PUBLISHED = "It has been published since."
EDITED = "Its draft has been edited since."
USED = "It is used elsewhere, for example in a check."


class CannotUndoImport(Exception):
    """It was undone already, or never carried out."""


@transaction.atomic
def undo_import(brought: Import) -> Import:
    one_at_a_time()
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    if not brought.done_at or brought.undone_at:
        raise CannotUndoImport
    steps = {step["item"]: step for step in brought.outcome["steps"] if "edit" in step}
    rows = Item.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=steps).order_by("pk")
    items = {item.pk: item for item in rows}
    touched = [item for item in items.values() if edit_of(item) != steps[item.pk]["edit"]]
    published = ItemVersion.objects.filter(item__in=touched, published_at__gte=brought.done_at)
    since = set(published.values_list("item", flat=True))
    kept = {item.pk: PUBLISHED if item.pk in since else EDITED for item in touched}
    created = {pk for pk in items if steps[pk]["kind"] == CREATE} - kept.keys()
    kept |= dict.fromkeys(_used_after_deleting(created), USED)
    for pk in items.keys() - created - kept.keys():
        _restore_draft(items[pk], steps[pk]["before"])
    names = [step["named"] for step in brought.outcome["steps"] if "named" in step and step["item"] not in kept]
    ImportedName.objects.filter(external__in=names).delete()
    for pk, step in steps.items():
        step["kept"] = kept.get(pk, "")
        if pk not in items or pk in created - kept.keys():
            step["item"] = None
    Import.objects.filter(pk=brought.pk).update(undone_at=TransactionNow(), outcome=brought.outcome)
    brought.refresh_from_db()
    return brought


def _used_after_deleting(created: set[int]) -> set[int]:
    """Delete the questions that nothing points at, and return the others."""
    try:
        with transaction.atomic():
            Item.objects.filter(pk__in=created).delete()
    except ProtectedError as error:
        used: set[int] = {row.item_id for row in error.protected_objects}  # type: ignore[attr-defined]
        return used | _used_after_deleting(created - used)
    return set()


def _restore_draft(item: Item, before: dict[str, Any] | None) -> None:
    if before is None:
        ItemDraft.objects.filter(item=item).delete()
    else:
        save_draft(item, before, opened_on=edit_of(item))
