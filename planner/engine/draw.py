"""Chooses the next questions: those that bring most per second over all the facts that they judge.

The choice is greedy, and every worth is reckoned again after each question. Worths only fall, so a queue whose first
entry is reckoned again when it comes up gives the same as reckoning all of them.
"""

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from math import exp, log
from typing import NamedTuple

from planner.engine.facts import ROWS, SEVERAL, Askable, Chosen, Facts, Stack
from planner.engine.learnt import Learnt
from planner.engine.worths import Worths
from quizzes.memory.regression import LUCK, ROW_LUCK, passing

MOST_ROWS = 5
ROWS_UNTIL_PROVEN = 5  # one question in so many, until the learner's own show that rows pay
ENOUGH_EVIDENCE = 15  # reviews that show how this learner forgets
REVIEW_FOR_EVIDENCE = 4  # until then one question in so many is a review
UNSURE = 0.1  # while it is not clear by which law the learner forgets, evidence is sought longer
ALIKE = 0.8  # factor for a form in which one of the last two questions about the fact was asked
USUAL_FACILITY = 0.7
FACILITY_COUNTS = 0.5  # share of its log-odds, since answers of others mix people and items


class Offer(NamedTuple):
    """A question that could be asked. Ties go to the lower `order`."""

    item: int | None
    stack: str | None
    facts: tuple[int, ...]
    form: str
    factor: float
    facility: float | None
    order: int


def next_questions(
    facts: Facts,
    askable: Sequence[Askable],
    stacks: Sequence[Stack],
    learnt: Learnt,
    *,
    horizon: int | None,
    seconds: float,
    ahead: float = 0.0,
    n: int | None = 5,
    position: int = 0,
) -> list[Chosen]:
    """The next `n` questions, best first; with n=None those that fill `seconds`, and one if there is any time.

    `horizon` is in days and at least 1, None without an exam; `seconds` is what is left of today's time and `ahead`
    that of all later days; `position` counts the questions already asked today. Facts asked today and resting ones
    are not asked. Takes time in proportion to facts and questions; equal inputs give equal lists.
    """
    share = share_of_rows(learnt) if stacks else 1.0
    worths = Worths(facts, learnt, horizon=horizon, seconds=seconds + ahead, share=share)
    return _Draw(worths, askable, stacks, position).take(n, seconds)


def share_of_rows(learnt: Learnt) -> float:
    """The seconds of one fact, as a share of those of a question about it alone: less than 1 if rows pay."""
    if not learnt.rows_pay:
        return 1.0
    return min(1.0, learnt.seconds(ROWS, [0.7] * MOST_ROWS) / MOST_ROWS / learnt.seconds("", [0.7]))


