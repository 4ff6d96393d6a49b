"""Rows to sort for the very cells that a learner is due: tasks of one service, or one task on several services.

A *stack* holds the cells that can be rows of one question: "service/rds", "task/patch-operating-system". Its questions
are not among `all_drafts`: `bank.orders` stores one when somebody needs it. Rows are common tasks, in the words that
they have on every service, so nothing but the fact answers them. Both sides have a row: where one side does them all,
a further task stands in contrast, at worst one of a layer that has the same owner everywhere, which is evidence for no
cell.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from bank.generators.columns import columns, duties_on, needed_for, related, tier
from bank.generators.draft import DerivedOption, DerivedQuestion, asked_about, claims, fingerprint, opposite, ranked
from bank.generators.misconceptions import taking_for
from bank.generators.reasons import NothingLeft, Reasons
from bank.generators.wording import as_option, is_vendors, lowered, use_of
from bank.models import Form, RowStack, Skill
from matrix.facts import Facts, made_once
from matrix.models import AboutAFact, Duty, Owner, Responsibility, Side

FEWEST, MOST = 3, 5
# Five rows are read at once, and the first sentence about a common task says who does it and why.
OF_COMMON_TASK, OF_ANOTHER = 1, 2  # sentences
OF_SERVICE = "A company {use}. Who does each of these tasks?"
OF_TASK = "Who has to {task} on each of these services?"
SKILLS = {RowStack.SERVICE: Skill.SHARED, RowStack.TASK: Skill.SHIFT}


@made_once
def stacks(facts: Facts) -> Mapping[str, Sequence[Responsibility]]:
    """Return the cells of each stack by its key, in the order of the layers or services."""
    found = {f"service/{slug}": [duty.cell for duty in duties_on(slug, facts)] for slug in facts.services}
    found |= {
        f"task/{slug}": [duty.cell for duty in column.duties.values()] for slug, column in columns(facts).items()
    }
    apart = {key: list(dict.fromkeys(cells)) for key, cells in found.items()}
    return {key: cells for key, cells in apart.items() if len(cells) >= FEWEST}


def made_to_order(key: str, cells: Sequence[Responsibility], *, seed: str, facts: Facts) -> DerivedQuestion | None:
    """Return a question with a row for each of the first cells, at most five rows and at least three.

    The last cell gives way to one of the other side where the cells before have one owner. None if the facts give no
    such question. The same arguments give the same question, and the same rows have the same identity.
    """
    kind, _, slug = key.partition("/")
    offered = _offered(RowStack(kind), slug, facts)
    asked = [cell for cell in cells if cell.pk in offered]
    rows = _rows(asked[:MOST], offered, seed)
    if len({duty.owner for duty in rows}) == 1:
        others = chain(_rows(asked[MOST:], offered, seed), _further(RowStack(kind), slug, rows, seed, facts))
        contrast = next((duty for duty in others if duty.owner != rows[0].owner), None)
        rows = [*rows[: MOST - 1], contrast] if contrast else []
    return question_of(RowStack(kind), slug, [duty.path for duty in rows], facts)


def _offered(kind: RowStack, slug: str, facts: Facts) -> dict[int, list[Duty]]:
    """Return by the ids of cells the tasks that can be their rows."""
    column = columns(facts).get(slug)
    of_task = list(column.duties.values()) if column else []
    by_cell: dict[int, list[Duty]] = {}
    for duty in duties_on(slug, facts) if kind == RowStack.SERVICE else of_task:
        by_cell.setdefault(duty.cell_id, []).append(duty)
    return by_cell


def _rows(cells: Sequence[Responsibility], offered: Mapping[int, list[Duty]], seed: str) -> list[Duty]:
    """Return a task for each cell, of the side that has fewer rows where a cell has tasks of both."""
    rows: list[Duty] = []
    for cell in cells:
        of_aws = sum(duty.owner == Side.AWS for duty in rows)
        fewer = Side.AWS if 2 * of_aws < len(rows) else Side.CUSTOMER
        tasks = ranked(offered[cell.pk], lambda duty: duty.path, seed)
        rows.append(min(tasks, key=lambda duty: duty.owner != fewer))
    return rows


def _further(kind: RowStack, slug: str, rows: Sequence[Duty], seed: str, facts: Facts) -> Iterator[Duty]:
    """Yield tasks that may stand in contrast to the rows, the most telling first."""
    taken = {duty.cell_id for duty in rows}
    tasks = [duty for offered in _offered(kind, slug, facts).values() for duty in offered if duty.cell_id not in taken]
    tasks = ranked(tasks, lambda duty: duty.path, seed)
    if kind == RowStack.TASK:
        beside = [duty for duty in tasks if all(related(row.service, duty.service) for row in rows)]
        yield from sorted(beside, key=lambda duty: tier(duty.service))
        return
    yield from tasks
    own = [duty for cell in stacks(facts)[f"service/{slug}"] for duty in cell.current_duties]
    yield from ranked(filter(_may_contrast, own), lambda duty: duty.path, seed)
    same = [duty for layer, owner in _owned_alike(facts).items() for duty in facts.cells[slug, layer].duties_of(owner)]
    yield from ranked(filter(_may_contrast, same), lambda duty: duty.path, seed)


def _may_contrast(duty: Duty) -> bool:
    """Return whether the task belongs to the owner of the cell, and could be thought the other side's."""
    owns = duty.cell.ownership.answer in (duty.owner, Owner.SHARED)
    return owns and duty.common_task is None and asked_about(duty.cell) and not is_vendors(duty)


