"""The pages around the matrix: services, layers, comparisons, controls, the cheat sheet."""

from itertools import pairwise

import pytest
from django.utils.html import escape

from matrix import facts
from matrix.cheat_sheet import CheatSheet
from matrix.control_layers import LAYERS
from matrix.models import Control, Layer, Owner, Responsibility, Scenario, Service
from matrix.service_comparison import Comparison
from matrix.service_page import ServiceColumn
from matrix.twins import PAIRS, differing_layers, twins, twins_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
EVERY_PAGE = [
    "/services/",
    "/services/rds/",
    "/layers/",
    "/layers/guest-os/",
    "/compare/",
    "/compare/?a=ec2&b=rds",
    "/controls/",
    "/cheat-sheet/",
    "/matrix/?kind=all",
]


def set_owner(path: str, owner: Owner) -> Responsibility:
    service, layer = path.split("/")
    cell = Responsibility.objects.get(service__slug=service, layer__slug=layer)
    cell.owner = owner
    cell.save()
    return cell


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_page_costs_at_most_four_queries_however_many_services(learner_client, django_assert_max_num_queries, path):
    learner_client.get(path)

    with django_assert_max_num_queries(4):
        assert learner_client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/matrix/?kind=all", "/services/", "/layers/guest-os/"])
def test_a_page_over_all_services_stays_light(client, path):
    response = client.get(path, headers={"Accept-Encoding": "gzip"})

    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) < 40_000


# Services


def test_a_service_is_shown_with_every_cell_in_full(client):
    page = client.get("/services/rds/").text

    for layer in Layer.objects.all():
        cell = facts.current().cells["rds", layer.slug]
        assert f'id="{layer.slug}"' in page
        for words in (cell.rationale, cell.source_url, cell.url, *(duty.task for duty in cell.duties.all())):
            assert escape(words) in page


def test_a_service_is_drawn_from_its_data_down_to_the_building_with_the_boundary():
    known = facts.current()

    boxes = ServiceColumn(known, known.services["outposts"]).boxes

    assert [box.cell.layer.slug for box in boxes] == list(known.layers)
    for above, below in pairwise(boxes):
        assert (above.edge == "b") == (above.owner.is_aws != below.owner.is_aws)
    assert boxes[-1].edge == ""


def test_a_service_leads_to_its_twins_its_traps_and_the_matrix(client):
    page = client.get("/services/rds/").text

    assert "/compare/?a=ec2&amp;b=rds" in page
    assert "/matrix/?service=rds" in page
    assert escape(Scenario.objects.get(slug="rds-engine-patch").text) in page
    assert escape(Scenario.objects.get(slug="ec2-hypervisor-flaw").text) not in page


def test_a_trap_on_a_page_answers_as_its_cell_does_now():
    before = dict.fromkeys(s.slug for s, _, _ in ServiceColumn(facts.current(), Service.objects.get(slug="iam")).traps)
    duty = Scenario.objects.get(slug="root-without-mfa").duty
    duty.owner = "aws"
    duty.save()

    column = ServiceColumn(facts.current(), facts.current().services["iam"])

    assert "root-without-mfa" in before
    assert {scenario.slug: answer for scenario, _, answer in column.traps}["root-without-mfa"] == Owner.AWS


def test_shared_controls_of_a_service_show_the_cells_that_divide_them():
    known = facts.current()

    controls = {control.slug: cells for control, cells in ServiceColumn(known, known.services["rds"]).controls}

    assert [cell.path for cell in controls["patch-management"]] == [
        "rds/application-code",
        "rds/platform-software",
        "rds/guest-os",
        "rds/virtualization",
    ]
    assert "physical-environmental" not in controls


def test_a_variant_and_its_base_are_named_on_each_others_pages(client):
    assert "/services/lambda-container/" in client.get("/services/lambda/").text
    assert "/services/lambda/" in client.get("/services/lambda-container/").text


def test_the_index_leads_to_every_service(client):
    page = client.get("/services/").text

    assert all(f'href="/services/{slug}/"' in page for slug in facts.current().services)


def test_an_unknown_service_is_404_and_offers_the_nearest(client):
    response = client.get("/services/lamda/")

    assert response.status_code == 404
    assert 'Did you mean <a href="/services/lambda/">Lambda</a>' in response.text
    assert "Did you mean" not in client.get("/services/zzzzzzzz/").text


# Comparisons


def compared(**query) -> Comparison:
    return Comparison(facts.current(), query)


def test_a_comparison_says_which_layers_change_hands_and_why():
    comparison = compared(a="ec2", b="rds")

    rows = {row.layer.slug: row for row in comparison.rows}
    assert rows["guest-os"].differs
    assert not rows["virtualization"].differs
    assert comparison.summary == f"EC2 and RDS differ in {len(comparison.differing)} of 15 layers."
    taken = dict(comparison.passing)["AWS takes over"]
    assert "guest-os" in [row.layer.slug for row in taken]


def test_only_what_differs_leaves_out_the_rest_and_draws_the_boundary_anew(client):
    comparison = compared(a="ec2", b="rds", only="diff")

    assert [row.layer for row in comparison.rows] == list(comparison.differing)
    last = comparison.rows[-1]
    assert "b" not in last.row.boxes[0].edge.split()
    assert "Same owner" not in client.get("/compare/?a=ec2&b=rds&only=diff").text


