"""One question for instructors: its figures, choices and versions. It names no learners."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Exists, OuterRef, Subquery

from bank.models import Claim, Contradiction, Item, ItemVersion, how_made
from exchange.audit.key_doubts import doubt
from matrix.facts import Facts
from matrix.models import Responsibility
from quizzes.pool import settling_cell
from quizzes.statistics.check_formulas import of_correlation
from quizzes.statistics.class_answers import ClassAnswers
from quizzes.statistics.figures import ItemStatistics, known_about
from quizzes.statistics.flags import ENOUGH, FlaggedOption, seconds, shares_in_groups
from quizzes.statistics.question_formulas import BANDS, facility_index, median_time
from teach.checks.conclusions import FEWEST, conclusion_of_question, number_range, right_range

# Dimensions of the chart in teach/items/item.html.
LEFT, RIGHT, TOP, BOTTOM = 40, 300, 14, 160
LETTER = 14


@dataclass(frozen=True)
class ChoiceRow:
    """Shares of all answers, and of the strongest and weakest learners'; None if unknown."""

    choice: FlaggedOption
    share: float
    top: float | None
    bottom: float | None
    by_band: list[float | None]


@dataclass(frozen=True)
class ClassRow:
    choice: FlaggedOption
    chosen: int


class ItemInClass:
    """How the learners of one class answered. It names none of them."""

    def __init__(self, known: ItemStatistics, answers: ClassAnswers):
        chosen, marks = answers.chosen([version.pk for version in known.line])
        self.answers = chosen.get("", 0)
        self.conclusion = conclusion_of_question(self.answers, marks)
        keys = [option.key for option in known.options]
        self.rows = [ClassRow(each, chosen.get(key, 0)) for key, each in zip(keys, known.choices, strict=True)]


@dataclass(frozen=True)
class VersionRow:
    version: ItemVersion
    answers: int
    right: float | None
    median: str


@dataclass(frozen=True)
class Curve:
    letter: str
    is_key: bool
    line: str
    end: tuple[float, float]  # where its letter is drawn


class ItemPage:
    """`guests` includes guests' answers."""

    enough, fewest = ENOUGH, FEWEST

    def __init__(self, item: Item, known: ItemStatistics, facts: Facts, *, guests: bool = False):
        self.item, self.known, self.guests = item, known, guests
        self.version = known.version
        self.findings = known.findings
        self.cell: Responsibility | None = facts.cell_by_id(item.cell) if item.cell else None  # type: ignore[attr-defined]
        self.proof: str | None = item.proof  # type: ignore[attr-defined]
        self.is_checked: bool = item.claims  # type: ignore[attr-defined]
        self.weight = known.weight
        self.made = how_made(item.generator)

    @property
    def has_attempts(self) -> bool:
        return self.known.sums.n >= FEWEST

    @property
    def discrimination_range(self) -> str:
        return number_range(of_correlation(self.known.discrimination, self.known.sums.n))

    @property
    def has_choices(self) -> bool:
        return self.known.answers >= FEWEST

    @property
    def range(self) -> str:
        return right_range(self.known.answers, self.known.marks)

    @property
    def conclusion(self) -> str:
        return conclusion_of_question(self.known.answers, self.known.marks)

    @property
    def right(self) -> float:
        return 100 * (self.known.facility or 0)

    @property
    def deviation(self) -> float:
        return 100 * (self.known.deviation or 0)

    @property
    def unsure(self) -> float:
        return 100 * self.known.unsure / self.known.answers

    @property
    def weight_percent(self) -> float | None:
        return None if self.weight is None else 100 * self.weight

    @property
    def median(self) -> str:
        median = self.known.median
        return "" if median is None else seconds(median)

    @property
    def doubt(self) -> str:
        """A reason why the key looks wrong, for questions without claims that could show it."""
        if self.is_checked or self.cell is None:
            return ""
        options = [(choice.text, choice.is_key) for choice in self.known.choices]
        return doubt(self.version.stem, options, self.cell)

    @property
    def keys(self) -> Sequence[FlaggedOption]:
        return [choice for choice in self.known.choices if choice.is_key]

    @property
    def has_bands(self) -> bool:
        return sum(self.known.banded.values()) >= ENOUGH

    @cached_property
    def bands(self) -> list[int]:
        return [self.known.banded.get(band, 0) for band in range(1, BANDS + 1)]

    @cached_property
    def choices(self) -> list[ChoiceRow]:
        return [self._choice(choice) for choice in self.known.choices]

    def _choice(self, choice: FlaggedOption) -> ChoiceRow:
        top, bottom = shares_in_groups(choice, self.known.banded)
        by_band = [
            choice.chosen.get(band, 0) / answers if answers else None for band, answers in enumerate(self.bands, 1)
        ]
        share = choice.chosen.get(0, 0) / self.known.answers
        return ChoiceRow(choice, 100 * share, _percent(top), _percent(bottom), [_percent(each) for each in by_band])

    @property
    def curves(self) -> list[Curve]:
        return spread_labels([curve for row in self.choices if (curve := curve_of(row)) is not None])

    @property
    def versions(self) -> list[VersionRow]:
        return [self._version(version) for version in reversed(self.known.line)]

    def _version(self, version: ItemVersion) -> VersionRow:
        answers, marks = version.answers or 0, version.marks or 0  # type: ignore[attr-defined]
        if answers < FEWEST:
            return VersionRow(version, answers, None, "")
        facility = facility_index(answers, marks)
        median = median_time(self.known.times_of([version]))
        return VersionRow(version, answers, 100 * (facility or 0), "" if median is None else seconds(median))


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def curve_of(row: ChoiceRow) -> Curve | None:
    """None if fewer than two bands have answers."""
    step = (RIGHT - LEFT) / (BANDS - 1)
    points = [
        (round(LEFT + step * number, 1), round(BOTTOM - (BOTTOM - TOP) * share / 100, 1))
        for number, share in enumerate(row.by_band)
        if share is not None
    ]
    if len(points) < 2:
        return None
    line = "M" + "L".join(f"{x} {y}" for x, y in points)
    return Curve(row.choice.letter, row.choice.is_key, line, points[-1])


def spread_labels(curves: Sequence[Curve]) -> list[Curve]:
    """Moves the letters at the ends of lines so that they do not overlap or leave the chart."""
    heights: list[float] = []
    for curve in sorted(curves, key=lambda curve: -curve.end[1]):
        heights.append(min(curve.end[1], heights[-1] - LETTER) if heights else curve.end[1])
    heights.reverse()
    for number in range(len(heights)):
        heights[number] = max(heights[number], heights[number - 1] + LETTER if number else TOP)
    from_the_top = sorted(curves, key=lambda curve: curve.end[1])
    return [replace(curve, end=(curve.end[0], y)) for curve, y in zip(from_the_top, heights, strict=True)]


def item_page(pk: int, facts: Facts, *, guests: bool = False) -> ItemPage | None:
    """None if there is no such question, or it has no version."""
    contradiction = Contradiction.objects.filter(item=OuterRef("pk"), closed_at=None).values("proof")[:1]
    claims = Exists(Claim.objects.filter(option__version=OuterRef("published")))
    found = Item.objects.filter(pk=pk).annotate(
        cell=settling_cell("published"), proof=Subquery(contradiction), claims=claims
    )
    item = found.first()
    known = known_about([pk], guests=guests).get(pk) if item else None
    return ItemPage(item, known, facts, guests=guests) if item and known else None
