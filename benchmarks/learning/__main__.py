"""Simulated learners under equal minutes. `uv run python -m benchmarks.learning --seed 1 --learners 200`

Prints the tables; with --write it puts them into docs/learning.md and draws docs/learning.svg.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.learning import report
from benchmarks.learning.chart import chart
from benchmarks.learning.learners import MINDS
from benchmarks.learning.strategies import CELLS, HONEST, MindReader
from benchmarks.learning.trial import Setting, TrialOutcome, run

DAYS, MINUTES = (10, 30, 60), (5, 15, 30)
DOCS = Path(__file__).parents[2] / "docs"
# Of 39 services, in fifteen layers each, 14 are the core, 15 further, and 10 beyond the exam, as planner.daily weighs.
TIERS = [3.0] * 14 + [1.0] * 15 + [0.25] * 10
WEIGHTS = [TIERS[cell % 39] for cell in range(CELLS)]


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    results, weighted = _results(options.learners, options.seed, options.days, options.minutes)
    tables = {
        "known-fsrs": report.cells_known(results, "FSRS"),
        "known-traces": report.cells_known(results, "traces"),
        "advantages": report.advantages(results),
        "weighted": report.weighted(weighted),
        "calibration": report.calibration(results),
        "reliability-fsrs": report.reliability_table(results, "FSRS"),
        "reliability-traces": report.reliability_table(results, "traces"),
    }
    for name, table in tables.items():
        print(f"\n{name}\n{table}")
    if options.write:
        _write(tables)
        (DOCS / "learning.svg").write_text(chart(results))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.learning", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--learners", type=int, default=200, help="per setting; the mind reader gets a quarter")
    parser.add_argument("--days", type=int, nargs="+", default=DAYS)
    parser.add_argument("--minutes", type=int, nargs="+", default=MINUTES)
    parser.add_argument("--write", action="store_true", help="update docs/learning.md and docs/learning.svg")
    return parser.parse_args(arguments)


def _results(
    learners: int, seed: int, days: Sequence[int], minutes: Sequence[int]
) -> tuple[report.Results, report.Results]:
    results: dict[Setting, dict[str, list[TrialOutcome]]] = {}
    weighted: dict[Setting, dict[str, list[TrialOutcome]]] = {}
    for setting in (Setting(mind, day, minute) for mind in MINDS for day in days for minute in minutes):
        print(setting.mind, setting, file=sys.stderr)
        results[setting] = {
            **run(setting, HONEST, learners=learners, seed=seed),
            **run(setting, [MindReader], learners=max(2, learners // 4), seed=seed),
        }
        weighted[setting] = run(setting, HONEST, learners=max(2, learners // 4), seed=seed, weights=WEIGHTS)
    return results, weighted


def _write(tables: dict[str, str]) -> None:
    page = DOCS / "learning.md"
    text = page.read_text()
    for name, table in tables.items():
        start, end = f"<!-- {name} -->\n", f"<!-- end {name} -->"
        before, rest = text.split(start)
        text = before + start + table + "\n" + end + rest.split(end, 1)[1]
    page.write_text(text)


if __name__ == "__main__":
    main()
