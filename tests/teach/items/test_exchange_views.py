"""Bringing questions in and taking them out, as instructors do it."""

import csv
import re
from base64 import b64decode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bank.models import Import, Item, ItemDraft
from exchange.losses import Leaving
from exchange.writers import OUT_FORMATS
from tests.conftest import client_of, make_user
from tests.helpers.qti_files import choice, package
from tests.helpers.questions import boundary, by_hand, choose_two, sorting

pytestmark = pytest.mark.django_db

GIFT = b"// [id:patching]\n::P::Who patches EC2? {\n  =You # You do.\n  ~%50%AWS\n}\n\n::E::Discuss. {}\n"
IMPORT, EXPORT, FILE, AUDIT = "/teach/import/", "/teach/export/", "/teach/export/file/", "/teach/audit/"
ASKED = b"Who is responsible for patching the guest operating system of an Amazon EC2 instance?"
RIGHT = b"// [id:patching]\n" + ASKED + b" {\n  =The customer\n  ~AWS\n}\n"
WRONG = RIGHT.replace(b"=", b"~", 1).replace(b"~AWS", b"=AWS")


def bring(client, data: bytes = GIFT, name: str = "bank.gift", **told):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data), **told})


def shown(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def fingerprint(page: str) -> str:
    return re.search(r'name="shown" value="([^"]+)"', page)[1]


@pytest.mark.parametrize("address", [IMPORT, EXPORT, FILE, AUDIT])
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


def test_a_package_is_imported_but_for_what_it_cannot_bring(instructor_client):
    broken = {"items/broken.xml": "<assessmentItem>", "items/essay.xml": choice("e").replace("choiceI", "uploadI")}
    data = package(
        {f"items/{number}.xml": choice(f"item-{number}", f"Who does {number}?") for number in "12"} | broken
    )

    address = bring(instructor_client, data, "questions.zip").url
    page = shown(instructor_client, address)
    instructor_client.post(address, {"shown": fingerprint(page)})

    assert "line 1 of items/1.xml, <b> new </b>" in page
    assert "Skipped: the file is not valid XML (no element found)." in page
    assert "Skipped: a question that asks for a file; only questions with options can be kept." in page
    assert sorted(Item.objects.filter(slug__startswith="item-").values_list("slug", flat=True)) == ["item-1", "item-2"]
    assert instructor_client.post(f"{address}undo/").url == address
    assert not Item.objects.filter(slug__startswith="item-").exists()


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"Who?\n\xff", "bank.gift", "Line 2 is not UTF-8 text"),
        (b"PK\x03\x04", "bank.zip", "This is a zip archive"),
        (package({"a.xml": choice()})[:-9], "bank.zip", "The zip archive is damaged"),
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


@pytest.mark.parametrize("format", OUT_FORMATS)
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


def carried_out(client, data: bytes) -> str:
    address = bring(client, data).url
    client.post(address, {"shown": fingerprint(shown(client, address))})
    return address


def test_sure_proposals_are_accepted_with_one_button_and_the_rest_is_listed(instructor_client):
    address = carried_out(instructor_client, RIGHT)
    page = shown(instructor_client, address)

    answer = instructor_client.post(f"{address}proposals/", {"all": "9"})

    assert "Accept the 2 sure ones" in page
    assert "Cell: <b>ec2/guest-os</b>" in page
    assert "it names EC2, and it is worded like" in page
    assert answer.url == address
    after = shown(instructor_client, address)
    assert "2 proposals accepted. Publish the questions next." in after
    assert "sure ones" not in after
    assert "With something missing 1" in after
    assert "Option 1, rationale: say why it is right or wrong" in shown(instructor_client, f"{address}?show=missing")


def test_one_question_takes_the_checked_proposals(instructor_client):
    address = carried_out(instructor_client, RIGHT)
    item = Item.objects.get(slug="patching")

    answer = instructor_client.post(
        f"{address}proposals/", {"item": item.pk, "number": "0", "show": "create", "page": "1"}
    )
    nothing = instructor_client.post(f"{address}proposals/", {"item": item.pk, "number": "0"}, follow=True)

    assert answer.url == f"{address}?show=create&page=1"
    assert ItemDraft.objects.get(item=item).content["cells"] == ["ec2/guest-os"]
    assert ItemDraft.objects.get(item=item).saved_by
    assert "No proposal was accepted" in nothing.content.decode()