class _Draw:
    def __init__(self, worths: Worths, askable: Iterable[Askable], stacks: Iterable[Stack], position: int) -> None:
        self.worths, self.facts, self.learnt, self.position = worths, worths.facts, worths.learnt, position
        self.queue = [
            (-rate, offer.order, offer)
            for offer in self._offers(askable, stacks)
            if (rate := self._rate(offer, self._about(offer))) > 0
        ]
        heapify(self.queue)
        self.settled: set[int] = set()  # offers by their order
        self.several = 0
        pace = self.learnt.pace
        enough = ENOUGH_EVIDENCE if not UNSURE < pace.fades < 1 - UNSURE else 3 * ENOUGH_EVIDENCE
        self.lacks_evidence = pace.evidence < enough

    def take(self, n: int | None, seconds: float) -> list[Chosen]:
        chosen: list[Chosen] = []
        left = seconds
        while n is None or len(chosen) < n:
            best = self._best(len(chosen))
            if best is None or (n is None and (left <= 0 or (chosen and best.seconds > left))):
                break
            chosen.append(best)
            left -= best.seconds
            self.several += len(best.facts) >= SEVERAL
            for fact in best.facts:
                self.worths.ask(fact)
        return chosen

    def _offers(self, askable: Iterable[Askable], stacks: Iterable[Stack]) -> Iterable[Offer]:
        kept = [each for each in askable if any(self.worths.own[fact] > 0 for fact in each.judges)]
        others: dict[int, int] = {}
        for each in kept:
            for fact in each.judges:
                others[fact] = others.get(fact, 0) + 1
        for each in kept:
            again = [fact for fact in each.judges if self.facts[fact].last_item == each.item]
            if any(others[fact] > 1 for fact in again):
                continue
            alike = each.form in self.facts[each.judges[0]].last_forms
            factor = each.preference * (ALIKE if alike else 1.0)
            yield Offer(each.item, None, each.judges, each.form, factor, each.facility, each.item)
        for number, stack in enumerate(stacks):
            yield Offer(None, stack.key, stack.facts, ROWS, 1.0, None, -1 - number)

    def _best(self, taken: int) -> Chosen | None:
        rows = self.learnt.rows_pay or self.several <= taken // ROWS_UNTIL_PROVEN
        if self.lacks_evidence and not (self.position + taken) % REVIEW_FOR_EVIDENCE:
            review = self._longest_ago(rows=rows)
            if review:
                return review
        return self._first(rows=rows)

    def _longest_ago(self, *, rows: bool) -> Chosen | None:
        """The review that says most about how this learner forgets."""
        reviews = [
            (-self.facts[offer.facts[0]].days, rate, order, offer)
            for rate, order, offer in self.queue
            if offer.stack is None and (rows or len(offer.facts) < SEVERAL) and self.facts[offer.facts[0]].days
        ]
        for *_, offer in sorted(reviews):
            self.worths.settle(offer.facts[0])
            rate = self._rate(offer, offer.facts)
            if rate > 0 and self.worths.own[offer.facts[0]] > 0:
                return self._chosen(offer, offer.facts, rate)
        return None

    def _first(self, *, rows: bool) -> Chosen | None:
        held: list[tuple[float, int, Offer]] = []
        found = None
        while self.queue and found is None:
            _, order, offer = heappop(self.queue)
            if order not in self.settled:
                self.settled.add(order)
                for fact in offer.facts:
                    self.worths.settle(fact)
            about = self._about(offer)
            rate = self._rate(offer, about)
            if rate <= 0:
                continue
            if self.queue and (-rate, order) > self.queue[0][:2]:
                heappush(self.queue, (-rate, order, offer))
                continue
            if rows or len(about) < SEVERAL:
                found = self._chosen(offer, about, rate)
            if found is None or offer.stack is not None:  # more questions can be made from a stack
                held.append((-rate, order, offer))
        for entry in held:
            heappush(self.queue, entry)
        return found

    def _about(self, offer: Offer) -> tuple[int, ...]:
        """The facts for which the question would be asked: those of the stored one, or the best of the stack."""
        if offer.stack is None:
            return offer.facts
        own, worth = self.worths.own, self.worths.worth
        ordered = sorted([(-worth(fact), fact) for fact in offer.facts if own[fact] > 0])
        return tuple([fact for _, fact in ordered[:MOST_ROWS]]) if len(ordered) >= SEVERAL else ()

    def _rate(self, offer: Offer, about: Sequence[int]) -> float:
        worth = sum(map(self.worths.worth, about))
        if worth <= 0:
            return 0.0
        taken_in = self.learnt.taken_in if len(about) >= SEVERAL else 1.0
        return offer.factor * taken_in * worth / self._seconds(offer.form, about)

    def _seconds(self, form: str, about: Sequence[int]) -> float:
        return self.learnt.seconds(form, [self.worths.recall[fact] for fact in about])

    def _chosen(self, offer: Offer, about: Sequence[int], rate: float) -> Chosen:
        seconds = self._seconds(offer.form, about)
        luck = ROW_LUCK if len(about) >= SEVERAL else LUCK
        recall = tuple(right(self.worths.predicted(fact), offer.facility, luck) for fact in about)
        return Chosen(offer.item, offer.stack, tuple(about), offer.form, seconds, rate * seconds, recall)


def right(recall: float, facility: float | None, luck: float = LUCK) -> float:
    """The probability of an answer rated as recalled; an item that many get wrong is harder than its fact."""
    if facility is None:
        return passing(recall, luck)
    kept = min(max(recall, 0.01), 0.99)
    harder = FACILITY_COUNTS * (_odds(min(max(facility, 0.05), 0.95)) - _odds(USUAL_FACILITY))
    return passing(1 / (1 + exp(-_odds(kept) - harder)), luck)


def _odds(share: float) -> float:
    return log(share / (1 - share))
