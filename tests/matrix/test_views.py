import re

import pytest
from django.urls import reverse

from matrix import facts
from matrix.models import Responsibility, Service

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def columns(response) -> list[str]:
    head = response.text.split("<thead>")[1].split("</thead>")[0]
    return re.findall(r">([^<]+)</a>\s*<small>", head)


def test_the_matrix_opens_with_the_chosen_services(client):
    response = client.get("/matrix/")

    assert columns(response) == ["EC2", "ECS on EC2", "Beanstalk", "Fargate", "RDS", "DynamoDB", "Lambda", "S3"]


def test_instructors_choose_the_opening_services(client):
    Service.objects.filter(slug="kms").update(opening=True)

    assert "KMS" in columns(client.get("/matrix/"))


def test_all_services_are_one_choice_away(client):
    assert len(columns(client.get("/matrix/?kind=all"))) == Service.objects.count()


def test_a_filter_comes_back_as_the_region_alone(client):
    response = client.get("/matrix/?owner=shared", headers=HTMX)

    assert response.text.lstrip().startswith('<section id="matrix-region"')
    assert "cells shown" in response.text
    assert 'data-owner="aws"' not in response.text.split("<tbody>")[1].split("</table>")[0]


def test_of_a_filter_by_owner_a_phone_shows_a_service_that_has_it(client):
    page = " ".join(client.get("/matrix/?owner=shared").text.split())

    assert 'class="cell picked" data-owner="shared"' in page


def test_a_filter_that_leaves_nothing_offers_to_clear_it(client):
    Responsibility.objects.filter(service__category="Hybrid").update(owner="customer")

    response = client.get("/matrix/?kind=hybrid&owner=aws")

    assert "No cell matches" in response.text


def test_a_filter_that_does_not_exist_is_ignored(client):
    assert columns(client.get("/matrix/?kind=nonsense&sort=%00&service=x")) == columns(client.get("/matrix/"))


def test_only_staff_read_how_sure_a_fact_is(client, learner_client, instructor_client):
    cell = next(
        cell for cell in facts.current().cells.values() if cell.confidence == "medium" and not cell.reviewed_on
    )

    for reader in (client, learner_client):
        page = reader.get(cell.url).text
        assert "(not re-checked yet)." in page
        assert "Confidence: " not in page
    page = instructor_client.get(cell.url).text
    assert "Not yet re-checked against the page." in page
    assert "Confidence: medium" in page


def test_a_cell_has_its_own_address_with_reason_duties_and_source(client):
    cell = facts.current().cell("rds/guest-os")

    response = client.get("/matrix/rds/guest-os/")

    assert response.status_code == 200
    for words in (cell.rationale, cell.duties.all()[0].task, cell.source_url, "(not re-checked yet)."):
        assert words.replace("'", "&#x27;") in response.text


def test_a_cell_comes_back_as_the_panel_alone(client):
    response = client.get("/matrix/rds/guest-os/", headers=HTMX)

    assert response.text.lstrip().startswith('<aside class="detail')


def test_a_cell_outside_the_opening_view_is_shown_among_its_neighbors(client):
    assert "KMS" in columns(client.get("/matrix/kms/guest-os/"))


@pytest.mark.parametrize(
    ("path", "offers"), [("ec2/roof", "/matrix/ec2/guest-os/"), ("ec9/guest-os", "/services/ec2/")]
)
def test_an_unknown_cell_is_404_and_offers_what_there_is(client, path, offers):
    response = client.get(f"/matrix/{path}/")

    assert response.status_code == 404
    assert offers in response.text


def test_the_facts_are_published_as_data(client):
    data = client.get(reverse("matrix:published")).json()

    assert len(data["cells"]) == len(data["services"]) * len(data["layers"])
    assert set(data["cells"][0]) >= {"service", "layer", "owner", "rationale", "confidence", "duties", "source"}
    assert set(data["cells"][0]["source"]) == {"title", "url"}


def test_published_facts_are_sent_again_only_when_they_changed(client):
    etag = client.get("/matrix.json").headers["ETag"]

    assert client.get("/matrix.json", headers={"If-None-Match": etag}).status_code == 304
    Responsibility.objects.filter(service__slug="ec2").update(rationale="Changed.")
    assert client.get("/matrix.json", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", ["/matrix/", "/matrix/?kind=all", "/matrix/ec2/guest-os/"])
def test_the_matrix_costs_no_more_queries_with_more_services(learner_client, django_assert_max_num_queries, path):
    learner_client.get(path)

    with django_assert_max_num_queries(4):
        learner_client.get(path)
