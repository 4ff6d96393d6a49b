"""How well a learner has a cell, in words: from the answers that tested it, and from how much of it has faded.

Levels are not stored, since they change with the clock. Beside a level, *stuck* says that eight tries brought no three
right answers in a row; the plan leaves such a cell out. A right guess is no right answer here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from functools import reduce

from quizzes.memory.card import Exposure, in_order, shows_knowledge

IN_A_ROW = 3
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

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()


@dataclass(frozen=True)
class Mastery:
    """`stuck` is beside the level: a stuck cell is shaky or nearly, and is not drilled further."""

    level: Level
    stuck: bool = False
    tries: int = 0
    in_a_row: int = 0


@dataclass(frozen=True, slots=True)
class Track:
    """Where one cell's answers have led, all that a level needs. A fold like memory: replayed, it comes out the same.

    `tries` are the answers since the cell was last right three times in a row, `in_a_row` the right ones since one
    was not, `began` and `last` the moments of the first and the last of these.
    """

    answers: int = 0
    tries: int = 0
    in_a_row: int = 0
    began: datetime | None = None
    last: datetime | None = None
    known: bool = False  # some answer showed knowledge
    guessed_right: bool = False  # the last answer was right, by whatever means

    def after(self, answer: Exposure) -> "Track":
        knows = shows_knowledge(answer)
        in_a_row = self.in_a_row + 1 if knows else 0
        return Track(
            answers=self.answers + 1,
            tries=0 if in_a_row >= IN_A_ROW else self.tries + 1,
            in_a_row=in_a_row,
            began=None if not knows else self.began or answer.moment,
            last=answer.moment if knows else None,
            known=self.known or knows,
            guessed_right=answer.right,
        )

    @property
    def is_stuck(self) -> bool:
        """Whether the last eight tries, or more, have brought no three in a row. Who was secure starts anew."""
        return self.tries >= TRIES

    def level(self, zone: tzinfo, recall: float | None = None) -> Level:
        """The level on the learner's calendar: `zone` says where their days begin, `recall` what is left by now.

        Answers on either side of midnight are of two days, however short the night: a day is one of the calendar, so
        a change of the clocks neither makes nor loses one.
        """
        if not self.answers:
            return Level.NOT_SEEN
        if self.in_a_row < 2:
            return Level.STARTED if self.guessed_right and not self.known else Level.SHAKY
        if recall is not None and recall < FADED_BELOW:
            return Level.FADED
        return Level.SECURE if self.in_a_row >= IN_A_ROW and self._on_two_days(zone) else Level.NEARLY

    def _on_two_days(self, zone: tzinfo) -> bool:
        assert self.began is not None
        assert self.last is not None
        return self.began.astimezone(zone).date() != self.last.astimezone(zone).date()


def track(exposures: Iterable[Exposure]) -> Track:
    """Where a whole history has led, in whatever order it comes."""
    return reduce(Track.after, in_order(exposures), Track())


def mastery(exposures: Iterable[Exposure], *, zone: tzinfo, recall: float | None = None) -> Mastery:
    """The level that these answers show; `zone` and `recall` as for `Track.level`."""
    led_to = track(exposures)
    return Mastery(led_to.level(zone, recall), led_to.is_stuck, led_to.answers, led_to.in_a_row)
