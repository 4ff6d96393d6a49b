"""Frequent queries: compiled once per process, planned once per connection.

Django builds a queryset and compiles it to SQL, and PostgreSQL plans it. For a query on every request that costs far
more than finding the rows, so here it happens only the first time.

This uses internals of Django's compiler: after an upgrade of Django, run tests/serving/test_prepared.py first. A
migration that changes the type of a column read here breaks the query on open connections until the site is reloaded.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property, partial
from typing import Any, ClassVar, NamedTuple
from uuid import UUID, uuid4
from weakref import WeakSet

from django.db import connections, models, router
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from psycopg import RawCursor
from psycopg.sql import Literal
from psycopg.types.numeric import Int8

MOST = 2**63 - 1  # the largest integer in the database


@cache
def _numbered(sql: str) -> str:
    count = itertools.count(1)
    return re.sub("%[%s]", lambda found: "%" if found[0] == "%%" else f"${next(count)}", sql)


class _Planned(RawCursor):
    """Send parameters apart from the statement, so that the server reuses its plan.

    A `name` stops pghistory from adding a statement in front of each write, so nothing with a history may be changed
    through this cursor.
    """

    name = "planned"

    def execute(self, query, params=None, *, prepare=None, binary=None):
        return super().execute(_numbered(query), params, prepare=True, binary=binary)


def planned(sql: str, params: Iterable[Any], *, using: str = "default") -> list[tuple[Any, ...]]:
    """Run a statement with `%s` placeholders and return its rows. It must return rows."""
    connection: Any = connections[using]
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor = connection._prepare_cursor(_Planned(connection.connection))
    with cursor:
        # psycopg sends integers with the smallest type that holds them, and each combination would be planned.
        cursor.execute(sql, [Int8(value) if type(value) is int else value for value in params])
        return cursor.fetchall()


def _stand_ins(kinds: tuple[type, ...]) -> list[Any]:
    makers: dict[type, Callable[[int], Any]] = {
        int: lambda place: 31_000 + place,
        str: lambda place: uuid4().hex,
        UUID: lambda place: uuid4(),
        datetime: lambda place: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=place),
    }
    return [makers[kind](place) for place, kind in enumerate(kinds)]


def instance[M: models.Model](
    model: type[M], told: Iterable[tuple[str, Any]] | Mapping[str, Any], *, db: str = "default", **state: Any
) -> M:
    """A stored row from its columns. `from_db` takes three times as long: this sends no signals, and calls no
    `__init__` and no setter of a field.
    """
    made, kept = model.__new__(model), ModelState()
    vars(kept).update(state, adding=False, db=db)
    vars(made).update(told, _state=kept)
    return made


def _from_db(model: type[models.Model], fetch_mode: Any, db: str, names: Sequence[str], values: Sequence[Any]) -> Any:
    return instance(model, zip(names, values, strict=True), db=db, fetch_mode=fetch_mode)


def _quickened(populators: list[Any]) -> list[Any]:
    for each in populators:
        each.from_db = partial(_from_db, each.model_cls, each.fetch_mode)
        _quickened(each.related_populators)
    return populators


class _Models:
    def __init__(self, queryset: Any, compiler: SQLCompiler, db: str):
        fetch_mode, info, select = queryset._fetch_mode, compiler.klass_info, compiler.select
        if fetch_mode.track_peers or queryset._known_related_objects:
            raise ValueError("Models that know of each other are not made here.")
        self.own = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        names = [column.target.attname for column, _, _ in select[self.own]]
        self.from_db = partial(_from_db, info["model"], fetch_mode, db, names)
        self.related = _quickened(get_related_populators(info, select, db, fetch_mode))
        self.annotations = list((compiler.annotation_col_map or {}).items())

    def of(self, row: Sequence[Any]) -> models.Model:
        made = self.from_db(row[self.own])
        for related in self.related:
            related.populate(row, made)
        for name, place in self.annotations:
            setattr(made, name, row[place])
        return made


def _with_constants(sql: str, params: Sequence[Any], stand_ins: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """Write numbers and words that are always the same into the statement: each request would send them, and the
    server plans better with them.
    """
    left, sent = iter(params), []

    def placeholder(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        param = next(left)
        if isinstance(param, (int, str)) and _place(param, stand_ins) is None:
            return Literal(param).as_string().replace("%", "%%")
        sent.append(param)
        return "%s"

    return re.sub("%[%s]", placeholder, sql), tuple(sent)


class _Made:
    """Holds no queryset: those of all queries take several megabytes."""

    def __init__(self, queryset: Any, stand_ins: Sequence[Any]):
        compiler = queryset.query.get_compiler(queryset.db)
        self.model, self.sent_to = queryset.model, queryset._db
        # A query that locks rows is for the primary server.
        self.routed = router.db_for_write if queryset._for_write else router.db_for_read
        sql, params = compiler.as_sql()
        self.sql, self.params = _with_constants(sql, params, stand_ins)
        self.places = [_place(param, stand_ins) for param in self.params]
        columns = [column for column, _, _ in compiler.select]
        self.converters = [(place, *how) for place, how in compiler.get_converters(columns).items()]
        is_of_models = queryset._iterable_class is ModelIterable
        self.models = {db: _Models(queryset, compiler, db) for db in connections} if is_of_models else None

    def params_with(self, values: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(
            # Django marks the width of an integer by a type of its own.
            param if place is None else type(param)(values[place]) if isinstance(param, int) else values[place]
            for param, place in zip(self.params, self.places, strict=True)
        )

    def ask(self, values: Sequence[Any]) -> "Unmade[Any]":
        db = self.sent_to or self.routed(self.model)
        return Unmade(planned(self.sql, self.params_with(values), using=db), partial(self.made_of, db=db))

    def made_of(self, rows: list[Any], db: str) -> list[Any]:
        if self.converters:
            connection = connections[db]
            rows = [self.converted(row, connection) for row in rows]
        if self.models is None:
            return rows
        return [self.models[db].of(row) for row in rows]

    def converted(self, row: Sequence[Any], connection: Any) -> list[Any]:
        values = list(row)
        for place, converters, expression in self.converters:
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        return values


class Unmade[Row](NamedTuple):
    """Rows as the database sent them, for who may not need what is made of them. Of equal rows the same is made."""

    rows: list[Any]
    make: Callable[[list[Any]], list[Row]]

    @property
    def made(self) -> list[Row]:
        return self.make(self.rows)


class Prepared[Row]:
    """A queryset whose SQL differs only in its parameters; `kinds` are their types in order.

    `build` is called once, with a stand-in for each parameter, and returns a queryset of models or plain values. A
    parameter may be filtered by, but not calculated with in Python.
    """

    known: ClassVar[WeakSet["Prepared[Any]"]] = WeakSet()

    def __init__(self, build: Callable[..., models.QuerySet], *kinds: type):
        self.build, self.kinds = build, kinds
        self.known.add(self)

    def __call__(self, *values: Any) -> list[Row]:
        return self.unmade(*values).made

    def unmade(self, *values: Any) -> Unmade[Row]:
        if any(isinstance(value, int) and abs(value) > MOST for value in values):
            return Unmade([], list)  # an address with too many digits matches no row
        return self.made.ask(values)

    def first(self, *values: Any) -> Row | None:
        return next(iter(self(*values)), None)

    def sql_with_params(self, *values: Any) -> tuple[str, tuple[Any, ...]]:
        return self.made.sql, self.made.params_with(values)

    @cached_property
    def made(self) -> _Made:
        stand_ins = _stand_ins(self.kinds)
        made = _Made(self.build(*stand_ins), stand_ins)
        if missing := set(range(len(stand_ins))) - set(made.places):
            raise ValueError(f"Parameters {sorted(missing)} do not reach the SQL as they are.")
        return made


def _place(param: Any, stand_ins: Sequence[Any]) -> int | None:
    matching = [place for place, value in enumerate(stand_ins) if isinstance(param, type(value)) and value == param]
    return matching[0] if matching else None
