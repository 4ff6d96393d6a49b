"""Acts of instructors and admins, read from the history that triggers record.

One act is one context of the history: all changes of one request or command. A page of acts takes the same few queries
for any number of tables. Pages start at a key, so the thousandth is as fast as the first. Statements are built from
our own table names, and every value is a parameter.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone

from teach.history.kinds import PEOPLE, EventTable, sources

ON_A_PAGE = 20
IN_A_LIST = 6  # rows of one act in a list
ON_ITS_PAGE = 200


class ActKey(NamedTuple):
    at: datetime
    context: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.context}"

    @classmethod
    def read(cls, text: str) -> "ActKey | None":
        at, _, context = text.rpartition("_")
        try:
            key = cls(datetime.fromisoformat(at), UUID(context))
        except ValueError:
            return None
        return key if key.at.tzinfo else None


@dataclass(frozen=True)
class HistoryQuery:
    """Without `people` the viewer sees acts about people only if they are the viewer's own."""

    viewer: int
    people: bool
    who: int | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None
    about: tuple[str, str] | None = None  # the label of a model and the id of a row


@dataclass(frozen=True)
class ActRow:
    """The columns of a row before and after an act; None if there was no row."""

    source: EventTable
    number: str
    label: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def columns(self) -> dict[str, Any]:
        return self.after or self.before or {}

    @property
    def subject(self) -> tuple[str, str]:
        return self.source.about, str(self.columns.get(self.source.subject) or self.number)


@dataclass
class Act:
    key: ActKey
    metadata: dict[str, Any]
    rows: list[ActRow] = field(default_factory=list)
    total: int = 0

    @property
    def at(self) -> datetime:
        return self.key.at

    @property
    def who(self) -> int | None:
        user = self.metadata.get("user")
        return int(user) if user is not None else None

    @property
    def proposed_by(self) -> int | None:
        return self.metadata.get("proposed_by")

    @property
    def source(self) -> str:
        return str(self.metadata.get("source", ""))

    @property
    def reason(self) -> str:
        return str(self.metadata.get("reason", ""))


def acts(asked: HistoryQuery, *, before: ActKey | None = None, count: int = ON_A_PAGE) -> list[Act]:
    where, values = _where(asked)
    if before:
        where.append("(c.created_at, c.id) < (%s, %s)")
        values += [before.at, before.context]
    found = _contexts(where, values, count)
    _fill(found, asked, IN_A_LIST)
    return found


def act(context: UUID, asked: HistoryQuery) -> Act | None:
    """None if the viewer may not see any of its rows."""
    where, values = _where(asked)
    found = _contexts([*where, "c.id = %s"], [*values, context], 1)
    _fill(found, asked, ON_ITS_PAGE)
    return found[0] if found else None


def _contexts(where: list[str], values: list[Any], count: int) -> list[Act]:
    query = " ".join(
        [
            "SELECT c.created_at, c.id, c.metadata FROM pghistory_context c WHERE",
            " AND ".join(where),
            "ORDER BY c.created_at DESC, c.id DESC LIMIT %s",
        ]
    )
    return [Act(ActKey(at, pk), as_json(metadata)) for at, pk, metadata in _rows(query, [*values, count])]


def as_json(value: Any) -> dict[str, Any]:
    return json.loads(value) if isinstance(value, str) else value


def _where(asked: HistoryQuery) -> tuple[list[str], list[Any]]:
    # Older contexts lack this field and are all by staff, since only content was tracked then.
    where = [
        "(c.metadata ? 'source' OR (c.metadata->>'user' IS NOT NULL AND c.metadata->'staff' IS DISTINCT FROM 'false'))"
    ]
    values: list[Any] = []
    if asked.who is not None:
        where.append("c.metadata->>'user' = %s")
        values.append(str(asked.who))
    zone = timezone.get_current_timezone()
    if asked.since:
        where.append("c.created_at >= %s")
        values.append(datetime.combine(asked.since, datetime.min.time(), zone))
    if asked.until:
        where.append("c.created_at <= %s")
        values.append(datetime.combine(asked.until, datetime.max.time(), zone))
    touched, more = _touching(asked)
    return [*where, f"({touched})"], [*values, *more]


