"""The same facts are loaded once for many tests, and put into questions once.

On a site each change of the facts is loaded as a revision of its own. Many tests make the same change and take it
back: what was loaded of equal rows, and what follows from rows alone, is then used again under the new revision.
"""

from collections.abc import Callable
from copy import copy
from functools import cache, lru_cache
from threading import RLock
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, router

from bank import derivation, generators
from bank.checks import whole_bank
from matrix import facts
from matrix.editing.outdated_traps import with_owner_then
from matrix.facts import Facts, made_once
from matrix.models import FactsRevision, Scenario
from tests.helpers.questions_once import is_watched

KEPT = 12
# What others make of the facts may hang on their history too, which is another after each change.
FROM_ROWS_ALONE = ("bank.generators", "matrix.learnable", __name__)


def read_facts_once() -> None:
    """From now on, in this process."""
    facts._load = _once(facts._load)
    all_drafts = generators.all_drafts

    @made_once
    def drafts(known: Facts) -> tuple:
        return tuple(all_drafts(known))

    for module in (generators, derivation, whole_bank):
        module.all_drafts = drafts


def _once(load: Callable[[UUID], Facts]) -> Callable[[UUID], Facts]:
    kept: dict[tuple, Facts] = {}

    @lru_cache(maxsize=4)
    def once(revision: UUID) -> Facts:
        if is_watched() or router.db_for_read(FactsRevision) != DEFAULT_DB_ALIAS:
            return load(revision)
        rows = _rows()
        equal = kept.pop(rows, None)
        kept[rows] = _as_of(revision, equal) if equal else load(revision)  # as the latest
        for old in list(kept)[:-KEPT]:
            del kept[old]
        return kept[rows]

    return once


def _as_of(revision: UUID, known: Facts) -> Facts:
    again = copy(known)
    made = {key: made for key, made in known.kept.items() if key[0].__module__.startswith(FROM_ROWS_ALONE)}
    vars(again).update(revision=revision, making=RLock(), kept=made)
    vars(again).pop("drawn", None)
    return again


def _rows() -> tuple:
    """What `_load` finds: every row of which a change is a revision, and of the history what it reads of that."""
    statements: list[Any] = [(_hashes(), None), _owners_then()]
    return tuple(tuple(connection.connection.execute(*each).fetchall()) for each in statements)


@cache
def _hashes() -> str:
    renewing = [
        model._meta.db_table
        for model in apps.get_models()
        if any(trigger.name == "renew_revision" for trigger in getattr(model._meta, "triggers", ()))
    ]
    return "SELECT " + ", ".join(f"(SELECT sum(hashtextextended(t::text, 0)) FROM {each} t)" for each in renewing)


@cache
def _owners_then() -> tuple[str, tuple]:
    return with_owner_then(Scenario.objects.all()).values_list("pk", "owner_then").query.sql_with_params()
