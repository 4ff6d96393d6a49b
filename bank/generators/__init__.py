"""Questions derived from facts. Each generator is a module with a name; what it yields depends on the facts alone.

A generator neither reads the database nor draws lots: the same facts always give the same questions.
"""

from collections.abc import Callable, Iterator

from bank.generators import (
    aws_on_service,
    boundary,
    choose_two,
    control_halves,
    control_kinds,
    controls_alike,
    helping_tools,
    leaves_layer_to_you,
    passes_to_aws,
    scenarios,
    sort_tasks,
    stays_yours,
    who_does_this,
    whose_layer,
    yours_on_service,
)
from bank.generators.draft import DerivedQuestion
from matrix.facts import Facts

GENERATORS: dict[str, Callable[[Facts], Iterator[DerivedQuestion]]] = {
    generator.NAME: generator.drafts
    for generator in (
        who_does_this,
        whose_layer,
        yours_on_service,
        aws_on_service,
        passes_to_aws,
        stays_yours,
        leaves_layer_to_you,
        control_kinds,
        control_halves,
        controls_alike,
        scenarios,
        helping_tools,
        choose_two,
        sort_tasks,
        boundary,
    )
}


def all_drafts(facts: Facts) -> Iterator[DerivedQuestion]:
    """Every question that the facts give at present."""
    for generate in GENERATORS.values():
        yield from generate(facts)
