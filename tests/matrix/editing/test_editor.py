"""Several cells changed together, and a change taken back."""

import re

import pghistory
import pytest
from django.urls import reverse

from matrix import changelog, facts
from matrix.models import Duty, Responsibility
from tests.conftest import client_of, make_user

pytestmark = pytest.mark.django_db
SETS = "/teach/matrix/changes/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def cells():
    """Two cells that AWS owns."""
    named = {"service__slug__in": ["rds", "lambda"], "layer__slug": "guest-os"}
    return list(Responsibility.objects.filter(**named).order_by("pk"))


def typed(*cells, reason="AWS says so now.", **changes):
    """What the page of reasons sends: each cell becomes the customer's, with a task and words of its own."""
    data = {"cells": " ".join(str(cell.pk) for cell in cells), "set-reason": reason}
    for cell in cells:
        prefix = f"c{cell.pk}"
        data |= {
            f"{prefix}-owner": "customer",
            f"{prefix}-rationale": f"You patch {cell.pk} now.",
            f"{prefix}-local_name": cell.local_name,
            f"{prefix}-confidence": cell.confidence,
            f"{prefix}-source_title": cell.source_title,
            f"{prefix}-source_url": cell.source_url,
            f"{prefix}-opened_on": cell.edit_number,
            f"{prefix}-n0-task": "Patch the guest yourself",
            f"{prefix}-n0-owner": "customer",
        }
        for duty in cell.duties.all():
            data |= {f"{prefix}-d{duty.pk}-task": duty.task, f"{prefix}-d{duty.pk}-owner": duty.owner}
    return data | changes


def save(client, data):
    """Presses the button on the page of what follows, and returns the change."""
    shown = client.post(SETS, data)
    answer = client.post(SETS, data | {"seen": shown.context["preview"].fingerprint})
    assert answer.status_code == 302, answer.context["set"].errors
    return changelog.current(facts.current()).by_key[answer["Location"].split("/")[2]]


def test_the_grid_offers_a_choice_in_each_cell(instructor_client):
    page = instructor_client.get("/teach/matrix/?service=ec2").text

    assert page.count('<select name="to-') == 15
    assert 'aria-label="EC2, guest operating system"' in page


def test_the_grid_costs_as_little_for_all_services_as_for_one(instructor_client, django_assert_max_num_queries):
    instructor_client.get("/teach/matrix/")

    with django_assert_max_num_queries(5):
        assert instructor_client.get("/teach/matrix/?kind=all").text.count('<select name="to-') == 720


def test_a_filter_asks_for_the_grid_alone(instructor_client):
    part = instructor_client.get("/teach/matrix/?layer=guest-os", headers=HTMX).text

    assert part.lstrip().startswith('<form id="grid"')


@pytest.mark.parametrize("address", ["/teach/matrix/", SETS, f"{SETS}20200101/undo/"])
def test_learners_and_visitors_do_not_find_it(learner_client, client, address):
    assert learner_client.get(address).status_code == 404
    assert client.get(address)["Location"].startswith("/account/login/")


def test_what_was_chosen_leads_to_the_reasons_of_these_cells_alone(instructor_client, cells):
    data = {f"to-{cell.pk}": "customer" for cell in cells} | {"to-1": "", "to-x": "aws"}

    page = instructor_client.post(SETS, data)

    assert [entry.cell for entry in page.context["set"].entries] == sorted(
        cells, key=lambda cell: cell.service.position
    )
    assert page.text.count('<option value="customer" selected>Customer</option>') == 2


def test_nothing_chosen_leads_back(instructor_client):
    assert instructor_client.post(SETS, {"to-1": ""})["Location"] == "/teach/matrix/"


def test_two_cells_change_in_one_save_with_one_reason(instructor_client, cells):
    own = f"c{cells[1].pk}-reason"

    change = save(instructor_client, typed(*cells, **{own: "Another page says so."}))

    assert {fact.path for fact in change.facts} == {cell.path for cell in cells}
    assert change.reason == "AWS says so now."
    assert {fact.reason for fact in change.facts} == {"", "Another page says so."}
    assert {facts.current().cell(cell.path).owner for cell in cells} == {"customer"}


@pytest.mark.questions_follow
def test_nothing_is_saved_before_what_follows_was_seen(instructor_client, cells):
    page = instructor_client.post(SETS, typed(*cells))

    assert "Questions made from the facts" in page.text
    assert 'name="set-reason" value="AWS says so now."' in page.text
    assert set(Responsibility.objects.filter(pk__in=[each.pk for each in cells]).values_list("owner")) == {("aws",)}


