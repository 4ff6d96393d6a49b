"""What the film of a moving boundary shows and says: one shot per layer that changes owner, from the facts.

It shows the services of the lesson's [[drawing boundary …]]. Captions and transcript are the same words.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lessons.drawings import BOUNDARY
from lessons.markup import read
from lessons.names import Unknown, rows_named
from matrix.facts import Facts, made_once
from matrix.grid import Band, make_grid
from matrix.models import Layer, Owner, Service

EDITION = 1  # to be raised when the same script is to look different: stored films are then made again
NOW = {
    Owner.AWS: "now AWS’s",
    Owner.SHARED: "now shared",
    Owner.CUSTOMER: "now yours",
    Owner.NOT_APPLICABLE: "not applicable",
}
ABOVE = "line:0"  # captions stand at the top, where pictures leave room and no player has its buttons

TOP_DOWN = (Owner.CUSTOMER, Owner.SHARED, Owner.NOT_APPLICABLE, Owner.AWS)


@dataclass(frozen=True)
class Shot:
    seconds: float
    words: str  # as captions and transcript have them
    service: str = ""
    noun: str = ""
    lines: tuple[str, ...] = ()  # what stands beside the figure
    rows: tuple[tuple[str, Owner], ...] = ()
    moved: str = ""  # the row that has just changed owner


@dataclass(frozen=True)
class Script:
    services: tuple[str, ...]
    shots: tuple[Shot, ...]

    @property
    def seconds(self) -> float:
        return sum(shot.seconds for shot in self.shots)

    @property
    def transcript(self) -> str:
        return "\n".join(shot.words for shot in self.shots)

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(f"{EDITION} {self!r}".encode()).hexdigest()[:16]

    @property
    def captions(self) -> str:
        cues, begin = ["WEBVTT\n"], 0.0
        for shot in self.shots:
            end = begin + shot.seconds
            cues.append(f"{_time(begin)} --> {_time(end - 0.05)} {ABOVE}\n{shot.words}\n")
            begin = end
        return "\n".join(cues)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def script_of(body: str, facts: Facts) -> Script | None:
    """Return None if the text draws no boundary, or one that the facts do not have."""
    drawn = (each.words for each in read(body).directives if each.name == "drawing")
    words = next((words for words in drawn if words[:1] == (BOUNDARY,)), None)
    return _script_over(facts, words[1:]) if words else None


@made_once
def _script_over(facts: Facts, slugs: tuple[str, ...]) -> Script | None:
    try:
        services = rows_named("service", slugs, facts.services)
    except Unknown:
        return None
    names = tuple(service.short_name for service in services)
    return Script(names, (_opening(names), *_on_the_way(services, facts), _ending(services, facts)))


def _listed(names: tuple[str, ...]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _opening(names: tuple[str, ...]) -> Shot:
    return Shot(3.5, f"Who secures each layer on {_listed(names)}? Watch the line move.")


def _on_the_way(services: list[Service], facts: Facts) -> Iterator[Shot]:
    layers = {band.kind: [row.layer for row in band.rows] for band in make_grid(services, facts).bands}
    moving = layers.get(Band.MOVES, [])
    owners: dict[str, Owner] = {}
    before = ""
    for service in services:
        now = {layer.slug: facts.cells[service.slug, layer.slug].ownership.answer for layer in facts.layers.values()}
        for layer in moving if before else ():
            if owners[layer.slug] is not now[layer.slug]:
                owners[layer.slug] = now[layer.slug]
                name, now_whose = layer.short_name, NOW[now[layer.slug]]
                words = f"From {before} to {service.short_name}, {now_whose}: {layer.phrase}."
                rows = _rows(layers, owners)
                yield Shot(2, words, service.short_name, service.noun, (f"{name}: {now_whose}",), rows, name)
        owners = now
        counts = [list(now.values()).count(owner) for owner in (Owner.CUSTOMER, Owner.SHARED, Owner.AWS)]
        parts = [f"{n} {word}" for n, word in zip(counts, ("yours", "shared", "AWS’s"), strict=True) if n]
        words = f"{len(now)} layers on {service.short_name}: {_listed(tuple(parts))}."
        yield Shot(3.5, words, service.short_name, service.noun, tuple(parts), _rows(layers, owners))
        before = service.short_name


def _rows(layers: dict[Band, list[Layer]], owners: dict[str, Owner]) -> tuple[tuple[str, Owner], ...]:
    """By owner, yours on top; layers that never move are one row."""
    rows = []
    for band in Band:  # those of the customer first
        if band is Band.MOVES:
            rows += [(layer.short_name, owners[layer.slug]) for layer in layers.get(band, [])]
        elif band in layers:
            whose = Owner(band.value).whose
            rows.append((f"{len(layers[band])} layers, always {whose}", Owner(band.value)))
    return tuple(sorted(rows, key=lambda row: TOP_DOWN.index(row[1])))


def _ending(services: list[Service], facts: Facts) -> Shot:
    bands = {band.kind: band.rows for band in make_grid(services, facts).bands}
    names = tuple(row.layer.phrase for row in bands.get(Band.CUSTOMER, []))
    words = f"Yours on all of them: {_listed(names)}." if names else "No layer is yours on all of them."
    return Shot(5, words)
