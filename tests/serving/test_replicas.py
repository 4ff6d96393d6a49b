"""Who reads from the second database, and who never does."""

import time
from contextlib import suppress

import pytest
from django.conf import settings as site
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError, connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from accounts.models import Learner
from serving import replicas
from serving.prepared import Prepared
from serving.refusals import unavailable
from serving.replicas import ReplicaMiddleware, Router, reads_from
from serving.trouble import Trouble

WITH_SESSION = {site.SESSION_COOKIE_NAME: "s1"}


class Site:
    """A site with a replica, whose view notes which database it reads from."""

    def __init__(self, view=None):
        self.read: list[str] = []
        self.view = view or (lambda request: HttpResponse("page"))
        self.middleware = ReplicaMiddleware(self.answer)

    def answer(self, request):
        request.resolver_match = resolve(request.path)
        self.middleware.process_view(request, None, (), {})
        self.read.append(Router().db_for_read(Learner))
        return self.view(request)

    def ask(self, method: str, address: str, cookies=None) -> HttpResponse:
        request = RequestFactory().generic(method, address)
        request.COOKIES = cookies or {}
        return self.middleware(request)


@pytest.fixture(autouse=True)
def _has_a_replica(settings, db):
    settings.HAS_REPLICA = True
    connections["replica"] = connections["default"]
    yield
    del connections["replica"]


@pytest.mark.parametrize(
    "address", ["/", "/matrix/", "/learn/shared-responsibility-model/", "/glossary/", "/search/?q=s3"]
)
def test_a_visitor_without_a_session_reads_public_pages_there(address):
    asked = Site()
    asked.ask("GET", address)

    assert asked.read == ["replica"]
    assert reads_from.get() == "default"


@pytest.mark.parametrize(
    ("method", "address", "cookies"),
    [
        ("GET", "/matrix/", WITH_SESSION),
        ("GET", "/progress/", {}),
        ("GET", "/account/login/", {}),
        ("GET", "/admin/", {}),
        ("POST", "/learn/shared-responsibility-model/check/", {}),
    ],
)
def test_nobody_else_does(method, address, cookies):
    asked = Site()
    asked.ask(method, address, cookies)

    assert asked.read == ["default"]


def test_whoever_writes_reads_what_was_written():
    def view(request):
        assert Router().db_for_write(Learner) == "default"
        assert Router().db_for_read(Learner) == "default"
        return HttpResponse()

    assert Site(view).ask("GET", "/matrix/").status_code == 200


def test_a_replica_that_is_away_is_not_missed_and_left_alone():
    def view(request):
        return unavailable(request, Trouble.AWAY) if reads_from.get() == "replica" else HttpResponse("page")

    asked = Site(view)

    assert [asked.ask("GET", "/matrix/").status_code for _ in range(2)] == [200, 200]
    assert asked.read == ["replica", "default", "default"]
    asked.middleware.avoided_until -= replicas.AVOIDED_FOR
    asked.ask("GET", "/matrix/")
    assert asked.read[3] == "replica"


def test_with_the_first_database_away_a_visitor_reads_from_the_replica_again():
    """What the first try reached went away with it; behind a proxy, the next one reaches another replica."""

    def view(request):
        return HttpResponse("page") if len(asked.read) == 3 else unavailable(request, Trouble.AWAY)

    asked = Site(view)

    assert asked.ask("GET", "/matrix/").status_code == 200
    assert asked.read == ["replica", "default", "replica"]
    assert asked.ask("GET", "/matrix/").status_code == 503
    assert asked.read[3] == "replica"


def test_it_is_then_read_through_a_new_connection():
    replica = connections["replica"] = DatabaseWrapper(connections["default"].settings_dict, alias="replica")

    def view(request):
        if reads_from.get() == "replica":
            with replica.cursor() as cursor, suppress(OperationalError):
                cursor.execute("SELECT 1")
                if len(asked.read) == 3:
                    return HttpResponse("page")
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return unavailable(request, Trouble.AWAY)

    asked = Site(view)
    try:
        assert asked.ask("GET", "/matrix/").status_code == 200
    finally:
        replica.close()


def test_a_replica_that_is_avoided_is_read_before_a_visitor_is_refused():
    def view(request):
        return HttpResponse("page") if reads_from.get() == "replica" else unavailable(request, Trouble.AWAY)

    asked = Site(view)
    asked.middleware.avoided_until = time.monotonic() + replicas.AVOIDED_FOR

    assert [asked.ask("GET", "/matrix/").status_code for _ in range(2)] == [200, 200]
    assert asked.read == ["default", "replica", "replica"]
    assert asked.ask("GET", "/progress/").status_code == 503
    assert asked.read[3:] == ["default"]


@pytest.fixture
def first_is_away(settings, monkeypatch):
    """The test's database is the replica, and there is no other."""
    monkeypatch.setitem(connections.settings, "replica", connections.settings["default"])
    for query in Prepared.known:  # made when the test's process knew of no replica
        monkeypatch.delitem(vars(query), "made", raising=False)

    def fail():
        raise OperationalError("the first database is away")

    settings.DATABASE_ROUTERS = ["serving.replicas.Router"]
    first, away = connections["default"], DatabaseWrapper(connections["default"].settings_dict)
    away.ensure_connection = fail
    connections["default"] = away
    yield
    connections["default"] = first


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/learn/", "/learn/shared-responsibility-model/", "/learn/shared-responsibility-model/sources/"),
        *("/matrix/", "/matrix/?service=ec2", "/glossary/", "/incidents/", "/search/?q=encrypton"),
    ],
)
def test_public_pages_need_the_replica_alone(address, first_is_away):
    assert Client(raise_request_exception=False).get(address).status_code == 200


def test_a_replica_is_never_migrated():
    assert not Router().allow_migrate("replica", "quizzes")


def test_without_one_nothing_is_in_the_way(settings):
    settings.HAS_REPLICA = False

    with pytest.raises(MiddlewareNotUsed):
        ReplicaMiddleware(lambda request: None)
