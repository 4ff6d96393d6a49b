from django.db import connection

from matrix import facts, registry
from matrix.search import find


def commit() -> None:
    """Does what the end of the transaction would do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def search(query: str, **kind: str):
    known = facts.current()
    return find(query, added=[each for searchables in registry.searchables for each in searchables(known)], **kind)


def rows_of(query: str) -> set[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return set(cursor.fetchall())


def first(query: str) -> str:
    return search(query).groups[0].found[0].url
