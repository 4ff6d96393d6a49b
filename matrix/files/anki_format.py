"""Anki's file format for plain cards: version 11 of the collection, which every Anki reads.

Source: the schema that Anki writes with "Support older Anki versions".
"""

from collections.abc import Sequence
from typing import Any

SCHEMA = """
CREATE TABLE col (
    id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL, ver integer NOT NULL,
    dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL, models text NOT NULL,
    decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL
);
CREATE TABLE notes (
    id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL,
    tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL,
    data text NOT NULL
);
CREATE TABLE cards (
    id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL, mod integer NOT NULL,
    usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL, ivl integer NOT NULL,
    factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL,
    odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL
);
CREATE TABLE revlog (
    id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL, ivl integer NOT NULL,
    lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL, type integer NOT NULL
);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""

PREFERENCES: dict[str, Any] = {
    "activeDecks": [1],
    "addToCur": True,
    "collapseTime": 1200,
    "curDeck": 1,
    "dueCounts": True,
    "estTimes": True,
    "newSpread": 0,
    "nextPos": 1,
    "sortBackwards": False,
    "sortType": "noteFld",
    "timeLim": 0,
}

DECK_CONFIGURATION: dict[str, Any] = {
    "1": {
        "id": 1,
        "name": "Default",
        "mod": 0,
        "usn": 0,
        "autoplay": True,
        "maxTaken": 60,
        "replayq": True,
        "timer": 0,
        "lapse": {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0},
        "new": {"bury": True, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20},
        "rev": {"bury": True, "ease4": 1.3, "ivlFct": 1, "maxIvl": 36500, "perDay": 100},
    }
}


def a_deck(pk: int, name: str, *, modified: int) -> dict[str, Any]:
    nothing_today = {f"{kind}Today": [0, 0] for kind in ("lrn", "new", "rev", "time")}
    return {
        "id": pk,
        "name": name,
        "desc": "",
        "mod": modified,
        "usn": -1,
        "conf": 1,
        "dyn": 0,
        "collapsed": False,
        "extendNew": 0,
        "extendRev": 50,
        **nothing_today,
    }


def a_note_type(
    pk: int, name: str, deck: int, fields: Sequence[str], front: str, back: str, css: str, *, modified: int
) -> dict[str, Any]:
    look = {"font": "Arial", "media": [], "rtl": False, "size": 20, "sticky": False}
    card = {"bqfmt": "", "bafmt": "", "bfont": "", "bsize": 0, "did": None}
    return {
        "id": pk,
        "name": name,
        "did": deck,
        "type": 0,
        "mod": modified,
        "usn": -1,
        "sortf": 0,
        "tags": [],
        "vers": [],
        "latexPre": "",
        "latexPost": "",
        "latexsvg": False,
        "req": [[0, "all", [0]]],
        "css": css,
        "flds": [{"name": field, "ord": number, **look} for number, field in enumerate(fields)],
        "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": front, "afmt": back, **card}],
    }
