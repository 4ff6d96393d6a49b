"""The state of a fact in a learner's memory, from the answers that tested it and from its recall now.

States change with the clock, so they are not stored. *Stuck* means eight tries without three right answers in a row;
the plan leaves such a cell out. A right guess does not count as a right answer here.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import reduce
from typing import NamedTuple

from quizzes.memory.card import Exposure, in_order, shows_knowledge
from quizzes.memory.nights import nights_between

IN_A_ROW = 3
# A review pays where recall has fallen; nearer to 0.9, one missed answer would make nearly everything due at once.
DUE_BELOW = 0.8
FORGOTTEN_BELOW = 0.7
# Learners who reach three in a row do so within six to eight tries (Beck & Gong 2013). This takes eight: calling a
# cell stuck too early stops practice that would have worked, too late costs two tries.
TRIES = 8


class MemoryState(StrEnum):
    KNOWN = "known"  # three right in a row, with a night between
    DUE = "due"  # the last answer was right, a night or more ago, and recall is now below 0.8
    LEARNING = "learning"  # answered, and none of the others
    FORGOTTEN = "forgotten"  # right twice in a row or more, a night or more ago, and recall is now below 0.7
    NEW = "new"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {state: state.value.capitalize() for state in MemoryState} | {
    MemoryState.DUE: "Due for review",
    MemoryState.FORGOTTEN: "Forgotten?",
}


class Track(NamedTuple):
    """The state of one cell's answers, all that a memory's state needs. A replay gives the same state.

    `tries` are the answers since three in a row were right, and `in_a_row` the right ones since the last miss. `last`
    is the moment of the last of those.
    """

    answers: int = 0
    tries: int = 0
    in_a_row: int = 0
    overnight: bool = False  # a night lies between two of those in a row
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
            overnight=knows and (self.overnight or bool(self.last and nights_between(self.last, answer.moment))),
            last=answer.moment if knows else None,
            known=self.known or knows,
            guessed_right=answer.right,
        )

    @property
    def is_stuck(self) -> bool:
        return self.tries >= TRIES

    def state(self, *, recall: float = 1.0, nights: int = 0) -> MemoryState:
        """`recall` is the probability of recall now, `nights` after the last answer."""
        return state_of(self.in_a_row, self.is_secure, recall, nights) if self.answers else MemoryState.NEW

    @property
    def is_secure(self) -> bool:
        """Whether three in a row were right, with a night between, forgotten since or not."""
        return self.in_a_row >= IN_A_ROW and self.overnight


def state_of(in_a_row: int, is_secure: bool, recall: float, nights: int) -> MemoryState:
    """Of a fact with answers. Without a night since the last answer nothing is due or forgotten, whatever the pace
    predicts.
    """
    if nights and in_a_row >= 2 and recall < FORGOTTEN_BELOW:
        return MemoryState.FORGOTTEN
    if nights and in_a_row and recall < DUE_BELOW:
        return MemoryState.DUE
    return MemoryState.KNOWN if is_secure else MemoryState.LEARNING


def track(exposures: Iterable[Exposure]) -> Track:
    return reduce(Track.after, in_order(exposures), Track())
