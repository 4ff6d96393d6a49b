"""The pages of layers: rules, exceptions, and what moves."""

import pytest
from django.utils.html import escape

from matrix import facts
from matrix.layer_page import LayerAcrossServices
from matrix.models import Duty, Owner, Responsibility, Scenario, Side

pytestmark = pytest.mark.django_db


def set_owner(path: str, owner: Owner) -> Responsibility:
    service, layer = path.split("/")
    cell = Responsibility.objects.get(service__slug=service, layer__slug=layer)
    cell.owner = owner
    cell.save()
    return cell


def test_a_layer_gives_every_service_with_its_reason_grouped_by_owner():
    known = facts.current()

    groups = dict(LayerAcrossServices(known, known.layers["guest-os"]).groups)

    assert sum(map(len, groups.values())) == len(known.services)
    assert known.cell("ec2/guest-os") in groups[Owner.CUSTOMER]
    assert known.cell("rds/guest-os") in groups[Owner.AWS]


def test_an_inherited_cell_stands_among_those_of_aws():
    known = facts.current()

    groups = dict(LayerAcrossServices(known, known.layers["physical-facilities"]).groups)

    assert known.cell("ec2/physical-facilities") in groups[Owner.AWS]
    assert Owner.INHERITED not in groups


def exceptions_to(rule: str, layer: str) -> set[str]:
    known = facts.current()
    [found] = [each for each in LayerAcrossServices(known, known.layers[layer]).rules if each.over.rule.slug == rule]
    return {cell.path for cell in found.exceptions}


def test_what_differs_from_the_rule_of_a_layer_is_an_exception():
    assert "dynamodb/guest-os" not in exceptions_to("guest-os", "guest-os")

    set_owner("dynamodb/guest-os", Owner.CUSTOMER)

    assert "dynamodb/guest-os" in exceptions_to("guest-os", "guest-os")


def test_what_the_rule_of_its_kind_explains_is_no_exception_to_the_rule_of_the_layer():
    assert "s3/network-config" not in exceptions_to("network-config", "network-config")
    assert exceptions_to("abstracted/network-config", "network-config") == {"efs/network-config"}


def test_the_page_of_a_layer_gives_its_rules_and_the_reason_of_each_exception(client):
    known = facts.current()
    page = client.get("/layers/network-config/").text

    assert escape(known.rules["network-config"].sentence) in page
    assert 'id="rule-abstracted-network-config"' in page
    assert page.count(escape(known.cell("efs/network-config").rationale)) == 2  # as an exception, and among all


def test_a_layer_that_never_moves_names_the_exceptions_at_your_own_site():
    known = facts.current()

    across = LayerAcrossServices(known, known.layers["physical-facilities"])

    assert across.band == "aws"
    assert {service.slug for service in across.hybrid} == {"outposts", "snow"}
    assert not across.moves


def test_the_layer_page_gives_the_words_of_the_figure_of_aws_if_it_has_any(client):
    assert "Server-side encryption (file system and/or data)" in client.get("/layers/encryption-at-rest/").text
    assert "own figure" not in client.get("/layers/backup-recovery/").text


def test_the_layer_page_shows_moves_odd_ones_controls_and_traps(client):
    page = client.get("/layers/guest-os/").text

    assert "/compare/?a=ec2&amp;b=rds" in page
    assert "/controls/#patch-management" in page
    assert escape(Scenario.objects.get(slug="rds-host-os-patch").text) in page


def test_the_index_of_layers_sorts_them_by_whether_they_move(client):
    page = client.get("/layers/").text

    moving = page.index('id="band-moves"')
    assert page.index('href="/layers/customer-data/"') < moving < page.index('href="/layers/guest-os/"')
    assert all(f'href="/layers/{slug}/"' in page for slug in facts.current().layers)


def test_a_cell_says_which_rule_it_follows_or_that_it_is_an_exception(client):
    known = facts.current()

    assert (
        f"this rule</a>: {escape(known.rules['infrastructure/guest-os'].sentence)}"
        in client.get("/matrix/ec2/guest-os/").text
    )
    assert "An exception to" in client.get("/matrix/outposts/physical-facilities/").text
    assert "this rule</a>" not in client.get("/matrix/ec2/availability-scaling/").text


def test_a_layer_without_a_rule_says_so_for_the_kinds_that_have_none(client):
    assert "No rule holds for" in client.get("/layers/availability-scaling/").text
    assert "No rule holds for" not in client.get("/layers/guest-os/").text


def test_only_plain_servers_leave_logging_to_you_as_the_rule_of_the_layer_says():
    owners = {
        cell.service.slug: cell.ownership
        for cell in facts.current().cells.values()
        if cell.layer.slug == "logging-monitoring"
    }

    assert {slug for slug, owner in owners.items() if owner != Owner.SHARED} == {"ec2", "lightsail"}


def test_who_refuses_unencrypted_connections_follows_the_rule_of_the_layer():
    """Where a layer is AWS's, you have nothing to refuse; where it is yours, AWS refuses nothing for you."""
    blocking = Duty.objects.filter(common_task__slug="block-unencrypted-connections")

    assert not blocking.filter(cell__owner=Owner.AWS, owner=Side.CUSTOMER).exists()
    assert not blocking.filter(cell__owner=Owner.CUSTOMER, owner=Side.AWS).exists()
    assert blocking.filter(cell__owner=Owner.CUSTOMER).count() > 5


def test_an_unknown_layer_is_404_and_offers_the_nearest(client):
    response = client.get("/layers/guest-so/")

    assert response.status_code == 404
    assert 'href="/layers/guest-os/"' in response.text
