"""Figures of questions, computed from the sums. The number of queries does not grow with the questions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import batched
from typing import Any

from django.db.models import CharField, F, Value

from bank.models import ChangeKind, Item, ItemVersion, Option
from quizzes.models import ItemFigures
from quizzes.statistics.class_answers import MarkRow, mark_rows
from quizzes.statistics.flags import ENOUGH, FlaggedOption, ObservedQuestion, RaisedFlag, findings_of, letters
from quizzes.statistics.question_formulas import (
    Counts,
    MarkSums,
    discrimination_index,
    discriminative_efficiency,
    effective_weights,
    facility_index,
    median_time,
    standard_deviation,
    sums_of,
)
from quizzes.statistics.rollup_sql import ACCOUNTS, EVERYBODY

# The statistics of a question take about 15 KB, and a process keeps the memory of its largest batch.
ITEMS_AT_ONCE = 100


COUNTED = ("answers", "marks", "squares", "unsure")

# Rows of whole quizzes, by quiz and item.
Sheets = dict[int, dict[int, list[MarkRow]]]


@dataclass
class ItemStatistics:
    item: Item
    version: ItemVersion  # the published one, or the newest of a withdrawn question
    line: list[ItemVersion]  # oldest first, with the COUNTED annotations
    sheets: Sheets  # of the quizzes that include the question
    options: list[Option] = field(default_factory=list)
    times: dict[int, dict[int, int]] = field(default_factory=dict)
    chosen: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    by_quiz: dict[int, list[MarkRow]] = field(default_factory=lambda: defaultdict(list))

    def _sum(self, name: str) -> int:
        return sum(getattr(each, name) or 0 for each in self.line)

    @cached_property
    def answers(self) -> int:
        return self._sum("answers")

    @cached_property
    def marks(self) -> int:
        return self._sum("marks")

    @cached_property
    def unsure(self) -> int:
        return self._sum("unsure")

    @property
    def is_enough(self) -> bool:
        return self.answers >= ENOUGH

    @property
    def facility(self) -> float | None:
        return facility_index(self.answers, self.marks)

    @property
    def deviation(self) -> float | None:
        return standard_deviation(self.answers, self.marks, self._sum("squares"))

    @cached_property
    def quiz(self) -> int | None:
        attempts = {quiz: sum(row.attempts for row in rows) for quiz, rows in self.by_quiz.items()}
        return max(attempts, key=lambda quiz: (attempts[quiz], quiz), default=None)

    @cached_property
    def sums(self) -> MarkSums:
        return sums_of(on_one_scale(self.by_quiz[self.quiz]) if self.quiz is not None else {})

    @property
    def discrimination(self) -> float | None:
        return discrimination_index(self.sums)

    @property
    def efficiency(self) -> float | None:
        return discriminative_efficiency(self.sums)

    @property
    def weight(self) -> float | None:
        return weights_of(self.sheets[self.quiz]).get(self.item.pk) if self.quiz is not None else None

    @property
    def median(self) -> int | None:
        return median_time(self.times_of(self.line))

    def times_of(self, versions: Iterable[ItemVersion]) -> dict[int, int]:
        together: dict[int, int] = defaultdict(int)
        for version in versions:
            for duration, answers in self.times.get(version.pk, {}).items():
                together[duration] += answers
        return together

    @property
    def banded(self) -> dict[int, int]:
        return {band: answers for band, answers in self.chosen[""].items() if band}

    @cached_property
    def choices(self) -> list[FlaggedOption]:
        return [
            FlaggedOption(letter, option.text, option.is_key, dict(self.chosen[option.key]), bool(option.expected))
            for letter, option in zip(letters(len(self.options)), self.options, strict=True)
        ]

    @cached_property
    def findings(self) -> list[RaisedFlag]:
        edited = [each for each in self.line if each.number >= self.version.number]
        before = [each for each in self.line if each.number < self.version.number]
        return findings_of(
            ObservedQuestion(
                form=self.version.form,
                answers=self.answers,
                facility=self.facility,
                choices=self.choices,
                banded=self.banded,
                discrimination=self.discrimination,
                attempts=self.sums.n,
                times=(self.times_of(before), self.times_of(edited)),
            )
        )


def on_one_scale(rows: Sequence[MarkRow]) -> Counts:
    """Scales the rests to the most common maximum.

    A quiz grows and shrinks over time, and a question that was left out is missing from the rest.
    """
    attempts: dict[int, int] = defaultdict(int)
    for row in rows:
        attempts[row.rest_maximum] += row.attempts
    usual = max(attempts, key=lambda maximum: (attempts[maximum], maximum), default=0)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        if row.rest_maximum:
            counts[row.marks, row.rest * usual // row.rest_maximum] += row.attempts
    return counts


def known_about(items: Collection[int], *, guests: bool = False) -> dict[int, ItemStatistics]:
    """Maps items that have a version to their statistics, in four queries. `guests` includes guests' answers."""
    versions: dict[int, list[Any]] = defaultdict(list)
    # `select_related` on the statistic would create reference cycles, which stay until garbage collection.
    of = EVERYBODY if guests else ACCOUNTS
    counted = {name: F(f"{of.statistic}__{name}") for name in COUNTED}
    rows = ItemVersion.objects.filter(item__in=items).select_related("item").annotate(**counted)
    for version in rows.order_by("item", "number"):
        versions[version.item_id].append(version)
    known = {}
    sheets: Sheets = defaultdict(lambda: defaultdict(list))
    for item, every in versions.items():
        version = next((each for each in every if each.pk == each.item.published_id), every[-1])
        known[item] = ItemStatistics(version.item, version, line_of(every, version), sheets)
    by_version = {each.pk: one for one in known.values() for each in one.line}
    for option in Option.objects.filter(version__in=[one.version.pk for one in known.values()]).order_by("position"):
        by_version[option.version_id].options.append(option)
    # One query for both: an item's page has no other to spare.
    times = of.times.objects.filter(version__in=list(by_version)).order_by()
    choices = of.choices.objects.filter(version__in=list(by_version)).order_by()
    of_time = times.values_list(Value(True), "version", Value("", CharField()), "duration", "answers")
    of_choice = choices.values_list(Value(False), "version", "option", "band", "chosen")
    for is_time, id, key, number, answers in of_time.union(of_choice, all=True):
        if is_time:
            by_version[id].times.setdefault(id, {})[number] = answers
        else:
            by_version[id].chosen[key][number] += answers
    quizzes = of.marks.objects.filter(version__in=list(by_version)).values("quiz")
    for row in mark_rows(of.marks.objects.filter(quiz__in=quizzes)):
        sheets[row.quiz_id][row.about].append(row)
        if row.version_id in by_version:
            by_version[row.version_id].by_quiz[row.quiz_id].append(row)
    return known


