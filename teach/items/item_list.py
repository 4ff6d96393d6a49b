"""The instructors' list of questions, filtered, sorted and paged, at a speed that does not depend on the answers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Func, Q, QuerySet
from django.http import QueryDict
from django.utils.safestring import mark_safe

from bank.generators import GENERATORS
from bank.grading import FULL_MARKS
from bank.models import MADE_TO_ORDER, Item, Option, Skill, how_made
from matrix.facts import Facts
from matrix.models import Responsibility
from quizzes.models import AccountsOptionStatistic, ItemFigures, Quiz, Slot
from quizzes.pool import settling_cell
from quizzes.statistics.check_formulas import wilson
from quizzes.statistics.class_answers import ClassAnswers
from quizzes.statistics.figures import weights_everywhere
from quizzes.statistics.flags import ENOUGH, Flag, letters, seconds
from serving.prepared import Prepared
from teach.checks.conclusions import right_in_words, right_range

ITEMS_A_PAGE = 25
BY_HAND = "by-hand"
FLAGGED = "flagged"

LABELS = {
    Flag.CHECK_KEY: "Check the key",
    Flag.TOO_EASY: "Too easy",
    Flag.GUESSING: "Near guessing",
    Flag.DEAD_OPTION: "An option never chosen",
    Flag.TIME: "Time jumped after an edit",
}
ORDERS: dict[str, tuple[str, Any]] = {
    # `F("figures__flags__len")` would keep all of the request's frames in a FieldError until a look for garbage.
    "": ("Needs a check", Func("figures__flags", function="cardinality").desc(nulls_last=True)),
    "answers": ("Most answers", F("figures__answers").desc(nulls_last=True)),
    "hard": ("Hardest", F("figures__facility").asc(nulls_last=True)),
    "easy": ("Easiest", F("figures__facility").desc(nulls_last=True)),
    "weak": ("Least discrimination", F("figures__discrimination").asc(nulls_last=True)),
    "slow": ("Slowest", F("figures__median_ms").desc(nulls_last=True)),
}


class BankFilterForm(forms.Form):
    """Unknown values count as not given, so that an old link still works."""

    quiz = forms.ChoiceField(required=False)
    skill = forms.ChoiceField(choices=[("", "Any"), *Skill.choices], required=False)

    def __init__(self, asked: QueryDict):
        super().__init__(asked)
        quizzes = Quiz.objects.order_by("title").values_list("slug", "title")
        self.fields["quiz"].choices = [("", "Any"), *quizzes]  # type: ignore[attr-defined]
        self.full_clean()

    def asked(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""

    def among[Items: QuerySet[Item]](self, items: Items, made: str) -> Items:
        if quiz := self.asked("quiz"):
            items = items.filter(pk__in=Slot.objects.filter(quiz__slug=quiz).values("item"))
        if skill := self.asked("skill"):
            items = items.filter(skill=skill)
        return items.filter(generator="" if made == BY_HAND else made) if made else items


class ItemFilterForm(BankFilterForm):
    made = forms.ChoiceField(
        choices=[
            ("", "In any way"),
            (BY_HAND, how_made("")),
            *((name, how_made(name)) for name in (*GENERATORS, *MADE_TO_ORDER)),
        ],
        required=False,
    )
    show = forms.ChoiceField(
        choices=[("", "All questions"), (FLAGGED, "Flagged only"), *LABELS.items()], required=False
    )
    sort = forms.ChoiceField(
        label="Sort by", choices=[(name, label) for name, (label, _) in ORDERS.items()], required=False
    )

    def items(self) -> QuerySet[Item]:
        """Published questions, and withdrawn ones with figures. Those made to order are listed only by themselves."""
        items = Item.objects.exclude(published=None, figures=None)
        if self.asked("made") not in MADE_TO_ORDER:
            items = items.of_bank()
        items = self.among(items, self.asked("made"))
        if show := self.asked("show"):
            wanted = Q(figures__flags__len__gt=0) if show == FLAGGED else Q(figures__flags__contains=[show])
            items = items.filter(wanted)
        return items

    @property
    def order(self) -> Any:
        return ORDERS[self.asked("sort")][1]


BAR = (
    '<li{}><svg viewBox="0 0 24 28" aria-hidden="true"><rect y="{}" width="24" height="{}"/></svg>'
    '<span aria-hidden="true">{}</span><span class="vh">{} {}%{}</span></li>'
)


class OptionBar:
    """Drawn without a template, which takes half of the page's time for a hundred of them."""

    def __init__(self, letter: str, share: float, *, is_key: bool, is_row: bool):
        self.letter, self.is_row, self.is_dead = letter, is_row, not is_key and share < 0.01
        height = max(round(28 * share, 2), 1)
        keyed, key = (' class="keyed"', ", key") if is_key else ("", "")
        drawn = BAR.format(keyed, round(28 - height, 2), height, letter, letter, f"{100 * share:.0f}", key)
        self.html = mark_safe(drawn)  # noqa: S308  letters and numbers


