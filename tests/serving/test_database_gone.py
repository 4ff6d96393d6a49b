"""The server goes away at any statement of a request and does not come back: 503, never 500, 400 or a traceback."""

import logging
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.learners import GUEST_DAY
from bank.models import Item
from tests.helpers.sittings import begin, item_at, key_of, served_event, token_of

pytestmark = pytest.mark.django_db
CHECK = "/learn/shared-responsibility-model/check/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _no_tracebacks(monkeypatch):
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


def gone_from(point: int, passed: list[str]) -> Callable:
    def statement(execute, sql, params, many, context):
        passed.append(sql)
        if point and len(passed) >= point:
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    return statement


def ask(client: Client, send: Callable[[Client], object], point: int = 0) -> tuple[object, int]:
    """The answer with the server gone from so many statements on, and how many were tried; stores nothing."""
    passed: list[str] = []
    before = transaction.savepoint_create()
    cookies = client.cookies.output()
    try:
        with connection.execute_wrapper(gone_from(point, passed)):
            return send(client), len(passed)
    finally:
        connection.needs_rollback = False
        transaction.savepoint_rollback(before)
        client.cookies.load(cookies)


def bad_answers(client: Client, send: Callable[[Client], object]) -> list[str]:
    client.raise_request_exception = False
    usual, statements = ask(client, send)
    assert usual.status_code < 400
    found = []
    for point in range(1, statements + 1):
        answer, _ = ask(client, send, point)
        if answer.status_code == 503 and answer["Retry-After"] and "Traceback" not in answer.text:
            continue
        if answer.status_code != usual.status_code:
            found.append(f"{answer.status_code} instead of {usual.status_code}, gone from statement {point} on")
    return found


PAGES = [
    "/",
    "/learn/shared-responsibility-model/",
    "/matrix/",
    "/search/?q=s3",
    "/practice/",
    "/progress/",
    "/review/",
    "/plan/",
    "/account/",
    "/account/state/",
    "/glossary/",
]


@pytest.mark.parametrize("address", PAGES)
def test_pages(learner_client, address):
    assert bad_answers(learner_client, lambda client: client.get(address)) == []


def test_fragments(learner_client):
    assert bad_answers(learner_client, lambda client: client.get("/matrix/?service=ec2", headers=HTMX)) == []


def test_an_answer(learner_client, learner):
    item = item_at(begin(learner), 1)
    data = {"choice": token_of(item, key_of(item)), "event": served_event(item)}

    assert bad_answers(learner_client, lambda client: client.post(item.get_absolute_url(), data, headers=HTMX)) == []
    assert bad_answers(learner_client, lambda client: client.post(item.get_absolute_url(), data)) == []


def test_starting(learner_client):
    assert bad_answers(learner_client, lambda client: client.post(CHECK)) == []
    assert bad_answers(Client(), lambda client: client.post(CHECK)) == []


def test_a_guest_whose_session_is_stored_again_each_day():
    client = Client()
    client.post(CHECK)
    session = client.session
    session[GUEST_DAY] = "2026-01-01"
    session.save()

    assert bad_answers(client, lambda client: client.post(CHECK)) == []


def test_logging_in_and_out(lena, learner_client):
    data = {"login": "lena@example.com", "password": "correct-horse-battery"}

    assert bad_answers(Client(), lambda client: client.post("/account/login/", data)) == []
    assert bad_answers(learner_client, lambda client: client.post("/account/logout/")) == []


def test_the_instructors_side(superuser_client):
    item = Item.objects.order_by("pk")[0]

    for address in ["/teach/", "/admin/", reverse("admin:bank_item_change", args=[item.pk])]:
        assert bad_answers(superuser_client, lambda client, address=address: client.get(address)) == []


def test_an_address_that_leads_nowhere(learner_client):
    def send(client):
        answer = client.get("/nowhere/")
        answer.status_code = 200 if answer.status_code == 404 else answer.status_code
        return answer

    assert bad_answers(learner_client, send) == []
