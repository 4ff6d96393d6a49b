"""One learner's forgetting and speed, fitted to their own answers with the published figures as prior.

FSRS's published weights fit a crowd, so a plan would promise too much to learners who forget faster. A logistic
regression over the learner's own reviews corrects the predicted recall: four weights, each near the usual ones until
answers say otherwise. By FSRS, weak memories last long. Some learners may forget by another law and lose half of what
they know in equal times; how probable that is follows from the reviews, and predictions are weighted by it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from math import exp, log
from typing import NamedTuple, Self

from quizzes.memory.card import PUBLISHED, Exposure, Memory, in_order, remember, shows_knowledge
from quizzes.memory.nights import nights_between
from quizzes.memory.regression import LUCK, Counted, Fit, Prior, fading, fit

Weights = tuple[float, float, float, float]

FSRS_IS_RIGHT: Weights = (0.0, 1.0, 0.0, 0.0)
# What a card says of its fact is uncertain, since answers are also lucky and facts differ: recall differs less from
# fact to fact than FSRS says. The published curve holds until the first review.
USUAL: Weights = (0.1, 0.85, 0.0, 0.0)
# Standard deviations of the prior: level, slope, gain per answer given, loss per log of days.
SPREAD: Weights = (0.5, 0.4, 0.5, 0.3)
# Bounds: recall falls with time and an answer does no harm, or a plan would exploit the opposite.
LEAST: Weights = (-5.0, 0.2, -1e-9, -1e-9)
# The other law: the logarithm of time in mean lives, with weights for level, time, stability, and answers given.
FADING = Prior((-2.25, 1.0, 0.6, 0.0), (0.8, 0.1, 0.25, 0.4), (-8.0, 0.5, 0.1, -1e-9))
FADES = 0.15  # how probable it is before any review
TO_PLANS = 0.5  # the same for plans, since a memory that fades unforeseen costs more than one that lasts
LIKELY = 0.8
UNLIKELY = 0.02  # less than this is taken for none
SURELY = 0.999
SURE_ODDS = log(SURELY / (1 - SURELY))
# `Pace.recall` is the innermost step of every plan, so it repeats the formula.
FACTOR, DECAY = PUBLISHED.factor, PUBLISHED.decay

# The prior counts as this many of the learner's own answers.
PRIOR_FIRSTS = (1, 6)
PRIOR_SECONDS = 10
SECONDS_RIGHT = 18.0
SECONDS_WRONG = 30.0
LONGEST_SECONDS = 120.0  # longer times are breaks


class Review(NamedTuple):
    days: int
    stability: float
    answers: int
    recalled: bool


def reviews(exposures: Iterable[Exposure]) -> Iterable[Review]:
    memory: Memory | None = None
    for exposure in in_order(exposures):
        if memory and (days := nights_between(memory.last, exposure.moment)):
            yield Review(days, memory.stability, memory.answers, shows_knowledge(exposure))
        memory = remember(memory, exposure)


Place = tuple[int, int, int]


def place_of(review: Review) -> Place:
    return (
        review.days if review.days < 8 else round(6 * log(review.days)),
        round(log(review.stability) / 0.3),
        min(review.answers, 8),
    )


@dataclass
class CurveTally:
    """Counts of a learner's answers. Whole numbers only, so the order of adding does not matter."""

    recalled: Counter[Place] = field(default_factory=Counter)
    forgotten: Counter[Place] = field(default_factory=Counter)
    firsts_right: int = 0
    firsts: int = 0

    @property
    def evidence(self) -> int:
        return self.recalled.total() + self.forgotten.total()

    def add(self, review: Review) -> None:
        self.count(place_of(review), recalled=review.recalled)

    def count(self, place: Place, *, recalled: bool) -> None:
        (self.recalled if recalled else self.forgotten)[place] += 1

    def add_first(self, *, right: bool) -> None:
        self.firsts += 1
        self.firsts_right += right


