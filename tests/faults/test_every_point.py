"""Each statement and commit of each way of storing something fails, in each way in which it can."""

import logging

import pytest

from quizzes.regrade import run
from tests.faults.injecting import violations
from tests.faults.paths import PATHS

pytestmark = pytest.mark.django_db(transaction=True)

INJECTED: dict[str, int] = {}
IN_MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "faults"}}


@pytest.fixture(autouse=True)
def _small_batches_and_no_tracebacks(monkeypatch):
    monkeypatch.setattr(run, "ATTEMPTS_AT_ONCE", 2)  # so that runs are cut off between batches
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


@pytest.fixture(autouse=True)
def _log_ins_are_counted_elsewhere(settings):
    """Their guard against guessing keeps locks in the cache: broken there, it refuses for some seconds, and may."""
    settings.CACHES = IN_MEMORY


@pytest.mark.parametrize("name", PATHS)
def test_all_or_nothing_is_stored_and_a_retry_converges(name):
    """At its first statement, in the middle, and at its last."""
    _, found = violations(PATHS[name])

    assert found == []


@pytest.mark.long
@pytest.mark.parametrize("name", PATHS)
def test_so_it_is_however_a_statement_fails(name):
    faults, found = violations(PATHS[name], thorough=True)

    INJECTED[name] = faults
    print(f"{name}: {faults} faults injected, {len(found)} violations")
    assert found == []


@pytest.mark.long
def test_faults_were_injected_at_150_points_or_more():
    if INJECTED.keys() != PATHS.keys():
        pytest.skip("only some paths ran")
    print(f"{sum(INJECTED.values())} faults injected in all")
    assert sum(INJECTED.values()) >= 150
