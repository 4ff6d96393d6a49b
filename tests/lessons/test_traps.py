import re

import pytest
from django.utils.html import escape

from accounts.leaving.merge import merge
from accounts.models import Learner
from lessons.belongings import PLACES
from lessons.models import Place
from matrix.models import Scenario
from tests.lessons.conftest import HTMX, SLUG, make_lesson

pytestmark = pytest.mark.django_db
URL = f"/learn/{SLUG}/"


def decide(client, slug: str, owner: str, **headers):
    return client.post(f"{URL}traps/{slug}/", {"owner": owner}, headers=headers)


def trap(page: str, slug: str) -> str:
    return page.split(f'<li id="trap-{slug}">')[1].split("</li>")[0]


def why(slug: str) -> str:
    """As it is in a page."""
    return escape(Scenario.objects.get(slug=slug).why)


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
    ("owner", "verdict"), [("aws", "Right: you said AWS"), ("customer", "Not quite: you said Customer")]
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
    decide(client, "s3-bucket-public", "aws", **HTMX)

    response = decide(client, "s3-disk-fails", "aws", **HTMX)

    assert '<span id="traps-1-count" class="quiet" hx-swap-oob="true">2 of 8 decided, 1 right</span>' in response.text


@pytest.mark.parametrize("who", ["client", "learner_client"])
def test_what_was_decided_is_there_on_return(who, request):
    reader = request.getfixturevalue(who)
    decide(reader, "s3-bucket-public", "aws", **HTMX)
    decide(reader, "s3-disk-fails", "aws", **HTMX)

    page = reader.get(URL).text

    assert why("s3-disk-fails") in page
    assert why("s3-bucket-public") in page
    assert why("ec2-kernel-unpatched") not in page
    assert "2 of 8 decided, 1 right" in page


def test_nobody_else_sees_what_was_decided(learner_client, stranger_client):
    decide(learner_client, "s3-disk-fails", "aws", **HTMX)

    assert why("s3-disk-fails") not in stranger_client.get(URL).text


def test_the_first_answer_stands(learner_client, learner):
    decide(learner_client, "s3-bucket-public", "aws", **HTMX)

    second = decide(learner_client, "s3-bucket-public", "customer", **HTMX)

    assert "you said AWS" in " ".join(re.sub(r"<[^>]+>", "", second.text).split())
    assert learner.places.get().traps == {"s3-bucket-public": "aws"}


def test_without_javascript_the_page_comes_back_to_the_trap(client):
    assert decide(client, "s3-disk-fails", "aws")["Location"] == f"{URL}#trap-s3-disk-fails"


def test_a_look_at_the_page_stores_nothing(learner_client, learner, client):
    learner_client.get(f"{URL}?traps=all")
    client.get(f"{URL}?traps=all")

    assert not Place.objects.exists()
    assert not Learner.objects.filter(is_guest=True).exists()


def test_all_answers_can_be_shown_and_count_as_undecided(learner_client):
    decide(learner_client, "s3-bucket-public", "customer", **HTMX)

    shown = learner_client.post(f"{URL}traps/all/1/", headers=HTMX).text
    later = decide(learner_client, "s3-disk-fails", "aws", **HTMX).text
    page = learner_client.get(URL).text

    for text in (shown, page):
        assert why("ec2-kernel-unpatched") in text
        assert "Here is the answer" in trap(text, "s3-disk-fails")
        assert "1 of 8 decided, 1 right" in text
        assert "Show all answers" not in text
    assert "Here is the answer" in later
    assert "<html" not in shown


def test_all_answers_come_without_javascript_too(client):
    assert client.post(f"{URL}traps/all/1/")["Location"] == f"{URL}#traps-1"
    assert client.post(f"{URL}traps/all/2/").status_code == 404


def test_an_address_shows_all_answers_and_stores_none(client):
    page = client.get(f"{URL}?traps=all").text

    assert why("s3-disk-fails") in page
    assert "0 of 8 decided, 0 right" in page


def test_a_guests_traps_join_the_account_and_its_own_answer_stays(client, learner_client, learner):
    decide(client, "s3-disk-fails", "customer", **HTMX)
    decide(client, "s3-bucket-public", "customer", **HTMX)
    decide(learner_client, "s3-disk-fails", "aws", **HTMX)

    merge(Learner.objects.get(is_guest=True).pk, learner)

    assert learner.places.get().traps == {"s3-disk-fails": "aws", "s3-bucket-public": "customer"}


def test_they_are_in_the_download_and_go_with_the_account(learner_client, learner):
    decide(learner_client, "s3-disk-fails", "aws", **HTMX)
    [told] = PLACES.tell(learner)

    PLACES.forget(learner)

    assert told["traps"] == {"s3-disk-fails": "aws"}
    assert not learner.places.exists()


@pytest.mark.parametrize(("owner", "message"), [("", "Choose who does it."), ("me", "Choose one of the owners")])
def test_without_an_owner_nothing_is_revealed(client, owner, message):
    response = decide(client, "s3-disk-fails", owner, **HTMX)

    assert response.status_code == 422
    assert message in response.text
    assert why("s3-disk-fails") not in response.text
    assert "<button" in response.text


def test_without_an_owner_and_javascript_the_page_comes_back_undecided(client):
    assert decide(client, "s3-disk-fails", "me")["Location"] == f"{URL}#trap-s3-disk-fails"


@pytest.mark.parametrize("slug", ["no-such-trap", "s3-default-encryption"])
def test_a_trap_that_the_lesson_does_not_ask_is_not_found(client, slug):
    assert decide(client, slug, "aws").status_code == 404


def test_traps_of_a_hidden_lesson_are_not_found(client):
    make_lesson(body="## A {#a}\n\n[[traps s3-disk-fails]]\n", published=False)

    assert client.post("/learn/another/traps/s3-disk-fails/", {"owner": "aws"}).status_code == 404


def test_getting_the_address_of_a_trap_is_refused(client):
    assert client.get(f"{URL}traps/s3-disk-fails/").status_code == 405


@pytest.mark.parametrize("owner", ["", "me"])
def test_an_answer_that_is_none_is_not_stored(client, owner):
    decide(client, "s3-disk-fails", owner, **HTMX)

    assert not Learner.objects.filter(is_guest=True).exists()