def line_of(versions: Sequence[ItemVersion], version: ItemVersion) -> list[ItemVersion]:
    """The versions that ask the same question as this one, oldest first."""
    line: list[ItemVersion] = []
    for each in versions:
        if each.change == ChangeKind.SEMANTIC:
            if version in line:
                break
            line = []
        line.append(each)
    return line


def weights_of(sheet: Mapping[int, Sequence[MarkRow]]) -> dict[int, float | None]:
    weights = effective_weights([sums_of(on_one_scale(rows)) for rows in sheet.values()])
    return dict(zip(sheet, weights, strict=True))


def weights_everywhere() -> dict[int, dict[int, float | None]]:
    sheets: Sheets = defaultdict(lambda: defaultdict(list))
    for row in mark_rows(ACCOUNTS.marks.objects.all()):
        sheets[row.quiz_id][row.about].append(row)
    return {quiz: weights_of(sheet) for quiz, sheet in sheets.items()}


def summarize(versions: Collection[int], *, also: Collection[int] = ()) -> None:
    if not versions and not also:
        return
    items = {*also, *Item.objects.filter(versions__in=versions).values_list("pk", flat=True)}
    for some in batched(sorted(items), ITEMS_AT_ONCE):
        rows = [_figures(known) for known in known_about(some).values() if known.answers or known.by_quiz]
        ItemFigures.objects.filter(item__in=some).exclude(item__in=[row.item_id for row in rows]).delete()
        ItemFigures.objects.bulk_create(rows, update_conflicts=True, unique_fields=["item"], update_fields=FIGURES)


FIGURES = [name for name in (field.name for field in ItemFigures._meta.concrete_fields) if name not in ("id", "item")]


def _figures(known: ItemStatistics) -> ItemFigures:
    figures = ItemFigures(
        item=known.item,
        published_id=known.item.published_id,
        versions=[version.pk for version in known.line],
        answers=known.answers,
        marks=known.marks,
        unsure=known.unsure,
        flags=[finding.flag for finding in known.findings],
    )
    if known.is_enough:
        figures.facility, figures.deviation, figures.median_ms = known.facility, known.deviation, known.median
    if known.sums.n >= ENOUGH:
        figures.quiz_id, figures.attempts = known.quiz, known.sums.n
        figures.discrimination, figures.efficiency = known.discrimination, known.efficiency
    return figures
