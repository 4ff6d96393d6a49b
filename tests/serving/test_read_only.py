"""While the site is moved or restored it can be read, and nothing is stored."""

from math import inf

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import Learner
from quizzes.models import Response
from serving import read_only
from tests.helpers.sittings import begin, item_at, key_of, served_event, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed_for_changes(settings):
    settings.READ_ONLY = True


def test_pages_are_shown_as_ever(learner_client, client, closed_for_changes):
    for page in ("/", "/learn/shared-responsibility-model/", "/matrix/", "/progress/", "/review/", "/plan/"):
        assert learner_client.get(page).status_code == 200
        assert client.get(page).status_code in (200, 302)


def test_what_a_page_stores_on_the_way_is_not_kept(learner_client, learner, closed_for_changes):
    assert learner_client.get("/plan/").status_code == 200

    assert Learner.objects.get(pk=learner.pk).due_on is None


def test_an_answer_is_refused_and_kept_on_the_page(learner_client, learner, settings):
    item = item_at(begin(learner), 1)
    data = {"choice": token_of(item, key_of(item)), "event": served_event(item)}
    settings.READ_ONLY = True

    page = learner_client.post(item.get_absolute_url(), data)
    fragment = learner_client.post(item.get_absolute_url(), data, headers={"HX-Request": "true"})

    assert page.status_code == fragment.status_code == 503
    assert page["Retry-After"] == "30"
    assert f'<input type="hidden" name="event" value="{data["event"]}">' in page.text
    assert "nothing can be saved for a few minutes" in page.text
    assert fragment["HX-Reswap"] == "none"
    assert not Response.objects.filter(attempt_item=item).exists()


def test_a_form_of_another_kind_leads_back_to_its_page(client, closed_for_changes):
    answer = client.post("/account/login/", {"login": "x"}, headers={"Referer": "http://testserver/account/login/"})

    assert answer.status_code == 503
    assert "Nothing can be changed right now" in answer.text
    assert 'href="/account/login/"' in answer.text


@pytest.fixture
def asked_each_time(monkeypatch):
    monkeypatch.setattr(read_only, "SECONDS", 0)
    monkeypatch.setattr(read_only, "_known", (-inf, False))


def test_a_command_switches_it(client, asked_each_time):
    call_command("read_only", "on")
    assert client.post("/account/login/", {}).status_code == 503

    call_command("read_only", "off")
    assert client.post("/account/login/", {}).status_code == 200


def test_a_worker_asks_at_most_once_a_second(client, monkeypatch):
    now = 100.0
    monkeypatch.setattr(read_only, "_known", (now, False))
    monkeypatch.setattr(read_only, "monotonic", lambda: now)
    read_only.switch(True)

    assert client.post("/account/login/", {}).status_code == 200
    now += 1
    assert client.post("/account/login/", {}).status_code == 503


def test_what_stores_nothing_does_not_ask(client, asked_each_time, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/about/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_database_without_the_table_has_not_switched_it(client, monkeypatch):
    monkeypatch.setattr(read_only, "_known", (-inf, True))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE switches")

    assert client.post("/account/login/", {}).status_code == 200


def test_a_database_that_takes_no_changes_says_so_too(learner_client):
    check = "/learn/shared-responsibility-model/check/"
    learner_client.raise_request_exception = False
    before = transaction.savepoint_create()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")

    answer = learner_client.post(check, headers={"Referer": f"http://testserver{check}"})
    transaction.savepoint_rollback(before)

    assert answer.status_code == 503
    assert "Nothing can be changed right now" in answer.text


def test_whether_it_is_alive_needs_no_database_then_either(client, closed_for_changes, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200
