"""Published questions that the facts refute: finding them, withholding them from attempts, deciding about them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import attrgetter, or_
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from bank import registry
from bank.content import content_of, contradictions, is_contradicted, why_never_asked
from bank.models import MADE_TO_ORDER, Claim, Closing, Contradiction, Item, ItemDraft, ItemVersion, Option, TestedCell
from bank.publishing import close_contradictions, with_content
from matrix.facts import Facts
from matrix.registry import Consequence, Consequences, Link

SUBJECT = ("cell_id", "duty_id", "control_id", "half", "layer_id", "services", "owner")


@dataclass(frozen=True)
class Conflict:
    item: Item
    version: ItemVersion
    proof: str

    @property
    def decision(self) -> tuple[int, str]:
        return self.version.pk, self.proof


def conflicts(facts: Facts) -> list[Conflict]:
    said: dict[ItemVersion, list[str]] = defaultdict(list)
    contradicted = _contradicted(facts)
    options = Option.objects.filter(pk__in=contradicted).select_related("version__item")
    for option in options.order_by("version", "position"):
        shown = {"text": option.text, "is_key": option.is_key, "expected": option.expected}
        problems = contradictions(shown, contradicted[option.pk], facts, option.position)
        said[option.version] += [problem.message for problem in problems]
    for tested in tested_but_never_asked(facts):
        said[tested.version].append(why_never_asked(facts.cell_by_id(tested.cell_id)))
    found = [Conflict(version.item, version, sentences(messages)) for version, messages in said.items()]
    return sorted(found, key=lambda conflict: conflict.item.slug)


def sentences(messages: Iterable[str]) -> str:
    return " ".join(message[0].upper() + message[1:] for message in messages)


def _published() -> QuerySet[Item, int | None]:
    return Item.objects.exclude(published=None).values_list("published", flat=True)


def _contradicted(facts: Facts) -> dict[int, list[Any]]:
    """Return claims by option where the facts refute a key, or confirm an option that is not a key."""
    # Tuples, because creating objects would take most of the time with ten thousand questions.
    claims = (
        Claim.objects.filter(option__version__in=_published())
        .order_by("option_id", "pk")
        .values_list("option_id", "option__is_key", "option__expected", *SUBJECT, named=True)
    )
    found = {}
    for option, group in groupby(claims.iterator(), key=attrgetter("option_id")):
        made = list(group)
        must_be_true = made[0].option__is_key or bool(made[0].option__expected)
        if is_contradicted(must_be_true=must_be_true, claims=made, facts=facts):
            found[option] = made
    return found


def tested_but_never_asked(facts: Facts) -> QuerySet[TestedCell]:
    never = [cell.pk for cell in facts.cells.values() if why_never_asked(cell)]
    return TestedCell.objects.filter(version__in=_published(), cell__in=never).select_related("version__item")


def undecided(facts: Facts) -> list[Conflict]:
    kept = set(Contradiction.objects.filter(closing=Closing.KEPT).values_list("version_id", "proof"))
    return [conflict for conflict in conflicts(facts) if conflict.decision not in kept]


@transaction.atomic
def update_contradictions(facts: Facts, editor: int | None) -> None:
    """Update the open contradictions to match the facts. The caller must hold the facts' lock."""
    found = {conflict.version.pk: conflict for conflict in undecided(facts)}
    standing = list(Contradiction.objects.filter(closed_at=None))
    close_contradictions(
        [each.item_id for each in standing if each.version_id not in found], Closing.AGREES, editor=editor
    )
    reworded = []
    for each in standing:
        conflict = found.pop(each.version_id, None)
        if conflict and conflict.proof != each.proof:
            each.proof = conflict.proof
            reworded.append(each)
    Contradiction.objects.bulk_update(reworded, ["proof"], batch_size=1000)
    Contradiction.objects.bulk_create(
        Contradiction(item=each.item, version=each.version, proof=each.proof, opened_by=editor)
        for each in found.values()
    )


class ConflictSettled(Exception):
    pass


@transaction.atomic
def decide_contradiction(contradiction: Contradiction, closing: str, *, reason: str, editor: int) -> None:
    """Withdraw the question, or keep it for a reason. Raises ConflictSettled."""
    item = Item.objects.select_for_update(no_key=True, of=("self",)).get(pk=contradiction.item_id)
    if not Contradiction.objects.filter(pk=contradiction.pk, closed_at=None).exists():
        raise ConflictSettled
    if closing == Closing.WITHDRAWN:
        withdraw_question(item)
    close_contradictions([item.pk], closing, editor=editor, reason=reason)


def withdraw_question(item: Item) -> None:
    published = with_content(Item.objects.filter(pk=item.pk)).get().published
    ItemDraft.objects.get_or_create(
        item=item, defaults={"content": content_of(published), "based_on": item.edit_number + 1}
    )
    Item.objects.filter(pk=item.pk).update(published=None, edit_number=F("edit_number") + 1)


def questions_that_change(before: Facts, after: Facts) -> list[Consequences]:
    standing = Contradiction.objects.filter(closed_at=None).select_related("item", "version")
    listed = {each.version_id: each for each in standing}
    found = undecided(after)
    new = [conflict for conflict in found if conflict.version.pk not in listed]
    gone = listed.keys() - {conflict.version.pk for conflict in found}
    agreeing = [listed[version] for version in sorted(gone)]
    versions = [conflict.version.pk for conflict in new]
    going = {item.pk: item for item in withdrawn_by(before, after)}
    return [
        Consequences(
            "Questions that it contradicts",
            [
                Consequence(conflict.version.stem, editor_url(conflict.item), conflict.proof)
                for conflict in new
                if not conflict.item.generator
            ],
            note="No new attempt asks them until you publish a corrected version, withdraw or keep them.",
            task=Link("Decide about them", reverse("admin:bank_contradiction_changelist")),
        ),
        Consequences(
            "Questions made from the facts that get new wording",
            [
                Consequence(conflict.version.stem, editor_url(conflict.item))
                for conflict in new
                if conflict.item.generator not in ("", *MADE_TO_ORDER) and conflict.item.pk not in going
            ],
        ),
        Consequences(
            "Questions made from the facts that are withdrawn",
            [Consequence(str(item), editor_url(item)) for item in going.values()],
            note="Learners are no longer asked them, unless their trap gets a new reason. Past answers stay.",
        ),
        Consequences(
            "Questions that agree with the facts again",
            [Consequence(each.version.stem, editor_url(each.item)) for each in agreeing],
            note="They are asked again.",
        ),
        Consequences(
            "Open attempts with such questions",
            [found for ask in registry.open_attempts for found in ask(versions)],
            note="They keep the version they showed, and are graded by its key.",
            moving=True,
        ),
    ]


def asked_about(facts: Facts) -> set[str]:
    return {slug for slug, scenario in facts.scenarios.items() if not scenario.outdated}


def withdrawn_by(before: Facts, after: Facts) -> QuerySet[Item]:
    gone = {
        "scenario": asked_about(before) - asked_about(after),
        "control": before.controls.keys() - after.controls.keys(),
        "duty": before.duties.keys() - after.duties.keys(),
    }
    made_for = [Q(**{f"parameters__{kind}__in": sorted(names)}) for kind, names in gone.items() if names]
    if not made_for:
        return Item.objects.none()
    derived = Item.objects.of_bank().exclude(generator="").exclude(published=None).select_related("published")
    return derived.filter(reduce(or_, made_for))


def editor_url(item: Item) -> str:
    return reverse("admin:bank_item_change", args=[item.pk])
