"""Changes at AWS that older study material does not include."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as formatted
from django.utils.safestring import SafeString

from lessons.models import Novelty
from lessons.passages import passage_html, problems_of_passages
from matrix.facts import Facts
from matrix.models import Owner, Responsibility

FORMATS = {4: "Y", 7: "F Y", 10: "F j, Y"}  # by the precision of the source


@dataclass(frozen=True)
class ShownNovelty:
    novelty: Novelty
    since: str
    before: SafeString
    now: SafeString
    cell: Responsibility
    owner: Owner
    task: str  # empty if it is about the whole cell


def month_in_words(since: str) -> str:
    """Return "January 2023" for 2023-01. Raises ValueError for a date that does not exist."""
    year, month, day = (int(part) for part in (*since.split("-"), "1", "1")[:3])
    return formatted(date(year, month, day), FORMATS[len(since)])


def current_novelties(facts: Facts) -> list[ShownNovelty]:
    """The latest first. One whose fact no longer exists is omitted, and `check_content` reports it."""
    return [each for novelty in Novelty.objects.all() if (each := _told(novelty, facts))]


def _told(novelty: Novelty, facts: Facts) -> ShownNovelty | None:
    found = facts.duties.get(novelty.about) or facts.cells_by_path.get(novelty.about)
    if found is None:
        return None
    cell, task = (found, "") if isinstance(found, Responsibility) else (found.cell, found.task)
    since, before, now = (
        month_in_words(novelty.since),
        passage_html(novelty.before, facts),
        passage_html(novelty.now, facts),
    )
    return ShownNovelty(novelty, since, before, now, cell, Owner(found.owner), task)


def problems_of_novelty(novelty: Novelty, facts: Facts) -> Iterable[str]:
    if novelty.about not in facts.duties and novelty.about not in facts.cells_by_path:
        yield f"there is no cell or duty “{novelty.about}”."
    try:
        month_in_words(novelty.since)
    except ValueError:
        yield f"“{novelty.since}” is no date."
    yield from problems_of_passages({"before": novelty.before, "now": novelty.now}, facts)
