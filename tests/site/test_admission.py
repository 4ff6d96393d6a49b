"""More requests than can be worked on: some wait, answers first, and the rest are told at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import RequestFactory

from srm_site.admission import Admission, AdmissionMiddleware

LONG = 20  # seconds; nothing here waits so long


def full(places: int = 1, waiting: int = 2) -> Admission:
    admission = Admission(places, waiting)
    for _ in range(places):
        assert admission.enter(urgent=True, patience=0)
    return admission


def wait_in(pool, admission: Admission, *, urgent: bool):
    """Somebody who waits for a place; returns once they stand in the queue."""
    before = len(admission.queues[urgent])
    waiting = pool.submit(admission.enter, urgent=urgent, patience=LONG)
    standing = threading.Event()
    while len(admission.queues[urgent]) == before:
        standing.wait(0.001)
    return waiting


def test_who_waits_longer_than_is_useful_is_refused_and_leaves_no_trace():
    admission = full()

    assert not admission.enter(urgent=True, patience=0)
    admission.leave()
    assert admission.enter(urgent=False, patience=0)


def test_answers_go_before_pages_that_have_waited_longer():
    admission = full()
    with ThreadPoolExecutor(2) as pool:
        page = wait_in(pool, admission, urgent=False)
        answer = wait_in(pool, admission, urgent=True)

        admission.leave()
        assert answer.result(LONG) is True
        assert not page.done()

        admission.leave()
        assert page.result(LONG) is True


def test_a_full_queue_refuses_at_once():
    admission = full(waiting=1)
    with ThreadPoolExecutor(1) as pool:
        first = wait_in(pool, admission, urgent=True)

        assert not admission.enter(urgent=True, patience=LONG)

        admission.leave()
        assert first.result(LONG)


@pytest.fixture
def crowded(settings):
    """The middleware of a process with one place, which the request that it gives is taking."""
    settings.POOL_SIZE = 1
    middleware = AdmissionMiddleware(lambda request: HttpResponse("done"))
    middleware.admission = Admission(1, waiting=0)
    return middleware


def test_a_place_is_free_again_once_the_reply_was_sent(crowded):
    first = crowded(RequestFactory().get("/"))

    assert crowded(RequestFactory().get("/")).status_code == 503
    [sent] = first._resource_closers
    sent()
    assert crowded(RequestFactory().get("/")).content == b"done"


def test_what_is_refused_says_when_to_come_again_and_keeps_an_answer(crowded):
    crowded(RequestFactory().get("/"))

    refused = crowded(RequestFactory().post("/practice/1/", {"event": "e1", "choice": "c1"}))

    assert (refused.status_code, refused["Retry-After"], refused["HX-Reswap"]) == (503, "2", "none")
    assert "More people are here than the site can serve at once" in refused.text
    assert '<input type="hidden" name="choice" value="c1">' in refused.text


def test_a_page_that_is_refused_is_drawn_once_and_leads_back_to_itself(crowded):
    crowded(RequestFactory().get("/"))

    refused = crowded(RequestFactory().get("/progress/"))

    assert (refused.status_code, refused["Retry-After"], refused["Cache-Control"]) == (503, "2", "no-store")
    assert '<a class="btn primary" href="">Try again</a>' in refused.text
    assert "Too many people are here at once" in refused.text


def test_probes_are_answered_however_many_are_there(crowded):
    crowded(RequestFactory().get("/"))

    assert crowded(RequestFactory().get("/healthz")).content == b"done"


def test_commands_and_tests_admit_everybody(settings):
    settings.POOL_SIZE = 0

    with pytest.raises(MiddlewareNotUsed):
        AdmissionMiddleware(lambda request: None)
