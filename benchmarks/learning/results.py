"""Outcomes of many trials, kept in a file so that a long run can continue where it stopped."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, stdev
from typing import Any, Self

from benchmarks.learning.bound import bound
from benchmarks.learning.learners import RowTimes
from benchmarks.learning.trial import Setting, TrialOutcome, practise

Outcomes = Sequence[TrialOutcome]
Results = Mapping[Setting, Mapping[str, Outcomes]]
Key = tuple[Setting, str, int, int]


@dataclass(frozen=True)
class Figure:
    """A mean and half the width of its 95 % confidence interval."""

    mean: float
    margin: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        return cls(fmean(values), 1.96 * stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0)

    @property
    def percent(self) -> str:
        return f"{100 * self.mean:+.0f} ± {100 * self.margin:.0f}"

    @property
    def share(self) -> str:
        return f"{100 * self.mean:.1f}"


def advantage(ours: Sequence[float], theirs: Sequence[float]) -> Figure:
    """The share by which our mean is above theirs, with an interval from paired learners (delta method).

    Where one of them has more learners, those are left out.
    """
    pairs = list(zip(ours, theirs, strict=False))
    ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ratio = fmean(ours) / fmean(theirs)
    residuals = [mine - ratio * other for mine, other in zip(ours, theirs, strict=True)]
    return Figure(ratio - 1, Figure.of(residuals).margin / fmean(theirs))


def known(outcomes: Outcomes) -> list[float]:
    return [outcome.known for outcome in outcomes]


def with_bound(setting: Setting, learner: int, seed: int, policy: str) -> TrialOutcome:
    return TrialOutcome(known=bound(setting, learner, seed))


def unknown(outcomes: Outcomes) -> list[float]:
    return [1 - outcome.known for outcome in outcomes]


def right(outcomes: Outcomes) -> list[float]:
    return [outcome.right for outcome in outcomes]


class Store:
    """A line of JSON for each trial. Without a file nothing is kept."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.kept: dict[Key, TrialOutcome] = {}
        if file and file.exists():
            for line in file.read_text().splitlines():
                entry = json.loads(line)
                self.kept[_key(entry["trial"])] = _outcome(entry["outcome"])

    def outcome(self, setting: Setting, policy: str, learner: int, seed: int) -> TrialOutcome:
        key = setting, policy, learner, seed
        if key not in self.kept:
            simulate = with_bound if policy == "bound" else practise
            self.kept[key] = simulate(setting, learner, seed, policy)
            if self.file:
                entry = {"trial": key, "outcome": asdict(self.kept[key])}
                with self.file.open("a") as out:
                    out.write(json.dumps(entry) + "\n")
        return self.kept[key]

    def everything(self) -> dict[Setting, dict[str, list[TrialOutcome]]]:
        """All that is kept, by setting and policy."""
        found: dict[Setting, dict[str, list[TrialOutcome]]] = {}
        for setting, policy, learner, seed in sorted(self.kept, key=lambda key: (key[3], key[2])):
            found.setdefault(setting, {}).setdefault(policy, []).append(self.kept[setting, policy, learner, seed])
        return found

    def results(
        self, settings: Iterable[Setting], policies: Sequence[str], *, learners: int, seed: int
    ) -> dict[Setting, dict[str, list[TrialOutcome]]]:
        found: dict[Setting, dict[str, list[TrialOutcome]]] = {}
        for setting in settings:
            print(setting.exam, setting.memory, setting, "rows" if setting.rows else "", file=sys.stderr, flush=True)
            found[setting] = {
                policy: [self.outcome(setting, policy, learner, seed) for learner in range(learners)]
                for policy in policies
            }
        return found


def _key(told: Sequence[Any]) -> Key:
    (memory, days, minutes, exam, rows, times), policy, learner, seed = told
    return Setting(memory, days, minutes, exam, rows, RowTimes(*times) if times else None), policy, learner, seed


def _outcome(told: dict[str, Any]) -> TrialOutcome:
    pairs = {name: [tuple(each) for each in told[name]] for name in ("reviews", "readiness")}
    return TrialOutcome(**told | pairs | {"forecast": tuple(told.get("forecast", ()))})
