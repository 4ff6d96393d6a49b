"""The level a learner has reached in a cell, from the answers that tested it and from its recall now.

Levels change with the clock, so they are not stored. *Stuck* means eight tries without three right answers in a row;
the plan leaves such a cell out. A right guess does not count as a right answer here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from functools import reduce

from quizzes.memory.card import Exposure, in_order, shows_knowledge

IN_A_ROW = 3
FADED_BELOW = 0.7
# Learners who reach three in a row do so within six to eight tries (Beck & Gong 2013). This takes eight: calling a
# cell stuck too early stops practice that would have worked, too late costs two tries.
TRIES = 8


class Level(StrEnum):
    NOT_SEEN = "not-seen"
    STARTED = "started"  # answered, and right by guesses only
    SHAKY = "shaky"  # last answer wrong, or right once
    NEARLY = "nearly"  # right twice in a row, or more often within one day
    SECURE = "secure"  # three right in a row, on at least two days
    FADED = "faded"  # nearly or secure before, recall now below 0.7

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Track:
    """The state of one cell's answers, all that a level needs. A replay gives the same state.

    `tries` are the answers since three in a row were right, and `in_a_row` the right ones since the last miss. `began`
    and `last` are the moments of the first and the last of those.
    """

    answers: int = 0
    tries: int = 0
    in_a_row: int = 0
    began: datetime | None = None
    last: datetime | None = None
    known: bool = False  # at least one answer showed knowledge
    guessed_right: bool = False  # the last answer was right, even by a guess

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
        return self.tries >= TRIES

    def level(self, zone: tzinfo, recall: float | None = None) -> Level:
        """`zone` decides where the learner's days begin, and `recall` is the probability of recall now.

        A day is a calendar day, so answers before and after midnight are on two days, however short the night.
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
    return reduce(Track.after, in_order(exposures), Track())