@dataclass(frozen=True)
class ListedQuestion:
    """`of_class` has the answers and marks of one class, which are then shown in place of all learners'."""

    item: Item
    cell: Responsibility | None
    bars: list[OptionBar]
    of_class: tuple[int, int] | None = None

    @property
    def figures(self) -> ItemFigures | None:
        return getattr(self.item, "figures", None)

    @property
    def answers(self) -> int:
        if self.of_class:
            return self.of_class[0]
        return self.figures.answers if self.figures else 0

    @property
    def is_enough(self) -> bool:
        return self.of_class is None and self.answers >= ENOUGH

    @property
    def marks(self) -> int:
        if self.of_class:
            return self.of_class[1]
        return self.figures.marks if self.figures else 0

    @property
    def few(self) -> str:
        return right_in_words(self.answers, self.marks)

    @property
    def range(self) -> str:
        return right_range(self.answers, self.marks)

    @property
    def right(self) -> float | None:
        figures = self.figures
        return 100 * figures.facility if figures and figures.facility is not None else None

    @property
    def median(self) -> str:
        figures = self.figures
        return seconds(figures.median_ms) if figures and figures.median_ms is not None else ""

    @property
    def flags(self) -> list[str]:
        dead = [bar.letter for bar in self.bars if bar.is_dead]
        named = LABELS | ({Flag.DEAD_OPTION: f"{' and '.join(dead)} never chosen"} if dead else {})
        return [named[Flag(flag)] for flag in self.figures.flags] if self.figures else []


class ItemList:
    """`flagged` and `total` count all pages."""

    def __init__(self, asked: QueryDict, facts: Facts, answers: ClassAnswers | None = None):
        self.form = ItemFilterForm(asked)
        items = self.form.items()
        sums = answers.sums() if answers else {}
        if answers:
            items = items.filter(pk__in=sums)
        counts = items.aggregate(total=Count("pk"), flagged=Count("pk", filter=Q(figures__flags__len__gt=0)))
        self.total, self.flagged = counts["total"], counts["flagged"]
        order = (self.form.order, F("figures__answers").desc(nulls_last=True), "slug")
        found: Any = items.order_by(*order).values_list("pk", flat=True)
        if answers:
            found = ordered(found, sums, self.form.asked("sort"))
        paginator = Paginator(found, ITEMS_A_PAGE)
        paginator.count = self.total  # saves a query
        self.page: Page[int] = paginator.get_page(asked.get("page"))
        self.rows = list(listed(list(self.page), facts, sums))


def ordered(items: Iterable[int], sums: Mapping[int, tuple[int, int]], sort: str) -> list[int]:
    """The questions that the class gets wrong most come first, unless `sort` is for the easy or the most answered.

    By the end of the interval that speaks against it, so that one wrong answer does not come before nine of eleven.
    """

    def place(item: int) -> tuple[float, int, int]:
        answers, marks = sums[item]
        low, high = wilson(marks / FULL_MARKS, answers) or (0.0, 1.0)
        return ({"answers": 0.0, "easy": -low}.get(sort, high), -answers, item)

    return sorted(items, key=place)


