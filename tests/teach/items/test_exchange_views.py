"""Bringing questions in and taking them out, as instructors do it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bank.models import Import, Item, ItemDraft
from tests.conftest import client_of, make_user
from tests.helpers.questions import boundary, by_hand, choose_two, sorting

pytestmark = pytest.mark.django_db

GIFT = b"// [id:patching]\n::P::Who patches EC2? {\n  =You # You do.\n  ~%50%AWS\n}\n\n::E::Discuss. {}\n"
IMPORT, EXPORT, FILE = "/teach/import/", "/teach/export/", "/teach/export/file/"


def bring(client, data: bytes = GIFT, name: str = "bank.gift", **told):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data), **told})


def shown(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def fingerprint(page: str) -> str:
    return re.search(r'name="shown" value="([^"]+)"', page)[1]


@pytest.mark.parametrize("address", [IMPORT, EXPORT, FILE])
def test_only_instructors_find_the_pages(client, learner_client, instructor_client, address):
    assert client.get(address).url.startswith("/account/login/")
    assert learner_client.get(address).status_code == 404
    assert instructor_client.get(address).status_code == 200


def test_a_file_shows_what_it_would_do_and_then_does_it(instructor_client, instructor):
    address = bring(instructor_client).url
    page = shown(instructor_client, address)

    assert "Nothing has been done yet" in page
    assert "Lost on line 4: option 2, marks: 50% of the marks" in page
    assert "Skipped: an essay question" in page
    assert not Item.objects.filter(slug="patching").exists()

    answer = instructor_client.post(address, {"shown": fingerprint(page)})

    draft = ItemDraft.objects.get(item__slug="patching")
    done = shown(instructor_client, answer.url)
    editor = reverse("admin:bank_item_change", args=[draft.item_id])
    assert editor in done
    assert "Who patches EC2?" in shown(instructor_client, editor)
    assert "before it can be published" in done
    assert Import.objects.get().editor == instructor.pk
    assert "1 created, 0 changed" in shown(instructor_client, IMPORT)
    assert instructor_client.post(address, {"shown": ""}).url == address  # a second click


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"Who?\n\xff", "bank.gift", "Line 2 is not UTF-8 text"),
        (b"PK\x03\x04", "bank.zip", "This is a zip archive"),
        (b"", "bank.gift", "The submitted file is empty"),
        (b"<!DOCTYPE a []><quiz/>", "bank.xml", "Line 1: a document type"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(instructor_client, data, name, message):
    answer = bring(instructor_client, data, name)

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Import.objects.exists()


def test_a_bank_that_has_changed_since_is_looked_at_again(instructor_client):
    address = bring(instructor_client).url
    agreed = fingerprint(shown(instructor_client, address))
    Item.objects.create(slug="patching", skill="aws")

    answer = instructor_client.post(address, {"shown": agreed})

    assert answer.status_code == 422
    assert "changed after you opened this page" in answer.content.decode()
    assert not ItemDraft.objects.filter(item__slug="patching").exists()


def test_nobody_finds_what_another_brought(instructor_client, learner_client):
    address = bring(instructor_client).url
    other = client_of(make_user("ivo@example.com", group="Instructors", is_staff=True))

    assert other.get(address).status_code == learner_client.get(address).status_code == 404
    assert other.post(address, {"shown": ""}).status_code == 404


def test_looking_takes_no_more_queries_for_many_questions(instructor_client):
    few = bring(instructor_client).url
    with CaptureQueriesContext(
        connection,
    ) as at_few:
        instructor_client.get(few)
    many = bring(instructor_client, b"".join(b"Question %d? {=a ~b}\n\n" % n for n in range(60))).url
    with CaptureQueriesContext(connection) as at_many:
        instructor_client.get(many)

    assert len(at_many) <= len(at_few) + 1
    assert not any("FOR NO KEY UPDATE" in query["sql"] for query in at_many)  # whoever looks keeps nobody waiting
    assert "Page 1 of 2" in shown(instructor_client, many)


def test_what_a_format_loses_is_told_before_anything_is_downloaded(instructor_client):
    items = [question().item_id for question in (choose_two, sorting, boundary)]
    query = "&".join(f"item={pk}" for pk in items)

    aiken = shown(instructor_client, f"{EXPORT}?format=aiken&{query}")
    table = shown(instructor_client, f"{EXPORT}?format=csv&{query}")

    assert "2 of 3 questions cannot be written in this format" in aiken
    assert "Left out: Aiken has no questions that sort rows." in aiken
    assert "Download 1 question as Aiken" in aiken
    assert "Nothing is lost" in table


@pytest.mark.parametrize("format", ["csv", "gift", "moodle-xml", "aiken", "qti"])
def test_a_file_holds_the_chosen_questions(instructor_client, format):
    item = by_hand().item

    answer = instructor_client.get(f"{FILE}?format={format}&item={item.pk}")

    assert answer.headers["Content-Disposition"].startswith('attachment; filename="questions.')
    assert (item.published.stem if format == "aiken" else item.slug).encode() in answer.content


def test_a_filter_brings_only_the_losses(instructor_client):
    answer = instructor_client.get(f"{EXPORT}?format=gift&skill=aws", headers={"HX-Request": "true"})

    assert answer.content.decode().lstrip().startswith('<section id="losses"')


def test_questions_are_chosen_by_words_or_one_by_one(instructor_client):
    item = by_hand().item
    page = shown(instructor_client, f"{EXPORT}?words={item.slug}")

    assert "Download 1 question as CSV" in page
    assert f'name="item" value="{item.pk}"' in page
    assert "No questions match these filters" in shown(instructor_client, f"{EXPORT}?words=nowhere-to-be-found")


def test_losses_take_no_more_queries_for_many_questions(instructor_client):
    item = by_hand().item
    with CaptureQueriesContext(connection) as at_one:
        instructor_client.get(f"{EXPORT}?format=gift&item={item.pk}")
    with CaptureQueriesContext(connection) as at_all:
        instructor_client.get(f"{EXPORT}?format=gift&made=nonsense")

    assert len(at_all) == len(at_one) <= 14
