"""What must hold of the engine, and whether it does in the outcomes at hand."""

from collections.abc import Callable, Iterable
from statistics import fmean
from typing import NamedTuple

from benchmarks.learning.memories import MEMORIES
from benchmarks.learning.report import FIRST_REVIEWS, error, table
from benchmarks.learning.results import Figure, Outcomes, Results, advantage, known, unknown
from benchmarks.learning.trial import SIMPLE, Setting

FORGETTING = ("fsrs", "actr", "halflife")
MINUTES = 10


class Floor(NamedTuple):
    wanted: str
    seen: str
    holds: bool


def floors(results: Results) -> str:
    """A table of all floors for which there are outcomes."""
    found = [
        *_against_the_deck(results),
        *_unknown(results),
        *_against_the_plan(results),
        *_against_the_clairvoyant(results),
        *_sooner(results),
        *_behind_the_best(results),
        *_predictions(results),
    ]
    rows = [[floor.wanted, floor.seen, "yes" if floor.holds else "**no**"] for floor in found]
    return table(["wanted", "seen", "holds"], rows)


def _against_the_deck(results: Results) -> Iterable[Floor]:
    for days, rows, memories in ((14, True, FORGETTING), (30, True, FORGETTING), (14, False, ("fsrs",))):
        for memory in memories:
            setting = Setting(memory, days, MINUTES, "content", rows)
            ours = _of(results, setting, "engine")
            decks = [deck for each in {rows, False} if (deck := _of(results, setting._replace(rows=each), "shuffled"))]
            if ours and decks:
                deck = min(decks, key=lambda deck: advantage(known(ours), known(deck)).mean)
                forms = "" if rows else ", no rows"
                wanted = f"25 % more than the better shuffled deck: {memory}, {setting}{forms}"
                ahead = advantage(known(ours), known(deck)).mean
                yield Floor(wanted, _beside_the_clairvoyant(results, setting, ours, deck, known), ahead >= 0.25)


def _unknown(results: Results) -> Iterable[Floor]:
    for days in (14, 30):
        setting = Setting("rules", days, MINUTES, "content", True)
        ours = _of(results, setting, "engine")
        decks = [deck for each in (True, False) if (deck := _of(results, setting._replace(rows=each), "shuffled"))]
        if ours and decks:
            deck = max(decks, key=lambda deck: advantage(unknown(ours), unknown(deck)).mean)
            wanted = f"a third less unknown than the better shuffled deck: rules, {setting}"
            less = advantage(unknown(ours), unknown(deck)).mean
            yield Floor(wanted, _beside_the_clairvoyant(results, setting, ours, deck, unknown), less <= -1 / 3)


def _beside_the_clairvoyant(
    results: Results, setting: Setting, ours: Outcomes, deck: Outcomes, measure: Callable[[Outcomes], list[float]]
) -> str:
    seen = f"{advantage(measure(ours), measure(deck)).percent} %"
    best = _of(results, setting, "clairvoyant")[: len(ours)]
    return f"{seen} (clairvoyant {advantage(measure(best), measure(deck)).percent})" if best else seen


def _against_the_plan(results: Results) -> Iterable[Floor]:
    for days in (14, 30):
        ahead = {
            memory: 100 * advantage(known(ours), known(theirs)).mean
            for memory in MEMORIES
            if (ours := _of(results, setting := Setting(memory, days, MINUTES, "content", True), "engine"))
            and (theirs := _of(results, setting._replace(rows=False), "plan"))
        }
        if ahead:
            enough = sum(mean >= 15 for mean in ahead.values()) >= 3
            wanted = f"15 % more than the plan of before in three memories, {days} × {MINUTES}"
            yield Floor(wanted, f"%: {_listed(ahead, '+.0f')}", enough)


def _against_the_clairvoyant(results: Results) -> Iterable[Floor]:
    behind = {
        setting: advantage(known(found["engine"]), known(found["clairvoyant"]))
        for setting, found in results.items()
        if setting.exam == "content" and setting.times is None and {"engine", "clairvoyant"} <= found.keys()
    }
    if behind:
        lowest = min(behind, key=lambda setting: behind[setting].mean)
        shares = [100 * (1 + figure.mean) for figure in behind.values()]
        low = f"{min(shares):.0f} ± {100 * behind[lowest].margin:.0f}"
        seen = f"{low} to {max(shares):.0f} %, lowest in {_named(lowest)}"
        yield Floor("95 % of the clairvoyant in every memory and setting", seen, min(shares) >= 95)