def test_going_back_from_there_keeps_what_was_typed(instructor_client, cells):
    page = instructor_client.post(SETS, typed(*cells) | {"_edit": "1"})

    assert page.status_code == 200
    assert f"You patch {cells[0].pk} now." in page.text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"set-reason": ""}, "Say why in one line"),
        ({"c{}-n0-task": ""}, "Write the task as an imperative"),
        ({"c{}-n0-task": "", "c{}-n0-owner": ""}, "No task below is Customer&#x27;s."),
        ({"c{}-source_url": "no address"}, "Enter a valid URL"),
    ],
)
def test_what_is_missing_is_said_at_its_cell(instructor_client, cells, changes, told):
    data = typed(cells[0]) | {name.format(cells[0].pk): value for name, value in changes.items()}

    page = instructor_client.post(SETS, data)

    assert page.status_code == 422
    assert told in page.text


def test_another_owner_needs_other_words(instructor_client, cells):
    data = typed(cells[0]) | {f"c{cells[0].pk}-rationale": cells[0].rationale}

    assert "the text still names the previous owner" in instructor_client.post(SETS, data).text


def test_who_was_overtaken_sees_both_versions_and_loses_nothing(instructor_client, cells):
    data = typed(*cells)
    cell = cells[0]
    theirs = cell.duties.first()
    Duty.objects.filter(pk=theirs.pk).update(task="Their words for it")
    Responsibility.objects.filter(pk=cell.pk).update(source_title="Their page", edit_number=cell.edit_number + 1)

    page = instructor_client.post(SETS, data)

    assert page.status_code == 422
    assert "Saved by someone else in the meantime" in page.text
    assert f"You patch {cell.pk} now." in page.text
    assert 'value="Their page"' in page.text
    assert 'value="Their words for it"' in page.text
    assert instructor_client.post(SETS, sent_by(page.text)).status_code == 200


def sent_by(page: str) -> dict[str, str]:
    """The fields of the page's form, as a browser would send them."""
    form = page[page.index('<form class="stack g6 change-set"') :]
    data = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            data[name[1]] = value[1].replace("&#x27;", "'").replace("&amp;", "&") if value else ""
    for name, inside in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        data[name] = inside
    for name, inside in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        data[name] = re.search(r'value="([^"]*)" selected', inside)[1]
    return data


def test_a_change_is_taken_back_by_another_one(instructor_client, cells):
    was = {cell.pk: (cell.owner, cell.rationale, cell.duties.count()) for cell in cells}
    change = save(instructor_client, typed(*cells))
    address = reverse("matrix:undo", args=[change.key])
    shown = instructor_client.get(address)

    reasonless = instructor_client.post(address, {"seen": shown.context["preview"].fingerprint})
    data = {"set-reason": "The page was outdated.", "seen": shown.context["preview"].fingerprint}
    answer = instructor_client.post(address, data)

    assert reasonless.status_code == 422
    assert answer.status_code == 302
    now = Responsibility.objects.filter(pk__in=was)
    assert {cell.pk: (cell.owner, cell.rationale, cell.duties.count()) for cell in now} == was
    latest = changelog.current(facts.current()).by_key[answer["Location"].split("/")[2]]
    assert (latest.reason, latest.undoes) == ("The page was outdated.", change.key)


def test_a_change_ends_the_reading_of_a_cell_and_taking_it_back_restores_the_date(instructor_client, cells):
    readings = Responsibility.objects.filter(pk__in=[cell.pk for cell in cells])
    readings.update(reviewed_on="2026-11-01")
    untouched = {f"c{cell.pk}-reviewed_on": "2026-11-01" for cell in cells}

    change = save(instructor_client, typed(*cells, **untouched))
    assert set(readings.values_list("reviewed_on", flat=True)) == {None}
    address = reverse("matrix:undo", args=[change.key])
    seen = instructor_client.get(address).context["preview"].fingerprint
    instructor_client.post(address, {"set-reason": "The page was outdated.", "seen": seen})

    assert {str(day) for day in readings.values_list("reviewed_on", flat=True)} == {"2026-11-01"}


def test_what_has_moved_since_is_not_taken_back(instructor_client, cells):
    change = save(instructor_client, typed(*cells))
    with pghistory.context(reason="By hand."):
        Responsibility.objects.filter(pk=cells[0].pk).update(rationale="Somebody else's words.")

    page = instructor_client.get(reverse("matrix:undo", args=[change.key]))

    assert f"{cells[0]} has been changed since" in page.text
    assert f"{cells[1]} has been changed since" not in page.text


def test_the_first_load_cannot_be_taken_back(instructor_client):
    first = changelog.current(facts.current()).changes[-1]

    assert "It can’t be undone" in instructor_client.get(reverse("matrix:undo", args=[first.key])).text


def test_a_stranger_to_the_cells_cannot_post(learner_client, cells):
    assert learner_client.post(SETS, typed(*cells)).status_code == 404


def test_an_editor_without_the_permission_finds_nothing(db):
    assert client_of(make_user("staff@example.com", is_staff=True)).get("/teach/matrix/").status_code == 404