# Composing these for each request took longer than running them.
items_of: Prepared[Any] = Prepared(
    lambda *keys: (
        Item.objects.filter(pk__in=keys)
        .select_related("published", "figures")
        .annotate(cell=settling_cell("published"))
    ),
    *[int] * ITEMS_A_PAGE,
)
options_of: Prepared[tuple[int, str, bool, str]] = Prepared(
    lambda *keys: (
        Option.objects.filter(version__item__in=keys, version=F("version__item__published"))
        .order_by("version", "position")
        .values_list("version", "key", "is_key", "expected")
    ),
    *[int] * ITEMS_A_PAGE,
)
choices_of: Prepared[tuple[int, str, int]] = Prepared(
    lambda *keys: AccountsOptionStatistic.objects.filter(version__item__in=keys, band=0).values_list(
        "version", "option", "chosen"
    ),
    *[int] * ITEMS_A_PAGE,
)


def listed(keys: Sequence[int], facts: Facts, sums: Mapping[int, tuple[int, int]]) -> Iterator[ListedQuestion]:
    """In the order of the keys, which are at most `ITEMS_A_PAGE`."""
    padded = [*keys, *[0] * (ITEMS_A_PAGE - len(keys))]
    items = {item.pk: item for item in items_of(*padded)}
    versions = {version: item.pk for item in items.values() for version in _versions_of(item)}
    chosen: dict[int, Counter[str]] = defaultdict(Counter)
    for version, name, number in choices_of(*padded):
        if version in versions:
            chosen[versions[version]][name] += number
    options: dict[int, list[tuple[str, bool, str]]] = defaultdict(list)
    for version, name, is_key, expected in options_of(*padded):
        options[version].append((name, is_key, expected))
    for key in keys:
        item = items[key]
        cell = facts.cell_by_id(item.cell) if item.cell else None
        yield ListedQuestion(item, cell, bars_of(options[item.published_id], chosen[key]), sums.get(key))


def _versions_of(item: Item) -> list[int]:
    return item.figures.versions if hasattr(item, "figures") else []


def bars_of(options: Sequence[tuple[str, bool, str]], chosen: Mapping[str, int]) -> list[OptionBar]:
    answers = chosen[""]
    if answers < ENOUGH:
        return []
    return [
        OptionBar(letter, chosen[key] / answers, is_key=is_key, is_row=bool(expected))
        for letter, (key, is_key, expected) in zip(letters(len(options)), options, strict=True)
    ]


COLUMNS = [
    "question",
    "identifier",
    "skill",
    "made by",
    "version",
    "answers",
    "right in percent",
    "standard deviation in percent",
    "I don’t know",
    "quiz",
    "attempts",
    "discrimination index",
    "discriminative efficiency",
    "effective weight in percent",
    "median seconds",
    "flags",
]
PUBLISHED = ("published__stem", "published__number")
FIGURES = [
    f"figures__{name}"
    for name in (
        *("answers", "facility", "deviation", "unsure", "quiz", "quiz__slug", "attempts"),
        *("discrimination", "efficiency", "median_ms", "flags"),
    )
]


def table_of(asked: QueryDict) -> Iterator[Sequence[object]]:
    """The first row holds the column names. Figures are empty for too few answers."""
    yield COLUMNS
    form = ItemFilterForm(asked)
    weights = weights_everywhere()
    skills = {"": "", **dict(Skill.choices)}
    items = form.items().order_by(form.order, F("figures__answers").desc(nulls_last=True), "slug")
    for item in items.values_list("pk", "slug", "skill", "generator", *PUBLISHED, *FIGURES, named=True):
        quiz = item.figures__quiz
        yield [
            item.published__stem or item.slug,
            item.slug,
            skills[item.skill],
            item.generator or "hand",
            item.published__number or "withdrawn",
            item.figures__answers or 0,
            _hundredths(item.figures__facility),
            _hundredths(item.figures__deviation),
            item.figures__unsure or 0,
            item.figures__quiz__slug or "",
            item.figures__attempts or 0,
            _rounded(item.figures__discrimination),
            _rounded(item.figures__efficiency),
            _hundredths(weights[quiz][item.pk] if quiz else None),
            "" if item.figures__median_ms is None else round(item.figures__median_ms / 1000, 1),
            ", ".join(item.figures__flags or []),
        ]


def _hundredths(share: float | None) -> object:
    return "" if share is None else round(100 * share, 1)


def _rounded(figure: float | None) -> object:
    return "" if figure is None else round(figure, 3)
