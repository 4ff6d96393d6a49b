"""What questions and wrong ideas say in plain words, for an instructor who rereads what speaks of a changed fact."""

from collections.abc import Iterator

from django.db.models import Prefetch

from bank.conflicts import editor_url
from bank.models import Item, Misconception, TestedCell
from matrix.facts import Facts
from matrix.registry import PlainText


def plain_texts(facts: Facts) -> Iterator[PlainText]:
    """Published questions that somebody wrote, and ideas, which come from files and have no page to edit them.

    Derived questions follow the facts by themselves.
    """
    items = Item.objects.filter(generator="", published__isnull=False).select_related("published")
    tested = Prefetch("published__tested_cells", TestedCell.objects.order_by())
    for item in items.prefetch_related("published__options", tested):
        version = item.published
        assert version is not None  # none is asked for that is not published
        words = [version.stem, *(f"{option.text}. {option.rationale}" for option in version.options.all())]
        about = frozenset(facts.cell_by_id(each.cell_id).path for each in version.tested_cells.all())
        yield PlainText(f"Question: {version.stem}", editor_url(item), " ".join(words), about)
    for idea in Misconception.objects.all():
        about = frozenset(facts.cell_by_id(pk).path for pk in (idea.here_id, idea.there_id))
        yield PlainText(f"Wrong idea: {idea}", "", f"{idea.name} {idea.cure}", about)