def test_an_import_is_undone_after_a_question_whether_it_should(instructor_client):
    address = carried_out(instructor_client, GIFT)

    asked = shown(instructor_client, f"{address}undo/")
    answer = instructor_client.post(f"{address}undo/")
    again = instructor_client.post(f"{address}undo/", follow=True)

    assert "Questions that it created are deleted" in asked
    assert not Item.objects.filter(slug="patching").exists()
    assert "and undone on" in shown(instructor_client, answer.url)
    assert "There is nothing to undo" in again.content.decode()
    assert "1 created, 0 changed, undone" in shown(instructor_client, IMPORT)


def test_nobody_accepts_or_undoes_for_another(instructor_client):
    address = carried_out(instructor_client, RIGHT)
    other = client_of(make_user("ivo@example.com", group="Instructors", is_staff=True))

    assert other.post(f"{address}proposals/", {"all": "9"}).status_code == 404
    assert other.post(f"{address}undo/").status_code == 404
    assert ItemDraft.objects.get(item__slug="patching").content["cells"] == []


def test_the_page_of_a_done_import_takes_no_more_queries_for_many_questions(instructor_client):
    few = carried_out(instructor_client, RIGHT)
    with CaptureQueriesContext(connection) as at_few:
        instructor_client.get(few)
    many = carried_out(instructor_client, b"".join(b"Who patches EC2 host %d? {=AWS ~b}\n\n" % n for n in range(30)))
    with CaptureQueriesContext(connection) as at_many:
        instructor_client.get(many)

    assert len(at_many) <= len(at_few) <= 12


def audited(client, data: bytes, name: str = "bank.gift", **told):
    return client.post(AUDIT, {"file": SimpleUploadedFile(name, data), **told})


@pytest.mark.parametrize("format", OUT_FORMATS)
def test_a_wrong_key_is_found_in_every_format(instructor_client, format):
    address = carried_out(instructor_client, WRONG)
    item = Item.objects.get(slug="patching")
    leaving = Leaving(item.slug, {**item.draft.content})
    data = OUT_FORMATS[format].write([leaving]).data
    drafts = ItemDraft.objects.count()

    answer = audited(instructor_client, data, "bank", format=format)

    assert address
    assert answer.status_code == 200
    assert "Keys that the matrix refutes: 1" in answer.content.decode()
    assert ItemDraft.objects.count() == drafts


def test_a_wrong_key_is_found_in_markdown(instructor_client):
    text = b"1. " + ASKED + b"\n   - A. AWS\n   - B. The customer\n\n   Correct answer: A\n"

    page = audited(instructor_client, text, "exam.md").content.decode()

    assert "Keys that the matrix refutes: 1" in page
    assert "The key is A “AWS”" in page


def test_a_finding_in_a_package_names_the_file(instructor_client):
    data = package({"a.xml": choice(), "items/b.xml": choice("b", ASKED.decode()).replace(">A<", ">B<")})

    page = " ".join(audited(instructor_client, data, "bank.zip").content.decode().split())
    [_, row] = csv.reader(audited(instructor_client, data, "bank.zip", download="1").content.decode().splitlines())

    assert "Line 1 of items/b.xml, question b, key B “AWS”" in page
    assert row[2] == "items/b.xml:1"


def test_findings_are_downloaded_from_the_page_or_at_once(instructor_client):
    answer = audited(instructor_client, WRONG, download="1")
    page = audited(instructor_client, WRONG).content.decode()

    assert answer.headers["Content-Disposition"] == 'attachment; filename="findings.csv"'
    [header, row] = csv.reader(answer.content.decode().splitlines())
    assert header[0] == "finding"
    assert row[:3] == ["Keys that the matrix refutes", "certain", "2"]
    link = re.search(r'href="data:text/csv;base64,([^"]+)"', page)[1]
    assert b64decode(link) == answer.content


def test_a_file_of_one_broken_question_says_what_is_wrong_with_it(instructor_client):
    answer = audited(instructor_client, b"One? {=A ~B}\nTwo? {=A ~B}\n", "bank.gift")

    assert "read as GIFT. Line 1: it has two sets of answers. Put a blank line between" in answer.content.decode()


def test_a_file_without_questions_is_not_called_clean(instructor_client):
    answer = audited(instructor_client, b"Nothing here.", "bank.md")

    assert answer.status_code == 422
    assert "Nothing was audited. There is no question in it, read as Markdown." in answer.content.decode()


def test_a_question_without_a_key_is_not_called_one_with_a_key(instructor_client):
    page = " ".join(audited(instructor_client, b"1. Who?\n- A. AWS\n- B. You\n", "bank.md").content.decode().split())

    assert "Line 1, question 1 </span>" in page
    assert "The question has no answer that could be read" in page


def test_without_a_file_the_page_asks_for_one(instructor_client):
    assert "Choose a file." in instructor_client.post(AUDIT, {"format": ""}).content.decode()
