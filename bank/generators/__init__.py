"""Questions derived from facts. Each generator has a name; what it yields depends on the facts alone.

A generator neither reads the database nor draws lots: the same facts always give the same questions. Most of them ask
about common tasks, because only a task that has another owner elsewhere needs the fact about the service.
"""

from collections.abc import Callable, Iterator

from bank.generators import (
    boundary,
    choose_two,
    control_kinds,
    controls_alike,
    helping_tools,
    layer_rules,
    moved_tasks,
    scenarios,
    sorting,
    statements,
    two_services,
    two_tasks,
    which_fits,
    which_service,
    who_does_this,
    wrong_line,
)
from bank.generators.draft import DerivedQuestion
from matrix.facts import Facts
from matrix.models import Side

GENERATORS: dict[str, Callable[[Facts], Iterator[DerivedQuestion]]] = {
    who_does_this.NAME: who_does_this.drafts,
    two_services.NAME: two_services.drafts,
    two_tasks.NAME: two_tasks.drafts,
    **{which_service.NAMES[side]: which_service.drafts_of(side) for side in Side},
    statements.OF_ONE: statements.true_of_service,
    statements.NOT_OF_ONE: statements.false_of_service,
    statements.NOT_OF_OTHER: statements.true_of_one_of_two,
    statements.OF_BOTH: statements.true_of_both,
    which_fits.NAME: which_fits.drafts,
    wrong_line.NAME: wrong_line.drafts,
    **{name: moved_tasks.drafts_of(name) for name in moved_tasks.KEYS},
    sorting.TASKS: sorting.tasks_of_service,
    sorting.SERVICES: sorting.services_of_task,
    choose_two.NAME: choose_two.drafts,
    boundary.NAME: boundary.drafts,
    scenarios.NAME: scenarios.drafts,
    helping_tools.NAME: helping_tools.drafts,
    layer_rules.NAME: layer_rules.drafts,
    control_kinds.NAME: control_kinds.drafts,
    controls_alike.NAME: controls_alike.drafts,
}


def all_drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    """Return every question that the facts give at present, and of those with the same stem only the first."""
    stems: set[str] = set()
    for generate in GENERATORS.values():
        for draft in generate(facts):
            if draft.stem not in stems:
                stems.add(draft.stem)
                yield draft
