import gc
import os
import subprocess
import sys
from math import inf
from pathlib import Path
from random import Random

import hypothesis
import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpRequest
from django.test import Client, TransactionTestCase
from django.utils import timezone

from accounts.login.sessions import SessionStore
from accounts.models import Learner, User
from accounts.roles import CONTENT_EDITORS, INSTRUCTORS, LEARNERS
from serving import chance, read_only
from tests.helpers.facts_once import read_facts_once
from tests.helpers.prepared_database import drop_database, prepared_database, vacuum_content
from tests.helpers.questions_once import read_questions_once
from tests.helpers.serving_role import serve_requests_as_application

PASSWORD = "correct-horse-battery"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings, django_db_blocker, django_db_keepdb, django_db_createdb
):
    """The test database holds the real content from the start, as a site does."""
    with django_db_blocker.unblock():
        prepared = prepared_database(reuse=django_db_keepdb and not django_db_createdb)
        connection.settings_dict["TEST"]["TEMPLATE"] = prepared


class OwnDatabase:
    """A copy of the test database for the tests of one module that commit: what they leave, nobody else finds."""

    def __init__(self) -> None:
        self.original = connection.settings_dict["NAME"]
        self.copy = f"{self.original}_copy"
        self.prepared = connection.settings_dict["TEST"]["TEMPLATE"]
        self.module: Path | None = None

    def use(self, module: Path) -> None:
        if self.module != module:
            self.drop()
            self._administer('CREATE DATABASE "{copy}" TEMPLATE "{prepared}" STRATEGY FILE_COPY')
            self.module = module
        self._connect_to(self.copy)

    def leave(self) -> None:
        self._connect_to(self.original)

    def drop(self) -> None:
        connection.close()
        drop_database(self.copy)

    def _connect_to(self, name: str) -> None:
        connection.close()
        # Threads of the test and of the live server read the same settings when they connect.
        connection.settings_dict["NAME"] = name

    def _administer(self, statement: str) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement.format(copy=self.copy, prepared=self.prepared))


@pytest.fixture(scope="session")
def own_database(django_db_setup, django_db_blocker):
    # Committed rows would be taken away by a truncation, and the content along.
    TransactionTestCase._fixture_teardown = lambda self: None
    # The live server would connect for each page, and a new connection knows neither tables nor plans.
    connection.settings_dict["CONN_MAX_AGE"] = None
    with django_db_blocker.unblock():
        database = OwnDatabase()
        yield database
        database.drop()


@pytest.fixture(autouse=True)
def _who_commits_has_a_database_of_their_own(request, django_db_blocker):
    if not commits(request.node):
        yield
        return
    database = request.getfixturevalue("own_database")
    with django_db_blocker.unblock():
        database.use(request.path)
    yield
    with django_db_blocker.unblock():
        database.leave()


def commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and marker.kwargs.get("transaction", False)
    return asked or "transactional_db" in item.fixturenames or "live_server" in item.fixturenames


def needs_database(item) -> bool:
    asks = item.get_closest_marker("django_db") is not None or commits(item)
    return asks or "db" in item.fixturenames or "django_db_setup" in item.fixturenames


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run all tests, those too that take many minutes")
    parser.addoption("--chance", default="", help="any word: chance turns out otherwise, equally each time")


def pytest_configure(config):
    """A run is like the one before, in property tests too. On a busy machine the time of an example says nothing."""
    checks = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture]
    repeats = not config.getoption("--chance")
    hypothesis.settings.register_profile("here", derandomize=repeats, deadline=None, suppress_health_check=checks)
    hypothesis.settings.load_profile("here")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Before any fixture: what the site draws hangs on the test's name alone."""
    chance.source = Random(f"{item.config.getoption('--chance')} {item.nodeid}")


TAKE_LONGEST = ("tests/browser/", "tests/faults/", "tests/site/", "tests/serving/")


def pytest_sessionstart(session):
    """Pages are served by the serving role, always.

    While several processes read the tests, and begin with those that need no database, another one makes it.
    """
    serve_requests_as_application()
    read_only._known = (inf, False)  # asking once a second would be a query more in any test
    read_facts_once()
    read_questions_once()
    # The real hash takes a tenth of a second on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if getattr(session.config.option, "numprocesses", None) and not session.config.getoption("reuse_db"):
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": session.config.getini("DJANGO_SETTINGS_MODULE")}
        makes = [sys.executable, "-m", "tests.helpers.prepared_database"]
        subprocess.Popen(makes, cwd=session.config.rootpath, env=environment)


def pytest_collection_modifyitems(config, items):
    needs = {item.path for item in items if needs_database(item)}
    # The longest early, so that all processes end together.
    items.sort(key=lambda item: (item.path in needs, not item.nodeid.startswith(TAKE_LONGEST)))
    if not config.getoption("--long"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("long")])
        items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_collection_finish(session):
    """What is loaded by now stays to the end: looking through it for garbage took a tenth of the time of tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50)


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_collected(tmp_path_factory):
    """Static files come from where we write them: each new client would look at every collected one again."""
    settings.STATIC_ROOT = str(tmp_path_factory.mktemp("static"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    yield
    if nextitem is None or nextitem.path != item.path:
        vacuum_content()


def make_user(email: str, *, group: str = LEARNERS, **fields) -> User:
    """A person who has confirmed the address and has a learner."""
    user = User.objects.create_user(email, PASSWORD, **fields)
    user.groups.add(Group.objects.get(name=group))
    Learner.objects.create(user=user)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def log_in(client: Client, user: User) -> None:
    """As the log-in page does, which writes down when; Django's `force_login` alone is like a log-in of long ago."""
    request = HttpRequest()
    if settings.SESSION_COOKIE_NAME in client.cookies:
        client.force_login(user)
        request.session = client.session
    else:
        request.session = session_of(user)
    record_authentication(request, user, "password")
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key


def session_of(user: User) -> SessionStore:
    """What `login` leaves of a session, which is stored once in place of five times."""
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    return session


def client_of(user: User) -> Client:
    client = Client()
    log_in(client, user)
    return client


@pytest.fixture
def lena(db) -> User:
    return make_user("lena@example.com", name="Lena")


@pytest.fixture
def sam(db) -> User:
    return make_user("sam@example.com", name="Sam")


@pytest.fixture
def learner(lena) -> Learner:
    return lena.learner


@pytest.fixture
def stranger(sam) -> Learner:
    return sam.learner


@pytest.fixture
def instructor(db) -> User:
    return make_user("ines@example.com", name="Ines", group=INSTRUCTORS, is_staff=True)


@pytest.fixture
def content_editor(db) -> User:
    return make_user("cora@example.com", name="Cora", group=CONTENT_EDITORS, is_staff=True)


@pytest.fixture
def superuser(db) -> User:
    return make_user("ada@example.com", name="Ada", group=INSTRUCTORS, is_staff=True, is_superuser=True)


@pytest.fixture
def learner_client(lena) -> Client:
    return client_of(lena)


@pytest.fixture
def stranger_client(sam) -> Client:
    return client_of(sam)


@pytest.fixture
def instructor_client(instructor) -> Client:
    return client_of(instructor)


@pytest.fixture
def superuser_client(superuser) -> Client:
    return client_of(superuser)


@pytest.fixture
def without_collector():
    """What refers to itself stays, and nothing else."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()
