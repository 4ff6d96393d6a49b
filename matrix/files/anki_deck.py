"""The cells as a package of Anki cards, which can be imported again to update the cards.

Anki knows a note by its GUID, and its type and deck by their ids, and replaces a note by a newer one. So these ids
never change, and a note's time is the last change of what it shows. A renamed slug makes a new card. genanki is not
used: it has no time per note, so each import would rewrite every card. The tests import the file with Anki's own
engine.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Max, Model
from django.template.loader import render_to_string
from django.utils.html import escape

from matrix.facts import Facts
from matrix.files.anki_format import DECK_CONFIGURATION, PREFERENCES, SCHEMA, a_deck, a_note_type
from matrix.history import events_of
from matrix.models import Duty, FactConfidence, Layer, Owner, Responsibility, Service

NAME = "Whose layer? AWS shared responsibility"
NOTE_TYPE, DECK = (
    1_764_041_000_001,
    1_764_041_000_002,
)  # never change these: imported cards would be duplicated
FIRST_NOTE = 1_764_041_100_000
# Increase this when the words or the style of all cards change, so that imported cards are updated.
LAYOUT = datetime(2026, 11, 25, tzinfo=UTC)

FIELDS = ("Question", "Owner", "Reason", "You", "AWS", "Source", "Address")
WITH_ARTICLE = {"application-code", "platform-software", "guest-os", "hardware-network", "physical-facilities"}
LOOPBACK = re.compile(r"https?://(localhost|127\.[\d.]+|\[::1\])(:\d+)?/")
BETWEEN_FIELDS = "\x1f"


def asked(facts: Facts) -> list[Responsibility]:
    return [
        cell
        for cell in facts.cells.values()
        if cell.owner != Owner.NOT_APPLICABLE and cell.confidence != FactConfidence.LOW
    ]


@lru_cache(maxsize=2)
def package_of(facts: Facts, site: str) -> bytes:
    """Return the .apkg file, the same bytes for the same facts. `site` is the address that its links begin with."""
    changed = changed_at()
    newest = max([LAYOUT, *changed.values()])
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        collection = _collection(asked(facts), changed, newest, site)
        for name, content in (("collection.anki2", collection), ("media", b"{}")):
            entry = zipfile.ZipInfo(name, date_time=newest.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    return archive.getvalue()


def changed_at() -> dict[tuple[type[Model], int], datetime]:
    kinds: tuple[tuple[type[Model], str, type[Model]], ...] = (
        (Service, "pgh_obj_id", Service),
        (Layer, "pgh_obj_id", Layer),
        (Responsibility, "pgh_obj_id", Responsibility),
        (Duty, "cell_id", Responsibility),
    )
    found: dict[tuple[type[Model], int], datetime] = {}
    for kind, column, of in kinds:
        latest = events_of(kind).order_by().values_list(column).annotate(at=Max("pgh_created_at"))
        for pk, at in latest:
            found[of, pk] = max(at, found.get((of, pk), at))
    return found


def _collection(cells: list[Responsibility], changed, newest: datetime, site: str) -> bytes:
    import sqlite3  # a megabyte of each worker, which only this needs

    database = sqlite3.connect(":memory:")
    try:
        database.executescript(SCHEMA)
        now = int(newest.timestamp())
        types = {str(NOTE_TYPE): a_note_type(NOTE_TYPE, NAME, DECK, FIELDS, *_templates(), modified=now)}
        decks = {"1": a_deck(1, "Default", modified=now), str(DECK): a_deck(DECK, NAME, modified=now)}
        database.execute(
            "INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')",
            (
                int(LAYOUT.timestamp()),
                now * 1000,
                int(LAYOUT.timestamp()) * 1000,
                *map(json.dumps, (PREFERENCES, types, decks, DECK_CONFIGURATION)),
            ),
        )
        rows = list(_rows(cells, changed, site))
        database.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')", [row[:8] for row in rows])
        database.executemany(
            "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            [(note, note, DECK, modified, due) for due, (note, _, _, modified, *_) in enumerate(rows, 1)],
        )
        database.commit()
        return database.serialize()
    finally:
        database.close()


def _rows(cells: list[Responsibility], changed, site: str) -> Iterator[tuple]:
    for cell in cells:
        parts = (Responsibility, cell.pk), (Service, cell.service_id), (Layer, cell.layer_id)
        modified = max(LAYOUT, *(changed.get(part, LAYOUT) for part in parts))
        fields = fields_of(cell, site)
        checksum = int(hashlib.sha1(fields[0].encode(), usedforsecurity=False).hexdigest()[:8], 16)
        yield (
            FIRST_NOTE + cell.pk,
            uuid5(NAMESPACE_URL, f"whose-layer:{cell.path}").hex,
            NOTE_TYPE,
            int(modified.timestamp()),
            f" {' '.join(tags_of(cell))} ",
            BETWEEN_FIELDS.join(fields),
            fields[0],
            checksum,
        )


def tags_of(cell: Responsibility) -> list[str]:
    service = cell.service
    return [f"service::{service.slug}", f"layer::{cell.layer.slug}", f"type::{service.service_type.slug}"]


def fields_of(cell: Responsibility, site: str) -> list[str]:
    layer = f"the {cell.layer.phrase}" if cell.layer.slug in WITH_ARTICLE else cell.layer.phrase
    return [
        escape(f"Who is responsible for {layer} of {cell.service.short_name}?"),
        escape(cell.ownership.label),
        escape(cell.rationale),
        _list_of(cell.customer_duties),
        _list_of(cell.aws_duties),
        f'<a href="{escape(cell.source_url)}">{escape(cell.source_title)}</a>',
        _link_to(cell, site),
    ]


def _link_to(cell: Responsibility, site: str) -> str:
    if LOOPBACK.match(site):
        return escape(str(cell))
    return f'<a href="{escape(urljoin(site, cell.url))}">{escape(str(cell))}</a>'


def _list_of(duties: Iterable[Duty]) -> str:
    tasks = "".join(f"<li>{escape(duty.task)}</li>" for duty in duties)
    return f"<ul>{tasks}</ul>" if tasks else ""


def _templates() -> tuple[str, str, str]:
    return tuple(render_to_string(f"matrix/anki/{name}") for name in ("front.html", "back.html", "card.css"))  # type: ignore[return-value]
