"""Time to plan a day for 585 cells. `uv run python -m benchmarks.learning.timing`

Times are of the processor, best of five: on a busy machine the clock on the wall says little.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import process_time

from benchmarks.learning.strategies import CELLS
from planner.plan import PlannedCell, plan
from quizzes.memory.card import Exposure, replay
from quizzes.memory.personal_curve import learn_pace, tally

NOW = datetime(2026, 11, 25, 19, tzinfo=UTC)


def main() -> None:
    """The hardest case: no two cells with the same past, up to eight answers each."""
    rng = Random(1)  # noqa: S311
    histories = [_history(rng, rng.randint(0, 8)) for _ in range(CELLS)]
    print(f"replay of {sum(map(len, histories))} answers: {_best(lambda: [replay(h) for h in histories]):.0f} ms")
    counts = tally(histories)
    print(f"learning the pace from {counts.evidence} reviews: {_best(lambda: learn_pace(counts)):.0f} ms")
    cells = [PlannedCell(number, replay(history)) for number, history in enumerate(histories)]
    pace = learn_pace(counts)
    for exam in (None, date(2026, 12, 5), date(2027, 1, 25), date(2028, 11, 25)):
        took = _best(lambda exam=exam: plan(cells, now=NOW, zone=UTC, exam=exam, minutes=20, pace=pace))  # type: ignore[misc]
        print(f"plan with exam on {exam}: {took:.0f} ms")


def _history(rng: Random, answers: int) -> list[Exposure]:
    days = sorted(rng.uniform(1, 60) for _ in range(answers))
    return [Exposure(NOW - timedelta(days=ago), rng.random() < 0.7, "sure") for ago in days]


def _best(work: Callable[[], object]) -> float:
    """Milliseconds of the fastest of five runs."""

    def once() -> float:
        start = process_time()
        work()
        return process_time() - start

    return 1000 * min(once() for _ in range(5))


if __name__ == "__main__":
    main()
