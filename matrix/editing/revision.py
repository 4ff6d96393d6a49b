"""Changing the facts: the consequences are shown first, and happen in the same transaction."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from matrix import facts, registry
from matrix.facts import Facts
from matrix.learnable.rules import all_rules, holding, why_refused
from matrix.models import FactConfidence, Owner, Side
from matrix.registry import Consequence, Consequences, Link

REMOVED = "Removed"


@dataclass(frozen=True)
class PreviewedChange:
    subject: str
    before: str
    after: str


@dataclass(frozen=True)
class RevisionPreview:
    changes: list[PreviewedChange]
    consequences: list[Consequences]

    @property
    def is_empty(self) -> bool:
        return not self.changes and not self.consequences

    @property
    def fingerprint(self) -> str:
        """Return a hash that is equal for equal previews; consequences that change by themselves do not count."""
        standing = [group for group in self.consequences if not group.moving]
        return hashlib.sha256(repr((self.changes, standing)).encode()).hexdigest()


class Unseen(Exception):
    """The change has consequences that its editor was not shown; nothing was saved."""

    def __init__(self, preview: RevisionPreview):
        super().__init__("The consequences have not been shown.")
        self.preview = preview


def rehearse(save: Callable[[], object]) -> RevisionPreview:
    """Find the consequences by making the change and rolling it back."""
    with transaction.atomic():
        before = facts.lock_facts()
        save()
        found = preview(before, facts.current())
        transaction.set_rollback(True)
    return found


@transaction.atomic
def revise(save: Callable[[], object], *, editor: int | None, seen: str | None = None) -> RevisionPreview:
    """Save a change of the facts with all its consequences.

    `editor` is a user's id; `seen` is the fingerprint of the preview that was shown, None without a person. Raises
    Unseen if the consequences differ.
    """
    before = facts.lock_facts()
    save()
    after = facts.current()
    found = preview(before, after)
    if seen is not None and not found.is_empty and found.fingerprint != seen:
        raise Unseen(found)
    if after.revision != before.revision:
        follow(after, editor=editor)
    return found


def follow(after: Facts, *, editor: int | None) -> None:
    """Update everything that depends on the facts; call in the transaction that changed them."""
    for follower in registry.followers:
        follower(after, editor)


def preview(before: Facts, after: Facts) -> RevisionPreview:
    if after.revision == before.revision:
        return RevisionPreview([], [])
    groups = [scenarios_that_flip(before, after), rules_that_rest(before, after)]
    groups += [group for find in registry.consequences for group in find(before, after)]
    return RevisionPreview(list(changes(before, after)), [group for group in groups if group.found])


def changes(before: Facts, after: Facts) -> Iterator[PreviewedChange]:
    for key in before.cells.keys() & after.cells.keys():
        old, new = before.cells[key], after.cells[key]
        if old.owner != new.owner:
            yield PreviewedChange(str(new), old.ownership.label, new.ownership.label)
        low = old.confidence == FactConfidence.LOW, new.confidence == FactConfidence.LOW
        if low[0] != low[1]:
            yield PreviewedChange(f"{new}, may be asked about", *("no" if is_low else "yes" for is_low in low))
    old_duties = {duty.pk: duty for duty in before.duties.values()}
    for duty in after.duties.values():
        was = old_duties.get(duty.pk)
        if was and was.owner != duty.owner:
            yield PreviewedChange(f"“{duty.task}” ({duty.cell})", Side(was.owner).label, Side(duty.owner).label)
    yield from removals(before, after)
    for slug in before.controls.keys() & after.controls.keys():
        kinds = before.controls[slug], after.controls[slug]
        if kinds[0].kind != kinds[1].kind:
            yield PreviewedChange(f"Control “{kinds[1].name}”", *(control.get_kind_display() for control in kinds))
    for slug in before.rules.keys() & after.rules.keys():
        old_rule, rule = before.rules[slug], after.rules[slug]
        if old_rule.owner != rule.owner:
            yield PreviewedChange(f"Rule “{rule.title}”", old_rule.ownership.label, rule.ownership.label)
    for slug in before.services.keys() & after.services.keys():
        types = before.services[slug].service_type, after.services[slug].service_type
        if types[0].pk != types[1].pk:
            yield PreviewedChange(f"Type of {after.services[slug].short_name}", *(kind.name for kind in types))


def removals(before: Facts, after: Facts) -> Iterator[PreviewedChange]:
    for key in before.cells.keys() - after.cells.keys():
        cell = before.cells[key]
        yield PreviewedChange(str(cell), cell.ownership.label, REMOVED)
    stays = {duty.pk for duty in after.duties.values()}
    for duty in before.duties.values():
        if duty.pk not in stays and duty.cell.pk in after.cell_ids:
            yield PreviewedChange(f"“{duty.task}” ({duty.cell})", Side(duty.owner).label, REMOVED)
    for slug in before.controls.keys() - after.controls.keys():
        control = before.controls[slug]
        yield PreviewedChange(f"Control “{control.name}”", control.get_kind_display(), REMOVED)
    for slug in before.rules.keys() - after.rules.keys():
        rule = before.rules[slug]
        yield PreviewedChange(f"Rule “{rule.title}”", rule.ownership.label, REMOVED)
    for slug in before.scenarios.keys() - after.scenarios.keys():
        scenario = before.scenarios[slug]
        yield PreviewedChange(f"Scenario “{scenario.text}”", answer(before.owner_of(scenario)), REMOVED)


def scenarios_that_flip(before: Facts, after: Facts) -> Consequences:
    return Consequences(
        "Scenarios whose answer changes",
        [
            Consequence(
                scenario.text,
                reverse("admin:matrix_scenario_change", args=[scenario.pk]),
                f"{answer(before.owner_of(scenario))} → {answer(after.owner_of(scenario))}",
            )
            for slug, scenario in after.scenarios.items()
            if slug in before.scenarios and before.owner_of(scenario) != after.owner_of(scenario)
        ],
        note="Their reasons argue for the old owner, so learners don’t see them until you rewrite them.",
        task=Link("Rewrite them", f"{reverse('teach:inbox')}?kind=trap"),
    )


def rules_that_rest(before: Facts, after: Facts) -> Consequences:
    stops = [slug for slug in holding(before).keys() - holding(after).keys() if slug in after.rules]
    return Consequences(
        "Rules that no longer hold",
        [
            Consequence(
                rule.title, reverse("admin:matrix_rule_change", args=[rule.pk]), why_refused(all_rules(after)[slug])
            )
            for slug in sorted(stops)
            for rule in [after.rules[slug]]
        ],
        note="Learners don’t see them until their cells agree again or you edit them.",
    )


def answer(owner: Owner | None) -> str:
    return owner.label if owner else "It depends"
