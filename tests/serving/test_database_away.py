import pytest
from django.db import DatabaseError, InternalError, OperationalError
from django.test import Client
from psycopg import errors

from quizzes import ledger
from tests.helpers.sittings import begin, item_at, key_of, served_event, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def logged_in(lena) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(lena)
    return client


@pytest.fixture
def away(monkeypatch):
    """Makes storing an answer fail as it does when the server has cut the connection."""

    def fail(*args, **kwargs):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(ledger, "answer", fail)


def sent(item) -> dict[str, str]:
    return {"choice": token_of(item, key_of(item)), "event": served_event(item), "csrfmiddlewaretoken": "t<>"}


def test_an_answer_comes_back_as_a_form_that_sends_it_again(logged_in, learner, away, monkeypatch):
    item = item_at(begin(learner), 1)
    data = sent(item)

    answer = logged_in.post(item.get_absolute_url(), data)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer["Cache-Control"] == "no-store"
    assert f'<form class="row" action="{item.get_absolute_url()}" method="post">' in answer.text
    for name in ("choice", "event"):
        assert f'<input type="hidden" name="{name}" value="{data[name]}">' in answer.text
    assert 'value="t&lt;&gt;"' in answer.text
    monkeypatch.undo()
    assert logged_in.post(item.get_absolute_url(), data).status_code == 302
    assert item.responses.count() == 1


def test_htmx_keeps_what_is_on_the_page(logged_in, learner, away):
    item = item_at(begin(learner), 1)

    answer = logged_in.post(item.get_absolute_url(), sent(item), headers={"HX-Request": "true"})

    assert answer.status_code == 503
    assert answer["HX-Reswap"] == "none"


def test_a_commit_with_two_replies_is_tried_again(logged_in, learner, monkeypatch):
    """So psycopg reads what PgBouncer sends when the server is switched over between a commit and its reply."""

    def fail(*args, **kwargs):
        raise InternalError("received 2 results from command 'COMMIT'") from errors.InternalError()

    item = item_at(begin(learner), 1)
    monkeypatch.setattr(ledger, "answer", fail)

    assert logged_in.post(item.get_absolute_url(), sent(item)).status_code == 503


def test_an_error_that_the_server_calls_internal_stays_an_error(logged_in, learner, monkeypatch):
    def fail(*args, **kwargs):
        raise InternalError from errors.InFailedSqlTransaction()

    item = item_at(begin(learner), 1)
    monkeypatch.setattr(ledger, "answer", fail)

    assert logged_in.post(item.get_absolute_url(), sent(item)).status_code == 500


@pytest.fixture
def no_session(monkeypatch):
    def fail(self):
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)


def test_a_page_can_be_asked_for_again(logged_in, no_session):
    answer = logged_in.get("/progress/?page=2")

    assert answer.status_code == 503
    assert '<a class="btn primary" href="/progress/?page=2">Try again</a>' in answer.text


def test_a_form_that_may_hold_a_password_is_not_repeated(logged_in, no_session):
    answer = logged_in.post(
        "/account/login/",
        {"login": "lena@example.com", "password": "secret-secret"},
        headers={"Referer": "http://testserver/account/login/"},
    )

    assert answer.status_code == 503
    assert "secret-secret" not in answer.text
    assert 'href="/account/login/"' in answer.text


def test_another_failure_is_our_fault(logged_in, learner, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("syntax error")

    monkeypatch.setattr(ledger, "answer", fail)
    item = item_at(begin(learner), 1)

    answer = logged_in.post(item.get_absolute_url(), sent(item))

    assert answer.status_code == 500
    assert "Something went wrong on our end" in answer.text
