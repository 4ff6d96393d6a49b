import re

import pytest

from lessons.models import Place, Reading
from matrix.models import Scenario
from tests.lessons.conftest import HTMX, SLUG, make_lesson

pytestmark = pytest.mark.django_db
URL = f"/learn/{SLUG}/"


def decide(client, slug: str, owner: str, *said: str, **headers):
    return client.post(f"{URL}traps/{slug}/", {"owner": owner, "answered": said}, headers=headers)


def trap(page: str, slug: str) -> str:
    return page.split(f'<li id="trap-{slug}">')[1].split("</li>")[0]


def why(slug: str) -> str:
    return Scenario.objects.get(slug=slug).why


def without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


def test_no_answer_is_in_the_page_before_it_is_asked_for(client):
    page = client.get(URL).text

    slugs = re.findall(r'<li id="trap-([a-z0-9-]+)">', page)
    assert len(slugs) == 8
    assert not any(why(slug) in page for slug in slugs)
    assert "Here is the answer" not in page


def test_the_page_before_is_the_same_whatever_the_answer_is(client):
    make_lesson(body="## A {#a}\n\n[[traps s3-disk-fails patch-management-control]]\n")
    before = without_tokens(client.get("/learn/another/").text)
    scenario = Scenario.objects.get(slug="s3-disk-fails")

    scenario.duty.owner = "customer" if scenario.duty.owner == "aws" else "aws"
    scenario.duty.save()

    assert without_tokens(client.get("/learn/another/").text) == before


def test_shared_is_offered_only_where_it_is_an_answer(client):
    make_lesson(body="## A {#a}\n\n[[traps s3-disk-fails s3-bucket-public]]\n")
    make_lesson(
        "shared", body="## A {#a}\n\n[[traps s3-disk-fails patch-management-control]]\n", label="L8", position=8
    )
    buttons = '<button name="owner"'

    assert client.get("/learn/another/").text.count(buttons) == 2 * 2
    assert client.get("/learn/shared/").text.count(buttons) == 2 * 3


@pytest.mark.parametrize(
    ("owner", "verdict"), [("aws", "Right: you said AWS"), ("customer", "Not this one: you said Customer")]
)
def test_a_decided_trap_comes_back_alone_with_verdict_reason_and_cell(client, owner, verdict):
    response = decide(client, "s3-disk-fails", owner, **HTMX)

    item = trap(response.text, "s3-disk-fails")
    assert verdict in " ".join(re.sub(r"<[^>]+>", "", item).split())
    assert why("s3-disk-fails") in item
    assert '<a href="/matrix/s3/hardware-network/">' in item
    assert "<button" not in item
    assert 'tabindex="-1" data-focus' in item
    assert "<html" not in response.text
    assert 'id="live"' not in response.text


def test_the_count_follows_what_was_said_before(client):
    response = decide(client, "s3-disk-fails", "aws", "s3-bucket-public:aws", "data-center-power-failure:aws", **HTMX)

    assert '<span id="traps-1-count" class="quiet" hx-swap-oob="true">3 of 8 decided, 2 right</span>' in response.text


def test_without_javascript_the_page_comes_back_with_all_that_was_decided(client):
    response = decide(client, "s3-disk-fails", "aws", "s3-bucket-public:aws", follow=True)

    assert response.status_code == 302
    address = response["Location"]
    assert address == f"{URL}?answered=s3-bucket-public%3Aaws&answered=s3-disk-fails%3Aaws#trap-s3-disk-fails"
    page = client.get(address).text
    assert why("s3-disk-fails") in page
    assert why("s3-bucket-public") in page
    assert why("ec2-kernel-unpatched") not in page
    assert "2 of 8 decided, 1 right" in page
    assert '<input type="hidden" name="answered" value="s3-disk-fails:aws">' in page


@pytest.mark.parametrize(
    "query",
    ["answered=s3-disk-fails", "answered=s3-disk-fails:me", "answered=nothing:aws", "answered=%22%3E:aws", "traps=x"],
)
def test_a_made_up_address_shows_nothing(client, query):
    page = client.get(f"{URL}?{query}").text

    assert "0 of 8 decided, 0 right" in page
    assert why("s3-disk-fails") not in page


def test_all_answers_can_be_shown_and_count_as_undecided(client):
    page = client.get(f"{URL}?traps=all&answered=s3-bucket-public:customer").text

    assert why("s3-disk-fails") in page
    assert "Here is the answer" in trap(page, "s3-disk-fails")
    assert "1 of 8 decided, 1 right" in page
    assert "Show all answers" not in page


def test_the_link_to_all_answers_keeps_what_was_said(client):
    page = client.get(f"{URL}?answered=s3-bucket-public:customer").text

    assert 'href="?answered=s3-bucket-public%3Acustomer&amp;traps=all#traps-1"' in page


@pytest.mark.parametrize(("owner", "message"), [("", "Choose who does it."), ("me", "Choose one of the owners")])
def test_without_an_owner_nothing_is_revealed(client, owner, message):
    response = decide(client, "s3-disk-fails", owner, **HTMX)

    assert response.status_code == 422
    assert message in response.text
    assert why("s3-disk-fails") not in response.text
    assert "<button" in response.text


def test_without_an_owner_and_javascript_the_page_comes_back_undecided(client):
    assert decide(client, "s3-disk-fails", "me")["Location"] == f"{URL}?#trap-s3-disk-fails"


@pytest.mark.parametrize("slug", ["no-such-trap", "s3-default-encryption"])
def test_a_trap_that_the_lesson_does_not_ask_is_not_found(client, slug):
    assert decide(client, slug, "aws").status_code == 404


def test_traps_of_a_hidden_lesson_are_not_found(client):
    make_lesson(body="## A {#a}\n\n[[traps s3-disk-fails]]\n", published=False)

    assert client.post("/learn/another/traps/s3-disk-fails/", {"owner": "aws"}).status_code == 404


def test_getting_the_address_of_a_trap_is_refused(client):
    assert client.get(f"{URL}traps/s3-disk-fails/").status_code == 405


def test_nothing_is_stored(learner_client, learner):
    decide(learner_client, "s3-disk-fails", "aws")

    assert not Reading.objects.filter(learner=learner).exists()
    assert not Place.objects.filter(learner=learner).exists()
