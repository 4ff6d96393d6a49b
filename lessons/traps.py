"""Exam traps on a lesson page: the reader chooses, then sees the answer, and finds both again on returning."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lessons.markup import Directive
from matrix.facts import Facts
from matrix.models import Owner, Responsibility, Scenario

CHOICES = (Owner.AWS, Owner.CUSTOMER, Owner.SHARED)
ALL = "all"  # ?traps=all


@dataclass(frozen=True)
class Trap:
    """Templates may show `answer` only if the trap is `open`."""

    scenario: Scenario
    answer: Owner
    cell: Responsibility | None
    buttons: SafeString
    said: Owner | None = None
    shown: bool = False
    drawn_as: str | None = None  # cache key; None in a preview

    @property
    def open(self) -> bool:
        return self.shown or self.said is not None

    @property
    def right(self) -> bool:
        return self.said == self.answer


@dataclass(frozen=True)
class TrapList:
    """The traps of one directive; `number` counts the lists of a lesson from 1."""

    number: int
    traps: Collection[Trap]
    facts: Facts
    html: ClassVar = ""  # unlike a piece of prose

    @property
    def decided(self) -> int:
        return sum(trap.said is not None for trap in self.traps)

    @property
    def right(self) -> int:
        return sum(trap.right for trap in self.traps)

    @property
    def all_open(self) -> bool:
        return all(trap.open for trap in self.traps)

    def trap(self, slug: str) -> Trap | None:
        return next((trap for trap in self.traps if trap.scenario.slug == slug), None)


def make_list(
    number: int,
    directive: Directive,
    facts: Facts,
    *,
    lesson: str,
    said: Mapping[str, str],
    show_all: bool = False,
    preview: bool = False,
) -> TrapList:
    scenarios = [facts.scenarios[slug] for slug in directive.words]
    answered = [(scenario, answer) for scenario in scenarios if (answer := facts.owner_of(scenario))]
    # Shared is offered for the whole list if it is the answer to one trap.
    shared = any(answer == Owner.SHARED for _, answer in answered)
    choices = CHOICES if shared else tuple(owner for owner in CHOICES if owner != Owner.SHARED)
    traps = [
        Trap(
            scenario,
            answer,
            facts.cell_of(scenario),
            buttons_of(lesson, scenario.slug, choices, preview),
            Owner(owner) if (owner := said.get(scenario.slug)) else None,
            shown := show_all or scenario.slug in said,
            None if preview else f"{lesson} {scenario.slug} {len(choices)} {shown} {owner}",
        )
        for scenario, answer in answered
    ]
    return TrapList(number, traps, facts)


# This saves a third of the page's time.
@lru_cache(maxsize=1024)
def buttons_of(lesson: str, scenario: str, choices: Sequence[Owner], preview: bool) -> SafeString:
    context = {"lesson": lesson, "scenario": scenario, "choices": choices, "preview": preview}
    return render_to_string("lessons/directives/trap_buttons.html", context)
