"""Previews, applies and undoes one act on many questions. Undoing is another change.

Each part records the state before and after, so that undoing restores the first and refuses if the second has changed
since.
"""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Max, Prefetch

from bank.models import Item, Retirement
from bank.publishing import PublishingRefused
from bank.retirement import NotPossible
from matrix.editing.undo import CannotUndo
from matrix.facts import Facts, current, lock_facts
from quizzes.models import Quiz
from teach.items.bulk_acts import ACTS, BulkStep
from teach.models import BulkChange, BulkChangeItem

MOST = 200  # questions at once, since each is locked and listed on the page


def preview(act: str, items: Collection[int], *, asked: dict[str, Any], facts: Facts) -> list[BulkStep]:
    made, found = ACTS[act](asked, facts, editor=0), _items(items)
    made.prepare(found)
    return [made.step(item) for item in found]


@transaction.atomic
def change_all(act: str, items: Collection[int], *, asked: dict[str, Any], editor: int) -> BulkChange | None:
    """Skips questions that refuse the act. None if all do."""
    made = ACTS[act](asked, lock_facts(), editor)
    _lock(items, asked)
    found = _items(items)
    made.prepare(found)
    doable = [item for item in found if not made.refusal(item)]
    if not doable:
        return None
    change = BulkChange.objects.create(act=act, asked=asked, made_by=editor)
    parts = [(item, *made.do(item)) for item in doable]
    BulkChangeItem.objects.bulk_create(
        BulkChangeItem(change=change, item=item, before=before, after=after) for item, before, after in parts
    )
    return change


def why_not_undone(change: BulkChange) -> list[str]:
    """Sentences for the instructor; empty if the change can be undone."""
    if change.undoes_id:
        return ["This change undid another one. Make that change again instead."]
    if BulkChange.objects.filter(undoes=change).exists():
        return ["It’s already undone."]
    made = ACTS[change.act](change.asked, current(), editor=0)
    after = dict(change.parts.values_list("item", "after"))
    return [
        f"“{item}” was changed since, so this can’t be undone as a whole."
        for item in _items(after)
        if not made.stands(item, after[item.pk])
    ]


@transaction.atomic
def undo(change: BulkChange, *, editor: int) -> BulkChange:
    """Restores all questions or none. Raises CannotUndo."""
    parts = list(change.parts.select_related("item__published", "item__draft").order_by("-pk"))
    _lock([part.item_id for part in parts], change.asked)
    reasons = why_not_undone(change)
    if reasons:
        raise CannotUndo(reasons)
    made = ACTS[change.act](change.asked, lock_facts(), editor)
    for part in parts:
        try:
            made.undo(part.item, part.before, part.after)
        except NotPossible as refused:
            raise CannotUndo([f"“{part.item}”: {refused}"]) from None
        except PublishingRefused as refused:
            raise CannotUndo([f"“{part.item}”: {refused.problems[0]}"]) from None
    undone = BulkChange.objects.create(act=change.act, asked=change.asked, made_by=editor, undoes=change)
    BulkChangeItem.objects.bulk_create(
        BulkChangeItem(change=undone, item=part.item, before=part.after, after=part.before) for part in parts
    )
    return undone


def _items(items: Collection[int]) -> list[Item]:
    open_ones = Retirement.objects.filter(ended_at=None).select_related("version")
    found = Item.objects.filter(pk__in=items).select_related("published", "draft").order_by("slug")
    return list(
        found.annotate(last=Max("versions__number")).prefetch_related(
            "slots", Prefetch("retirements", open_ones, to_attr="open_retirements")
        )
    )


def _lock(items: Collection[int], asked: dict[str, Any]) -> None:
    """Locks in order of id, so that two changes do not deadlock."""
    if "quiz" in asked:
        Quiz.objects.select_for_update(no_key=True, of=("self",)).get(pk=asked["quiz"])
    list(Item.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=items).order_by("pk"))
