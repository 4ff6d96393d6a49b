"""One question as a page shows it, before its answer is stored and after."""

from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

from django.urls import reverse

from lessons.models import Lesson
from matrix.facts import Facts
from matrix.grid import Grid, make_grid
from matrix.models import Responsibility
from quizzes.answering import Outcome, Verdict, outcome_of
from quizzes.models import Attempt, AttemptItem, Option


@dataclass(frozen=True)
class ShownOption:
    letter: str
    option: Option
    chosen: bool

    @property
    def verdict(self) -> Verdict | None:
        if self.option.is_key:
            return Verdict.RIGHT
        return Verdict.WRONG if self.chosen else None


@dataclass(frozen=True)
class Explanation:
    """What the page says once the answer is stored. Without it a page knows no key."""

    verdict: Verdict
    options: list[ShownOption]
    cell: Responsibility
    stack: Grid

    @property
    def key_letter(self) -> str:
        return next(shown.letter for shown in self.options if shown.option.is_key)


def lettered(options: list[Option], chosen: list[str]) -> list[ShownOption]:
    return [
        ShownOption(letter, option, option.key in chosen)
        for letter, option in zip(ascii_uppercase, options, strict=False)
    ]


def explain(
    options: list[Option], *, chosen: list[str], verdict: Verdict, cell: Responsibility, facts: Facts
) -> Explanation:
    """`options` from the top down, `cell` the one that settles the question, as the facts have it now."""
    return Explanation(verdict, lettered(options, chosen), cell, make_grid([cell.service], facts))


def explanation_of(item: AttemptItem, outcome: Outcome, facts: Facts) -> Explanation:
    cell = facts.cell_by_id(item.settling_cell)
    return explain(item.options, chosen=outcome.chosen, verdict=outcome.verdict, cell=cell, facts=facts)


@dataclass(frozen=True)
class Tick:
    """One question in the strip above the question: its verdict, none while it is to do."""

    position: int
    verdict: Verdict | None


class Strip:
    """How far an attempt has come: a tick for each question, and where to go next."""

    def __init__(self, attempt: Attempt, current: int):
        self.attempt = attempt
        self.current = current
        items = AttemptItem.objects.filter(attempt=attempt).select_related("result__response").order_by("position")
        outcomes = [(item.position, outcome_of(item)) for item in items]
        self.ticks = [Tick(position, outcome.verdict if outcome else None) for position, outcome in outcomes]

    @cached_property
    def count(self) -> str:
        """ "1 right, 2 wrong": nothing before the first answer."""
        verdicts = [tick.verdict for tick in self.ticks]
        words = {Verdict.RIGHT: "right", Verdict.WRONG: "wrong", Verdict.UNSURE: "not known"}
        return ", ".join(f"{verdicts.count(v)} {word}" for v, word in words.items() if v in verdicts)

    @property
    def next_position(self) -> int | None:
        """The next question without an answer, from the current one on and round; None when all have one."""
        todo = [tick.position for tick in self.ticks if not tick.verdict]
        return next((position for position in todo if position > self.current), todo[0] if todo else None)

    @property
    def is_done(self) -> bool:
        return self.next_position is None

    @property
    def next_url(self) -> str:
        """The next question, or the score."""
        if self.is_done:
            return self.attempt.get_absolute_url()
        return reverse("quizzes:attempt-item", args=[self.attempt.pk, self.next_position])


@dataclass(frozen=True)
class Reading:
    """Where a question's lesson can be read again."""

    label: str
    title: str
    url: str


def reading_for(lesson: Lesson | None, anchor: str) -> Reading | None:
    """The section of the lesson, or the whole lesson where it has no such section."""
    if lesson is None:
        return None
    title = next((section["title"] for section in lesson.sections if section["anchor"] == anchor), "")
    if not title:
        return Reading(lesson.label, lesson.title, lesson.get_absolute_url())
    return Reading(lesson.label, title, f"{lesson.get_absolute_url()}#{anchor}")
