import pytest

from bank.models import Item
from tests.helpers.item_forms import SLUG


@pytest.fixture
def item() -> Item:
    return Item.objects.get(slug=SLUG)