@dataclass(frozen=True)
class Pace:
    weights: Weights = FSRS_IS_RIGHT
    level_error: float = SPREAD[0]  # standard error of the level, in log-odds
    first_right: float = PRIOR_FIRSTS[0] / sum(PRIOR_FIRSTS)
    seconds_right: float = SECONDS_RIGHT
    seconds_wrong: float = SECONDS_WRONG
    evidence: int = 0
    fading: Weights = (-2.25, 1.0, 0.6, 0.0)
    fades: float = 0.0  # probability that this learner forgets by the other law

    def recall(self, days: float, stability: float, answers: int) -> float:
        """What pages show: the other law counts once it is likely, since one answer should not turn what is known
        into something forgotten."""
        if self.fades < LIKELY:
            return self._lasting(days, stability, answers)
        return self.expected(days, stability, answers)

    def expected(self, days: float, stability: float, answers: int) -> float:
        """Recall by both laws, each as probable as the reviews make it."""
        if not self.fades or days <= 0:
            return self._lasting(days, stability, answers)
        level, time, firmness, gain = self.fading
        lives = exp(min(level + time * log(days) - firmness * log(stability) - gain * log(answers), 5.0))
        return (1 - self.fades) * self._lasting(days, stability, answers) + self.fades * exp(-lives)

    @property
    def cautious(self) -> Self:
        """With the other law as probable as plans take it to be."""
        fades, lasts = self.fades * TO_PLANS / FADES, (1 - self.fades) * (1 - TO_PLANS) / (1 - FADES)
        return replace(self, fades=fades / (fades + lasts))

    def _lasting(self, days: float, stability: float, answers: int) -> float:
        level, slope, gain, loss = self.weights
        expected = (1 + FACTOR * days / stability) ** DECAY
        odds = SURE_ODDS if expected > SURELY else log(expected / (1 - expected))
        return 1 / (1 + exp(-(level + slope * odds + gain * log(answers) - loss * log(1 + days))))

    def seconds(self, recall: float) -> float:
        return recall * self.seconds_right + (1 - recall) * self.seconds_wrong


def tally(histories: Iterable[Sequence[Exposure]]) -> CurveTally:
    counts = CurveTally()
    for history in histories:
        for review in reviews(history):
            counts.add(review)
        if history:
            counts.add_first(right=shows_knowledge(in_order(history)[0]))
    return counts


def learn_pace(counts: CurveTally, *, seconds: Iterable[tuple[bool, float]] = (), luck: float = LUCK) -> Pace:
    """`seconds` has pairs of (right, seconds from question to question). `luck` is that of the answers counted."""
    lasting, fading, fades = _fit(frozenset(counts.recalled.items()), frozenset(counts.forgotten.items()), luck)
    level, slope, gain, loss = lasting.weights
    right, wrong = _typical_seconds(seconds)
    return Pace(
        weights=(level, slope, gain, loss),
        level_error=lasting.first_error,
        first_right=(PRIOR_FIRSTS[0] + counts.firsts_right) / (sum(PRIOR_FIRSTS) + counts.firsts),
        seconds_right=right,
        seconds_wrong=wrong,
        evidence=counts.evidence,
        fading=fading,
        fades=fades,
    )


def _typical_seconds(seconds: Iterable[tuple[bool, float]]) -> tuple[float, float]:
    sums = {True: PRIOR_SECONDS * SECONDS_RIGHT, False: PRIOR_SECONDS * SECONDS_WRONG}
    counts = {True: PRIOR_SECONDS, False: PRIOR_SECONDS}
    for right, taken in seconds:
        sums[right] += min(max(taken, 1.0), LONGEST_SECONDS)
        counts[right] += 1
    return sums[True] / counts[True], sums[False] / counts[False]


type CountedPlaces = frozenset[tuple[Place, int]]


@lru_cache(maxsize=32)  # of a learner who opens several pages after the same answers; 50 KB and 2 ms each
def _fit(recalled: CountedPlaces, forgotten: CountedPlaces, luck: float) -> tuple[Fit, Weights, float]:
    """The lasting law, the weights of the fading one, and how probable the latter is."""
    right, wrong = _merged(recalled), _merged(forgotten)
    places = sorted(right.keys() | wrong.keys())

    def points(features: Callable[[Place], Weights]) -> list[Counted]:
        return [Counted(features(place), right[place], right[place] + wrong[place], luck) for place in places]

    if not places:
        return Fit([*FSRS_IS_RIGHT], SPREAD[0], 0.0), Pace.fading, 0.0
    lasting = fit(points(_features), Prior(USUAL, SPREAD, LEAST))
    other = fit(points(_fading_features), FADING, fading)
    odds = log(FADES / (1 - FADES)) + other.evidence - lasting.evidence
    fades = 1 / (1 + exp(-min(max(odds, -50.0), 50.0)))
    level, time, firmness, gain = other.weights
    return lasting, (level, time, firmness, gain), fades if fades > UNLIKELY else 0.0


def _merged(counted: CountedPlaces) -> Counter[Place]:
    """With neighboring places added up, since the time that a fit takes is in proportion to them."""
    merged: Counter[Place] = Counter()
    for (days, stability, answers), number in counted:
        merged[days, 2 * round(stability / 2), answers if answers < 4 else 6] += number
    return merged


@cache  # a few thousand places at most; each costs two powers and two logarithms
def _features(place: Place) -> Weights:
    days, stability, answers = place
    elapsed = days if days < 8 else exp(days / 6)
    expected = min(PUBLISHED.recall(elapsed, exp(0.3 * stability)), SURELY)
    return 1.0, log(expected / (1 - expected)), log(answers), -log(1 + elapsed)


@cache
def _fading_features(place: Place) -> Weights:
    days, stability, answers = place
    return 1.0, log(days) if days < 8 else days / 6, -0.3 * stability, -log(answers)
