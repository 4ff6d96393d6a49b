"""Texts of questions and misconceptions, to reread after a fact has changed."""

from collections.abc import Iterator

from django.db.models import Prefetch

from bank.conflicts import editor_url
from bank.models import Item, Misconception, TestedCell
from matrix.facts import Facts
from matrix.registry import PlainText


def plain_texts(facts: Facts) -> Iterator[PlainText]:
    """Omits derived questions, which follow the facts.

    Misconceptions come from files and have no page to edit them.
    """
    items = Item.objects.about_matrix().filter(generator="", published__isnull=False).select_related("published")
    tested = Prefetch("published__tested_cells", TestedCell.objects.order_by())
    for item in items.prefetch_related("published__options", tested):
        version = item.published
        assert version is not None
        words = [version.stem, *(f"{option.text}. {option.rationale}" for option in version.options.all())]
        about = frozenset(facts.cell_by_id(each.cell_id).path for each in version.tested_cells.all())
        yield PlainText(f"Question: {version.stem}", editor_url(item), " ".join(words), about)
    for idea in Misconception.objects.all():
        about = frozenset(facts.cell_by_id(pk).path for pk in (idea.here_id, idea.there_id))
        yield PlainText(f"Wrong idea: {idea}", "", f"{idea.name} {idea.cure}", about)
