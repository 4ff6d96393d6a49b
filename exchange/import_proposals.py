"""Proposals for the questions of an import: made when it is carried out, and accepted into the drafts."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction

from bank.content import Content, is_own, normalized, own_lessons, problems_of
from bank.drafts import edit_of, save_draft
from bank.models import Import, Item, ItemDraft
from exchange.plan import CHANGE, CREATE, ImportStep
from exchange.proposals import CELLS, LIKELY, MISCONCEPTION, SURE, Proposer, known_texts
from matrix.facts import Facts

MOST_PROPOSED = 1_000  # questions; they take some seconds


def propose(steps: list[ImportStep], done: list[dict[str, Any]], facts: Facts, notices: list[str]) -> None:
    """Add proposals to what was `done` for each step, and a notice if there are too many questions."""
    own = own_lessons()
    taken = [
        (step, outcome)
        for step, outcome in zip(steps, done, strict=True)
        if step.kind in (CREATE, CHANGE) and _is_incomplete(step.content) and not is_own(step.content, own)
    ]
    if not taken:
        return
    proposer = Proposer(facts, known_texts())
    for step, outcome in taken[:MOST_PROPOSED]:
        found = proposer.proposals(normalized(step.content))
        outcome["proposals"] = [vars(proposal) for proposal in found]
    if len(taken) > MOST_PROPOSED:
        notices.append(
            f"Cells and skills were proposed for the first {MOST_PROPOSED:,} questions only. Undo this import and "
            "split the file to get them for all."
        )


def _is_incomplete(content: Content) -> bool:
    return not (content["cells"] and content["skill"] and content["section"])


@dataclass
class ImportState:
    """The steps of an import that was carried out, with what their drafts still miss."""

    SURE, LIKELY = SURE, LIKELY

    steps: list[dict[str, Any]]

    @cached_property
    def open(self) -> Counter[int]:
        """Return how many proposals can still be accepted, by how many of ten are right."""
        return Counter(proposal["tenths"] for step in self.steps for proposal in step.get("open", ()))

    @property
    def sure(self) -> int:
        return self.open[SURE]

    @property
    def likely(self) -> int:
        return self.open[LIKELY]


def state_of(brought: Import, facts: Facts) -> ImportState:
    steps = brought.outcome["steps"]
    drafts = {} if brought.undone_at else _drafts(steps)
    return ImportState([step | _state_of_step(step, drafts.get(step.get("item")), facts) for step in steps])


def _drafts(steps: list[dict[str, Any]]) -> dict[int, Content]:
    items = [step["item"] for step in steps if step["kind"] in (CREATE, CHANGE)]
    return dict(ItemDraft.objects.filter(item__in=items).values_list("item", "content"))


def _state_of_step(step: dict[str, Any], draft: Content | None, facts: Facts) -> dict[str, Any]:
    if draft is None or step["kind"] not in (CREATE, CHANGE):
        return {"open": [], "needs": []}
    return {
        "open": [
            {**proposal, "number": number, "sure": proposal["tenths"] >= LIKELY}
            for number, proposal in enumerate(step.get("proposals", ()))
            if _place(draft, proposal)
        ],
        "needs": [str(problem) for problem in problems_of(normalized(draft), facts)],
    }


def _place(content: Content, proposal: Mapping[str, Any]) -> tuple[Content, str] | None:
    """Return where a proposal would be written, None if something is there already or its option is gone."""
    if proposal["field"] != MISCONCEPTION:
        return None if content[proposal["field"]] else (content, proposal["field"])
    option = next((each for each in content["options"] if each["key"] == proposal["option"]), None)
    return None if option is None or option["misconception"] or option["is_key"] else (option, MISCONCEPTION)


@transaction.atomic
def accept_all(brought: Import, *, tenths: int, editor: int) -> int:
    """Accept every open proposal of which so many of ten are right. Return how many there were."""
    return _accept(brought, lambda step, number: step["proposals"][number]["tenths"] == tenths, editor)


@transaction.atomic
def accept(brought: Import, *, item: int, numbers: Collection[int], editor: int) -> int:
    return _accept(brought, lambda step, number: step["item"] == item and number in numbers, editor)


def _accept(brought: Import, is_chosen, editor: int) -> int:
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    if not brought.done_at or brought.undone_at:
        return 0
    outcome, accepted = brought.outcome, 0
    chosen = {
        step["item"]: (step, proposals)
        for step in outcome["steps"]
        if (proposals := [each for n, each in enumerate(step.get("proposals", ())) if is_chosen(step, n)])
    }
    items = Item.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=chosen).order_by("pk")
    for item in items.exclude(draft=None).select_related("draft"):
        step, proposals = chosen[item.pk]
        content = normalized(item.draft.content)
        places = [(place, proposal) for proposal in proposals if (place := _place(content, proposal))]
        for (part, name), proposal in places:
            part[name] = [proposal["value"]] if name == CELLS else proposal["value"]
        if places:
            opened_on = edit_of(item)
            save_draft(item, content, opened_on=opened_on, editor=editor)
            if step["edit"] == opened_on:
                step["edit"] = edit_of(item)
            accepted += len(places)
    Import.objects.filter(pk=brought.pk).update(outcome=outcome)
    return accepted
