"""The figures as Markdown tables."""

from collections.abc import Callable, Iterable, Sequence
from math import pi
from statistics import fmean

from benchmarks.learning.results import Figure, Outcomes, Results, advantage, known, unknown
from benchmarks.learning.trial import SIMPLE, Setting
from planner.calibration import expected_calibration_error, reliability

OTHERS = [*SIMPLE, "plan", "clairvoyant", "bound"]
FIRST_REVIEWS = 100


def shares(results: Results, measure: Callable[[Outcomes], list[float]] = known) -> str:
    """What is known on the exam day, in percent of the exam, by those learners that all policies had."""
    policies = list(dict.fromkeys(policy for found in results.values() for policy in found))
    rows = []
    for setting, found in results.items():
        size = min(map(len, found.values()))
        figures = [Figure.of(measure(found[each][:size])).share if each in found else "" for each in policies]
        rows.append([*_named(setting), str(size), *figures])
    return table([*NAMES, "learners", *policies], rows)


def ahead(results: Results) -> str:
    """By how much more the engine's learners know, in percent."""
    others = [each for each in OTHERS if any(each in found for found in results.values())]
    rows = []
    for setting, found in results.items():
        if "engine" in found:
            ours = known(found["engine"])
            figures = [advantage(ours, known(found[each])).percent if each in found else "" for each in others]
            deck = found.get("shuffled")
            less = advantage(unknown(found["engine"]), unknown(deck)).percent if deck else ""
            rows.append([*_named(setting), *figures, less])
    return table([*NAMES, *others, "left unknown, against shuffled"], rows)


def calibration(results: Results) -> str:
    """By memory: reviews, errors of their predictions; then readiness."""
    rows = []
    for memory, settings in _by_memory(results).items():
        each = [[pair for outcome in found["engine"] for pair in outcome.reviews] for found in settings]
        firsts = [pair for found in settings for o in found["engine"] for pair in o.reviews[:FIRST_REVIEWS]]
        pooled = [pair for pairs in each for pair in pairs]
        told = [ready for found in settings for outcome in found["engine"] for ready in outcome.readiness]
        forecasts = [outcome.forecast for found in settings for outcome in found["engine"] if outcome.forecast]
        rows.append(
            [
                memory,
                f"{len(pooled):,}",
                f"{error(pooled):.3f}",
                f"{fmean(map(error, each)):.3f} ({fmean(map(chance, each)):.3f})",
                f"{error(firsts):.3f}",
                *(f"{100 * fmean(ready[0] - ready[3] for ready in part):+.1f}" for part in (told[::2], told[1::2])),
                f"{100 * fmean(low <= truth <= high for _, low, high, truth in told):.0f}",
                f"{100 * fmean((high - low) / 2 for _, low, high, _ in told):.0f}",
                f"{100 * (fmean(f[0] for f in forecasts) / fmean(f[3] for f in forecasts) - 1):+.0f}",
                f"{100 * fmean(low <= truth <= high for _, low, high, truth in forecasts):.0f}",
            ]
        )
    header = [
        "memory",
        "reviews",
        "error, pooled",
        "mean of settings (by chance)",
        "first 100 of each learner",
        "readiness at half time: points too high",
        "on the eve",
        "in its interval, %",
        "± points",
        "forecast at half time: % too high",
        "in its bounds of 80 %, %",
    ]
    return table(header, rows)


def questions(results: Results) -> str:
    """How the engine's learners spent their minutes."""
    rows = []
    for setting, found in results.items():
        ours = found.get("engine", ())
        if ours:
            counts = (
                fmean(o.answers for o in ours),
                fmean(o.judged for o in ours),
                fmean(o.in_rows / max(1, o.judged) for o in ours) * 100,
                fmean(o.met for o in ours),
            )
            wrong = f"{error([pair for o in ours for pair in o.reviews]):.3f}"
            rows.append([*_named(setting), *(f"{count:.0f}" for count in counts), wrong])
    header = ["questions", "facts judged", "of these in rows, %", "facts met", "error of predicted reviews"]
    return table([*NAMES, *header], rows)


NAMES = ["exam", "memory", "days × minutes", "rows"]
LEFT = {*NAMES, "wanted", "seen", "holds"}


def _named(setting: Setting) -> list[str]:
    rows = "yes" if setting.rows else "no"
    if setting.rows and setting.times:
        rows = f"{setting.times.seconds:g} s, {100 * setting.times.taken_in:.0f} %"
    return [setting.exam, setting.memory, str(setting), rows]


def _by_memory(results: Results) -> dict[str, list[dict[str, Outcomes]]]:
    found: dict[str, list[dict[str, Outcomes]]] = {}
    for setting, by_policy in results.items():
        if "engine" in by_policy:
            found.setdefault(setting.memory, []).append(dict(by_policy))
    return found


def error(pairs: Sequence[tuple[float, bool]]) -> float:
    """The calibration error; 0 without predictions."""
    return expected_calibration_error(reliability(pairs)) if pairs else 0.0


def chance(pairs: Sequence[tuple[float, bool]]) -> float:
    """The error that true predictions would show on average, since outcomes are yes or no."""
    bins = reliability(pairs)
    off = (each.size * (2 / pi * each.predicted * (1 - each.predicted) / each.size) ** 0.5 for each in bins)
    return sum(off) / len(pairs) if pairs else 0.0


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    align = [":--" if name in LEFT else "--:" for name in header]
    return "\n".join("| " + " | ".join(row) + " |" for row in [header, align, *rows])
