"""One page of AWS confirms all cells that rest on it, and only a person on the site does so."""

import json
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from matrix import changelog, facts, inbox
from matrix.models import Look, Responsibility
from tests.helpers.pages import tight

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PAGE = "https://docs.aws.amazon.com/whitepapers/latest/a-page/of-many-claims.html"
CELLS = ("ec2/guest-os", "rds/guest-os", "lambda/guest-os", "ec2/encryption-at-rest")


def cell_at(path: str) -> Responsibility:
    service, layer = path.split("/")
    return Responsibility.objects.get(service__slug=service, layer__slug=layer)


@pytest.fixture
def cells(db) -> list[Responsibility]:
    """Four cells on one page that nobody has read; everything else is read."""
    found = [cell_at(path) for path in CELLS]
    Responsibility.objects.update(reviewed_on=timezone.localdate())
    mine = Responsibility.objects.filter(pk__in=[cell.pk for cell in found])
    mine.update(source_url=PAGE, source_title="A page of many claims", reviewed_on=None)
    return list(mine.order_by("layer__position", "service__position"))


def dates() -> list[bool]:
    return [cell_at(path).reviewed_on is not None for path in CELLS]


def waiting(kind: str) -> dict[str, dict]:
    [found] = [each for each in inbox.kinds if each.name == kind]
    return {each["inbox_title"]: each for each in found.waiting()}


def address(kind: str = "source", title: str = "A page of many claims") -> str:
    return f"/teach/inbox/{kind}/{waiting(kind)[title]['inbox_key']}/"


def shown_in(client, place: str) -> list[str]:
    return re.findall(r'name="shown"\s+value="([^"]+)"', client.get(place).text)


def send(client, place: str, **given):
    return client.post(place, {"shown": shown_in(client, place), **given}, headers=HTMX)


def test_pages_that_nobody_has_read_wait_the_one_with_most_cells_first(instructor_client, cells):
    single = cell_at("s3/guest-os")
    Responsibility.objects.filter(pk=single.pk).update(source_url=f"{PAGE}#one", source_title="One", reviewed_on=None)

    rows = instructor_client.get("/teach/inbox/?kind=source").context["page"].rows

    assert [(row.title, row.text) for row in rows] == [
        ("A page of many claims", f"4 cells are based on it: {PAGE}"),
        ("One", f"1 cell is based on it: {PAGE}#one"),
    ]


def test_every_page_that_ships_is_asked_for_once():
    pages = set(Responsibility.objects.values_list("source_url", flat=True))

    asked = [each["source_url"] for kind in ("source", "address") for each in waiting(kind).values()]

    assert not Responsibility.objects.exclude(reviewed_on=None).exists()
    assert set(asked) == pages
    assert len(asked) == len(pages)


def test_a_page_shows_what_it_has_to_bear_by_layer(instructor_client, cells):
    page = tight(instructor_client.get(address()).text)

    for cell in cells:
        assert cell.rationale[:40] in page.replace("&#x27;", "'")
        assert f"{cell.duties.first().get_owner_display()}: {cell.duties.first().task}" in page.replace("&#x27;", "'")
    assert page.count("<legend>") == 2
    assert "All 3 cells in this layer" in page
    assert f'href="{PAGE}"' in page
    assert 'target="_blank"' in page


def test_ticked_cells_are_confirmed_on_the_day_of_the_database_and_no_others(instructor_client, cells):
    first, second = cell_at(CELLS[0]), cell_at(CELLS[3])

    done = send(instructor_client, address(), held=[first.pk, second.pk], note="Read the whole table.")

    assert "Saved: 2 confirmed today, 2 still open." in done.text
    assert dates() == [True, False, False, True]
    assert cell_at(CELLS[0]).reviewed_on == timezone.now().date()
    assert changelog.current(facts.current()).changes[0].reason == "Read the whole table."
    act = instructor_client.get("/teach/history/").text
    assert "Ines" in act
    assert "Read the whole table." in act


@pytest.mark.parametrize(
    ("whole", "after"), [("page", [True] * 4), ("guest-os", [True, True, True, False]), ("nonsense", [False] * 4)]
)
def test_one_tick_confirms_a_layer_or_the_page(instructor_client, cells, whole, after):
    done = send(instructor_client, address(), whole=whole)

    assert dates() == after
    assert done.status_code == (200 if any(after) else 422)


