"""The plan as the site made it before it priced questions: single cells, weights 3 : 1 : 0.25, one answer ahead."""

from collections.abc import Sequence
from math import ceil

from fsrs import Rating

from benchmarks.learning.policies import Ordered, Situation
from benchmarks.learning.record import Card
from quizzes.memory.card import PUBLISHED
from quizzes.memory.personal_curve import Pace, learn_pace

ENOUGH_EVIDENCE = 30
SHARE_FOR_EVIDENCE = 0.1
MOST_FOR_EVIDENCE = 0.05


class TodaysPlan(Ordered):
    name = "plan of before"
    at_once = 20

    def __init__(self, at: Situation) -> None:
        super().__init__(at)
        self.pace = Pace()
        self.kept: dict[tuple[float, ...], tuple[float, float]] = {}

    def order(self, day: int, left: float, asked: set[int]) -> Sequence[int]:
        at = self.at
        if not asked and at.record.tally.evidence >= 1.05 * self.pace.evidence:
            self.pace = learn_pace(at.record.tally, seconds=at.record.seconds)
        horizon = at.days - day
        self.kept = {}
        rated = []
        for fact in at.facts:
            card = at.record.cards.get(fact.number)
            if fact.number not in asked and at.tiers[fact.number] and not (card and card.is_stuck):
                gain, seconds = self._gain(card, day, horizon)
                rated.append((-at.tiers[fact.number] * gain / seconds, fact.number))
        order = [fact for _, fact in sorted(rated)]
        wanted = self._wanted_for_evidence(left, horizon)
        reviews = [fact for fact in order if fact in at.record.cards][:wanted]
        first = set(reviews)
        return reviews + [fact for fact in order if fact not in first]

    def _gain(self, card: Card | None, day: int, horizon: int) -> tuple[float, float]:
        key = (card.stability, card.difficulty, card.answers, day - card.last) if card else ()
        if key not in self.kept:
            self.kept[key] = self._review(card, day, horizon) if card else self._first(horizon)
        return self.kept[key]

    def _review(self, card: Card, day: int, horizon: int) -> tuple[float, float]:
        days, recalled = day - card.last, self.pace.recall
        recall = recalled(days, card.stability, card.answers)
        right, wrong = (
            recalled(horizon, PUBLISHED.after(card.stability, card.difficulty, days, each)[0], card.answers + 1)
            for each in (Rating.Good, Rating.Again)
        )
        never = recalled(days + horizon, card.stability, card.answers)
        return recall * right + (1 - recall) * wrong - never, self._seconds(recall)

    def _first(self, horizon: int) -> tuple[float, float]:
        share = self.pace.first_right
        right, wrong = (self.pace.recall(horizon, PUBLISHED.first(each)[0], 1) for each in (Rating.Good, Rating.Again))
        return share * right + (1 - share) * wrong, self._seconds(share)

    def _seconds(self, recall: float) -> float:
        return recall * self.pace.seconds_right + (1 - recall) * self.pace.seconds_wrong

    def _wanted_for_evidence(self, seconds: float, horizon: int) -> int:
        each = (self.pace.seconds_right + self.pace.seconds_wrong) / 2
        ahead = self.at.seconds_a_day * (horizon - 1) * self.at.kept
        enough = min(ENOUGH_EVIDENCE, MOST_FOR_EVIDENCE * (seconds + ahead) / each)
        return ceil(SHARE_FOR_EVIDENCE * seconds / each) if self.pace.evidence < enough else 0
