"""Everything that waits for an instructor, in one list. Apps add their kinds in AppConfig.ready().

One query reads the list over all kinds; kinds without rows derive their entries from the facts. Details of an entry
are looked up when it is opened.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import connection
from django.db.models import IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from matrix.facts import Facts

ORDER = "inbox_urgency DESC, inbox_weight DESC, inbox_at DESC, inbox_kind, inbox_key"
LOOKED = """
WITH waiting AS ({union}),
    shown AS (
        SELECT * FROM waiting WHERE inbox_kind = ANY(%s)
        ORDER BY {order} LIMIT %s OFFSET %s
    )
SELECT counted.all, shown.* FROM (
    SELECT jsonb_object_agg(inbox_kind, number)::text AS all
    FROM (SELECT inbox_kind, count(*) AS number FROM waiting GROUP BY inbox_kind) each
) counted LEFT JOIN shown ON TRUE
ORDER BY {order}"""
DERIVED = """SELECT * FROM jsonb_to_recordset(%s::jsonb) AS found(
    inbox_kind text, inbox_key text, inbox_at timestamptz, inbox_urgency integer, inbox_weight integer,
    inbox_title text, inbox_text text
)"""
COLUMNS = ("inbox_kind", "inbox_key", "inbox_at", "inbox_urgency", "inbox_weight", "inbox_title", "inbox_text")


class AlreadySettled(Exception):
    pass


@dataclass(frozen=True)
class DerivedEntry:
    key: str
    at: datetime
    title: str
    text: str


@dataclass(frozen=True)
class InboxKind:
    """A kind has either `waiting`, a query set with `inbox_key`, `inbox_at` (None: it has always been there),
    `inbox_title` and `inbox_text`, or `derived`. With an `inbox_weight` the heaviest come first, not the newest.

    `about` returns the context of `template` for one entry, None if it no longer waits. `form` gets what is posted
    and what `about` returned. `form` and `answer` are None if it is handled on another page; `answer` raises
    AlreadySettled, and returns what to say if not `done`.
    """

    name: str
    title: str
    help: str
    permission: str
    urgency: int  # 3: learners are wronged until it is done; 1: it can wait
    about: Callable[[str, Facts], Any]
    template: str
    waiting: Callable[[], QuerySet[Any, Any]] | None = None
    derived: Callable[[Facts], list[DerivedEntry]] | None = None
    form: Callable[[Any, Any], forms.BaseForm] | None = None
    answer: Callable[[str, dict[str, Any], int], str | None] | None = None
    button: str = "Send"
    done: str = "Settled."


@dataclass(frozen=True)
class InboxEntry:
    kind: InboxKind
    key: str
    at: datetime | None
    title: str
    text: str

    @property
    def anchor(self) -> str:
        return f"{self.kind.name}-{self.key}"


kinds: list[InboxKind] = []


def kinds_for(user) -> list[InboxKind]:
    return sorted((kind for kind in kinds if user.has_perm(kind.permission)), key=lambda kind: -kind.urgency)


def count_entries(mine: list[InboxKind], facts: Facts) -> dict[str, int]:
    found, _ = find_entries(mine, [], facts, start=0, count=0)
    return found


def find_entries(
    mine: list[InboxKind], asked: list[InboxKind], facts: Facts, *, start: int, count: int
) -> tuple[dict[str, int], list[InboxEntry]]:
    """Return the number of entries by kind, and `count` entries of the kinds `asked`, the most urgent and then the
    newest first.
    """
    if not mine:
        return {}, []
    sql, values = _union(mine, facts)
    with connection.cursor() as cursor:
        cursor.execute(LOOKED.format(union=sql, order=ORDER), [*values, [kind.name for kind in asked], count, start])
        rows = cursor.fetchall()
    by_name = {kind.name: kind for kind in mine}
    found = json.loads(rows[0][0] or "{}")
    listed = [InboxEntry(by_name[kind], key, at, title, text) for _, kind, key, at, _, _, title, text in rows if kind]
    return {kind.name: found.get(kind.name, 0) for kind in mine}, listed


def find_entry(kind: InboxKind, key: str, facts: Facts) -> InboxEntry | None:
    if kind.waiting is None:
        each = next((each for each in _derived(kind, facts) if each.key == key), None)
        return InboxEntry(kind, each.key, each.at, each.title, each.text) if each else None
    rows = kind.waiting().filter(inbox_key=key).order_by()
    found = rows.values_list("inbox_key", "inbox_at", "inbox_title", "inbox_text").first()
    return InboxEntry(kind, *found) if found else None


def _union(shown: list[InboxKind], facts: Facts) -> tuple[str, tuple[Any, ...]]:
    derived = [
        {
            "inbox_kind": kind.name,
            "inbox_key": each.key,
            "inbox_at": each.at.isoformat(),
            "inbox_urgency": kind.urgency,
            "inbox_weight": 0,
            "inbox_title": each.title,
            "inbox_text": each.text,
        }
        for kind in shown
        for each in _derived(kind, facts)
    ]
    stored = [_rows(kind.waiting(), kind) for kind in shown if kind.waiting]
    statement, values = DERIVED, (json.dumps(derived),)
    if not stored:
        return statement, values
    sql, of_stored = stored[0].union(*stored[1:], all=True).order_by().query.sql_with_params()
    return f"{sql} UNION ALL {statement}", (*of_stored, *values)


def _derived(kind: InboxKind, facts: Facts) -> list[DerivedEntry]:
    return kind.derived(facts) if kind.derived else []


def _rows(waiting: QuerySet[Any, Any], kind: InboxKind) -> QuerySet[Any, Any]:
    named = waiting.annotate(
        inbox_kind=Cast(Value(kind.name), TextField()), inbox_urgency=Cast(Value(kind.urgency), IntegerField())
    )
    if "inbox_weight" not in named.query.annotations:
        named = named.annotate(inbox_weight=Cast(Value(0), IntegerField()))
    return named.order_by().values_list(*COLUMNS)
