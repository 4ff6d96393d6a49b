import csv
from io import StringIO

import pytest

from matrix import facts
from matrix.models import Responsibility

pytestmark = pytest.mark.django_db


def table(client) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(client.get("/matrix.csv").content.decode("utf-8-sig"))))


def test_the_table_has_a_line_for_each_cell_with_owner_reason_duties_and_source(client):
    rows = table(client)

    assert len(rows) == Responsibility.objects.count()
    cell = facts.current().cell("rds/guest-os")
    row = next(row for row in rows if (row["service"], row["layer"]) == ("rds", "guest-os"))
    assert row["owner"] == cell.owner
    assert row["rationale"] == cell.rationale
    assert row["aws_duties"].split("\n") == [duty.task for duty in cell.aws_duties]
    assert row["source_url"] == cell.source_url
    assert row["path"] == "/matrix/rds/guest-os/"


def test_no_field_of_the_table_is_a_formula(client):
    cell = facts.current().cell("rds/guest-os")
    Responsibility.objects.filter(pk=cell.pk).update(rationale='=HYPERLINK("http://x","y")', local_name="@SUM(A1)")

    rows = table(client)

    row = next(row for row in rows if (row["service"], row["layer"]) == ("rds", "guest-os"))
    assert row["rationale"] == '\'=HYPERLINK("http://x","y")'
    assert row["layer_name"] == "'@SUM(A1)"
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "-", "@"))]


def test_the_table_is_sent_again_only_when_a_fact_changed(client):
    etag = client.get("/matrix.csv").headers["ETag"]

    assert client.get("/matrix.csv", headers={"If-None-Match": etag}).status_code == 304
    Responsibility.objects.filter(service__slug="ec2").update(rationale="Changed.")
    assert client.get("/matrix.csv", headers={"If-None-Match": etag}).status_code == 200


def test_the_data_names_everything_by_slug_and_address(client):
    data = client.get("/matrix.json").json()

    services = {service["slug"]: service for service in data["services"]}
    assert services["lambda-container"]["variant_of"] == "lambda"
    assert services["rds"]["path"] == "/services/rds/"
    assert {service["type"] for service in services.values()} <= {kind["slug"] for kind in data["service_types"]}
    facility = next(cell for cell in data["cells"] if cell["owner"] == "inherited")
    assert facility["answer"] == "aws"
    assert facility["path"] == f"/matrix/{facility['service']}/{facility['layer']}/"


def test_the_data_holds_controls_with_both_parts_and_scenarios_with_their_answers(client):
    data = client.get("/matrix.json").json()

    patching = next(control for control in data["controls"] if control["slug"] == "patch-management")
    assert patching["kind"] == "shared"
    assert patching["aws_part"]
    assert patching["customer_part"]
    kernel = next(scenario for scenario in data["scenarios"] if scenario["slug"] == "ec2-kernel-unpatched")
    assert (kernel["answer"], kernel["cell"]) == ("customer", "ec2/guest-os")
