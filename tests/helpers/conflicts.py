import pytest

from bank.derivation import follow_facts
from bank.models import Contradiction, Item
from matrix import registry
from matrix.editing.revision import revise
from matrix.models import Responsibility

SLUG = "ec2-os-unpatched-6-months"


@pytest.fixture(autouse=True)
def only_questions_by_hand(request, monkeypatch):
    """Deriving 1,500 questions after each save takes a second, and these tests are about those that people wrote."""
    if "derived" not in request.fixturenames:
        monkeypatch.setattr(registry, "followers", [each for each in registry.followers if each is not follow_facts])


@pytest.fixture
def cell() -> Responsibility:
    return Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")


@pytest.fixture
def item() -> Item:
    return Item.objects.get(slug=SLUG)


def asked_in(attempt) -> set[str]:
    return set(attempt.items.values_list("version__item__slug", flat=True))


def make_aws_the_owner(cell: Responsibility) -> None:
    Responsibility.objects.filter(pk=cell.pk).update(owner="aws")
    cell.duties.update(owner="aws")


@pytest.fixture
def task(instructor, cell, item) -> Contradiction:
    revise(lambda: make_aws_the_owner(cell), editor=instructor.pk)
    return item.contradictions.get()
