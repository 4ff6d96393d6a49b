"""With the security policy switched off, nothing that anybody wrote acts: what pages hold is harmless by itself."""

import pytest

from benchmarks.payloads import PAYLOADS, fill
from benchmarks.scripting import TRAP, acted_on
from serving.uuid7 import uuid7
from tests.conftest import make_user

pytestmark = pytest.mark.django_db(transaction=True)

# Ends when the payload has had its turn.
INSERT = """new Promise((done) => {
    document.body.insertAdjacentHTML("beforeend", "<img src=/x onerror=xss()>");
    document.body.lastChild.addEventListener("error", () => done());
})"""


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "bypass_csp": True}


def test_a_payload_that_does_reach_a_page_is_noticed(page, live_server):
    page.add_init_script(TRAP)
    page.goto(f"{live_server.url}/about/")

    page.evaluate(INSERT)

    assert page.evaluate("window.acted") == 1


def test_no_payload_acts_on_any_page(page, live_server, log_in):
    learner = make_user(f"{uuid7()}@example.com").learner
    log_in(learner)
    fill(PAYLOADS)
    page.add_init_script(TRAP)

    found = acted_on(page, live_server.url)

    assert found["pages with payloads"] > 10
    assert set(+found) == {"pages", "pages with payloads"}
