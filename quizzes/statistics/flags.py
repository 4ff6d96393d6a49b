"""Flags on questions that need attention, each with its evidence in a sentence. There are no queries here.

Nothing is flagged for fewer than 30 answers, and more are needed where chance alone would often raise a flag.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from string import ascii_uppercase

from quizzes.statistics.question_formulas import Banded, guessing_chance, median_time, strongest, weakest

ENOUGH = 30
ENOUGH_FOR_LITTLE = 100  # for flags about rare choices or small correlations
ENOUGH_IN_GROUP = 10
LEAST_DISCRIMINATION = 0.10
MOST_RIGHT = 0.95
LEAST_CHOSEN = 0.01
JUMP = 1.5


class Flag(StrEnum):
    CHECK_KEY = "check-key"
    TOO_EASY = "too-easy"
    GUESSING = "near-guessing"
    DEAD_OPTION = "dead-option"
    TIME = "time-jumped"


@dataclass(frozen=True)
class RaisedFlag:
    flag: Flag
    label: str
    evidence: str


@dataclass(frozen=True)
class FlaggedOption:
    """How often an option was chosen, or a row sorted right, by band. Band 0 is every answer."""

    letter: str
    text: str
    is_key: bool
    chosen: Banded
    is_row: bool = False


@dataclass(frozen=True)
class ObservedQuestion:
    form: str
    answers: int
    facility: float | None
    choices: Sequence[FlaggedOption] = ()
    banded: Banded = field(default_factory=dict)  # answers by band, without band 0
    discrimination: float | None = None
    attempts: int = 0  # the attempts that the discrimination covers
    times: tuple[Mapping[int, int], Mapping[int, int]] = field(default_factory=lambda: ({}, {}))


def letters(count: int) -> list[str]:
    return list(ascii_uppercase[:count])


def findings_of(seen: ObservedQuestion) -> list[RaisedFlag]:
    if seen.answers < ENOUGH or seen.facility is None:
        return []
    found = [*_key(seen), *_difficulty(seen)]
    if not any(each.flag == Flag.TOO_EASY for each in found):
        found += _dead(seen)
    return [*found, *_time(seen)]


def _key(seen: ObservedQuestion) -> Iterator[RaisedFlag]:
    evidence = [*_runs_against(seen), *_preferred(seen)]
    if evidence:
        yield RaisedFlag(Flag.CHECK_KEY, "Check the key", " ".join(evidence))


def _runs_against(seen: ObservedQuestion) -> Iterator[str]:
    if seen.discrimination is None or seen.attempts < ENOUGH:
        return
    figure = f"{seen.discrimination:.2f} over {seen.attempts} attempts"
    if seen.discrimination < 0:
        yield f"Who does well in the rest of the quiz does worse here: discrimination {figure}."
    elif (
        seen.discrimination < LEAST_DISCRIMINATION
        and seen.attempts >= ENOUGH_FOR_LITTLE
        and (seen.facility or 0) <= MOST_RIGHT
    ):
        yield f"It hardly tells strong learners from weak ones: discrimination {figure}."


def _preferred(seen: ObservedQuestion) -> Iterator[str]:
    group = strongest(seen.banded)
    keys = [choice for choice in seen.choices if choice.is_key]
    if group.size < ENOUGH_IN_GROUP or not keys:
        return
    key = min(keys, key=lambda choice: group.share(choice.chosen) or 0)
    wrong = [choice for choice in seen.choices if not choice.is_key and not choice.is_row]
    if not wrong:
        return
    best = max(wrong, key=lambda choice: group.share(choice.chosen) or 0)
    of_best, of_key = group.share(best.chosen) or 0, group.share(key.chosen) or 0
    if of_best >= of_key:
        more = "more often than" if of_best > of_key else "as often as"
        yield f"Strong learners pick {best.letter} {more} {key.letter}: {of_best:.0%} and {of_key:.0%}."


def _difficulty(seen: ObservedQuestion) -> Iterator[RaisedFlag]:
    assert seen.facility is not None
    keys = sum(choice.is_key for choice in seen.choices)
    chance = guessing_chance(seen.form, len(seen.choices), keys)
    if seen.facility > MOST_RIGHT:
        yield RaisedFlag(Flag.TOO_EASY, "Too easy", f"{seen.facility:.0%} of {seen.answers} answers are right.")
    elif seen.facility < chance:
        yield RaisedFlag(
            Flag.GUESSING,
            "Near guessing",
            f"{seen.facility:.0%} of {seen.answers} answers are right; guessing alone gives {chance:.0%}.",
        )


def _dead(seen: ObservedQuestion) -> Iterator[RaisedFlag]:
    if seen.form not in ("choose-one", "choose-n") or seen.answers < ENOUGH_FOR_LITTLE:
        return
    dead = [
        choice
        for choice in seen.choices
        if not choice.is_key and choice.chosen.get(0, 0) < LEAST_CHOSEN * seen.answers
    ]
    if dead:
        names = " and ".join(choice.letter for choice in dead)
        counted = ", ".join(f"{choice.letter} {choice.chosen.get(0, 0)} times" for choice in dead)
        yield RaisedFlag(
            Flag.DEAD_OPTION,
            f"{names} never chosen",
            f"Of {seen.answers} answers chose {counted}: an option that no one chooses could be left out.",
        )


def _time(seen: ObservedQuestion) -> Iterator[RaisedFlag]:
    before, since = seen.times
    if min(sum(before.values()), sum(since.values())) < ENOUGH:
        return
    was, now = median_time(before), median_time(since)
    assert was is not None
    assert now is not None
    told = f"The median time was {seconds(was)} before the last edit and is {seconds(now)} since."
    if now >= JUMP * was:
        yield RaisedFlag(Flag.TIME, "Slower since the edit", told)
    elif was >= JUMP * now:
        yield RaisedFlag(Flag.TIME, "Quicker since the edit", told)


def seconds(milliseconds: int) -> str:
    whole = max(round(milliseconds / 1000), 1)
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def shares_in_groups(choice: FlaggedOption, banded: Banded) -> tuple[float | None, float | None]:
    return strongest(banded).share(choice.chosen), weakest(banded).share(choice.chosen)
