"""Ways to choose what to ask, all of them given the same minutes and the same record of answers."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from benchmarks.learning.content import FEWEST_ROWS, Fact, world
from benchmarks.learning.learners import Person
from benchmarks.learning.record import Judged, Question, SimulatedRecord

A_QUESTION = 5  # rows, at most
AT_ONCE = 5  # questions that are drawn together
MATES_AMONG = 120  # of the first so many facts in the order of a policy, those of one service may share a question


@dataclass
class Situation:
    """All that a policy may use. `told` is the exam by its weights; `person` is for the clairvoyant alone."""

    record: SimulatedRecord
    days: int
    seconds_a_day: float
    told: Sequence[float]
    tiers: Sequence[float]
    rows: bool
    rng: Random
    person: Person
    kept: float = 0.8
    facts: Sequence[Fact] = field(default_factory=lambda: world().facts)

    def unmet(self) -> list[int]:
        """The heaviest first, and in any order among equals."""
        new = [fact.number for fact in self.facts if fact.number not in self.record.cards and self.told[fact.number]]
        self.rng.shuffle(new)
        return sorted(new, key=lambda fact: -self.told[fact])


class Policy(ABC):
    name = ""

    def __init__(self, at: Situation) -> None:
        self.at = at

    @abstractmethod
    def questions(self, day: int, left: float, asked: set[int]) -> Sequence[Question]:
        """What comes next today, with `left` seconds; asked again when all of them are answered, until it has none."""

    def answered(self, question: Question, judged: Sequence[Judged], seconds: float) -> None:
        """Called after each answer is on record."""
        return

    def readiness(self, day: int) -> tuple[float, float, float] | None:
        """The share of the exam that would be right on the morning of `day`, and the bounds of 90 %, if it says so."""
        return None

    def forecast(self, day: int) -> tuple[float, float, float] | None:
        """How many cells will be known on the exam day, seen from the morning of `day`, and the bounds of 80 %."""
        return None


class Ordered(Policy):
    """Asks facts in an order, one a question, or with rows up to five of one stack."""

    at_once = AT_ONCE

    @abstractmethod
    def order(self, day: int, left: float, asked: set[int]) -> Sequence[int]: ...

    def questions(self, day: int, left: float, asked: set[int]) -> Sequence[Question]:
        order = self.order(day, left, asked)
        return list(self._in_rows(order)) if self.at.rows else [Question((fact,)) for fact in order[: self.at_once]]

    def _in_rows(self, order: Sequence[int]) -> Iterable[Question]:
        near, taken = order[:MATES_AMONG], set[int]()
        for fact in near[: self.at_once]:
            if fact not in taken:
                free = [mate for mate in near if mate not in taken and mate != fact]
                together = (fact, *self._mates(fact, free)[: A_QUESTION - 1])
                taken.update(together)
                yield Question(together)

    def _mates(self, fact: int, free: Sequence[int]) -> list[int]:
        """Further cells of a stack that it is in, of the first that has enough for a question or the largest."""
        stacks = [set(stack) for stack in world().stacks.values() if fact in stack]
        found = [[mate for mate in free if mate in stack] for stack in stacks]
        mates = next((each for each in found if len(each) >= A_QUESTION - 1), max(found, key=len, default=[]))
        return mates if len(mates) >= FEWEST_ROWS - 1 else []


class Deck(Ordered):
    """Goes through all facts that the exam may ask, and then again."""

    def __init__(self, at: Situation) -> None:
        super().__init__(at)
        self.left: list[int] = []

    def order(self, day: int, left: float, asked: set[int]) -> Sequence[int]:
        if not self.left:
            self.left = self.sorted([fact.number for fact in self.at.facts if self.at.told[fact.number]])
        return self.left

    def sorted(self, facts: list[int]) -> list[int]:
        return facts

    def answered(self, question: Question, judged: Sequence[Judged], seconds: float) -> None:
        self.left = [fact for fact in self.left if fact not in question.facts]


class FixedOrder(Deck):
    name = "fixed order"


class Shuffled(Deck):
    name = "shuffled deck"

    def sorted(self, facts: list[int]) -> list[int]:
        self.at.rng.shuffle(facts)
        return facts


class HeavyFirst(Shuffled):
    """The heaviest quarter of the facts shuffled, then the next, and again from the heaviest."""

    name = "heavy first"

    def sorted(self, facts: list[int]) -> list[int]:
        shuffled = super().sorted(facts)
        ranked = sorted(shuffled, key=lambda fact: -self.at.told[fact])
        quarter = {fact: 4 * place // len(ranked) for place, fact in enumerate(ranked)}
        return sorted(shuffled, key=lambda fact: quarter[fact])


class WithRepeats(Ordered):
    name = "random, repeats"
    at_once = 1

    def order(self, day: int, left: float, asked: set[int]) -> Sequence[int]:
        """Rows need a choice of others, so a sample."""
        some = [fact.number for fact in self.at.facts if self.at.told[fact.number]]
        return self.at.rng.sample(some, MATES_AMONG)


class FixedRetention(Ordered):
    """The default of review apps: what has fallen below a recall of 0.9, lowest first, then new facts."""

    name = "FSRS at 0.9"

    def order(self, day: int, left: float, asked: set[int]) -> Sequence[int]:
        cards = self.at.record.cards
        due = [fact for fact, card in cards.items() if card.due <= day and fact not in asked]
        return sorted(due, key=lambda fact: (cards[fact].recall(day), fact)) + self.at.unmet()


class Leitner(Ordered):
    """Five boxes that come back after 1, 2, 4, 8 and 16 days; a wrong answer puts a fact into the first."""

    name = "Leitner"

    def __init__(self, at: Situation) -> None:
        super().__init__(at)
        self.due: dict[int, int] = {}

    def order(self, day: int, left: float, asked: set[int]) -> Sequence[int]:
        due = [fact for fact, when in self.due.items() if when <= day and fact not in asked]
        return sorted(due, key=lambda fact: (self.due[fact], fact)) + self.at.unmet()

    def answered(self, question: Question, judged: Sequence[Judged], seconds: float) -> None:
        for each in judged:
            self.due[each.fact] = each.day + 2 ** min(self.at.record.cards[each.fact].in_a_row, 4)


class Clairvoyant(Ordered):
    """Cheats: what adds most to the exam's weights per second, by the learner's true memory. It looks one answer
    ahead, so it is no upper bound.
    """

    name = "clairvoyant"

    def order(self, day: int, left: float, asked: set[int]) -> Sequence[int]:
        at, person, memory = self.at, self.at.person, self.at.person.memory
        known = person.knowledge(at.days)
        lacking = [weight * (1 - each) for weight, each in zip(at.told, known, strict=True)]
        counts = self._counting(lacking)
        spreads = memory.spreads(day, at.days, lacking)
        gains = []
        for fact in at.facts:
            if fact.number in asked:
                continue
            before = memory.own(fact.number, at.days)
            # The own trace is one way among others; the share that the others leave unknown is what it can add.
            more = max(0.0, memory.imagine(fact.number, day, at.days) - before) / max(1e-9, 1 - before)
            gain = more * counts[fact.number] + spreads[fact.number]
            recall = person.knows(fact.number, day) if fact.is_cell else memory.own(fact.number, day)
            gains.append((gain / (16 * recall + 26 * (1 - recall)), fact.number))
        return [fact for _, fact in sorted(gains, key=lambda gain: (-gain[0], gain[1]))]

    def _counting(self, lacking: Sequence[float]) -> list[float]:
        """With what its rules are read off it, a cell counts for a part of them."""
        counts = list(lacking)
        for rule, covered in world().conforming.items():
            for cell in covered:
                counts[cell] += lacking[rule] / len(covered)
        return counts
