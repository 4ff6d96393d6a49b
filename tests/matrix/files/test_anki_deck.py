"""The deck, imported by Anki's own engine."""

import re

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from django.utils.html import escape

from matrix import facts
from matrix.files import anki_deck
from matrix.models import Duty, Responsibility
from tests.matrix.test_admin import change_url, confirmed, posted

pytestmark = pytest.mark.django_db

SITE = "http://testserver/"


@pytest.fixture
def anki(tmp_path):
    collection = Collection(str(tmp_path / "collection.anki2"))
    yield collection
    collection.close()


def load(anki: Collection, package: bytes, tmp_path):
    """What Anki says of an import."""
    path = tmp_path / "deck.apkg"
    path.write_bytes(package)
    options = ImportAnkiPackageOptions(merge_notetypes=False, with_scheduling=False)
    return anki.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options)).log


def note_about(anki: Collection, service: str, layer: str):
    [found] = anki.find_notes(f"tag:service::{service} tag:layer::{layer}")
    return anki.get_note(found)


def package() -> bytes:
    return anki_deck.package_of(facts.current(), SITE)


def test_every_cell_that_may_be_asked_about_becomes_one_card(anki, tmp_path):
    cells = anki_deck.asked(facts.current())

    log = load(anki, package(), tmp_path)

    assert len(log.new) == len(cells) > 500
    assert not [*log.conflicting, *log.missing_notetype, *log.missing_deck, *log.empty_first_field, *log.duplicate]
    assert anki.card_count() == len(cells)
    problems, sound = anki.fix_integrity()
    assert (sound, "error" in problems.lower()) == (True, False)


def test_a_card_asks_and_tells_owner_reason_duties_source_and_address(anki, tmp_path):
    cell = facts.current().cell("ec2/guest-os")
    load(anki, package(), tmp_path)

    note = note_about(anki, "ec2", "guest-os")
    [card] = note.cards()

    assert note["Question"] == "Who is responsible for the guest operating system of EC2?"
    front, back = card.question(), card.answer()
    assert "Customer" not in re.sub(r"<style.*?</style>", "", front, flags=re.DOTALL)
    for words in ("Customer", cell.customer_duties[0].task, cell.aws_duties[0].task, cell.source_url):
        assert words in back
    assert f"{SITE}matrix/ec2/guest-os/" in back
    assert set(note.tags) == {"service::ec2", "layer::guest-os", f"type::{cell.service.service_type.slug}"}
    assert anki.decks.name(card.did) == anki_deck.NAME


@pytest.mark.parametrize("site", ["http://127.0.0.1:8000/", "http://localhost:8000/", "http://[::1]:8000/"])
def test_a_card_of_a_site_on_ones_own_machine_names_its_cell_without_a_link(site):
    cell = facts.current().cell("ec2/guest-os")

    assert anki_deck.fields_of(cell, site)[-1] == escape(str(cell))
    assert 'href="https://localhost.example/' in anki_deck.fields_of(cell, "https://localhost.example/")[-1]


def test_a_second_import_brings_what_changed_up_to_date_and_doubles_nothing(anki, tmp_path, instructor_client):
    load(anki, package(), tmp_path)
    before, cards = note_about(anki, "rds", "guest-os"), anki.card_count()
    cell = Responsibility.objects.get(service__slug="rds", layer__slug="guest-os")
    instructor_client.post(change_url(cell), posted(cell, rationale="A <better> reason."))

    log = load(anki, package(), tmp_path)

    after = note_about(anki, "rds", "guest-os")
    assert (len(log.new), len(log.updated)) == (0, 1)
    assert (after.id, after["Reason"]) == (before.id, "A &lt;better&gt; reason.")
    assert anki.card_count() == cards


def test_a_duty_that_changes_hands_changes_its_card(anki, tmp_path, instructor_client):
    load(anki, package(), tmp_path)
    cell = Responsibility.objects.get(service__slug="rds", layer__slug="guest-os")
    duty = Duty.objects.get(cell=cell)
    data = posted(cell, **{"duties-0-owner": "customer", "duties-0-reason": ""})
    confirmed(instructor_client, change_url(cell), data)

    log = load(anki, package(), tmp_path)

    assert len(log.updated) == 1
    assert duty.task in note_about(anki, "rds", "guest-os")["You"]


def test_the_same_facts_import_as_nothing_new(anki, tmp_path):
    load(anki, package(), tmp_path)

    log = load(anki, package(), tmp_path)

    assert (len(log.new), len(log.updated)) == (0, 0)


def test_the_same_facts_make_the_same_file():
    first = package()
    anki_deck.package_of.cache_clear()

    assert package() == first


def test_cells_of_low_confidence_are_no_cards():
    Responsibility.objects.filter(service__slug="rds").update(confidence="low")

    assert not [cell for cell in anki_deck.asked(facts.current()) if cell.service.slug == "rds"]


def test_it_is_offered_as_a_file_and_sent_again_only_when_a_fact_changed(client):
    answer = client.get("/matrix.apkg")

    assert answer["Content-Disposition"] == 'attachment; filename="whose-layer.apkg"'
    for known in (answer["ETag"], f"W/{answer['ETag']}"):
        assert client.get("/matrix.apkg", headers={"If-None-Match": known}).status_code == 304
    Responsibility.objects.filter(service__slug="ec2").update(rationale="Changed.")
    assert client.get("/matrix.apkg", headers={"If-None-Match": answer["ETag"]}).status_code == 200
    assert "/matrix.apkg" in client.get("/matrix/").text


def test_no_query_goes_with_each_card(client, django_assert_max_num_queries):
    facts.current()
    anki_deck.package_of.cache_clear()

    with django_assert_max_num_queries(5):
        client.get("/matrix.apkg")
