"""Sort the tasks of one service, or one task on several services, to AWS or the customer."""

from collections.abc import Iterator, Sequence

from bank.generators.columns import columns, duties_on, known_case, needed_for, tier
from bank.generators.draft import DerivedOption, DerivedQuestion, claims, opposite, ranked
from bank.generators.misconceptions import taking_for
from bank.generators.reasons import Reasons, while_reasons_last
from bank.generators.wording import as_option, at, full, on, statement
from bank.models import Form, Skill
from matrix.facts import Facts
from matrix.models import Duty, Side

TASKS, SERVICES = "sort-tasks", "sort-services"
FEWEST, MOST = 4, 5  # rows
OF_SERVICE = "Sort these tasks {at} {service}: who does each one?"
OF_TASK = "{on} {known}, {told}. Who does this on each of these services?"
PER_TASK = 6


def tasks_of_service(facts: Facts) -> Iterator[DerivedQuestion]:
    for slug, service in facts.services.items():
        rows = _mixed(duties_on(slug, facts), TASKS, slug)
        if rows:
            slots = {"at": at(service), "service": full(service)}
            yield from _draft(TASKS, {"service": slug}, OF_SERVICE, slots, rows, facts)


def services_of_task(facts: Facts) -> Iterator[DerivedQuestion]:
    for slug, column in columns(facts).items():
        left = sorted(
            ranked(column.duties.values(), lambda duty: duty.path, SERVICES),
            key=lambda duty: tier(duty.service),
        )
        for number in range(PER_TASK):
            rows = _mixed(left, SERVICES, slug, number)
            if rows:
                known = known_case([each for each in column.duties.values() if each not in rows], rows[0], SERVICES)
                if known is None:
                    break
                slots = {
                    "on": on(known.service).capitalize(),
                    "known": full(known.service),
                    "told": statement(known.owner, column.task.phrase).replace("You", "you", 1),
                }
                yield from _draft(SERVICES, {"task": slug, "set": str(number + 1)}, OF_TASK, slots, rows, facts)
                left = [duty for duty in left if duty not in rows]


def _mixed(duties: Sequence[Duty], *seed: object) -> list[Duty]:
    """Two or three of each side, in an order that says nothing; none where there are not enough."""
    sides = [[duty for duty in duties if duty.owner == side] for side in Side]
    if min(map(len, sides)) < 2 or sum(map(len, sides)) < FEWEST:
        return []
    fewer, more = sorted(sides, key=len)
    chosen = [*fewer[:2], *more[: MOST - 2]]
    return ranked(chosen, lambda duty: duty.path, *seed)


@while_reasons_last
def _draft(
    name: str, parameters: dict[str, str], pattern: str, slots: dict[str, str], rows: list[Duty], facts: Facts
) -> DerivedQuestion:
    reasons = Reasons()
    choices = [
        DerivedOption(
            duty.service.slug if name == SERVICES else duty.common_task.slug,
            as_option(duty.service) if name == SERVICES else duty.common_task.phrase,
            reasons.of(duty),
            expected=duty.owner,
            misconception=taking_for(opposite(duty.owner), duty.cell),
            claims=(claims(duty, duty.owner),),
        )
        for duty in rows
        if duty.common_task
    ]
    return DerivedQuestion(
        generator=name,
        parameters=parameters,
        skill=Skill.SHIFT if name == SERVICES else Skill.SHARED,
        pattern=pattern,
        slots=slots,
        cells=[duty.cell for duty in rows],
        choices=choices,
        form=Form.SORT,
        evidence=needed_for(rows, facts),
    )
