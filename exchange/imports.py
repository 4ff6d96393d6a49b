"""Imports a file of questions as drafts: a plan first, then everything in one transaction."""

from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db import connection, transaction

from bank.content import skill_of
from bank.drafts import edit_of, save_draft
from bank.models import Import, ImportedName, Item
from exchange.formats import FORMATS
from exchange.import_proposals import propose
from exchange.plan import CHANGE, CREATE, SAME, ImportPlan, ImportStep, plan
from matrix.facts import Facts, lock_facts

LONGEST_NAME = 200
ONE_AT_A_TIME = 0x6974656D  # the number of our advisory lock


class PlanOutdated(Exception):
    """The bank has changed since the plan was shown; nothing was done."""


class AlreadyImported(Exception):
    pass


@transaction.atomic
def store_import(name: str, text: str, *, format: str, editor: int | None) -> Import:
    """Store a file until its plan is confirmed; it replaces an older unconfirmed one of the same person."""
    one_at_a_time()
    Import.objects.filter(editor=editor, done_at=None).delete()
    return Import.objects.create(name=name[-LONGEST_NAME:], format=format, text=text, editor=editor)


def plan_of(brought: Import, facts: Facts) -> ImportPlan:
    return plan(FORMATS[brought.format].read(brought.text), facts)


@transaction.atomic
def carry_out(brought: Import, *, shown: str, editor: int | None) -> Import:
    """Import the whole file as drafts.

    `shown` is the fingerprint of the confirmed plan. Raises PlanOutdated if the plan would differ now, and
    AlreadyImported.
    """
    one_at_a_time()
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    if brought.done_at:
        raise AlreadyImported
    facts = lock_facts()
    agreed = plan_of(brought, facts)
    if agreed.fingerprint != shown:
        raise PlanOutdated
    done = [_take(step) for step in agreed.steps]
    propose(agreed.steps, done, facts, agreed.notices)
    outcome = agreed.as_json(done)
    Import.objects.filter(pk=brought.pk).update(done_at=TransactionNow(), text="", outcome=outcome, editor=editor)
    brought.refresh_from_db()
    return brought


def one_at_a_time() -> None:
    """Two files with the same question must not both create it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _take(step: ImportStep) -> dict[str, Any]:
    """Return what the outcome keeps of a step, so that it can be undone: `edit` is the draft that it stored."""
    item = step.item
    if step.kind == CREATE:
        item = Item(slug=step.slug, skill=skill_of(step.content))
        item.save()
    if item is None:
        return {}
    told: dict[str, Any] = {"item": item.pk}
    if step.kind in (CREATE, CHANGE):
        draft = getattr(item, "draft", None) if step.kind == CHANGE else None
        save_draft(item, step.content, opened_on=edit_of(item))
        told |= {"edit": edit_of(item), "before": draft and draft.content}
    if step.kind in (CREATE, CHANGE, SAME):
        _, is_new = ImportedName.objects.get_or_create(external=step.external, defaults={"item": item})
        told |= {"named": step.external} if is_new else {}
    return told
