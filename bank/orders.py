"""Questions of rows made to order: a stored one whose rows fit, or else a new one.

One that fits has a row for each cell that was asked for and at most one more. There are at most `MOST_STORED` of a
stack: then the one with the most rows in common is taken, so what learners are due cannot fill the bank.
"""

import logging
from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.db import transaction

from bank.derivation import store_drafts
from bank.generators.draft import DerivedQuestion, fingerprint
from bank.generators.rows import FEWEST, cells_judged, made_to_order, question_of
from bank.models import MADE_TO_ORDER, Item
from matrix.facts import Facts, lock_facts
from matrix.files.content import ContentError
from matrix.models import Responsibility

MOST_STORED = 40

logger = logging.getLogger(__name__)


class OrderedQuestion(NamedTuple):
    """`cells` are the ids of those that it judges."""

    item: int
    cells: frozenset[int]


def question_of_rows(
    key: str,
    cells: Sequence[Responsibility],
    *,
    seed: str,
    facts: Facts,
    without: Collection[int] = (),
    met: Collection[int] = (),
) -> OrderedQuestion | None:
    """Return a question with rows for the first of these cells of a stack (bank.generators.rows).

    Never one of the items `without`, and one of those `met` only if there is no other. None if the facts give no such
    question. A new one is stored under the facts' lock, which lasts until the transaction ends: call this in the
    transaction that asks the question, so that none is stored for nobody.
    """
    draft = made_to_order(key, cells, seed=seed, facts=facts)
    if draft is None:
        return None
    wanted = cells_judged(draft.parameters["rows"], facts) & {cell.pk for cell in cells}
    kind, _, slug = key.partition("/")
    stored = Item.objects.askable().filter(generator=draft.generator, **{f"parameters__{kind}": slug})
    names: set[str] = set()
    open_ones: list[OrderedQuestion] = []
    for item, name, parameters in stored.order_by("pk").values_list("pk", "slug", "parameters"):
        names.add(name)
        if item not in without:
            open_ones.append(OrderedQuestion(item, cells_judged(parameters["rows"], facts)))
    fitting = [each for each in open_ones if wanted <= each.cells and len(each.cells - wanted) <= 1]

    def place(each: OrderedQuestion) -> tuple[object, ...]:
        return len(wanted - each.cells), len(each.cells - wanted), fingerprint(seed, each.item)

    new_to_learner = [each for each in fitting if each.item not in met]
    if new_to_learner:
        return min(new_to_learner, key=place)
    if draft.slug not in names and len(names) < MOST_STORED and (made := _store(draft)):
        return made
    near = fitting or [each for each in open_ones if len(wanted & each.cells) >= min(FEWEST, len(wanted))]
    return min(near, key=lambda each: (each.item in met, *place(each)), default=None)


@transaction.atomic
def _store(draft: DerivedQuestion) -> OrderedQuestion | None:
    """Of two learners with the same rows at once, the second waits for the lock and finds the first one's question."""
    facts = lock_facts()
    kind = MADE_TO_ORDER[draft.generator]
    now = question_of(kind, draft.parameters[kind.value], draft.parameters["rows"], facts)
    if now is None:  # the facts have changed since they were read
        return None
    cells = cells_judged(draft.parameters["rows"], facts)
    found = Item.objects.filter(slug=draft.slug).first()
    if found:
        return OrderedQuestion(found.pk, cells) if found.published_id else None
    try:
        [item] = store_drafts({now.slug: (now, now.content)}, {}, facts)
    except ContentError:
        logger.exception("A question of rows could not be stored")
        return None
    return OrderedQuestion(item.pk, cells)
