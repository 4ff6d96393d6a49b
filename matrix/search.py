"""Search over the facts and over what other apps add: PostgreSQL's full text, with trigrams for typing errors.

The database stores the searched texts (docs/decisions/0008); one statement corrects, finds, ranks and marks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db import connections, router
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from matrix.models import Owner, Service
from matrix.registry import Searchable

LONGEST = 100  # characters of a query that are read
MOST_WORDS = 8
SHOWN = 5  # of each kind
SHOWN_OF_ONE_KIND = 60

# The names of groups, singular and plural.
KINDS = {
    "service": ("service", "services"),
    "layer": ("layer", "layers"),
    "cell": ("cell", "cells"),
    "control": ("control", "controls"),
    "scenario": ("exam trap", "exam traps"),
    "section": ("lesson section", "lesson sections"),
    "duty": ("task", "tasks"),
    "term": ("glossary term", "glossary terms"),
    "incident": ("incident", "incidents"),
}

# What learners type, and what the facts call it.
SYNONYMS = {
    "2fa": "MFA",
    "ami": "machine image",
    "az": "Availability Zone",
    "bucket": "S3",
    "cmk": "customer managed key",
    "datacenter": "data center",
    "db": "database",
    "dc": "data center",
    "firewall": "security group",
    "https": "TLS",
    "k8s": "Kubernetes",
    "kernel": "operating system",
    "linux": "operating system",
    "nacl": "network ACL",
    "os": "operating system",
    "postgres": "PostgreSQL",
    "sg": "security group",
    "ssl": "TLS",
    "vm": "virtual server",
    "windows": "operating system",
}

# The same for what they write as several words.
PHRASES = {
    "cloud front": "cloudfront",
    "cloud trail": "cloudtrail",
    "cloud watch": "cloudwatch",
    "dynamo db": "dynamodb",
    "elasti cache": "elasticache",
    "guard duty": "guardduty",
    "open bucket": "public bucket",
    "open search": "opensearch",
    "physical security": "physical facilities",
    "sage maker": "sagemaker",
    "work spaces": "workspaces",
}
IN_PHRASES = re.compile(rf"\b({'|'.join(PHRASES)})\b")
# Of a question they say nothing. The last word may be the beginning of another, so it is not left out.
FILLERS = re.compile(r"a|an|and|are|be|do|does|for|has|have|in|is|it|my|of|on|or|responsible|that|the|to|what|who")

MARKS = ("\x02", "\x03")  # around a match; our texts do not contain them
UNMARKED = str.maketrans("", "", "".join(MARKS))
STATEMENT = (Path(__file__).parent / "search.sql").read_text()
ADDED = (Path(__file__).parent / "search_added.sql").read_text()


@dataclass(frozen=True)
class SearchResult:
    url: str
    title: SafeString
    snippet: SafeString
    owner: Owner | None


@dataclass(frozen=True)
class ResultGroup:
    kind: str
    found: Sequence[SearchResult]
    count: int
    url: str

    @property
    def name(self) -> str:
        return KINDS[self.kind][self.count != 1]

    @property
    def more(self) -> int:
        return self.count - len(self.found)


@dataclass(frozen=True)
class Results:
    """`meant` is the corrected query, empty if nothing was corrected.

    `kind` is the only kind asked for, empty for all.
    """

    query: str
    kind: str = ""
    groups: Sequence[ResultGroup] = ()
    meant: str = ""

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def url(self) -> str:
        return search_url(self.query)

    @property
    def said(self) -> str:
        if not self.query:
            return ""
        if not self.groups:
            return f"Nothing found for {self.query}"
        kinds = ", ".join(f"{group.count} {group.name}" for group in self.groups)
        return f"{self.count} found for {self.meant or self.query}: {kinds}"


def words_of(query: str) -> list[str]:
    words = re.findall(r"[^\W_]+", query[:LONGEST].lower())
    telling = [word for word in words[:-1] if not FILLERS.fullmatch(word)] + words[-1:]
    return IN_PHRASES.sub(lambda found: PHRASES[found[0]], " ".join(telling)).split()[:MOST_WORDS]


def find(query: str, *, kind: str = "", added: Iterable[Searchable] = ()) -> Results:
    """Return what matches all words of the query, or at least some of them. `kind` selects all results of one kind."""
    words = words_of(query)
    query = " ".join(query.replace("\x00", "").split())[:LONGEST]
    if not words:
        return Results(query, kind)
    kind = kind if kind in KINDS else ""
    entries, vocabulary = _read(tuple(added))
    values: dict[str, Any] = {
        "words": words,
        "synonyms": [SYNONYMS.get(word) for word in words],
        "entries": entries,
        "vocabulary": vocabulary,
        "kind": kind,
        "shown": SHOWN_OF_ONE_KIND if kind else SHOWN,
        "marks": f'StartSel="{MARKS[0]}", StopSel="{MARKS[1]}", ',
    }
    with connections[router.db_for_read(Service)].cursor() as cursor:
        cursor.execute(STATEMENT, values)
        rows = cursor.fetchall()
    return _results(query, kind, rows)


# The added texts are the same for all searches until they change, and reading them takes longer than the search.
@lru_cache(maxsize=2)
def _read(added: tuple[Searchable, ...]) -> tuple[str, str]:
    columns = {
        "kinds": [each.kind for each in added],
        "paths": [each.url for each in added],
        "titles": [each.title for each in added],
        "bodies": [each.text for each in added],
    }
    with connections[router.db_for_read(Service)].cursor() as cursor:
        cursor.execute(ADDED, columns)
        entries, vocabulary = cursor.fetchone()
    return entries or "{}", vocabulary or "{}"


def _results(query: str, only: str, rows: list[tuple]) -> Results:
    groups: dict[str, list[SearchResult]] = {}
    counts: dict[str, int] = {}
    meant = ""
    for kind, path, about, title, snippet, body, owner, count, corrected in rows:
        url = path if path.startswith("/") else address(kind, path, about)
        found = SearchResult(url, marked(title), marked(cut(snippet, body)), Owner(owner) if owner else None)
        groups.setdefault(kind, []).append(found)
        counts[kind] = count
        meant = corrected or ""
    return Results(
        query,
        only,
        [ResultGroup(kind, found, counts[kind], search_url(query, kind)) for kind, found in groups.items()],
        meant,
    )


def search_url(query: str, kind: str = "") -> str:
    asked = {"q": query, "kind": kind} if kind else {"q": query}
    return f"{reverse('matrix:search')}?{urlencode(asked)}"


def cut(snippet: str, body: str) -> str:
    plain = snippet.translate(UNMARKED).strip()
    before = "" if body.lstrip().startswith(plain) else "… "
    after = "" if body.rstrip(" .").endswith(plain.rstrip(" .")) else " …"
    return f"{before}{snippet.strip()}{after}"


def address(kind: str, path: str, about: str) -> str:
    place = about if kind in ("duty", "scenario") else path
    if "/" in place:
        return reverse("matrix:cell", args=place.split("/"))
    if kind in ("service", "layer"):
        return reverse(f"matrix:{kind}", args=[place])
    return f"{reverse('matrix:controls')}#{place}"


def marked(text: str) -> SafeString:
    start, stop = MARKS
    return mark_safe(escape(text).replace(start, "<mark>").replace(stop, "</mark>"))  # noqa: S308
