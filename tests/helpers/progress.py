from datetime import UTC, datetime, timedelta

from bank.models import Form, Item, ItemVersion, Needs
from tests.helpers.practices import versions_on

NOW = datetime.now(UTC)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def about(cell: str) -> ItemVersion:
    """A question that tells of this cell and no other."""
    return next(version for version in versions_on(cell, 20) if version.form in (Form.CHOOSE_ONE, Form.OWNER))


def questions(count: int, *, skill: str = "") -> list[ItemVersion]:
    """Questions that need facts, as readiness counts them."""
    asked = Item.objects.asked().exclude(published__needs=Needs.RULE)
    items = asked.filter(**{"skill": skill} if skill else {}).order_by("pk")
    return [item.published for item in items.select_related("published")[:count]]
