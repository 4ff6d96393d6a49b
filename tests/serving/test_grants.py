from datetime import UTC, datetime
from urllib.request import urlopen

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import path

from quizzes.models import Response, ResponseKind
from serving import grants
from serving.grants import GROWING_TABLES, insert_only_tables, protect
from serving.uuid7 import uuid7
from tests.helpers.serving_role import as_application
from tests.helpers.sittings import first_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_the_application():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE srm_app")
        yield cursor


def test_the_ledger_its_history_and_the_audit_are_insert_only():
    assert {
        "quizzes_response",
        "quizzes_grade",
        "bank_itemversion",
        "bank_option",
        "matrix_responsibilityevent",
        "django_admin_log",
    } <= set(insert_only_tables())


@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", insert_only_tables())
def test_the_serving_role_cannot_change_an_insert_only_table(as_the_application, verb, table):
    if table.endswith(("event", "deletion")):
        verb = verb.replace("id = id", "pgh_id = pgh_id")

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        as_the_application.execute(verb.format(table))


@pytest.mark.parametrize("table", [*insert_only_tables(), *GROWING_TABLES])
def test_the_owner_does_not_empty_it_either(table):
    """With one role for everything the ledger could be emptied by one statement."""
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="rows are kept"), transaction.atomic():
        cursor.execute(f"TRUNCATE {table} CASCADE")


def test_nor_by_emptying_what_it_depends_on():
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="rows are kept"), transaction.atomic():
        cursor.execute("TRUNCATE accounts_learner CASCADE")


# ---- When an answer came


LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


def answer_of_long_ago(item) -> Response:
    sent = {"kind": ResponseKind.CHECK, "answer": {"unsure": True}, "took_ms": 0, "received_at": LONG_AGO}
    response = Response.objects.create(attempt_item=item, event=uuid7(), sequence=1, **sent)
    response.refresh_from_db()
    return response


def test_the_database_says_when_the_serving_role_stored_an_answer(learner):
    item = first_item(learner)

    with as_application():
        response = answer_of_long_ago(item)

    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        assert cursor.fetchone() == (response.received_at,)


def test_the_owner_says_it_for_a_restore_and_for_the_demo(learner):
    assert answer_of_long_ago(first_item(learner)).received_at == LONG_AGO


def test_the_serving_role_can_read_and_insert(as_the_application):
    as_the_application.execute("SELECT count(*) FROM quizzes_response")
    as_the_application.execute("INSERT INTO accounts_learner (id, time_zone) VALUES (gen_random_uuid(), 'UTC')")

    assert as_the_application.rowcount == 1


def test_who_did_something_is_written_once(as_the_application):
    as_the_application.execute(
        "INSERT INTO pghistory_context (id, metadata, created_at, updated_at) "
        """VALUES (gen_random_uuid(), '{"user": 1, "url": null}', now(), now()) RETURNING id"""
    )
    [context] = as_the_application.fetchone()

    as_the_application.execute(
        "UPDATE pghistory_context SET created_at = now() - interval '1 day', "
        """metadata = '{"user": 2, "url": "/", "reason": "So."}' WHERE id = %s """
        "RETURNING metadata, created_at = now()",
        [context],
    )

    assert as_the_application.fetchone() == ('{"url": "/", "user": 1, "reason": "So."}', True)
    for statement in ("DELETE FROM pghistory_context", "TRUNCATE pghistory_context CASCADE"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            as_the_application.execute(statement)


def test_a_migration_can_be_taken_back_that_made_such_a_table(monkeypatch, as_the_application):
    as_the_application.execute("RESET ROLE")
    monkeypatch.setattr(grants, "insert_only_tables", lambda: ["a_table_that_is_gone", "quizzes_response"])

    protect("default")

    as_the_application.execute("SELECT has_table_privilege('srm_app', 'quizzes_response', 'DELETE')")
    assert as_the_application.fetchone() == (False,)


# The tests' own requests


def current_role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


urlpatterns = [
    path("page/", lambda request: HttpResponse(current_role())),
    path("stream/", lambda request: StreamingHttpResponse(current_role() for _ in range(2))),
]


@pytest.mark.urls(__name__)
def test_requests_of_the_tests_run_as_the_serving_role(client):
    page, stream = client.get("/page/"), client.get("/stream/")

    assert page.text == "srm_app"
    assert stream.getvalue() == b"srm_app" * 2
    assert current_role() == "srm_owner"


@pytest.mark.urls(__name__)
@pytest.mark.django_db(transaction=True)
def test_requests_on_new_connections_run_as_the_serving_role_too(live_server):
    connection.close()
    assert Client().get("/page/").text == "srm_app"
    assert current_role() == "srm_owner"
    with urlopen(f"{live_server.url}/page/") as page:
        assert page.read() == b"srm_app"
