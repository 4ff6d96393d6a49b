"""Publishes a question as a new version, checked against the facts."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from django.contrib.postgres.functions import TransactionNow
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from bank.content import (
    EVIDENCE,
    Content,
    ContentProblem,
    claim_from,
    is_same_question,
    key_options,
    normalized,
    problems_of,
)
from bank.models import (
    ChangeKind,
    Claim,
    Closing,
    Contradiction,
    Item,
    ItemDraft,
    ItemVersion,
    Option,
    Retirement,
    Return,
    TestedCell,
)
from bank.version_contents import content_of_version, content_prefetches
from matrix.facts import Facts, lock_facts
from matrix.files.loading import KnownFacts

ROWS_AT_ONCE = 2000


class PublishingRefused(ValidationError):
    def __init__(self, problems: list[ContentProblem]):
        super().__init__([str(problem) for problem in problems])
        self.problems = problems


@transaction.atomic
def publish(
    item: Item, content: Content, *, change: str = ChangeKind.CLARIFY, editor: int | None = None
) -> ItemVersion:
    """Make the content the item's published version and delete its draft.

    Raises PublishingRefused. `change` is the kind of change from the version before; a different set of keys is a key
    change unless it is another question, and a change of `needs` or `rule` alone is cosmetic. `editor` is the id of
    the user, None for a file.
    """
    content = normalized(content)
    stored = Item.objects.select_for_update(no_key=True, of=("self",)).get(pk=item.pk)
    before = newest_version(stored)
    facts = lock_facts()
    problems = problems_of_next(stored, content, facts)
    if problems:
        raise PublishingRefused(problems)
    number = before.number + 1 if before else 1
    version = version_of(item, number, content, kind_of_change(before, content, change), editor)
    version.save()
    store_parts([(version, content)], facts)
    Item.objects.filter(pk=item.pk).update(
        skill=content["skill"], section=content["section"], published=version, edit_number=F("edit_number") + 1
    )
    ItemDraft.objects.filter(item=item).delete()
    close_contradictions([item.pk], Closing.REPUBLISHED, editor=editor)
    end_retirement(item, Return.REPUBLISHED, editor=editor)
    item.refresh_from_db()
    return version


def publish_first(placed: Sequence[tuple[Item, Content]], facts: Facts) -> None:
    """Create items whose contents have no problems, each with its first version. The caller holds the facts' lock."""
    items = Item.objects.bulk_create([item for item, _ in placed], batch_size=ROWS_AT_ONCE)
    versions = ItemVersion.objects.bulk_create(
        [version_of(item, 1, content, ChangeKind.NEW) for item, content in placed], batch_size=ROWS_AT_ONCE
    )
    store_parts([(version, content) for version, (_, content) in zip(versions, placed, strict=True)], facts)
    point_at_newest(items)


def version_of(item: Item, number: int, content: Content, change: str, editor: int | None = None) -> ItemVersion:
    told = {name: content[name] for name in ("form", "stem", "needs", "rule")}
    return ItemVersion(item=item, number=number, change=change, editor=editor, **told)


def point_at_newest(items: Iterable[Item]) -> None:
    newest = ItemVersion.objects.filter(item=OuterRef("pk")).order_by("-number").values("pk")[:1]
    Item.objects.filter(pk__in=[item.pk for item in items]).update(
        published=Subquery(newest), edit_number=F("edit_number") + 1
    )


def problems_of_next(item: Item, content: Content, facts: Facts) -> list[ContentProblem]:
    """Answers to a question count on the map or they do not, in all its versions."""
    problems = problems_of(content, facts)
    if not problems and bool(item.skill) != bool(content["cells"]) and item.versions.exists():
        said = (
            "a question can’t move between a course about the matrix and one that isn’t. Write it there as a new one."
        )
        return [ContentProblem("section", said)]
    return problems


def close_contradictions(items: Collection[int], closing: str, *, editor: int | None, reason: str = "") -> None:
    standing = Contradiction.objects.filter(item__in=items, closed_at=None)
    standing.update(closed_at=TransactionNow(), closing=closing, closed_by=editor, reason=reason)


def end_retirement(item: Item, ending: str, *, editor: int | None) -> None:
    Retirement.objects.filter(item=item, ended_at=None).update(
        ended_at=TransactionNow(), ended_by=editor, ending=ending
    )


def newest_version(item: Item) -> ItemVersion | None:
    return item.versions.order_by("-number").first()


def kind_of_change(before: ItemVersion | None, content: Content, change: str) -> str:
    if before is None:
        return ChangeKind.NEW
    if keys_of(before.options.all()) == key_options(content):
        return ChangeKind.COSMETIC if only_evidence_differs(before, content) else change
    # Another question has another key without the old key having been wrong.
    return ChangeKind.SEMANTIC if change == ChangeKind.SEMANTIC else ChangeKind.KEY_CHANGE


def only_evidence_differs(before: ItemVersion, content: Content) -> bool:
    """Return whether the question is the same and only what a right answer shows is another."""
    if all(getattr(before, name) == content[name] for name in EVIDENCE):
        return False
    return is_same_question(content_of_version(before), content)


def keys_of(options: Iterable[Option]) -> set[str]:
    return key_options({"options": [{"key": o.key, "is_key": o.is_key, "expected": o.expected} for o in options]})


def store_parts(placed: Sequence[tuple[ItemVersion, Content]], facts: Facts) -> None:
    lookup = KnownFacts(facts)
    TestedCell.objects.bulk_create(
        (
            TestedCell(version=version, cell=lookup.find("cells", path), position=position)
            for version, content in placed
            for position, path in enumerate(content["cells"], 1)
        ),
        batch_size=ROWS_AT_ONCE,
    )
    options = Option.objects.bulk_create(
        (
            Option(
                version=version,
                key=option["key"],
                position=position,
                text=option["text"],
                is_key=option["is_key"],
                expected=option["expected"],
                rationale=option["rationale"],
                misconception=option["misconception"],
            )
            for version, content in placed
            for position, option in enumerate(content["options"], 1)
        ),
        batch_size=ROWS_AT_ONCE,
    )
    written = chain.from_iterable(content["options"] for _, content in placed)
    claims: list[Claim] = []
    for option, data in zip(options, written, strict=True):
        for each in data["claims"]:
            claim = claim_from(each, lookup)
            claim.option = option
            claims.append(claim)
    Claim.objects.bulk_create(claims, batch_size=ROWS_AT_ONCE)


def with_content(items=None):
    """Prefetch everything that `content_of` reads of published versions."""
    known = Item.objects.all() if items is None else items
    return known.select_related("published__item").prefetch_related(*content_prefetches("published__"))
