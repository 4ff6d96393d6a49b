"""The figures as Markdown, between markers in docs/learning.md, and as a picture."""

from collections.abc import Mapping, Sequence
from statistics import fmean

from benchmarks.learning.strategies import HONEST, FixedRetention, MindReader, PlanStrategy, RandomOrder, Strategy
from benchmarks.learning.trial import Figure, Setting, TrialOutcome, advantage
from planner.calibration import expected_calibration_error, reliability

Results = Mapping[Setting, Mapping[str, Sequence[TrialOutcome]]]


def known(outcomes: Sequence[TrialOutcome]) -> list[float]:
    return [outcome.known for outcome in outcomes]


def share(outcomes: Sequence[TrialOutcome]) -> list[float]:
    return [100 * outcome.share for outcome in outcomes]


def cells_known(results: Results, mind: str) -> str:
    """Cells known on the exam day, with a row for each setting."""
    names = [*(strategy.name for strategy in HONEST), MindReader.name]
    rows = [
        [str(setting), *(_figure(known(by_name[name])) for name in names)]
        for setting, by_name in results.items()
        if setting.mind == mind
    ]
    return _table(["", *names], rows)


def advantages(results: Results) -> str:
    """By how much the plan is better than random order and than fixed retention."""
    others: list[type[Strategy]] = [RandomOrder, FixedRetention]
    rows = []
    for setting, by_name in results.items():
        ours = known(by_name[PlanStrategy.name])
        ahead = [advantage(ours, known(by_name[other.name])) for other in others]
        reach = fmean(known(by_name[MindReader.name])) / _mean_of_first(by_name, RandomOrder, MindReader) - 1
        rows.append([setting.mind, str(setting), *(_percent(figure) for figure in ahead), f"{100 * reach:+.0f} %"])
    ahead_of = ["plan, more than random order", "plan, more than FSRS at 0.9"]
    return _table(["memory", "", *ahead_of, "mind reader, more than random order"], rows)


def weighted(results: Results) -> str:
    """Share of the exam known where a part of the cells is asked three times as often."""
    names = [strategy.name for strategy in HONEST]
    rows = []
    for setting, by_name in results.items():
        ahead = advantage(share(by_name[PlanStrategy.name]), share(by_name[RandomOrder.name]))
        figures = [f"{fmean(share(by_name[name])):.1f} %" for name in names]
        rows.append([setting.mind, str(setting), *figures, _percent(ahead)])
    return _table(["memory", "", *names, "plan, more than random order"], rows)


def calibration(results: Results) -> str:
    """How well the plan's predictions held."""
    rows = []
    for mind in dict.fromkeys(setting.mind for setting in results):
        outcomes = [
            o for setting, by_name in results.items() if setting.mind == mind for o in by_name[PlanStrategy.name]
        ]
        learnt = [pair for outcome in outcomes for pair in outcome.predictions.learnt]
        published = [pair for outcome in outcomes for pair in outcome.predictions.published]
        held = [f[1] <= outcome.known <= f[2] for outcome in outcomes if (f := outcome.forecast)]
        off = [f[0] / outcome.known - 1 for outcome in outcomes if (f := outcome.forecast)]
        rows.append(
            [
                mind,
                f"{len(learnt):,}",
                f"{expected_calibration_error(reliability(learnt)):.3f}",
                f"{expected_calibration_error(reliability(published)):.3f}",
                f"{100 * fmean(off):+.0f} %",
                f"{100 * fmean(held):.0f} %",
            ]
        )
    header = [
        "memory",
        "reviews predicted",
        "calibration error",
        "with FSRS's published weights alone",
        "forecast at half time, against what came",
        "its 80 % bounds held in",
    ]
    return _table(header, rows)


def reliability_table(results: Results, mind: str) -> str:
    pairs = [
        pair
        for setting, by_name in results.items()
        if setting.mind == mind
        for outcome in by_name[PlanStrategy.name]
        for pair in outcome.predictions.learnt
    ]
    rows = [
        [f"{p.low:.1f} to {p.high:.1f}", f"{p.size:,}", f"{p.predicted:.3f}", f"{p.observed:.3f}"]
        for p in reliability(pairs)
    ]
    return _table(["predicted", "reviews", "mean prediction", "came true"], rows)


def _mean_of_first(
    by_name: Mapping[str, Sequence[TrialOutcome]], strategy: type[Strategy], like: type[Strategy]
) -> float:
    """Mean of a strategy over the learners that a rarer one was tried on."""
    return fmean(known(by_name[strategy.name][: len(by_name[like.name])]))


def _figure(values: Sequence[float]) -> str:
    figure = Figure.of(values)
    return f"{figure.mean:.0f} ± {figure.margin:.0f}"


def _percent(figure: Figure) -> str:
    return f"{100 * figure.mean:+.0f} % ± {100 * figure.margin:.0f}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    align = [":--" if place == 0 or name in ("", "memory") else "--:" for place, name in enumerate(header)]
    return "\n".join("| " + " | ".join(row) + " |" for row in [header, align, *rows])
