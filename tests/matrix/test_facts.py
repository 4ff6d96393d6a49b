from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from matrix import facts
from matrix.grid import whole_grid
from matrix.models import AboutAFact, Duty, Layer, Owner, Responsibility, Scenario, Service

pytestmark = pytest.mark.django_db


def test_a_changed_cell_shows_in_the_next_look():
    before = facts.current()

    Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os").update(owner="aws")

    assert facts.current().cell("ec2/guest-os").owner == "aws"
    assert before.cell("ec2/guest-os").owner == "customer"


def test_each_change_is_seen_also_after_an_equal_one_was_taken_back():
    first, second, third = map(while_ec2_patching_is, ("aws", "aws", "shared"))

    assert [known.cell("ec2/guest-os").owner for known in (first, second, third)] == ["aws", "aws", "shared"]
    assert first.revision != second.revision
    assert facts.current().cell("ec2/guest-os").owner == "customer"


def while_ec2_patching_is(owner: str) -> facts.Facts:
    with transaction.atomic():
        Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os").update(owner=owner)
        known = facts.current()
        transaction.set_rollback(True)
    return known


def test_a_trap_is_outdated_until_it_is_written_again_even_with_the_same_words():
    slug, trap = next((slug, each) for slug, each in facts.current().scenarios.items() if each.duty_id)
    other = "aws" if facts.current().duty_by_id(trap.duty_id).owner == "customer" else "customer"
    Duty.objects.filter(pk=trap.duty_id).update(owner=other)
    assert facts.current().scenarios[slug].outdated

    for words in ("Other words.", trap.text):
        Scenario.objects.filter(pk=trap.pk).update(text=words)

    assert not facts.current().scenarios[slug].outdated


def test_what_follows_from_the_facts_is_made_once_and_anew_after_a_change():
    made = whole_grid(facts.current())
    assert whole_grid(facts.current()) is made

    Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os").update(owner="aws")

    owners = {box.cell.path: box.cell.owner for box in whole_grid(facts.current()).boxes}
    assert owners["ec2/guest-os"] == "aws"


def test_requests_that_come_while_it_is_made_wait_for_it():
    known, both_make = facts.current(), Barrier(2)

    @facts.made_once
    def made(known):
        with suppress(BrokenBarrierError):
            both_make.wait(0.1)
        return object()

    with ThreadPoolExecutor() as threads:
        first, second = threads.map(made, [known, known])

    assert both_make.broken, "two threads were making it"
    assert first is second


def test_unchanged_facts_cost_one_query(django_assert_num_queries):
    facts.current()

    with django_assert_num_queries(1):
        known = facts.current()
        assert [duty.task for cell in known.cells.values() for duty in cell.current_duties]
        assert [cell.service.service_type.name + cell.layer.name for cell in known.cells.values()]


def test_a_service_with_a_missing_cell_is_not_shown():
    new = Service.objects.get(slug="sqs")
    new.pk, new.slug = None, "new-queues"
    new.save()
    Responsibility.objects.create(
        service=new, layer=Layer.objects.first(), owner="customer", rationale="Yours.", confidence="high"
    )

    assert "new-queues" not in facts.current().services


@pytest.mark.parametrize("slug", ["rds-master-password-unchanged", "data-center-cooling-lost"])
def test_a_scenario_reads_its_answer_from_the_fact_it_points_at(slug):
    known = facts.current()
    scenario = known.scenarios.get(slug) or next(iter(known.scenarios.values()))

    duty = Duty.objects.get(pk=scenario.duty_id)

    assert known.owner_of(scenario) == duty.owner


def test_every_scenario_has_exactly_one_answer():
    known = facts.current()

    assert [slug for slug, scenario in known.scenarios.items() if known.owner_of(scenario) is None] == []


def test_a_layer_over_services_that_differ_has_no_owner():
    known = facts.current()

    assert known.owner_over(known.layers["guest-os"], known.services_meant("all")) is None
    assert known.owner_over(known.layers["physical-facilities"], known.services_meant("all-but-hybrid")) == Owner.AWS


def test_a_scenario_cannot_point_at_two_facts():
    cell = Responsibility.objects.first()
    duty = Duty.objects.first()

    with pytest.raises(IntegrityError, match="matrix_scenario_points_at_one_fact"), transaction.atomic():
        Scenario.objects.create(slug="two", text="Two", why="Two", cell=cell, duty=duty)


def test_an_unknown_owner_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="matrix_cell_owner_is_known"), transaction.atomic():
        Responsibility.objects.filter(service__slug="ec2").update(owner="nobody")


def test_the_history_keeps_what_a_cell_said_before():
    cell = Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")
    cell.owner = "aws"
    cell.save()

    owners = list(cell.events.order_by("pgh_id").values_list("owner", flat=True))

    assert owners[-2:] == ["customer", "aws"]


def test_history_can_only_be_added_to():
    cell = Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        cell.events.update(owner="aws")


def test_services_meant_knows_all_types():
    known = facts.current()

    assert len(known.services_meant(AboutAFact.ALL)) == Service.objects.count()
    assert {service.service_type.slug for service in known.services_meant("hybrid")} == {"hybrid"}
    assert not [service for service in known.services_meant(AboutAFact.ALL_BUT_HYBRID) if service.is_hybrid]
