"""The engine's view of facts, of questions, and of what a learner has answered."""

from collections.abc import Sequence
from typing import NamedTuple


class FactState(NamedTuple):
    """A cell, a rule or a control as it is for one learner today.

    `number` is its position in the list of facts. `rules` are the numbers of the rules that cover the cell, the
    general one (a layer) before the specific one (a kind of service and a layer), and `conforms` says of each whether
    it holds for the cell. A rule or a control has no rules and no service. With 0 `answers` the fields after it mean
    nothing.
    """

    number: int
    weight: float  # share of the exam, in any unit
    rules: tuple[int, ...] = ()
    conforms: tuple[bool, ...] = ()
    service: int = -1
    answers: int = 0
    stability: float = 0.0  # days until recall has fallen to 0.9
    difficulty: float = 0.0  # from 1 to 10
    days: int = 0  # nights since the last answer; 0 means that it was asked today
    missed: bool = False  # the last answer was wrong, or a lucky guess
    resting: bool = False  # not to be asked now; it counts in forecasts
    last_item: int | None = None
    last_forms: tuple[str, ...] = ()  # of the last two questions about it

    @property
    def asked_today(self) -> bool:
        return bool(self.answers) and not self.days

    def after(self, days: int) -> "FactState":
        """As it is so many days later. A forecast asks it for each fact and stretch, and `_replace` takes three times
        as long.
        """
        return FactState._make((*self[:DAYS], self.days + days, *self[DAYS + 1 :]))


ANSWERS, DAYS = map(FactState._fields.index, ("answers", "days"))


class Askable(NamedTuple):
    """A question that is open to the learner. `judges` are all facts that its answer is evidence for, the settling
    one first.

    `preference` is multiplied with its worth: 1.0 for a question never asked, less for one that the caller would
    rather not ask. `facility` is the mean score of first answers, if enough people gave one.
    """

    item: int
    judges: tuple[int, ...]
    form: str
    preference: float = 1.0
    facility: float | None = None


class Stack(NamedTuple):
    """Facts from which a question of several rows can be made: those of one service, or of one layer."""

    key: str
    facts: tuple[int, ...]


class Answer(NamedTuple):
    """One answer's evidence about one fact. `day` counts days from any first day; `judged` is how many facts the
    question judged."""

    fact: int
    day: int
    shown: bool  # right, and no guess
    judged: int = 1


class Timing(NamedTuple):
    """`seconds` from question to question. `right` is the share of the judged facts that were right."""

    form: str
    judged: int
    right: float
    seconds: float


class Chosen(NamedTuple):
    """A question to ask: a stored one (`item`) or one to be made from a stack (`stack`) about exactly `facts`.

    `recall` has the probability of a right answer about each of the facts; `worth` is the weight that the learner can
    expect to know in addition on the exam day.
    """

    item: int | None
    stack: str | None
    facts: tuple[int, ...]
    form: str
    seconds: float
    worth: float
    recall: tuple[float, ...]


Facts = Sequence[FactState]
SEVERAL = 3  # questions that judge so many facts are read row by row
ROWS = "sort"  # the form of a question that is made from a stack
