"""Derived questions: publishes what the generators make of the facts.

Questions that were made to order follow the facts too. Only questions that came from a generator are touched. A
question that the facts no longer give is unpublished: its versions stay for old attempts, and the same question
returns if the facts give it again.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.db import transaction
from django.db.models import F, Max, OuterRef, Subquery

from bank.content import Content, is_same_question, key_options, problems_of
from bank.generators import DerivedQuestion, all_drafts
from bank.generators.rows import question_of
from bank.models import MADE_TO_ORDER, ChangeKind, Item, ItemVersion
from bank.publishing import ROWS_AT_ONCE, point_at_newest, store_parts, version_of
from bank.section_rules import section_for
from bank.version_contents import contents_of
from matrix.facts import Facts
from matrix.files.content import ContentError, Report, digest
from matrix.models import FactsRevision

logger = logging.getLogger(__name__)


@transaction.atomic
def derive(facts: Facts, report: Report) -> None:
    """Update the derived questions to match the facts.

    Raises ContentError without changing anything. Repeating it changes nothing.
    """
    # One at a time: two runs that both find a question missing would both create it.
    FactsRevision.objects.select_for_update().get()
    known = {item.slug: item for item in Item.objects.exclude(generator="")}
    drafts = chain(all_drafts(facts), _made_to_order(known.values(), facts))
    wanted = {draft.slug: (draft, draft.content) for draft in drafts}
    changed = {
        slug: (draft, content)
        for slug, (draft, content) in wanted.items()
        if slug not in known or known[slug].loaded_hash != digest(content)
    }
    store_drafts(changed, known, facts)
    back = [item for slug, item in known.items() if slug in wanted and item.published_id is None]
    point_at_newest(back)
    _say_where_taught(known, {slug: section_for(draft, facts) for slug, (draft, _) in wanted.items()})
    gone = [item for slug, item in known.items() if slug not in wanted and item.published_id]
    _withdraw(gone)

    report.created += [f"derived question {slug}" for slug in changed if slug not in known]
    report.updated += [f"derived question {slug}" for slug in changed if slug in known]
    report.updated += [f"derived question {item.slug} (back again)" for item in back if item.slug not in changed]
    report.removed += [f"derived question {item.slug} (withdrawn)" for item in gone]
    report.unchanged += len(wanted) - len(changed)


def _made_to_order(items: Iterable[Item], facts: Facts) -> Iterator[DerivedQuestion]:
    for item in items:
        if kind := MADE_TO_ORDER.get(item.generator):
            draft = question_of(kind, item.parameters[kind.value], item.parameters["rows"], facts)
            if draft:
                yield draft


def store_drafts(
    drafts: dict[str, tuple[DerivedQuestion, Content]], known: dict[str, Item], facts: Facts
) -> list[Item]:
    """Publish a new version of each; `known` are the items that exist, by slug. The caller holds the facts' lock.

    Raises ContentError without changing anything.
    """
    _refuse_contradictions(drafts, facts)
    sections = {slug: section_for(draft, facts) for slug, (draft, _) in drafts.items()}
    items = _items_for(drafts, known, sections)
    versions = _next_versions(items, drafts)
    store_parts([(version, drafts[version.item.slug][1]) for version in versions], facts)
    point_at_newest(items)
    return items


def _refuse_contradictions(drafts: dict[str, tuple[DerivedQuestion, Content]], facts: Facts) -> None:
    problems = [
        f"derived question {slug}: {problem}"
        for slug, (_, content) in drafts.items()
        for problem in problems_of(content, facts, own=())
    ]
    if problems:
        raise ContentError(problems)


def _items_for(
    drafts: dict[str, tuple[DerivedQuestion, Content]], known: dict[str, Item], sections: dict[str, str]
) -> list[Item]:
    items = []
    for slug, (draft, content) in drafts.items():
        item = known.get(slug) or Item(
            slug=slug, generator=draft.generator, parameters=draft.parameters, section=sections[slug]
        )
        item.skill = content["skill"]
        item.loaded_hash = digest(content)
        items.append(item)
    Item.objects.bulk_create([item for item in items if item.pk is None], batch_size=ROWS_AT_ONCE)
    Item.objects.bulk_update(
        [item for item in items if item.slug in known], ["skill", "loaded_hash"], batch_size=ROWS_AT_ONCE
    )
    return items


def _next_versions(items: Sequence[Item], drafts: dict[str, tuple[DerivedQuestion, Content]]) -> list[ItemVersion]:
    numbers = dict(ItemVersion.objects.filter(item__in=items).values_list("item").annotate(newest=Max("number")))
    before = _contents_before(items)
    return ItemVersion.objects.bulk_create(
        (
            version_of(item, numbers.get(item.pk, 0) + 1, content, _change(before.get(item.pk), content))
            for item in items
            for _, content in [drafts[item.slug]]
        ),
        batch_size=ROWS_AT_ONCE,
    )


def _contents_before(items: Sequence[Item]) -> dict[int, Content]:
    newest = ItemVersion.objects.filter(item=OuterRef("item")).order_by("-number").values("pk")[:1]
    versions = list(ItemVersion.objects.filter(item__in=items, pk=Subquery(newest)))
    return dict(zip((version.item_id for version in versions), contents_of(versions), strict=True))


def _change(before: Content | None, content: Content) -> str:
    if before is None:
        return ChangeKind.NEW
    if key_options(before) != key_options(content):
        return ChangeKind.KEY_CHANGE
    return ChangeKind.COSMETIC if is_same_question(before, content) else ChangeKind.CLARIFY


def _say_where_taught(known: dict[str, Item], sections: dict[str, str]) -> None:
    moved = []
    for slug, item in known.items():
        if item.section != sections.get(slug, item.section):
            item.section = sections[slug]
            moved.append(item)
    Item.objects.bulk_update(moved, ["section"], batch_size=ROWS_AT_ONCE)


def _withdraw(items: Sequence[Item]) -> None:
    Item.objects.filter(pk__in=[item.pk for item in items]).update(published=None, edit_number=F("edit_number") + 1)


def follow_facts(facts: Facts, editor: int | None) -> None:
    """Update derived questions in the transaction of a change of facts.

    If no generator can word the new facts, the questions stay, and refuted ones are listed as conflicts.
    """
    try:
        derive(facts, Report())
    except ContentError:
        logger.exception("Derived questions did not follow a change of the facts by user %s", editor)
