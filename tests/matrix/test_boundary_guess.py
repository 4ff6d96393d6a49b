import pytest

from matrix import facts
from matrix.boundary_guess import BoundaryGuess
from matrix.models import Owner, Responsibility
from matrix.twins import twins

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def guess(a: str, b: str, **said) -> BoundaryGuess:
    known = facts.current()
    return BoundaryGuess(known.services[a], known.services[b], known, said)


def test_it_begins_as_if_the_second_were_like_the_first():
    rows = guess("ec2", "rds").rows

    assert [row.said for row in rows] == [row.before.ownership.answer for row in rows]


def test_rows_stand_in_the_order_of_the_layers_whoever_owns_them():
    for pair in twins(facts.current()):
        positions = [row.layer.position for row in guess(pair.a.slug, pair.b.slug).rows]
        assert positions == sorted(positions)


def test_the_figure_before_is_the_same_whoever_owns_the_second(client):
    before = client.get("/twins/ec2/rds/").text

    Responsibility.objects.filter(service__slug="rds").exclude(owner="not_applicable").update(owner="shared")

    assert client.get("/twins/ec2/rds/").text == before


def test_what_was_said_is_held_against_the_facts():
    told = guess("ec2", "rds", **{"guest-os": "aws", "platform-software": "shared", "told": "1"})
    by_layer = {row.layer.slug: row for row in told.rows}

    assert by_layer["guest-os"].right
    assert not by_layer["platform-software"].right
    assert by_layer["customer-data"].right
    assert told.right == sum(row.right for row in told.rows) < len(told.rows)


@pytest.mark.parametrize("said", ["nobody", "inherited", "not_applicable", ""])
def test_nonsense_counts_as_unchanged(said):
    row = next(row for row in guess("ec2", "rds", **{"guest-os": said}).rows if row.layer.slug == "guest-os")

    assert row.said == Owner.CUSTOMER


def test_layers_that_one_of_the_two_lacks_are_left_out_and_named():
    pair = guess("ebs", "s3")

    assert {row.layer.slug for row in pair.rows}.isdisjoint(layer.slug for layer in pair.left_out)
    assert "guest-os" in {layer.slug for layer in pair.left_out}


def test_a_layer_is_left_out_where_a_fact_about_it_is_uncertain():
    Responsibility.objects.filter(service__slug="rds", layer__slug="guest-os").update(confidence="low")

    pair = guess("ec2", "rds")

    assert "guest-os" in {layer.slug for layer in pair.left_out}


def test_the_answer_shows_the_boundary_what_changes_hands_and_what_was_said(client):
    page = client.get("/twins/ec2/rds/", {"told": "1", "guest-os": "aws", "backup-recovery": "shared"}).text

    assert "change owner between EC2 and RDS" in page
    assert "You said Shared" in page
    assert "<strong>AWS takes it over.</strong>" in page
    assert 'data-edge="' in page


def test_with_javascript_only_the_figure_comes_back(client):
    response = client.get("/twins/ec2/rds/", {"told": "1"}, headers=HTMX)

    assert response.text.strip().startswith('<section id="twins-ec2-rds"')
    assert 'tabindex="-1" data-focus' in response.text


def test_services_that_do_not_exist_or_are_the_same(client):
    assert client.get("/twins/ec2/nothing/").status_code == 404
    assert client.get("/twins/ec2/ec2/").url == "/twins/"


@pytest.mark.parametrize(("address", "place"), [("/twins/", "page"), ("/twins/ec2/rds/", "true")])
def test_twins_are_marked_where_they_are_in_the_navigation(client, address, place):
    page = " ".join(client.get(address).text.split())

    assert f'<a href="/twins/" aria-current="{place}"' in page


def test_all_pairs_are_listed_and_lead_on_from_one_to_the_next(client):
    page = client.get("/twins/").text
    pairs = list(twins(facts.current()))

    for pair, following in zip(pairs, [*pairs[1:], pairs[0]], strict=True):
        assert f'href="{pair.guess_url}"' in page
        assert guess(pair.a.slug, pair.b.slug).following == following


def test_what_was_chosen_is_found_again_after_a_reload(client):
    # On the page of the pair. Within a lesson the address is that of the lesson.
    answers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/twins/ec2/rds/"}

    own = client.get("/twins/ec2/rds/?guest-os=aws", headers=answers)
    inside = client.get(
        "/twins/ec2/rds/?guest-os=aws", headers=answers | {"HX-Current-URL": "http://testserver/learn/x/"}
    )

    assert own.headers["HX-Replace-Url"] == "/twins/ec2/rds/?guest-os=aws"
    assert "HX-Replace-Url" not in inside.headers
