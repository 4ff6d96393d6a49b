import pytest

from matrix import facts
from matrix.models import Duty, Responsibility, Scenario
from matrix.problems import figures, owners_without_duty, problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def cells():
    return Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os")


def found() -> list[str]:
    return list(problems(facts.current()))


def test_the_facts_as_they_are_have_no_problem():
    assert found() == []


def test_a_cell_without_a_source_is_named(cells):
    cells.update(source_url="")

    assert found() == ["ec2/guest-os: add the title and the address of the page that says who owns it."]
    assert figures(facts.current())["cells_without_source"] == 1


@pytest.mark.parametrize(
    ("owner", "sides", "told"),
    [
        ("customer", ["aws"], ["Customer"]),
        ("aws", ["customer"], ["AWS"]),
        ("inherited", ["customer"], ["AWS"]),
        ("shared", ["customer"], ["AWS"]),
        ("shared", ["aws"], ["Customer"]),
        ("shared", [], ["AWS", "Customer"]),
        ("shared", ["aws", "customer"], []),
        ("inherited", ["aws"], []),
        ("not_applicable", [], []),
    ],
)
def test_an_owner_needs_a_duty_of_its_side(owner, sides, told):
    cell = Responsibility.objects.get(service__slug="snow", layer__slug="guest-os")
    cell.duties.update(retired=True)
    Duty.objects.bulk_create(Duty(cell=cell, slug=f"do-{side}", owner=side, task="Do it") for side in sides)
    Responsibility.objects.filter(pk=cell.pk).update(owner=owner)

    lacking = [side.label for _, side in owners_without_duty(facts.current())]

    assert lacking == told


def test_a_scenario_that_the_facts_do_not_settle_is_named():
    scenario = Scenario.objects.exclude(duty=None).first()
    Responsibility.objects.filter(pk=scenario.duty.cell_id).update(confidence="low")

    assert f"scenario {scenario.slug}: the facts give no certain answer" in "\n".join(found())
