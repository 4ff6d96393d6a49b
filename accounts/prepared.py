"""Queries that are asked all the time: put together once per process, planned once per connection.

Django builds a queryset, makes SQL of it and hands it to PostgreSQL, which plans it: for what a page asks on every
request that costs far more than to look the rows up. Here all this happens the first time only.
"""

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from django.db import connections, models
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler
from psycopg import Cursor

MOST = 2**63 - 1  # of any integer in the database


class _Planned(Cursor):
    """Sends a statement's parameters apart from it, so that the server keeps its plan."""

    def execute(self, query, params=None, *, prepare=None, binary=None):
        return super().execute(query, params, prepare=True, binary=binary)


def _stand_ins(kinds: tuple[type, ...]) -> list[Any]:
    """A value of each kind that a queryset holds nowhere else. Integers are small: they must suit any column."""
    makers: dict[type, Callable[[int], Any]] = {
        int: lambda place: 31_000 + place,
        str: lambda place: uuid4().hex,
        UUID: lambda place: uuid4(),
        datetime: lambda place: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=place),
    }
    return [makers[kind](place) for place, kind in enumerate(kinds)]


class _Ready(SQLCompiler):
    """A compiler that has made its SQL already. A copy runs it with the parameters of one call."""

    statement: tuple[str, tuple[Any, ...]]
    converters: dict[int, Any]  # the same for all copies

    def get_converters(self, expressions):
        return self.converters

    def as_sql(self, with_limits=True, with_col_aliases=False):
        return self.statement

    def rows(self) -> list[tuple[Any, ...]]:
        sql, params = self.statement
        with self.connection.cursor() as cursor:
            cursor.cursor = _Planned(self.connection.connection)
            cursor.execute(sql, params)
            return cursor.fetchall()

    def execute_sql(self, *args, **kwargs):
        return [self.rows()]


class Prepared[Row]:
    """A queryset whose SQL stays the same but for its parameters; `kinds` are their types, in order.

    `build` is called once, with a value of each kind, and returns a queryset of models or of plain values. A parameter
    must reach the SQL as it was given: to filter by it is fine, to calculate with it in Python is not.
    """

    def __init__(self, build: Callable[..., models.QuerySet], *kinds: type):
        self.build, self.kinds = build, kinds
        self.made: tuple[models.QuerySet, _Ready, list[int | None]] | None = None

    def __call__(self, *values: Any) -> list[Row]:
        if any(isinstance(value, int) and abs(value) > MOST for value in values):
            return []  # of an address with too many digits: no row has such a number
        queryset: Any
        queryset, ready, _ = self._made()
        compiler = copy(ready)
        compiler.connection = connections[queryset.db]
        compiler.statement = self.sql_with_params(*values)
        if queryset._iterable_class is not ModelIterable:
            return list(compiler.results_iter())  # type: ignore[arg-type]
        asked: Any = SimpleNamespace(
            db=queryset.db,
            model=queryset.model,
            query=SimpleNamespace(get_compiler=lambda using: compiler),
            _fetch_mode=queryset._fetch_mode,
            _known_related_objects={},
        )
        return list(ModelIterable(asked))

    def first(self, *values: Any) -> Row | None:
        return next(iter(self(*values)), None)

    def sql_with_params(self, *values: Any) -> tuple[str, tuple[Any, ...]]:
        """As a query's own method of this name: to be part of a larger statement."""
        _, ready, places = self._made()
        sql, params = ready.statement
        filled = (
            # Django marks the width of an integer by a type of its own.
            param if place is None else type(param)(values[place]) if isinstance(param, int) else values[place]
            for param, place in zip(params, places, strict=True)
        )
        return sql, tuple(filled)

    def _made(self) -> tuple[models.QuerySet, _Ready, list[int | None]]:
        self.made = self.made or self._make()
        return self.made

    def _make(self) -> tuple[models.QuerySet, _Ready, list[int | None]]:
        stand_ins = _stand_ins(self.kinds)
        queryset = self.build(*stand_ins)
        compiler = queryset.query.get_compiler(queryset.db)
        sql, params = compiler.as_sql()
        places = [_place(param, stand_ins) for param in params]
        if missing := set(range(len(stand_ins))) - set(places):
            raise ValueError(f"Parameters {sorted(missing)} do not reach the SQL as they are.")
        compiler.converters = compiler.get_converters([column for column, _, _ in compiler.select])
        compiler.__class__ = _Ready
        compiler.statement = (sql, tuple(params))
        return queryset, compiler, places


def _place(param: Any, stand_ins: list[Any]) -> int | None:
    matching = [place for place, value in enumerate(stand_ins) if isinstance(param, type(value)) and value == param]
    return matching[0] if matching else None
