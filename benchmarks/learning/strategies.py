"""Ways to choose what to ask, all of them given the same minutes and the same record of answers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from fsrs import Rating

from benchmarks.learning.learners import Mind, SimulatedAnswer
from planner.forecast import Outlook, outlook
from planner.gain import CellState, ranked
from quizzes.memory.card import PUBLISHED, TARGET_RETENTION, rating
from quizzes.memory.personal_curve import CurveTally, Pace, Review, learn_pace

CELLS = 585


@dataclass
class Card:
    stability: float
    difficulty: float
    last: int
    answers: int = 1
    misses: int = 0

    def recall(self, day: int) -> float:
        return PUBLISHED.recall(day - self.last, self.stability)

    @property
    def due(self) -> int:
        return self.last + max(1, round(PUBLISHED.interval(self.stability, TARGET_RETENTION)))


@dataclass
class SimulatedRecord:
    """What a site would know of a learner: their cards, and the counts from which their pace follows."""

    cards: dict[int, Card] = field(default_factory=dict)
    tally: CurveTally = field(default_factory=CurveTally)
    seconds: list[tuple[bool, float]] = field(default_factory=list)

    def add(self, cell: int, day: int, answer: SimulatedAnswer) -> None:
        rated = rating(right=answer.right, confidence=answer.confidence)
        card = self.cards.get(cell)
        if card is None:
            card = self.cards[cell] = Card(*PUBLISHED.first(rated), day)
            self.tally.add_first(right=rated != Rating.Again)
        else:
            days = day - card.last
            if days:
                self.tally.add(Review(days, card.stability, card.answers, rated != Rating.Again))
            card.stability, card.difficulty = PUBLISHED.after(card.stability, card.difficulty, days, rated)
            card.last, card.answers = day, card.answers + 1
        card.misses += not answer.right
        self.seconds.append((answer.right, answer.seconds))


@dataclass
class Situation:
    """All that a strategy may use. `mind` is for the one that cheats."""

    record: SimulatedRecord
    exam: int
    seconds_a_day: float
    weights: list[float]
    rng: Random
    mind: Mind
    kept: float = 0.8

    def unseen(self) -> Iterator[int]:
        return (cell for cell in range(CELLS) if cell not in self.record.cards)


class Strategy:
    """`order` gives today's cells; when time is left after them, it is asked again, until it has none."""

    name = ""

    def __init__(self, situation: Situation) -> None:
        self.at = situation

    def order(self, day: int, seconds: float, asked: set[int]) -> list[int]:
        raise NotImplementedError


class FixedOrder(Strategy):
    """Asks from the first cell to the last, and starts over."""

    name = "Fixed order"
    position = -1

    def order(self, day: int, seconds: float, asked: set[int]) -> list[int]:
        self.position = (self.position + 1) % CELLS
        return [self.position]


class RandomOrder(Strategy):
    name = "Random order"

    def order(self, day: int, seconds: float, asked: set[int]) -> list[int]:
        return [self.at.rng.randrange(CELLS)]


class MostMissed(Strategy):
    """Asks first what was missed most often, then what was never asked, then the rest."""

    name = "Most missed first"

    def order(self, day: int, seconds: float, asked: set[int]) -> list[int]:
        cards = self.at.record.cards
        left = sorted((cell for cell in cards if cell not in asked), key=lambda cell: (-cards[cell].misses, cell))
        missed = [cell for cell in left if cards[cell].misses]
        return missed + list(self.at.unseen()) + [cell for cell in left if not cards[cell].misses]


class FixedRetention(Strategy):
    """The default of review apps: cells with recall below 0.9, lowest first, then new cells, then nothing."""

    name = "FSRS at 0.9"

    def due(self, day: int, asked: set[int]) -> list[int]:
        cards = self.at.record.cards
        due = [cell for cell, card in cards.items() if card.due <= day and cell not in asked]
        return sorted(due, key=lambda cell: (cards[cell].recall(day), cell))

    def order(self, day: int, seconds: float, asked: set[int]) -> list[int]:
        return self.due(day, asked) + list(self.at.unseen())


class FixedRetentionNeverIdle(FixedRetention):
    """The same, and remaining minutes go to the cells that are due soonest."""

    name = "FSRS at 0.9, never idle"

    def order(self, day: int, seconds: float, asked: set[int]) -> list[int]:
        return super().order(day, seconds, asked) or self.ahead(day, asked)

    def ahead(self, day: int, asked: set[int]) -> list[int]:
        cards = self.at.record.cards
        return sorted((cell for cell in cards if cell not in asked), key=lambda cell: (cards[cell].recall(day), cell))


class FixedRetentionNewFirst(FixedRetentionNeverIdle):
    """The same, but every cell is asked once before anything is reviewed."""

    name = "FSRS at 0.9, new first"

    def order(self, day: int, seconds: float, asked: set[int]) -> list[int]:
        return list(self.at.unseen()) or self.due(day, asked) or self.ahead(day, asked)


class PlanStrategy(Strategy):
    """Our plan, from the functions that the site itself uses."""

    name = "The plan"
    pace = Pace()

    def order(self, day: int, seconds: float, asked: set[int]) -> list[int]:
        at = self.at
        if not asked and at.record.tally.evidence >= 1.05 * self.pace.evidence:
            self.pace = learn_pace(at.record.tally, seconds=at.record.seconds)
        horizon = at.exam - day
        worths = ranked(
            self._standings(day, asked),
            self.pace,
            horizon=horizon,
            seconds=seconds,
            ahead=at.seconds_a_day * (horizon - 1) * at.kept,
        )
        return [worth.cell for worth in worths]

    def predicted(self, cell: int, day: int) -> float:
        card = self.at.record.cards[cell]
        return self.pace.recall(day - card.last, card.stability, card.answers)

    def outlook(self, day: int) -> Outlook:
        at = self.at
        return outlook(
            self._standings(day, set()),
            self.pace,
            horizon=at.exam - day,
            seconds=at.seconds_a_day,
            keeps=at.kept,
            resting=frozenset(),
        )

    def _standings(self, day: int, asked: set[int]) -> list[CellState]:
        cards, weights = self.at.record.cards, self.at.weights
        known = [
            CellState(cell, weights[cell], card.answers, card.stability, card.difficulty, day - card.last)
            for cell, card in cards.items()
            if cell not in asked
        ]
        return known + [CellState(cell, weights[cell]) for cell in self.at.unseen()]


class MindReader(Strategy):
    """Cheats: the same greedy rule with the learner's true memory. It shows how much could be gained at most."""

    name = "Reads the mind"

    def order(self, day: int, seconds: float, asked: set[int]) -> list[int]:
        gains = ((self._gain(cell, day), cell) for cell in range(CELLS) if cell not in asked)
        return [cell for _, cell in sorted(gains, key=lambda gain: (-gain[0], gain[1]))]

    def _gain(self, cell: int, day: int) -> float:
        mind, exam = self.at.mind, self.at.exam
        recall = mind.recall(cell, day)
        return (mind.imagine(cell, day, exam) - mind.recall(cell, exam)) / Pace().seconds(recall)


HONEST: list[type[Strategy]] = [
    FixedOrder,
    RandomOrder,
    MostMissed,
    FixedRetention,
    FixedRetentionNeverIdle,
    FixedRetentionNewFirst,
    PlanStrategy,
]
STRATEGIES = [*HONEST, MindReader]
