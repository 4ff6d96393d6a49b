"""How well a learner has a cell, in words: from the answers that tested it, and from how much of it has faded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from fsrs import Rating

from quizzes.memory import Exposure, in_order, rating

IN_A_ROW = 3
ON_DAYS = 2
FADED_BELOW = 0.7
# Learners who get there at all get three in a row within six to eight tries (Beck & Gong 2013). Eight, the far end:
# calling a cell stuck too soon takes practice away from somebody who was about to learn it, too late costs two tries.
TRIES = 8


class Level(StrEnum):
    NOT_SEEN = "not-seen"
    STARTED = "started"  # answered, and only ever right by guess
    SHAKY = "shaky"  # last answer wrong, or right once
    NEARLY = "nearly"  # right twice in a row, or more often within one day
    SECURE = "secure"  # three right in a row, on at least two days
    FADED = "faded"  # nearly or secure once, recall by now below 0.7


@dataclass(frozen=True)
class Mastery:
    """`stuck` is beside the level: a stuck cell is shaky or nearly, and is not drilled further."""

    level: Level
    stuck: bool = False
    tries: int = 0
    in_a_row: int = 0


def mastery(exposures: Iterable[Exposure], *, zone: tzinfo, recall: float | None = None) -> Mastery:
    """The level that these answers show. `zone` says where the learner's days begin, `recall` what is left by now.

    Answers on either side of midnight are of two days, however short the night: a day is one of the calendar, so a
    change of the clocks neither makes nor loses one.
    """
    answers = in_order(exposures)
    if not answers:
        return Mastery(Level.NOT_SEEN)
    run = _last_run(answers)
    return Mastery(
        level=_level(answers, run, zone, recall),
        stuck=_is_stuck(answers, zone),
        tries=len(answers),
        in_a_row=len(run),
    )


def _level(answers: Sequence[Exposure], run: Sequence[Exposure], zone: tzinfo, recall: float | None) -> Level:
    if len(run) < 2:
        only_guessed = answers[-1].right and not any(_shows_knowledge(answer) for answer in answers)
        return Level.STARTED if only_guessed else Level.SHAKY
    if recall is not None and recall < FADED_BELOW:
        return Level.FADED
    return Level.SECURE if _is_secure(run, zone) else Level.NEARLY


def _last_run(answers: Sequence[Exposure]) -> list[Exposure]:
    """The right answers since the last one that was not."""
    run: list[Exposure] = []
    for answer in answers:
        run = [*run, answer] if _shows_knowledge(answer) else []
    return run


def _is_secure(run: Sequence[Exposure], zone: tzinfo) -> bool:
    days = {_day(answer.moment, zone) for answer in run}
    return len(run) >= IN_A_ROW and len(days) >= ON_DAYS


def _is_stuck(answers: Sequence[Exposure], zone: tzinfo) -> bool:
    """Whether the last eight tries, or more, have brought no three in a row. A cell that was secure starts anew."""
    tries = in_a_row = 0
    for answer in answers:
        tries += 1
        in_a_row = in_a_row + 1 if _shows_knowledge(answer) else 0
        if in_a_row >= IN_A_ROW:
            tries = 0
    return tries >= TRIES


def _shows_knowledge(answer: Exposure) -> bool:
    """A lucky guess counts here as it does for memory: not as knowing."""
    return rating(right=answer.right, confidence=answer.confidence) != Rating.Again


def _day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()
