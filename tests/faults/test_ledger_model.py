"""Random histories on the real ledger, against a plain model of it that lives in memory."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.ledger_machine import LedgerMachine, World

pytestmark = pytest.mark.django_db

STEPS_IN_ONE = 50


def drive(examples: int) -> int:
    """Plays so many histories; returns how many steps were compared."""

    class Machine(LedgerMachine):
        world = World()
        steps = []

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS_IN_ONE,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    return len(Machine.steps)


def test_the_ledger_and_its_model_never_part():
    assert drive(examples=12) >= 400


@pytest.mark.long
def test_the_ledger_and_its_model_never_part_in_many_more_steps():
    steps = drive(examples=1_200)

    print(f"{steps} steps, 0 divergences")
    assert steps >= 50_000
