"""Simulated learners under equal minutes, up to an exam. `uv run python -m benchmarks.learning --learners 8 --days 14`

Several values are separated by commas. Seeds under 1000 are for tuning; published figures have seeds from 9000 on.
"""

import argparse
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from benchmarks.learning import report
from benchmarks.learning.exams import EXAMS
from benchmarks.learning.floors import floors
from benchmarks.learning.learners import RowTimes
from benchmarks.learning.memories import MEMORIES
from benchmarks.learning.publishing import publish
from benchmarks.learning.results import Store
from benchmarks.learning.trial import POLICIES, Setting

ROWS = {"no": (False,), "yes": (True,), "both": (False, True)}


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    if options.write:
        publish(Store(options.results).everything())
        return
    times = RowTimes(*map(float, options.row_times)) if options.row_times else None
    settings = [
        Setting(memory, int(days), float(minutes), exam, rows, times if rows else None)
        for exam, memory, days, minutes, rows in product(
            options.exams, options.memories, options.days, options.minutes, ROWS[options.rows]
        )
    ]
    results = Store(options.results).results(settings, options.policies, learners=options.learners, seed=options.seed)
    print(f"known, % of the exam\n{report.shares(results)}")
    if "engine" in options.policies:
        print(f"\nthe engine ahead of, %\n{report.ahead(results)}")
        print(f"\nquestions\n{report.questions(results)}")
        print(f"\npredictions\n{report.calibration(results)}")
        print(f"\n{floors(results)}")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--learners", type=int, default=20, help="per setting")
    parser.add_argument("--days", type=_several, default=["14"])
    parser.add_argument("--minutes", type=_several, default=["10"])
    parser.add_argument("--memories", type=_several, default=list(MEMORIES), help=", ".join(MEMORIES))
    parser.add_argument("--exams", type=_several, default=["content"], help=", ".join(EXAMS))
    parser.add_argument("--policies", type=_several, default=list(POLICIES), help=", ".join([*POLICIES, "bound"]))
    parser.add_argument("--rows", choices=ROWS, default="both", help="whether questions of several rows may be asked")
    parser.add_argument("--row-times", type=_several, help="seconds a row, share taken in: 8,0.8 for all learners")
    parser.add_argument("--write", action="store_true", help="puts all that --results has into docs/learning.md")
    parser.add_argument("--results", type=Path, help="keeps outcomes in this file, and takes from it what is there")
    return parser.parse_args(arguments)


def _several(value: str) -> list[str]:
    return value.split(",")


if __name__ == "__main__":
    main()