def test_a_cell_that_the_page_does_not_hold_stays_open_with_a_note_and_waits_for_another_page(
    instructor_client, cells, instructor
):
    odd = cell_at(CELLS[1])

    send(instructor_client, address(), whole="page", **{f"missing-{odd.pk}": "It speaks of EC2 only."})

    assert dates() == [True, False, True, True]
    look = Look.objects.get()
    assert (look.note, look.looked_by) == ("It speaks of EC2 only.", instructor.pk)
    assert "A page of many claims" not in waiting("source")
    page = instructor_client.get(address("address")).text
    assert "It speaks of EC2 only." in page
    assert f"/admin/matrix/responsibility/{odd.pk}/change/#id_source_url" in page


def test_a_tick_for_the_page_does_not_overrule_an_earlier_note_and_a_tick_for_the_cell_does(instructor_client, cells):
    odd = cell_at(CELLS[1])
    send(instructor_client, address(), **{f"missing-{odd.pk}": "It speaks of EC2 only."})

    send(instructor_client, address(), whole="page")
    assert dates() == [True, False, True, True]
    send(instructor_client, address("address"), held=odd.pk)

    assert dates() == [True] * 4


def test_another_address_or_text_asks_again_what_was_not_held(instructor_client, cells):
    odd = cell_at(CELLS[1])
    send(instructor_client, address(), whole="page", **{f"missing-{odd.pk}": "It speaks of EC2 only."})

    Responsibility.objects.filter(pk=odd.pk).update(source_url=f"{PAGE}?new", source_title="The right page")

    assert "The right page" in waiting("source")
    assert waiting("address") == {}


def test_a_page_that_no_longer_holds_a_cell_takes_its_date_away(instructor_client, cells):
    long_ago = timezone.localdate() - timedelta(days=400)
    Responsibility.objects.filter(source_url=PAGE).update(reviewed_on=long_ago)

    odd = cell_at(CELLS[1])
    send(instructor_client, address(), whole="page", **{f"missing-{odd.pk}": "The table is gone."})

    assert dates() == [True, False, True, True]
    assert cell_at(CELLS[0]).reviewed_on == timezone.now().date()


