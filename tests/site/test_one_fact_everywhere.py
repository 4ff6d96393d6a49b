"""A fact lives once: a change reaches every page and question that rests on it, and nothing that was shown before."""

import csv
import json
import re
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from django.utils.html import escape

from bank.conflicts import conflicts
from bank.models import ChangeKind, Item, ItemVersion
from matrix import facts
from matrix.editing.revision import revise
from matrix.models import Responsibility
from quizzes.attempt_start import Sitting, begin
from quizzes.ledger import answer, choosing
from quizzes.models import Mode
from quizzes.regrade.answers import items_to_regrade
from serving.uuid7 import uuid7
from tests.helpers.conflicts import make_aws_the_owner
from tests.helpers.sittings import item_at

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


def owner_in_row(page: str) -> str:
    """What the first figure of a page with EC2 in it says of its guest operating system."""
    figures = [table for table in re.findall(r"<table.*?</table>", page, re.DOTALL) if "data-owner" in table]
    table = next(table for table in figures if "Guest operating system" in table)
    services = [re.sub(r"<.*?>", " ", name).split()[0] for name in re.findall(r"<th scope=\"col\".*?</th>", table)[1:]]
    row = next(row for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL) if "Guest operating system" in row)
    return dict(zip(services, re.findall(r'data-owner="(\w+)"', row), strict=True))["EC2"]


def owner_in_table(page: str) -> str:
    rows = csv.DictReader(page.removeprefix("\ufeff").splitlines())
    return next(row["owner"] for row in rows if (row["service"], row["layer"]) == ("ec2", "guest-os"))


def owner_in_data(page: str) -> str:
    cells = json.loads(page)["cells"]
    return next(cell["owner"] for cell in cells if (cell["service"], cell["layer"]) == ("ec2", "guest-os"))


def owner_on_card(package: bytes, folder: Path) -> str:
    """What the card says once Anki has imported the deck."""
    path = folder / "deck.apkg"
    path.write_bytes(package)
    anki = Collection(str(folder / "collection.anki2"))
    options = ImportAnkiPackageOptions(merge_notetypes=False, with_scheduling=False)
    anki.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options))
    [note] = anki.find_notes("tag:service::ec2 tag:layer::guest-os")
    said = anki.get_note(note)["Owner"]
    anki.close()
    return said.lower()


SHOWN = {
    "/learn/shared-responsibility-model/": owner_in_row,
    "/matrix/": owner_in_row,
    "/cheat-sheet/": owner_in_row,
    "/services/ec2/": lambda page: re.findall(r'id="guest-os" data-owner="(\w+)"', page)[0],
    "/matrix.csv": owner_in_table,
    "/matrix.json": owner_in_data,
}


def shown(client, folder: Path) -> dict[str, str]:
    """Who owns the guest operating system of EC2, by where it is said."""
    said = {address: owner_in(client.get(address).text) for address, owner_in in SHOWN.items()}
    return said | {"Anki": owner_on_card(client.get("/matrix.apkg").content, folder)}


def options_shown(page: str) -> set[str]:
    """Their texts, as they were served; the right one stands above the others too."""
    return set(re.findall(r'<span class="text">(.*?)</span>', page))


def right_options_on(page: str) -> list[str]:
    """Each once, though it stands above the others too."""
    return list(
        dict.fromkeys(re.findall(r'<li class="opt right">.*?<span class="text">(.*?)</span>', page, re.DOTALL))
    )


def test_one_changed_cell_is_followed_by_all_that_rests_on_it(client, learner_client, cell, asked, attempt, tmp_path):
    pages_before = [options_shown(page) for page in answered(learner_client, attempt)]
    assert set(shown(client, tmp_path).values()) == {"customer"}
    assert len(asked) >= 3
    assert all(pages_before)

    revise(lambda: make_aws_the_owner(cell), editor=None)

    assert set(shown(client, tmp_path).values()) == {"aws"}

    followed = Item.objects.filter(pk__in=[version.item_id for version in asked]).exclude(published=None)
    rekeyed = [item for item in followed if item.published.change == ChangeKind.KEY_CHANGE]
    assert rekeyed
    assert {item.pk for item in items_to_regrade()} == {item.pk for item in rekeyed}
    for item in rekeyed:
        assert rationales(item.published) != rationales(next(v for v in asked if v.item_id == item.pk))
    assert [conflict.proof for conflict in conflicts(facts.current()) if conflict.item.generator] == []

    pages_after = answered(learner_client, attempt)
    assert [options_shown(page) for page in pages_after] == pages_before
    newest = {item.pk: item.published for item in rekeyed}
    for version, page in zip(asked, pages_after, strict=True):
        if version.item_id in newest:
            keys = newest[version.item_id].options.filter(is_key=True).values_list("key", flat=True)
            texts = version.options.filter(key__in=keys).values_list("text", flat=True)
            assert right_options_on(page) == [escape(text) for text in texts]
            assert "We were wrong about this question" in page
    assert [each.version for each in attempt.items.order_by("position")] == asked


def answered(client, attempt) -> list[str]:
    return [client.get(item.get_absolute_url()).text for item in attempt.items.order_by("position")]


def rationales(version: ItemVersion) -> dict[str, str]:
    return {option.key: option.rationale for option in version.options.all()}
