"""A fact lives once: a change reaches every page and question that rests on it, and nothing that was shown before."""

import re

import pytest

from accounts.uuid7 import uuid7
from matrix.models import Responsibility
from matrix.revising import revise
from quizzes.answering import answer, choosing
from quizzes.models import ChangeKind, Item, ItemVersion, Mode
from quizzes.regrading import items_to_regrade
from quizzes.starting import Sitting, begin
from tests.quizzes.sittings import item_at
from tests.quizzes.test_contradicting import make_aws_the_owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell() -> Responsibility:
    return Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")


@pytest.fixture
def asked(cell) -> list[ItemVersion]:
    """Derived questions that the cell settles, one of each generator that has any."""
    items = Item.objects.exclude(generator="").exclude(published=None).filter(published__tested_cells__cell=cell)
    return [item.published for item in items.order_by("generator", "slug").distinct("generator")]


@pytest.fixture
def attempt(learner, asked):
    """One in which the learner has answered all of them rightly."""
    begun = begin(learner, Sitting(Mode.DRILL, "Drill", asked))
    for position in range(1, len(asked) + 1):
        item = item_at(begun, position)
        answer(item, event=uuid7(), answer=choosing(*(option.key for option in item.options if option.is_key)))
    return begun


def owner_in_lesson(page: str) -> str:
    """What the figure of the lesson says of the guest operating system of EC2."""
    row = next(row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if "Guest operating system" in row)
    return re.findall(r'data-owner="(\w+)"', row)[0]


def options_shown(page: str) -> list[str]:
    return re.findall(r'<li class="opt.*?</li>', page, re.DOTALL)


def test_one_changed_cell_is_followed_by_all_that_rests_on_it(client, learner_client, cell, asked, attempt):
    lesson = "/learn/shared-responsibility-model/"
    before = {address: client.get(address).text for address in (lesson, "/matrix/", "/cheat-sheet/", "/matrix.csv")}
    pages_before = [options_shown(page) for page in answered(learner_client, attempt)]
    assert owner_in_lesson(before[lesson]) == "customer"
    assert len(asked) >= 3

    revise(lambda: make_aws_the_owner(cell), editor=None)

    assert owner_in_lesson(client.get(lesson).text) == "aws"
    for address, page in before.items():
        assert client.get(address).text != page, address
    stated = [
        c for c in client.get("/matrix.json").json()["cells"] if (c["service"], c["layer"]) == ("ec2", "guest-os")
    ]
    assert [each["owner"] for each in stated] == ["aws"]

    followed = Item.objects.filter(pk__in=[version.item_id for version in asked]).exclude(published=None)
    rekeyed = [item for item in followed if item.published.change == ChangeKind.KEY_CHANGE]
    assert rekeyed
    assert {item.pk for item in items_to_regrade()} == {item.pk for item in rekeyed}
    for item in rekeyed:
        assert rationales(item.published) != rationales(next(v for v in asked if v.item_id == item.pk))

    assert [options_shown(page) for page in answered(learner_client, attempt)] == pages_before
    assert [each.version for each in attempt.items.order_by("position")] == asked


def answered(client, attempt) -> list[str]:
    return [client.get(item.get_absolute_url()).text for item in attempt.items.order_by("position")]


def rationales(version: ItemVersion) -> dict[str, str]:
    return {option.key: option.rationale for option in version.options.all()}