def test_a_page_comes_back_a_year_after_it_was_read(cells):
    for days, waits in ((364, False), (367, True)):
        Responsibility.objects.filter(source_url=PAGE).update(reviewed_on=timezone.localdate() - timedelta(days=days))
        assert ("A page of many claims" in waiting("source")) == waits


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Tick what the page holds"),
        ({"whole": "elsewhere"}, "Tick what the page holds"),
        ({"held": "0", "note": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_cannot_be_stored_comes_back_as_typed(instructor_client, cells, given, said):
    back = send(instructor_client, address(), **given)

    assert (back.status_code, said in back.text) == (422, True)
    assert dates() == [False] * 4


def test_a_cell_is_not_both_ticked_and_missing(instructor_client, cells):
    both = cell_at(CELLS[0])

    back = send(instructor_client, address(), held=both.pk, **{f"missing-{both.pk}": "Nothing on it."})

    assert back.status_code == 422
    assert "Choose one." in back.text
    assert "Nothing on it.</textarea>" in back.text
    assert re.search(rf'value="{both.pk}"\s+form="[^"]+"\s+checked', back.text)


def test_a_cell_that_changed_after_the_page_was_opened_is_not_confirmed(instructor_client, cells):
    place = address()
    shown = shown_in(instructor_client, place)
    changed = cell_at(CELLS[0])
    Responsibility.objects.filter(pk=changed.pk).update(rationale="Another reason.")

    back = instructor_client.post(place, {"shown": shown, "held": changed.pk}, headers=HTMX)
    whole = instructor_client.post(place, {"shown": shown, "whole": "page"}, headers=HTMX)

    assert "changed after you opened this page" in back.text
    assert "Saved: 3 confirmed today, 1 still open." in whole.text
    assert dates() == [False, True, True, True]


def test_readers_do_not_find_readings_among_the_changes_of_facts(instructor_client, client, cells):
    before = client.get("/changes/").context["count"], client.get(cells[0].url).context["changed"].key

    send(instructor_client, address(), whole="page", note="Read the whole table.")

    after = client.get("/changes/").context["count"], client.get(cells[0].url).context["changed"].key
    assert after == before
    assert "Read the whole table." not in client.get("/changes/feed/").text
    assert "Read the whole table." in instructor_client.get("/teach/matrix/").text


def test_an_entry_stays_open_while_a_part_of_it_is_to_do(instructor_client, cells):
    place, shown = address(), shown_in(instructor_client, address())

    part = instructor_client.post(place, {"shown": shown, "whole": "guest-os"}, headers=HTMX)
    left = shown_in(instructor_client, place)
    whole_page = instructor_client.post(place, {"shown": left, "held": left[0].partition("-")[0]})

    assert "Saved: 3 confirmed today, 1 still open." in part.text
    assert part.text.count('name="shown"') == 1
    assert 'id="waiting-source"' in part.text
    assert whole_page["Location"] == "/teach/inbox/"


def test_the_second_of_two_who_read_the_same_page_is_told(instructor_client, cells):
    place, data = address(), {"shown": shown_in(instructor_client, address()), "whole": "page"}
    instructor_client.post(place, data)

    again = instructor_client.post(place, data)

    assert "Someone else already resolved this" in instructor_client.get(again["Location"]).text


def test_cells_on_a_landing_page_are_listed_as_such(instructor_client, cells):
    Responsibility.objects.filter(source_url=PAGE).update(source_title="Security in Amazon EC2")

    page = tight(instructor_client.get(address("address", "Security in Amazon EC2")).text)

    assert waiting("source") == {}
    listed = waiting("address")["Security in Amazon EC2"]
    assert listed["inbox_text"] == f"Landing page. 4 cells are based on it: {PAGE}"
    assert "This is a landing page; find the page that holds the claim" in page
    assert page.count("#id_source_url") == 4
    assert "cells on this page" not in page


@pytest.mark.parametrize(
    ("title", "url", "is_landing"),
    [
        ("AWS Shared Responsibility Model", "https://aws.amazon.com/compliance/shared-responsibility-model/", True),
        ("Security in Amazon EKS", "https://docs.aws.amazon.com/eks/latest/userguide/x.html", True),
        ("Elastic Beanstalk security", "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/security.html", True),
        ("What is AWS Glue?", "https://docs.aws.amazon.com/glue/latest/dg/what-is-glue.html", True),
        ("Getting started", "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/getting-started.html", True),
        ("Amazon EC2", "https://aws.amazon.com/ec2/", True),
        ("AWS data center controls", "https://aws.amazon.com/compliance/data-center/controls/", False),
        ("Infrastructure security in EC2", "https://docs.aws.amazon.com/x/infrastructure-security.html", False),
        ("Data protection in Amazon EC2", "https://docs.aws.amazon.com/x/data-protection.html", False),
    ],
)
def test_which_pages_are_landing_pages(cells, title, url, is_landing):
    Responsibility.objects.filter(source_url=PAGE).update(source_title=title, source_url=url)

    assert (title in waiting("address"), title in waiting("source")) == (is_landing, not is_landing)


@pytest.mark.parametrize(
    "change",
    [
        {"owner": "shared"},
        {"rationale": "Another reason."},
        {"source_url": "https://docs.aws.amazon.com/another.html"},
    ],
)
def test_a_reading_ends_when_owner_reason_or_address_changes(cells, change):
    cell = cell_at("s3/guest-os")

    Responsibility.objects.filter(pk=cell.pk).update(**change)

    assert cell_at("s3/guest-os").reviewed_on is None


def test_a_reading_stands_when_something_else_changes_or_a_new_date_comes_with_the_change(cells):
    today = timezone.localdate()
    cell = Responsibility.objects.filter(pk=cell_at("s3/guest-os").pk)

    cell.update(local_name="Storage hosts", confidence="medium", source_title="The same page, retitled")
    assert cell.get().reviewed_on == today
    cell.update(owner="shared", reviewed_on=today - timedelta(days=1))

    assert cell.get().reviewed_on == today - timedelta(days=1)


def test_a_command_lists_cells_by_the_age_of_their_reading(cells, capsys):
    Responsibility.objects.filter(pk=cell_at("s3/guest-os").pk).update(reviewed_on="2024-02-29")

    call_command("list_sources", json=True)
    found = json.loads(capsys.readouterr().out)
    call_command("list_sources")
    table = capsys.readouterr().out.splitlines()

    assert {each["cell"] for each in found[:4]} == set(CELLS)
    assert found[0]["confirmed_on"] is None
    assert (found[0]["cells_on_page"], found[0]["source_url"], found[0]["needs"]) == (4, PAGE, None)
    assert (found[4]["cell"], found[4]["confirmed_on"]) == ("s3/guest-os", "2024-02-29")
    assert "another page" in {each["needs"] for each in found}
    assert table[1].split() == ["never", "4", found[0]["cell"], PAGE]
    assert table[5].startswith("2024-02-29")
    assert table[-1].endswith(f"{len(found) - 4} confirmed.")
