from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.engine.prospects import Program
from planner.engine.worths import STEPS, _price

Option = tuple[float, float, Sequence[Program]]
PROGRAMS = st.lists(st.builds(Program, st.floats(0.0, 1.0), st.integers(0, 80)), min_size=4, max_size=4)
OPTIONS = st.lists(st.tuples(st.floats(0.1, 9.0), st.integers(5, 60), PROGRAMS), max_size=8)


def demanded(options: Sequence[Option], price: float) -> float:
    """Seconds of the programs that bring most at this price, looked for among all of them."""
    total = 0.0
    for weight, first, programs in options:
        net = [(weight * gain - price * (first + later), -first - later) for gain, later in programs]
        _, seconds = max([(0.0, 0.0), *net])
        total -= seconds
    return total


@settings(deadline=None)
@given(OPTIONS, st.integers(10, 900).map(lambda whole: whole + 0.5))
def test_the_price_of_a_second_is_found_as_if_each_price_were_tried_on_all_programs(options, seconds):
    low, high = 0.0, max((weight * programs[0].gain / first for weight, first, programs in options), default=0.0)
    grain = abs(high) / 2**STEPS
    for _ in range(STEPS):
        price = (low + high) / 2
        low, high = (price, high) if demanded(options, price) > seconds else (low, price)

    assert abs(_price(options, seconds) - low) <= 1.001 * grain
