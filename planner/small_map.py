"""The small mastery map of the home page: its tiles, its boundary and the weakest services."""

from dataclasses import dataclass

from matrix.facts import Facts
from matrix.grid import Grid, opening_grid
from quizzes.memory.knowledge import Counts, Knowledge, core_of
from quizzes.memory.mastery import Level
from quizzes.practice.choices import By, PracticeChoice

WIDTH, GAP, HEIGHT = 328, 2, 11
WEAK = (Level.STARTED, Level.SHAKY, Level.FADED)


@dataclass(frozen=True)
class Tile:
    x: float
    y: float
    level: str


@dataclass(frozen=True)
class SmallMap:
    counts: Counts  # of the core
    drawn: Counts
    tiles: list[Tile]
    tile_width: float
    boundary: str
    weakest: list[str]
    services: int
    width: int = WIDTH
    tile_height: int = HEIGHT

    @property
    def height(self) -> float:
        return max(tile.y for tile in self.tiles) + HEIGHT

    @property
    def practice(self) -> str:
        return PracticeChoice(By.WEAK).url


def small_map(facts: Facts, knowledge: Knowledge) -> SmallMap | None:
    if not facts.services:
        return None
    grid = opening_grid(facts)
    step = WIDTH / len(grid.services)
    rows = [row for band in grid.bands for row in band.rows]
    tiles, lines = [], []
    for y, row in enumerate(rows):
        top = y * (HEIGHT + GAP)
        for x, box in enumerate(row.boxes):
            left = round(x * step, 1)
            tiles.append(Tile(left, top, knowledge.of(box.cell).name))
            right, below = round(left + step - GAP / 2, 1), top + HEIGHT + GAP // 2
            if "b" in box.edge:
                lines.append(f"M{left - 1} {below}H{right}")
            if "r" in box.edge:
                lines.append(f"M{right} {top - 1}V{below}")
    core = {facts.cell_by_id(pk).service_id for pk in core_of(facts)}
    return SmallMap(
        knowledge.counts_of_core(facts),
        knowledge.counts(box.cell for box in grid.boxes),
        tiles,
        round(step - GAP, 1),
        "".join(lines),
        weakest(grid, knowledge),
        len(core),
    )


def weakest(grid: Grid, knowledge: Knowledge) -> list[str]:
    weak = {
        service.short_name: sum(knowledge.of(box.cell).level in WEAK for box in grid.column(service))
        for service in grid.services
    }
    return [name for name in sorted(weak, key=lambda name: -weak[name]) if weak[name]][:2]