def _touching(asked: HistoryQuery) -> tuple[str, list[Any]]:
    parts, values = [], []
    for source in sources():
        if asked.kind and source.kind != asked.kind:
            continue
        condition, more = _of_subject(source, asked)
        if condition is None:
            continue
        if source.kind == PEOPLE and not asked.people:
            condition += " AND c.metadata->>'user' = %s"
            more = [*more, str(asked.viewer)]
        parts.append(f'EXISTS (SELECT FROM "{source.table}" e WHERE e.pgh_context_id = c.id{condition})')
        values += more
    return " OR ".join(parts) or "FALSE", values


def _of_subject(source: EventTable, asked: HistoryQuery) -> tuple[str | None, list[Any]]:
    condition = f" AND ({source.where})" if source.where else ""
    if asked.about is None:
        return condition, []
    label, number = asked.about
    if source.is_log:
        model = "(SELECT id FROM django_content_type WHERE app_label || '.' || model = %s)"
        return f"{condition} AND e.content_type_id = {model} AND e.object_id = %s", [label, number]
    if source.about != label:
        return None, []
    return f"{condition} AND e.{source.subject}::text = %s", [number]


# The rows of acts, an act's own before those that followed from them, each with its last event and the one before.
LISTED = """
SELECT {number} AS source, pgh_context_id, pgh_obj_id::text AS number, min(pgh_id) AS first, max(pgh_id) AS last
FROM "{table}" WHERE pgh_context_id = ANY(%s) AND ({where}) GROUP BY pgh_context_id, pgh_obj_id"""
DETAILS = """
SELECT r.*, e.pgh_label, to_jsonb(e),
    (SELECT to_jsonb(p) FROM "{table}" p
     WHERE p.pgh_obj_id = e.pgh_obj_id AND (p.pgh_id < r.first OR p.pgh_id = r.first AND p.pgh_label = 'before')
     ORDER BY p.pgh_id DESC LIMIT 1)
FROM ranked r JOIN "{table}" e ON e.pgh_id = r.last WHERE r.source = {number} AND r.place <= %s"""
FILLED = """
WITH listed AS ({listed}), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY pgh_context_id ORDER BY source, first) AS place,
        count(*) OVER (PARTITION BY pgh_context_id) AS total FROM listed)
SELECT * FROM ({details}) found ORDER BY pgh_context_id, place"""


def _fill(acts: Sequence[Act], asked: HistoryQuery, most: int) -> None:
    by_id = {act.key.context: act for act in acts}
    if not by_id:
        return
    shown = [source for source in sources() if source.kind != PEOPLE or asked.people or _own(acts, asked)]
    tables = list(enumerate(shown))
    listed = [LISTED.format(number=number, table=each.table, where=each.where or "TRUE") for number, each in tables]
    details = [DETAILS.format(number=number, table=each.table) for number, each in tables]
    query = FILLED.format(listed=" UNION ALL ".join(listed), details=" UNION ALL ".join(details))
    values = [list(by_id)] * len(shown) + [most] * len(shown)
    for number, context, pk, _, _, _, total, label, after, before in _rows(query, values):
        act, source = by_id[context], shown[number]
        act.total = total
        if source.kind == PEOPLE and not asked.people and act.who != asked.viewer:
            continue
        gone = label in ("delete", "removed")
        last: dict[str, Any] | None = as_json(after)
        earlier = as_json(before) if before else None
        if gone:
            earlier, last = earlier or last, None
        act.rows.append(ActRow(source, pk, label, earlier, last))


def _own(acts: Iterable[Act], asked: HistoryQuery) -> bool:
    return any(act.who == asked.viewer for act in acts)


def _rows(query: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()
