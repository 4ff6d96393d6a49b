"""Common tasks as columns: the duties that answer the same question on many services."""

from collections.abc import Iterable
from dataclasses import dataclass

from bank.generators.draft import Evidence, asked_about, ranked
from bank.models import Needs
from matrix.facts import Facts, made_once
from matrix.learnable.rules import conforms, governing
from matrix.models import CommonTask, Duty, ExamWeight, Service, Side

# So much of a kind of service has to agree before its rule says anything about a member.
RULE_HOLDS = 0.75
TIERS = {weight: place for place, weight in enumerate(ExamWeight.values)}


@dataclass(frozen=True)
class Column:
    """Who does one common task on each service, where the facts are certain. `duties` are by slug of the service."""

    task: CommonTask
    duties: dict[str, Duty]

    def of(self, side: str) -> list[Duty]:
        return [duty for duty in self.duties.values() if duty.owner == side]

    @property
    def moves(self) -> bool:
        return bool(self.of(Side.AWS) and self.of(Side.CUSTOMER))

    def rule_for(self, service: Service, facts: Facts) -> Evidence:
        """Return what it takes to name the owner on this service, its fact alone or a rule too, and the rule's slug.

        The slug is blank where what peers have in common is no rule of the layer.
        """
        return _needed(facts, self.task.slug, service.slug)


@made_once
def _needed(facts: Facts, task: str, service: str) -> Evidence:
    duties = columns(facts)[task].duties
    cell, own = duties[service].cell, duties[service].owner
    kind = cell.service.service_type_id
    peers = [duty.owner for slug, duty in duties.items() if slug != service and duty.service.service_type_id == kind]
    if peers and peers.count(own) >= RULE_HOLDS * len(peers):
        rule = governing(cell, facts)
        return Needs.BOTH, rule.slug if rule and conforms(rule, cell) else ""
    return Needs.FACT, ""


@made_once
def columns(facts: Facts) -> dict[str, Column]:
    """Return the common tasks whose owner differs over services, by slug; hardware at your site stays out of it."""
    found = {
        task.slug: Column(
            task,
            {
                duty.service.slug: duty
                for service in facts.services
                if not facts.services[service].is_hybrid and asked_about(cell := facts.cells[service, task.layer.slug])
                for duty in cell.current_duties
                if duty.common_task_id == task.pk
            },
        )
        for task in facts.common_tasks.values()
    }
    return {slug: column for slug, column in found.items() if column.moves}


@made_once
def leanings(facts: Facts) -> dict[str, float]:
    """Return, by service, the share of its common tasks that the customer does.

    Somebody who knows only how much a service leaves to its users would guess by it.
    """
    owners: dict[str, list[str]] = {slug: [] for slug in facts.services}
    for column in columns(facts).values():
        for slug, duty in column.duties.items():
            owners[slug].append(duty.owner)
    return {slug: (own.count(Side.CUSTOMER) + 0.5) / (len(own) + 1) for slug, own in owners.items()}


def duties_on(service: str, facts: Facts) -> list[Duty]:
    """Return the duties of a service that are common tasks, in the order of the tasks."""
    return [column.duties[service] for column in columns(facts).values() if service in column.duties]


def evened_out(column: Column, *seed: object, extra: int = 1, most: int = 100) -> list[Duty]:
    """Return duties of both sides, about as many of each and at most so many, core services first."""
    sides = [
        sorted(ranked(column.of(side), lambda duty: duty.path, *seed), key=lambda duty: tier(duty.service))
        for side in Side
    ]
    fewest = min(most, min(map(len, sides)) + extra)
    return [duty for side in sides for duty in side[:fewest]]


def is_core(service: Service) -> bool:
    return service.exam_weight == ExamWeight.CORE


def tier(service: Service) -> int:
    """Return 0 for a core service, more for those that the exam asks about less."""
    return TIERS[service.exam_weight]


def leans_to(side: str, service: Service, facts: Facts) -> float:
    """Return how much of a service's common tasks this side does, 0 to 1."""
    leaning = leanings(facts)[service.slug]
    return leaning if side == Side.CUSTOMER else 1 - leaning


def known_case(duties: Iterable[Duty], right: Duty, *seed: object) -> Duty | None:
    """Return a duty that a stem may tell, so that two questions on one task differ; a well-known service first."""
    fitting = [duty for duty in duties if related(right.service, duty.service)]
    return next(iter(ranked(fitting, lambda duty: duty.path, "known", right.path, *seed)), None)


def related(one: Service, other: Service) -> bool:
    """Return whether a learner may be asked to hold the two beside each other."""
    near = other.exam_weight != ExamWeight.BEYOND or one.category == other.category
    return near and family(one) != family(other)


def family(service: Service) -> int:
    """Return what a service shares with its variants, which no question offers beside each other."""
    return service.variant_of_id or service.id


def apart(duties: Iterable[Duty]) -> list[Duty]:
    """Return the first duty of each family of services."""
    return list({family(duty.service): duty for duty in reversed(list(duties))}.values())[::-1]


def needed_for(duties: Iterable[Duty], facts: Facts) -> Evidence:
    """Return what it takes to know the owners of these common tasks: a fact alone where one of them needs it."""
    rules = [
        columns(facts)[duty.common_task.slug].rule_for(duty.service, facts) for duty in duties if duty.common_task
    ]
    return next((each for each in rules if each[0] == Needs.FACT), rules[0])