def _sooner(results: Results) -> Iterable[Floor]:
    needed = {memory: minutes for memory in MEMORIES if (minutes := minutes_for_the_plans_knowledge(results, memory))}
    if needed:
        seen = _listed(needed, ".1f")
        yield Floor(
            f"what the plan of before gives in 14 × {MINUTES}, in 7 minutes or less", seen, max(needed.values()) <= 7
        )


def minutes_for_the_plans_knowledge(results: Results, memory: str) -> float | None:
    """Minutes a day at which the engine's learners know as much, between the shares at hand; the least of these where
    it already suffices.
    """
    plans = Setting(memory, 14, MINUTES, "content", False)
    theirs = _of(results, plans, "plan")
    at = sorted(
        (setting.minutes, found["engine"])
        for setting, found in results.items()
        if setting._replace(minutes=MINUTES) == plans._replace(rows=True) and "engine" in found
    )
    if not theirs or len(at) < 2:
        return None
    before = (0.0, -1.0)
    for minutes, ours in at:
        aim, have = fmean(known(theirs[: len(ours)])), fmean(known(ours))
        if have >= aim:
            share = (aim - before[1]) / (have - before[1]) if before[0] else 1.0
            return before[0] + share * (minutes - before[0])
        before = minutes, have
    return before[0]


def _behind_the_best(results: Results) -> Iterable[Floor]:
    behind: dict[Setting, tuple[Figure, str]] = {}
    for setting, found in results.items():
        simple = [policy for policy in (*SIMPLE, "plan") if policy in found]
        if "engine" in found and simple and setting.times is None:
            ours = known(found["engine"])
            best = min(simple, key=lambda policy: advantage(ours, known(found[policy])).mean)
            behind[setting] = advantage(ours, known(found[best])), best
    if behind:
        worst = min(behind, key=lambda setting: behind[setting][0].mean)
        figure, policy = behind[worst]
        ahead = sum(each.mean > 0 for each, _ in behind.values())
        seen = f"{figure.percent} % against {policy} in {_named(worst)}; ahead of all in {ahead} of {len(behind)}"
        yield Floor(
            "at most 10 % behind the best simple policy in every memory and setting", seen, figure.mean >= -0.1
        )


def _predictions(results: Results) -> Iterable[Floor]:
    """By memory, since errors of different memories could cancel each other."""
    settings: dict[str, list[Outcomes]] = {}
    for setting, found in results.items():
        if "engine" in found and setting.minutes == MINUTES:
            settings.setdefault(setting.memory, []).append(found["engine"])
    if not settings:
        return
    told = {
        memory: [ready for outcomes in each for outcome in outcomes for ready in outcome.readiness]
        for memory, each in settings.items()
    }
    if not all(told.values()):
        return
    bias = {memory: 100 * fmean(said - truth for said, _, _, truth in each) for memory, each in told.items()}
    held = {memory: 100 * fmean(low <= truth <= high for _, low, high, truth in each) for memory, each in told.items()}
    seen = _listed(bias, "+.1f")
    yield Floor("readiness: within 3 points on average in each memory", seen, max(map(abs, bias.values())) <= 3)
    all_held = fmean(held.values())
    seen = f"{all_held:.0f} %: {_listed(held, '.0f')}"
    yield Floor("readiness: 90 % interval holds in 85 to 95 %", seen, 85 <= all_held <= 95)
    pairs = {
        memory: [[pair for outcome in outcomes for pair in outcome.reviews] for outcomes in each]
        for memory, each in settings.items()
    }
    pooled = {memory: error([pair for each in by_setting for pair in each]) for memory, by_setting in pairs.items()}
    mean = {memory: fmean(map(error, by_setting)) for memory, by_setting in pairs.items()}
    first = {
        memory: error([pair for outcomes in each for outcome in outcomes for pair in outcome.reviews[:FIRST_REVIEWS]])
        for memory, each in settings.items()
    }
    for what, most, errors in (
        ("pooled", 0.03, pooled),
        ("in the mean of settings", 0.06, mean),
        (f"of each learner's first {FIRST_REVIEWS}", 0.1, first),
    ):
        wanted = f"reviews: calibration error {what} at most {most:.2f} in each memory"
        yield Floor(wanted, _listed(errors, ".3f"), max(errors.values()) <= most)


def _listed(figures: dict[str, float], form: str) -> str:
    return ", ".join(f"{memory} {figure:{form}}" for memory, figure in figures.items())


def _of(results: Results, setting: Setting, policy: str) -> Outcomes:
    return results.get(setting, {}).get(policy, ())


def _named(setting: Setting) -> str:
    return f"{setting.memory}, {setting}, {setting.exam}{', rows' if setting.rows else ''}"