@made_once
def _owned_alike(facts: Facts) -> Mapping[str, Owner]:
    """Return the owners of layers that have the same one on all services, by slug."""
    services = facts.services_meant(AboutAFact.ALL_BUT_HYBRID)
    owners = {slug: facts.owner_over(layer, services) for slug, layer in facts.layers.items()}
    return {slug: owner for slug, owner in owners.items() if owner in (Owner.AWS, Owner.CUSTOMER)}


def cells_judged(paths: Iterable[str], facts: Facts) -> frozenset[int]:
    """Return the ids of the cells that rows with the tasks at these paths are evidence for."""
    cells = (facts.duties[path].cell for path in paths if path in facts.duties)
    return frozenset(cell.pk for cell in cells if cell.layer.slug not in _owned_alike(facts))


def question_of(kind: RowStack, slug: str, paths: Sequence[str], facts: Facts) -> DerivedQuestion | None:
    """Return the question with the tasks at these paths as rows, None if the facts do not give it (any more)."""
    rows = [facts.duties[path] for path in sorted(paths) if path in facts.duties]
    tasks = {duty.pk for offered in _offered(kind, slug, facts).values() for duty in offered}
    asked = [duty for duty in rows if duty.pk in tasks]
    in_contrast = [duty for duty in rows if duty.pk not in tasks]
    if len(rows) < max(FEWEST, len(paths)) or {duty.owner for duty in rows} != set(Side):
        return None
    if len(in_contrast) > 1 or not all(map(_may_contrast, in_contrast)):
        return None
    about_cells = [duty for duty in rows if duty.cell.layer.slug not in _owned_alike(facts)]
    try:
        choices = _choices(kind, rows, facts)
    except NothingLeft:
        return None
    first = rows[0].service
    return DerivedQuestion(
        generator=kind.generator,
        parameters={kind.value: slug, "rows": [duty.path for duty in rows]},
        skill=SKILLS[kind],
        pattern=OF_SERVICE if kind == RowStack.SERVICE else OF_TASK,
        slots={"use": use_of(first)}
        if kind == RowStack.SERVICE
        else {"task": lowered(facts.common_tasks[slug].phrase)},
        cells=[
            duty.cell for duty in sorted(about_cells, key=lambda duty: (duty in in_contrast, fingerprint(duty.path)))
        ],
        choices=choices,
        form=Form.SORT,
        evidence=needed_for(asked, facts),
    )


def _choices(kind: RowStack, rows: Sequence[Duty], facts: Facts) -> list[DerivedOption]:
    reasons = Reasons()
    return [
        DerivedOption(
            duty.service.slug if kind == RowStack.TASK else duty.slug,
            as_option(duty.service) if kind == RowStack.TASK else _task(duty),
            reasons.of(duty, OF_COMMON_TASK if duty.common_task else OF_ANOTHER),
            expected=duty.owner,
            misconception=taking_for(opposite(duty.owner), duty.cell),
            claims=(_claim(duty, facts),),
        )
        for duty in rows
    ]


def _task(duty: Duty) -> str:
    return duty.common_task.phrase if duty.common_task else duty.task


def _claim(duty: Duty, facts: Facts) -> dict[str, str]:
    if duty.cell.layer.slug not in _owned_alike(facts):
        return claims(duty, duty.owner)
    return {"layer": duty.cell.layer.slug, "services": AboutAFact.ALL_BUT_HYBRID, "owner": str(duty.owner)}
