"""General rules: what follows them, what is an exception, and which of them may be taught."""

import pytest

from matrix import facts
from matrix.editing.revision import rehearse
from matrix.learnable.rules import all_rules, governing, holding, rules_over
from matrix.models import FactConfidence, Responsibility, Rule
from matrix.problems import rules_refuted

pytestmark = pytest.mark.django_db


def set_owner(path: str, owner: str) -> None:
    service, layer = path.split("/")
    Responsibility.objects.filter(service__slug=service, layer__slug=layer).update(owner=owner)


def paths(cells) -> set[str]:
    return {cell.path for cell in cells}


def test_every_rule_that_ships_holds():
    known = facts.current()

    assert holding(known).keys() == known.rules.keys()
    assert list(rules_refuted(known)) == []


def test_the_cells_of_a_rule_follow_it_or_are_exceptions_and_none_is_uncertain():
    found = holding(facts.current())["physical-facilities"]

    assert paths(found.exceptions) == {"outposts/physical-facilities", "snow/physical-facilities"}
    assert len(found.conforming) > 30
    assert all(cell.confidence != FactConfidence.LOW and cell.is_asked for cell in found.cells)


def test_a_changed_owner_makes_an_exception_without_a_change_of_the_rule():
    set_owner("ec2/physical-facilities", "customer")

    assert "ec2/physical-facilities" in paths(holding(facts.current())["physical-facilities"].exceptions)


def test_the_rule_of_its_kind_governs_a_cell_before_that_of_its_layer():
    known = facts.current()

    over = [found.rule.slug for found in rules_over(known.cell("s3/network-config"), known)]

    assert over == ["network-config", "abstracted/network-config"]
    assert governing(known.cell("s3/network-config"), known).slug == "abstracted/network-config"
    assert governing(known.cell("ec2/network-config"), known).slug == "network-config"
    assert governing(known.cell("ec2/availability-scaling"), known) is None


def test_two_rules_of_four_fifths_of_the_cells_leave_few_exceptions():
    """What a learner has to know beyond the rules stays small: that is what rules are for."""
    known = facts.current()

    asked = [cell for cell in known.cells.values() if cell.is_asked]
    following = [cell for cell in asked if (rule := governing(cell, known)) and cell.ownership.answer == rule.owner]
    assert len(following) > 0.85 * len(asked)


def test_a_rule_that_its_cells_refute_rests_and_is_named_with_its_exceptions():
    for service in ("outposts", "snow"):
        set_owner(f"{service}/hardware-network", "aws")
    known = facts.current()

    assert "hybrid/hardware-network" in all_rules(known)
    assert "hybrid/hardware-network" not in holding(known)
    [(slug, said)] = rules_refuted(known)
    assert slug == "hybrid/hardware-network"
    assert "Outposts (AWS)" in said


def test_who_changes_a_cell_is_shown_the_rules_that_no_longer_hold():
    found = rehearse(lambda: [set_owner(f"{service}/hardware-network", "aws") for service in ("outposts", "snow")])

    [group] = [group for group in found.consequences if group.title == "Rules that no longer hold"]
    rule = Rule.objects.get(layer__slug="hardware-network", service_type__slug="hybrid")
    assert [each.text for each in group.found] == [rule.title]
