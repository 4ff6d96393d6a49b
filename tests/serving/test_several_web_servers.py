"""Two web servers on one database: what changes on one shows on the other.

The pool of questions and its counts may be a minute old in each worker: tests/quizzes/test_pool.py. What is known of
uploads in a bucket may be too: tests/serving/uploads/test_s3.py.
"""

import json
import os
import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command
from django.db import connection

from accounts.login.guess_limit import PER_NETWORK
from benchmarks.harness import CSRF, FORM_TYPE, ROOT, WebServer, wait_until
from matrix.models import Owner, Responsibility
from tests.conftest import PASSWORD, make_user
from tests.site.test_one_fact_everywhere import owner_in_row

pytestmark = pytest.mark.django_db(transaction=True)
LOG_IN = "/account/login/"
METRICS = {"Authorization": "Bearer of-the-tests"}


class Machine:
    """A folder and an environment of its own; only the database is shared."""

    def __init__(self, folder: Path):
        self.folder, self.code = folder, ROOT

    def environment(self, variables: dict[str, str]) -> dict[str, str]:
        database = connection.settings_dict
        own = {
            "DATABASE_URL": f"postgres://srm_app@/{database['NAME']}?host={database['HOST']}",
            "SRM_PRODUCTION": "false",
            "SECRET_KEY": "of-the-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
            "SRM_DATA_DIR": str(self.folder),
            "SRM_WORKERS": "1",
            "SRM_METRICS_TOKEN": "of-the-tests",
        }
        return os.environ | own | variables


@pytest.fixture(scope="module")
def started() -> Iterator[list[WebServer]]:
    servers = []
    yield servers
    for server in servers:
        server.stop()


@pytest.fixture
def two(started, tmp_path_factory) -> list[WebServer]:
    if not started:
        started += [WebServer(Machine(tmp_path_factory.mktemp("machine")), {}) for _ in range(2)]
        for server in started:
            wait_until(server.serves, why=lambda: server.log.read_text()[-2000:])  # noqa: B023
    return started


def ask(server: WebServer, path: str, data: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
    answer = send(server, path, data, **headers)
    return answer.status, answer.read().decode()


def send(server: WebServer, path: str, data: dict[str, str] | None = None, **headers: str) -> HTTPResponse:
    connected = HTTPConnection("127.0.0.1", server.port, timeout=30)
    sent = {"Host": "localhost", "Cookie": f"csrftoken={CSRF}", "X-CSRFToken": CSRF} | headers
    if data is None:
        connected.request("GET", path, headers=sent)
    else:
        connected.request("POST", path, urlencode(data), headers=sent | {"Content-Type": FORM_TYPE})
    return connected.getresponse()


def owners_shown(server: WebServer) -> list[str]:
    """On the matrix, and in a lesson's figure, of EC2's guest operating system."""
    return [owner_in_row(ask(server, path)[1]) for path in ("/matrix/", "/learn/shared-responsibility-model/")]


def test_a_changed_fact_shows_on_both_with_the_next_request(two):
    """Facts and the blocks that are drawn from them are kept in each worker, by revision."""
    cell = Responsibility.objects.filter(service__slug="ec2", layer__slug="guest-os")
    for owner in (Owner.CUSTOMER, Owner.AWS, Owner.CUSTOMER):
        cell.update(owner=owner)

        assert [owners_shown(server) for server in two] == [[owner.value] * 2] * 2


def test_one_command_makes_both_read_only_and_another_ends_it(two):
    assert [ask(server, LOG_IN, {})[0] for server in two] == [200, 200]

    call_command("read_only", "on")
    for server in two:
        wait_until(lambda server=server: ask(server, LOG_IN, {})[0] == 503)

    call_command("read_only", "off")
    for server in two:
        wait_until(lambda server=server: ask(server, LOG_IN, {})[0] == 200)


def test_guesses_on_one_count_on_the_other(two):
    make_user("gus@example.com")
    one, other = two
    guess = {"login": "gus@example.com", "password": "wrong-guess-of-a-stranger"}

    for _ in range(PER_NETWORK):
        assert "too many" not in ask(one, LOG_IN, guess)[1].lower()

    assert "too many" in ask(other, LOG_IN, guess)[1].lower()


def test_a_log_in_on_one_holds_on_the_other(two):
    lara = make_user("lara@example.com", name="Lara")
    lara.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt")  # that of tests is known to them alone
    lara.save()
    one, other = two

    answer = send(one, LOG_IN, {"login": lara.email, "password": PASSWORD})
    session = re.search(r"sessionid=\w+", str(answer.headers))[0]

    assert json.loads(ask(other, "/account/state/", Cookie=session)[1])["learner"]


def test_requests_are_counted_by_each_and_the_backlog_is_of_the_site(two):
    one, other = two
    ask(one, "/only-here/")

    told = [ask(server, "/metrics", **METRICS)[1] for server in (one, other)]

    unknown = re.compile(r'srm_requests_total\{method="GET",route="\(no route\)"')
    assert [bool(unknown.search(text)) for text in told] == [True, False]
    backlogs = [re.findall(r"^srm_site_\S+\{.+$", text, re.MULTILINE) for text in told]
    assert backlogs[0] == backlogs[1] != []