def test_an_inherited_cell_does_not_differ_from_one_of_aws():
    set_owner("rds/guest-os", Owner.INHERITED)

    assert "guest-os" not in [layer.slug for layer in differing_layers("rds", "aurora", facts.current())]


def test_services_with_the_same_owners_are_told_apart_by_nothing(client):
    for cell in Responsibility.objects.filter(service__slug="aurora"):
        set_owner(cell.path, Responsibility.objects.get(service__slug="rds", layer=cell.layer).owner)

    page = client.get("/compare/?a=rds&b=aurora").text

    assert "RDS and Aurora have the same owner for all 15 layers." in page
    assert client.get("/compare/?a=rds&b=aurora&only=diff").status_code == 200


def test_the_same_service_twice_asks_for_another_and_offers_its_twins(client):
    page = client.get("/compare/?a=ec2&b=ec2").text

    assert "Choose another service to compare with EC2" in page
    assert "/compare/?a=ec2&amp;b=rds" in page
    assert "/compare/?a=cloudhsm&amp;b=kms" not in page


def test_an_unknown_service_in_a_comparison_is_404_with_a_way_out(client):
    response = client.get("/compare/?a=ec2&b=lamda")

    assert response.status_code == 404
    assert "We don’t know “lamda”" in " ".join(response.text.split())
    assert 'href="/services/lambda/"' in response.text


def test_without_two_services_there_are_pairs_to_choose_from(client):
    assert "Choose two services" in client.get("/compare/").text
    assert "Choose a second service" in client.get("/compare/?a=ec2").text


def test_a_comparison_comes_back_as_the_fragment_and_is_announced(client):
    response = client.get("/compare/?a=ec2&b=rds", headers=HTMX)

    assert response.text.lstrip().startswith('<section id="comparison"')
    assert "EC2 and RDS differ in" in response.text.split('id="live"')[1]
    assert 'hx-swap-oob="innerHTML"' not in client.get("/compare/?a=ec2&b=rds").text


def test_all_twins_exist_and_differ_somewhere():
    known = facts.current()

    assert len(list(twins(known))) == len(PAIRS)
    assert all(pair.differing for pair in twins(known))
    assert {pair.other(known.services["kms"]).slug for pair in twins_of(known.services["kms"], known)} == {"cloudhsm"}


# Controls


def test_every_control_has_an_anchor_both_parts_and_a_source(client):
    page = client.get("/controls/").text

    for control in Control.objects.all():
        assert f'id="{control.slug}"' in page
        for words in (control.aws_part, control.customer_part, control.source_url):
            assert escape(words) in page
        assert control.get_absolute_url() == f"/controls/#{control.slug}"


def test_every_control_has_its_place_among_the_layers():
    known = facts.current()

    assert set(LAYERS) == set(known.controls)
    assert {layer for layers in LAYERS.values() for layer in layers} <= set(known.layers)


# The cheat sheet


def test_the_cheat_sheet_holds_matrix_rule_controls_and_traps(client):
    page = client.get("/cheat-sheet/").text
    sheet = CheatSheet(facts.current())

    assert page.count('class="cell"') == len(sheet.grid.services) * 15
    assert all(escape(control.name) in page for control in Control.objects.all())
    assert all(escape(scenario.text) in page for scenario, _, _ in sheet.traps)


def test_traps_of_the_cheat_sheet_begin_with_a_public_bucket_root_and_iam():
    first = CheatSheet(facts.current()).traps[:3]

    assert {scenario.slug for scenario, _, _ in first} == {"s3-bucket-public", "root-without-mfa", "iam-service-down"}


def test_other_traps_of_the_cheat_sheet_take_services_in_turn_and_only_what_moves():
    others = CheatSheet(facts.current()).traps[3:]

    first = [cell.service.slug for _, _, cell in others[:5]]
    assert len(set(first)) == 5
    assert not {cell.layer.slug for _, _, cell in others} & {"customer-data", "virtualization", "physical-facilities"}


def test_a_trap_of_the_cheat_sheet_gives_the_situation_before_the_owner(client):
    trap = client.get("/cheat-sheet/").text.split('id="sheet-traps"')[1].split("<li>")[1].split("</li>")[0]

    assert trap.index("bucket policy") < trap.index('class="own"')


def test_one_changed_cell_is_followed_by_every_page(client):
    path = "rds/backup-recovery"
    assert 'data-owner="aws"' in row_of(client.get("/compare/?a=ec2&b=rds").text, "backup-recovery")

    set_owner(path, Owner.CUSTOMER)

    assert 'data-owner="aws"' not in row_of(client.get("/compare/?a=ec2&b=rds").text, "backup-recovery")
    assert 'data-owner="aws"' not in client.get("/services/rds/").text.split('id="backup-recovery"')[1].split("<h3")[0]
    sheet = client.get("/cheat-sheet/").text.split("Backup and recovery</th>")[1].split("</tr>")[0]
    assert 'data-owner="aws"' not in sheet
    assert (
        f'"rds","{Service.objects.get(slug="rds").name}","managed","backup-recovery"' in client.get("/matrix.csv").text
    )
    cell = next(
        each
        for each in client.get("/matrix.json").json()["cells"]
        if (each["service"], each["layer"]) == ("rds", "backup-recovery")
    )
    assert cell["owner"] == "customer"


def row_of(page: str, layer: str) -> str:
    return page.split(f'<a href="/layers/{layer}/">')[1].split("</tr>")[0]
