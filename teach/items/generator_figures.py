"""Figures of derived questions by generator, and by service, layer or control."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bank.generators import GENERATORS
from bank.models import MADE_TO_ORDER, Item, how_made
from quizzes.statistics.flags import ENOUGH
from teach.checks.conclusions import right_in_words


@dataclass
class GeneratorFigures:
    name: str
    label: str
    questions: int = 0
    flagged: int = 0
    answers: int = 0
    marks: int = 0
    unsure: int = 0

    def add(self, flags: Sequence[str] | None, answers: int | None, marks: int | None, unsure: int | None) -> None:
        self.questions += 1
        self.flagged += bool(flags)
        self.answers += answers or 0
        self.marks += marks or 0
        self.unsure += unsure or 0

    @property
    def is_enough(self) -> bool:
        return self.answers >= ENOUGH

    @property
    def few(self) -> str:
        return right_in_words(self.answers, self.marks)

    @property
    def right(self) -> float:
        return self.marks / self.answers / 10

    @property
    def not_sure(self) -> float:
        return 100 * self.unsure / self.answers


FIGURES = ("figures__flags", "figures__answers", "figures__marks", "figures__unsure")


def by_generator() -> list[GeneratorFigures]:
    found: dict[str, GeneratorFigures] = {}
    derived = Item.objects.exclude(generator="").exclude(published=None)
    for name, *figures in derived.values_list("generator", *FIGURES):
        found.setdefault(name, GeneratorFigures(name, how_made(name))).add(*figures)
    return [found[name] for name in (*GENERATORS, *MADE_TO_ORDER) if name in found]


def by_parameter(generator: str) -> dict[str, list[GeneratorFigures]]:
    found: dict[str, dict[str, GeneratorFigures]] = defaultdict(dict)
    items = Item.objects.filter(generator=generator).exclude(published=None)
    for parameters, *figures in items.values_list("parameters", *FIGURES):
        for name, value in things_of(parameters):
            found[name].setdefault(value, GeneratorFigures(value, value)).add(*figures)
    return {name: sorted(values.values(), key=lambda made: made.name) for name, values in found.items()}


def things_of(parameters: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """A cell or duty counts for its service and layer. Parameters that only distinguish questions are skipped."""
    for name, value in parameters.items():
        text = str(value)
        if name in ("with", "set", "stack", "rows"):
            continue
        if name in ("cell", "duty"):
            service, layer, *_ = text.split("/")
            yield "service", service
            yield "layer", layer
        else:
            yield name, text
