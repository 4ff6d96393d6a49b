"""Two facts are given: which service do they describe? The others fit one of them, or none."""

from collections.abc import Iterator
from itertools import combinations

from bank.generators.columns import apart, columns, duties_on, needed_for, related
from bank.generators.draft import DerivedOption, DerivedQuestion, claims, opposite, picked, ranked
from bank.generators.misconceptions import taking_for
from bank.generators.reasons import Reasons, while_reasons_last
from bank.generators.wording import as_option, lowered, third_person
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import CommonTask, Duty, Service, Side

NAME = "which-service-fits"
WORDINGS = (
    "{First}, and {second}. Which of these services does that describe?",
    "A company uses a service where {first}, and {second}. Which service can it be?",
    "On which of these services is it true that {first}, and {second}?",
    "A colleague describes a service: {first}, and {second}. Which one is it?",
    "With this service, {first}, and {second}. Which service is meant?",
)
PER_SERVICE = 32


def drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    for slug, service in facts.services.items():
        pairs = [pair for pair in combinations(duties_on(slug, facts), 2) if pair[0].cell != pair[1].cell]
        for pair in ranked(pairs, lambda pair: pair[0].path + pair[1].path, NAME)[:PER_SERVICE]:
            wrong = _others(service, pair, facts)
            if len(wrong) == 3:
                yield from _draft(service, pair, wrong, facts)


def _others(service: Service, pair: tuple[Duty, Duty], facts: Facts) -> list[Duty]:
    """The duty that rules out each of three services: one fact each, so that both have to be known."""
    found: list[Duty] = []
    one, two = (_column(duty, facts) for duty in pair)
    others = [each for each in facts.services.values() if each.slug in one and each.slug in two]
    others = [each for each in others if related(service, each)]
    for other in ranked(others, lambda each: each.slug, NAME, pair[0].path, pair[1].path):
        here = one[other.slug], two[other.slug]
        false = [duty for duty, own in zip(here, pair, strict=True) if duty.owner != own.owner]
        # Two that fail the first fact, or two that fail the second: neither alone is enough.
        if false and [duty.common_task for duty in found].count(false[0].common_task) < 2:
            found.append(false[0])
    return apart(found)[:3]


def _column(duty: Duty, facts: Facts) -> dict[str, Duty]:
    assert duty.common_task
    return columns(facts)[duty.common_task.slug].duties


@while_reasons_last
def _draft(service: Service, pair: tuple[Duty, Duty], wrong: list[Duty], facts: Facts) -> DerivedQuestion:
    reasons = Reasons()
    choices = [
        DerivedOption(
            service.slug,
            as_option(service),
            " ".join(reasons.of(duty, 1) for duty in pair),
            is_key=True,
            claims=tuple(claims(duty, duty.owner) for duty in pair),
        ),
        *(
            DerivedOption(
                duty.service.slug,
                as_option(duty.service),
                reasons.of(duty),
                misconception=taking_for(opposite(duty.owner), duty.cell),
                claims=(claims(duty, opposite(duty.owner)),),
            )
            for duty in wrong
        ),
    ]
    first, second = (_said(duty.owner, duty.common_task) for duty in pair if duty.common_task)
    return DerivedQuestion(
        generator=NAME,
        parameters={"duty": pair[0].path, "with": pair[1].path},
        skill=Skill.SHIFT,
        pattern=picked(WORDINGS, NAME, pair[0].path, pair[1].path),
        slots={"first": first, "First": first[0].upper() + first[1:], "second": second},
        cells=[*(duty.cell for duty in pair), *(duty.cell for duty in wrong)],
        choices=choices,
        evidence=needed_for(pair, facts),
    )


def _said(owner: str, task: CommonTask) -> str:
    return f"AWS {third_person(task.phrase)}" if owner == Side.AWS else f"the customer has to {lowered(task.phrase)}"
