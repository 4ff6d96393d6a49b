import os
import shutil
from collections.abc import Sequence
from functools import partial
from itertools import count
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import expect

from accounts.roles import INSTRUCTORS
from quizzes.models import Attempt
from serving.uuid7 import uuid7
from tests.conftest import log_in as log_in_here
from tests.conftest import make_user
from tests.helpers import axe
from tests.helpers.exam_sittings import begin_plain_exam

CHROMIUM = os.environ.get("SRM_CHROMIUM", "")
# The same browser, twice as quick; it keeps no pages that it has left.
WITHOUT_WINDOWS = shutil.which("chromium-headless-shell")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-turbofan",  # pages are left before its code pays; Maglev makes axe quicker by a third
]

# Of a machine that does something else too, as in a run on every core.
expect.set_options(timeout=15_000)

# Playwright's own event loop runs in this thread; Django would refuse to query beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True, scope="session")
def _a_browser_is_there():
    if not CHROMIUM:
        message = "No Chromium: run the tests through bin/test, or name one in SRM_CHROMIUM."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": WITHOUT_WINDOWS or CHROMIUM, "args": FLAGS + sandbox}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    # Pages that fade into each other are drawn many times each. What a test says itself goes before.
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.fixture
def context(context):
    """A browser window of its own; any message of the console (a refused script, an error) fails the test."""
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.set_default_timeout(20_000)
    context.said = said
    yield context
    # A test that cuts the network is told so by the browser and by htmx; a busy machine drops a page's fading in.
    expected = ("Failed to load resource", "htmx:", "Response Status Error", "Transition was")
    assert [text for text in said if not text.startswith(expected)] == []


@pytest.fixture
def someone(transactional_db):
    """A learner nobody else has met: tests that commit leave their rows behind."""
    return make_user(f"{uuid7()}@example.com").learner


@pytest.fixture
def log_in(context, live_server):
    """Logs a learner in by a session cookie, as if they had come through the log-in page."""

    def log_in(learner) -> None:
        client = Client()
        log_in_here(client, learner.user)
        context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "domain": urlsplit(live_server.url).hostname,
                    "path": "/",
                }
            ]
        )

    return log_in


@pytest.fixture
def plain_page(new_context, context, log_in, someone):
    """A page without JavaScript, where somebody is logged in."""
    log_in(someone)
    return new_context(java_script_enabled=False, storage_state=context.storage_state()).new_page()


@pytest.fixture(scope="session")
def wrong_with(pytestconfig):
    """Says what is wrong with a page that is open, as it is now."""
    return partial(axe.wrong_with, whole=pytestconfig.getoption("--long"))


@pytest.fixture
def looked_at(scheme, width, page, live_server, wrong_with):
    """Opens an address and says what is wrong with the page."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})

    def looked_at(address: str) -> list[str]:
        page.goto(f"{live_server.url}{address}")
        return wrong_with(page)

    return looked_at


@pytest.fixture
def its_turn(scheme, pytestconfig):
    """Whether to look now: pages take turns in light and dark, and with the long tests show both."""
    number = count(scheme == "dark")
    return lambda: pytestconfig.getoption("--long") or next(number) % 2 == 0


@pytest.fixture
def wrong_on(looked_at, its_turn):
    """Says what is wrong with pages, each in its turn."""

    def wrong_on(addresses: Sequence[str]) -> list[str]:
        return [wrong for address in addresses if its_turn() for wrong in looked_at(address)]

    return wrong_on


@pytest.fixture
def wrong_in_turn(wrong_with, its_turn):
    """Says what is wrong with a page that is open, if it is the turn of what it shows now."""
    return lambda page: wrong_with(page) if its_turn() else []


@pytest.fixture
def teacher(transactional_db):
    user = make_user(f"{uuid7()}@example.com", group=INSTRUCTORS, is_staff=True)
    assert Group.objects.get(name=INSTRUCTORS) in user.groups.all()
    return user.learner


@pytest.fixture
def exam(someone, log_in) -> Attempt:
    log_in(someone)
    return begin_plain_exam(someone)


@pytest.fixture
def exam_address(exam, live_server) -> str:
    """Of the first question."""
    return f"{live_server.url}/exam/{exam.pk}/1/"
