"""The small map of the core facts: one path per state, the boundary, and the services with the most wrong answers."""

from dataclasses import dataclass
from typing import NamedTuple

from matrix.facts import Facts, made_once
from matrix.grid import Grid, make_grid, most_yours_first
from matrix.models import Service
from quizzes.memory.knowledge import MISSED, Counts, Knowledge, MemoryLook, core_of, look_of
from quizzes.memory.mastery import MemoryState
from quizzes.practice.choices import By, PracticeChoice

WIDTH, GAP, HEIGHT = 328, 3, 9
INSET = 0.75  # so that outlines stay within their tile
CUT = 7  # off the corner of a fact that is due
BARS = 6  # between those of a fact that follows a known rule
ANSWERED = 5  # facts of a service, before it is called weak
LOOKS = [*map(look_of, MemoryState), look_of(MemoryState.NEW, by_rule="a rule")]


@dataclass(frozen=True)
class WeakService:
    service: Service
    weak: int
    answered: int


@dataclass(frozen=True)
class SmallMap:
    counts: Counts
    tiles: list[tuple[str, str]]  # by the name of a record, the path of all its tiles
    boundary: str
    height: int
    weakest: list[WeakService]
    services: list[Service]
    width: int = WIDTH
    answered: int = ANSWERED

    @property
    def practice(self) -> str:
        return PracticeChoice(By.WEAK).url


@made_once
def core_grid(facts: Facts) -> Grid:
    services = {(cell := facts.cell_by_id(pk)).service.slug: cell.service for pk in core_of(facts)}
    return make_grid(most_yours_first(list(services.values()), facts), facts)


class MapFrame(NamedTuple):
    """What is equal for all learners. `tiles` has each cell's id with its paths by the name of a record."""

    tiles: list[tuple[int, dict[str, str]]]
    boundary: str
    height: int
    columns: list[tuple[Service, frozenset[int]]]


@made_once
def frame_of(facts: Facts) -> MapFrame:
    grid = core_grid(facts)
    step = WIDTH / max(1, len(grid.services))
    rows = [row for band in grid.bands for row in band.rows]
    tiles, lines = [], []
    for y, row in enumerate(rows):
        top = y * (HEIGHT + GAP)
        for x, box in enumerate(row.boxes):
            left = round(x * step, 1)
            tiles.append((box.cell.id, {look.name: _tile(look, left, top, step - GAP) for look in LOOKS}))
            right, below = round(left + step - GAP / 2, 1), top + HEIGHT + GAP / 2
            if "b" in box.edge:
                lines.append(f"M{left - 1.5:g} {below}H{right}")
            if "r" in box.edge:
                lines.append(f"M{right} {top - 1.5:g}V{below}")
    columns = [(each, frozenset([box.cell.id for box in grid.column(each)])) for each in grid.services]
    return MapFrame(tiles, "".join(lines), len(rows) * (HEIGHT + GAP), columns)


def small_map(facts: Facts, knowledge: Knowledge) -> SmallMap | None:
    grid, frame = core_grid(facts), frame_of(facts)
    if not grid.services:
        return None
    core = core_of(facts)
    looks = knowledge.looks_of(core)
    tiles: dict[str, list[str]] = {}
    for cell, paths in frame.tiles:
        look = looks[cell]
        if look.state:
            tiles.setdefault(look.name, []).append(paths[look.name])
    return SmallMap(
        counts=Counts.of([looks[cell] for cell in core & knowledge.asked]),
        tiles=[(name, "".join(paths)) for name, paths in tiles.items()],
        boundary=frame.boundary,
        height=frame.height,
        weakest=weakest(frame, knowledge),
        services=list(grid.services),
    )


def _tile(look: MemoryLook, left: float, top: float, width: float) -> str:
    if look.state == MemoryState.DUE:
        return f"M{left} {top}h{width - CUT:.1f}l{CUT} {CUT}v{HEIGHT - CUT}h{-width:.1f}z"
    if look.state == MemoryState.KNOWN:
        return f"M{left} {top}h{width:.1f}v{HEIGHT}h{-width:.1f}z"
    within = width - 2 * INSET
    outline = f"M{left + INSET:g} {top + INSET}h{within:.1f}v{HEIGHT - 2 * INSET}h{-within:.1f}z"
    bars = range(BARS, int(width), BARS) if look.by_rule else ()
    return outline + "".join(f"M{left + bar:g} {top}v{HEIGHT}" for bar in bars)


def weakest(frame: MapFrame, knowledge: Knowledge) -> list[WeakService]:
    """Return the two services with the largest shares of facts answered wrong last, of those with enough answers.

    One such fact can be a slip.
    """
    found = []
    for service, cells in frame.columns:
        answered = knowledge.kept.keys() & cells
        weak = sum([knowledge.kept[pk][MISSED] for pk in answered])
        if weak > 1 and len(answered) >= ANSWERED:
            found.append(WeakService(service, weak, len(answered)))
    return sorted(found, key=lambda each: -each.weak / each.answered)[:2]
