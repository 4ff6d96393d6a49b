"""One question as a page shows it, before its answer is stored and after."""

from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

from django.urls import reverse

from lessons.models import Lesson
from matrix.facts import Facts
from matrix.grid import Grid, make_grid
from matrix.models import Responsibility
from quizzes.grading import FULL_MARKS
from quizzes.models import Attempt, AttemptItem, Option

RIGHT, WRONG, UNSURE = "right", "wrong", "unsure"


@dataclass(frozen=True)
class ShownOption:
    letter: str
    option: Option
    chosen: bool

    @property
    def verdict(self) -> str:
        if self.option.is_key:
            return RIGHT
        return WRONG if self.chosen else ""


@dataclass(frozen=True)
class Explanation:
    """What the page says once the answer is stored. Without it a page knows no key."""

    verdict: str
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


def verdict_on(marks: int, *, unsure: bool) -> str:
    if unsure:
        return UNSURE
    return RIGHT if marks == FULL_MARKS else WRONG


def explain(
    options: list[Option], *, chosen: list[str], verdict: str, cell: Responsibility, facts: Facts
) -> Explanation:
    return Explanation(verdict, lettered(options, chosen), cell, make_grid([cell.service], facts))


def explanation_of(item: AttemptItem, facts: Facts) -> Explanation:
    """The explanation of an answered question, its cell as the facts have it now."""
    response, marks = item.result.response, item.result.marks
    return explain(
        item.options,
        chosen=response.chosen,
        verdict=verdict_on(marks, unsure=response.is_unsure),
        cell=facts.cell_by_id(item.settling_cell),
        facts=facts,
    )


@dataclass(frozen=True)
class Tick:
    """One question in the strip above the question: its verdict, empty while it is to do."""

    position: int
    verdict: str


class Strip:
    """How far an attempt has come: a tick for each question, and where to go next."""

    def __init__(self, attempt: Attempt, current: int):
        self.attempt = attempt
        self.current = current
        rows = AttemptItem.objects.filter(attempt=attempt).values_list(
            "position", "result__marks", "result__response__answer"
        )
        self.ticks = [
            Tick(position, "" if marks is None else verdict_on(marks, unsure="unsure" in answer))
            for position, marks, answer in rows.order_by("position")
        ]

    @cached_property
    def count(self) -> str:
        """ "1 right, 2 wrong": nothing before the first answer."""
        verdicts = [tick.verdict for tick in self.ticks]
        words = {RIGHT: "right", WRONG: "wrong", UNSURE: "not known"}
        return ", ".join(f"{verdicts.count(v)} {word}" for v, word in words.items() if v in verdicts)

    @property
    def next_position(self) -> int | None:
        """The next question without an answer, from the current one on and round; None when all have one."""
        todo = [tick.position for tick in self.ticks if not tick.verdict]
        return next((position for position in todo if position > self.current), todo[0] if todo else None)

    @property
    def next_url(self) -> str:
        """The next question, or the score."""
        if self.next_position is None:
            return self.attempt.get_absolute_url()
        return reverse("quizzes:attempt-item", args=[self.attempt.pk, self.next_position])


def reading_url(lesson: Lesson | None, section: str) -> str:
    if lesson is None:
        return ""
    return f"{lesson.get_absolute_url()}#{section}" if section else lesson.get_absolute_url()
