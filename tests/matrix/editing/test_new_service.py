"""A service is added: begun as a copy, read layer by layer, and shown only when all layers are read."""

import pytest

from bank.models import Item
from matrix import facts
from matrix.editing import new_service
from matrix.models import Duty, Responsibility, Service, ServiceDraft, ServiceType

pytestmark = pytest.mark.django_db
SERVICES = "/teach/matrix/services/"


def about(**changes) -> dict:
    kind = ServiceType.objects.get(services__slug="rds")
    return {
        "name": "Amazon Neptune",
        "short_name": "Neptune",
        "noun": "graph database",
        "slug": "neptune",
        "service_type": kind.pk,
        "category": Service.objects.get(slug="rds").category,
        "summary": "A database of graphs that AWS runs.",
        "note": "",
        "exam_weight": "beyond",
    } | changes


@pytest.fixture
def draft(instructor):
    known = facts.current()
    return new_service.begin_draft(about(), near=known.services["rds"], facts=known, editor=instructor.pk)


def cell_of(draft, layer: str, **changes) -> dict:
    """What the page of one layer sends."""
    saved = ServiceDraft.objects.get(pk=draft.pk).cells[layer]
    data = {name: saved[name] for name in (*new_service.CELL, "edit")} | {"reviewed_on": ""}
    for number, task in enumerate(saved["tasks"]):
        data |= {f"t{number}-task": task["task"], f"t{number}-owner": task["owner"]}
    return data | changes


def read_all(client, draft) -> None:
    for layer in facts.current().layers:
        answer = client.post(f"{SERVICES}{draft.pk}/layers/{layer}/", cell_of(draft, layer))
        assert answer.status_code == 302, answer.context["cell"].errors


def test_it_begins_as_a_copy_of_the_nearest_service(instructor_client):
    answer = instructor_client.post(SERVICES, about() | {"near": ""})

    draft = ServiceDraft.objects.get()
    assert answer["Location"] == f"{SERVICES}{draft.pk}/"
    near = facts.current().services[draft.near]
    assert near.service_type.services.filter(slug="rds").exists()
    assert len(draft.cells) == 15
    assert not any(cell["read"] for cell in draft.cells.values())
    assert "15 of 15 layers still need to be checked." in instructor_client.get(answer["Location"]).text
    assert "Amazon Neptune" in instructor_client.get(SERVICES).text


def test_another_start_can_be_chosen(instructor_client):
    instructor_client.post(SERVICES, about() | {"near": "lambda"})

    assert ServiceDraft.objects.get().near == "lambda"


@pytest.mark.parametrize("changes", [{"slug": "ec2"}, {"name": ""}, {"slug": "No Slug"}])
def test_what_cannot_be_a_service_is_told(instructor_client, changes):
    answer = instructor_client.post(SERVICES, about(**changes))

    assert answer.status_code == 422
    assert not ServiceDraft.objects.exists()


def test_a_copied_layer_says_so_until_it_is_read(instructor_client, draft):
    page = f"{SERVICES}{draft.pk}/layers/guest-os/"
    before = instructor_client.get(page).text

    answer = instructor_client.post(page, cell_of(draft, "guest-os", rationale="You cannot log in to its hosts."))

    assert "Copied from" in before
    assert answer["Location"].startswith(f"{SERVICES}{draft.pk}/layers/")
    after = instructor_client.get(page).text
    assert "Copied from" not in after
    assert "You cannot log in to its hosts." in after


def test_an_owner_needs_a_task(instructor_client, draft):
    page = f"{SERVICES}{draft.pk}/layers/guest-os/"

    answer = instructor_client.post(page, cell_of(draft, "guest-os", owner="customer"))

    assert answer.status_code == 422
    assert "No task below is Customer&#x27;s." in answer.text


def test_who_was_overtaken_sees_theirs_and_keeps_what_was_typed(instructor_client, draft):
    page = f"{SERVICES}{draft.pk}/layers/guest-os/"
    mine = cell_of(draft, "guest-os", rationale="Mine.", **{"t4-task": "One more", "t4-owner": "aws"})
    instructor_client.post(page, cell_of(draft, "guest-os", rationale="Theirs."))

    told = instructor_client.post(page, mine)

    assert told.status_code == 422
    for words in ("Theirs.", "Mine.", 'value="One more"', "Someone else saved this layer in the meantime"):
        assert words in told.text
    saved = ServiceDraft.objects.get().cells["guest-os"]
    instructor_client.post(page, mine | {"edit": saved["edit"]})
    assert ServiceDraft.objects.get().cells["guest-os"]["rationale"] == "Mine."


def test_it_does_not_appear_before_all_layers_are_read(instructor_client, draft):
    answer = instructor_client.post(f"{SERVICES}{draft.pk}/publication/", {"seen": ""})

    assert answer["Location"] == f"{SERVICES}{draft.pk}/"
    assert not Service.objects.filter(slug="neptune").exists()


@pytest.mark.questions_follow
def test_it_appears_whole_with_its_questions(instructor_client, client, draft):
    read_all(instructor_client, draft)
    page = f"{SERVICES}{draft.pk}/publication/"
    shown = instructor_client.get(page)
    assert not Service.objects.filter(slug="neptune").exists()

    answer = instructor_client.post(page, {"seen": shown.context["preview"].fingerprint})

    assert answer["Location"] == "/services/neptune/"
    assert client.get("/services/neptune/").status_code == 200
    cells = Responsibility.objects.filter(service__slug="neptune")
    assert cells.count() == 15
    near = Duty.objects.filter(cell__service__slug="rds")
    assert Duty.objects.filter(cell__in=cells).count() == near.count()
    assert Item.objects.filter(published__tested_cells__cell__in=cells).exists()
    assert instructor_client.get(f"{SERVICES}{draft.pk}/").status_code == 404
    assert "Amazon Neptune" not in instructor_client.get(SERVICES).text


def test_what_it_is_can_be_kept_anew(instructor_client, draft):
    instructor_client.post(f"{SERVICES}{draft.pk}/", about(noun="graphs"))

    assert ServiceDraft.objects.get().about["noun"] == "graphs"


def test_pages_of_a_draft_cost_few_queries(instructor_client, draft, django_assert_max_num_queries):
    instructor_client.get(SERVICES)

    for page in (SERVICES, f"{SERVICES}{draft.pk}/", f"{SERVICES}{draft.pk}/layers/guest-os/"):
        with django_assert_max_num_queries(8):
            instructor_client.get(page)


@pytest.mark.parametrize("place", ["", "{}/", "{}/layers/guest-os/", "{}/publication/"])
def test_nobody_else_finds_it(learner_client, client, draft, place):
    page = f"{SERVICES}{place.format(draft.pk)}"

    assert learner_client.get(page).status_code == 404
    assert learner_client.post(page).status_code == 404
    assert client.get(page)["Location"].startswith("/account/login/")


def test_an_unknown_layer_is_404(instructor_client, draft):
    assert instructor_client.get(f"{SERVICES}{draft.pk}/layers/roof/").status_code == 404
