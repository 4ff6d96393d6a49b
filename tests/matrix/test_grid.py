import pytest

from matrix import facts
from matrix.grid import edge_at, make_grid, most_yours_first
from matrix.models import Owner

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("aws", "edges"),
    [
        ([[False, False], [True, True]], [["b", "b"], ["", ""]]),
        ([[False, True], [True, True]], [["b r", ""], ["", ""]]),
        ([[False, False], [False, False]], [["", ""], ["", ""]]),
        ([[False], [True], [False]], [["b"], ["b"], [""]]),
    ],
)
def test_the_boundary_runs_wherever_neighbors_differ(aws, edges):
    drawn = [[edge_at(aws, y, x) for x in range(len(aws[0]))] for y in range(len(aws))]

    assert drawn == edges


def opening():
    known = facts.current()
    return most_yours_first([service for service in known.services.values() if service.opening], known), known


def test_the_opening_view_is_a_staircase_with_one_island():
    services, known = opening()

    grid = make_grid(services, known)

    taken_over = {service.slug: [box.owner.is_aws for box in grid.column(service)].count(True) for service in services}
    islands = [
        (service.slug, box.cell.layer.slug)
        for service in services
        for box, below in zip(grid.column(service), grid.column(service)[1:], strict=False)
        if box.owner.is_aws and not below.owner.is_aws
    ]
    assert list(taken_over.values()) == sorted(taken_over.values())
    assert islands == [("rds", "backup-recovery")]


def test_rows_go_by_band_and_then_by_position():
    services, known = opening()

    bands = {band.kind: [row.layer.position for row in band.rows] for band in make_grid(services, known).bands}

    assert list(bands) == ["customer", "moves", "aws"]
    assert all(positions == sorted(positions) for positions in bands.values())


def test_hybrid_services_do_not_move_a_row_out_of_its_band():
    known = facts.current()
    everything = list(known.services.values())

    bands = {band.kind: [row.layer.slug for row in band.rows] for band in make_grid(everything, known).bands}

    assert "physical-facilities" in bands["aws"]


def test_an_owner_filter_empties_boxes_and_keeps_the_boundary():
    services, known = opening()

    whole, filtered = make_grid(services, known), make_grid(services, known, only=Owner.SHARED)

    assert [box.edge for box in filtered.boxes] == [box.edge for box in whole.boxes]
    assert {box.owner for box in filtered.boxes if box.shown} == {Owner.SHARED}
