"""What a learner's answers say about the learner: how they forget, what they work out, and how long questions take."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from planner.engine.facts import SEVERAL, Answer, Facts, Timing
from planner.engine.sight import Sight, learn_sight
from quizzes.memory.personal_curve import LONGEST_SECONDS, CurveTally, Pace, learn_pace
from quizzes.memory.regression import LUCK, ROW_LUCK

# Seconds of a question that judges several facts, until the learner's own are known.
STEM, ROW, ROW_WRONG = 8.0, 7.0, 6.0
PRIOR_TIMINGS = 10  # the prior counts as this many of the learner's own
ENOUGH_ROWS = 30
TAKEN_IN, PRIOR_TAKEN_IN = 0.8, 10  # share of a row's lesson that is taken in, against a question about one fact
PAYS = 1.1  # rows are the rule if they bring so much more per second


@dataclass(frozen=True)
class Learnt:
    pace: Pace = field(default_factory=Pace)
    sight: Sight = field(default_factory=Sight)
    by_form: dict[str, float] = field(default_factory=dict)  # own seconds / usual seconds
    rows: int = 0  # rows answered and timed
    taken_in: float = TAKEN_IN

    @property
    def cautious(self) -> Self:
        return replace(self, pace=self.pace.cautious)

    def seconds(self, form: str, recall: Sequence[float]) -> float:
        """Expected seconds of a question of this form about facts with these probabilities of a right answer."""
        return self.by_form.get(_kind(form, len(recall)), 1.0) * self._usual(recall)

    def _usual(self, recall: Sequence[float]) -> float:
        if len(recall) < SEVERAL:
            return self.pace.seconds(sum(recall) / len(recall))
        return STEM + len(recall) * (ROW + ROW_WRONG) - ROW_WRONG * sum(recall)

    @cached_property
    def rows_pay(self) -> bool | None:
        """Whether rows bring more per second than questions about one fact; None until 30 own rows say it."""
        if self.rows < ENOUGH_ROWS:
            return None
        single, five = self.seconds("", [0.7]), self.seconds("", [0.7] * 5) / 5
        return self.taken_in * single > PAYS * five


def learn(
    facts: Facts,
    answers: Sequence[Answer] = (),
    *,
    tally: CurveTally | None = None,
    timings: Iterable[Timing] = (),
) -> Learnt:
    """`answers` are all of the learner's, oldest first; `tally` counts their reviews; `timings` are recent."""
    timings = list(timings)
    pace = pace_of(*_rows_among(answers), tally=tally or CurveTally(), timings=timings)
    known = Learnt(pace)
    return Learnt(
        pace,
        learn_sight(facts, answers),
        _by_form(timings, known),
        sum(timing.judged for timing in timings if timing.judged >= SEVERAL),
        _taken_in(answers),
    )


def pace_of(rows: int, reviews: int, *, tally: CurveTally, timings: Iterable[Timing]) -> Pace:
    """`reviews` are later answers about a fact, and so many of them were `rows`."""
    single = [(timing.right > 0.5, timing.seconds) for timing in timings if timing.judged < SEVERAL]
    luck = LUCK + (ROW_LUCK - LUCK) * rows / reviews if reviews else LUCK
    return learn_pace(tally, seconds=single, luck=luck)


def _kind(form: str, judged: int) -> str:
    return "rows" if judged >= SEVERAL else form


def _by_form(timings: Iterable[Timing], known: Learnt) -> dict[str, float]:
    sums: dict[str, list[float]] = {}
    for timing in timings:
        expected = known.seconds("", [timing.right] * timing.judged)
        own = sums.setdefault(_kind(timing.form, timing.judged), [PRIOR_TIMINGS, PRIOR_TIMINGS])
        own[0] += min(max(timing.seconds, 1.0), LONGEST_SECONDS) / expected
        own[1] += 1
    return {kind: ratio / count for kind, (ratio, count) in sums.items()}


def _rows_among(answers: Iterable[Answer]) -> tuple[int, int]:
    """How many later answers about a fact were rows, and how many there are."""
    met: set[int] = set()
    rows = reviews = 0
    for answer in answers:
        if answer.fact in met:
            reviews += 1
            rows += answer.judged >= SEVERAL
        met.add(answer.fact)
    return rows, reviews


def _taken_in(answers: Iterable[Answer]) -> float:
    """How well facts are recalled whose last answer was a row, against those asked alone, on a later day."""
    last: dict[int, Answer] = {}
    shown = {False: [1.0, 2.0], True: [0.0, 0.0]}
    for answer in answers:
        before = last.get(answer.fact)
        if before and before.day < answer.day:
            count = shown[before.judged >= SEVERAL]
            count[0] += answer.shown
            count[1] += 1
        last[answer.fact] = answer
    alone = shown[False][0] / shown[False][1]
    right, asked = shown[True]
    return min(1.0, (TAKEN_IN * PRIOR_TAKEN_IN * alone + right) / (PRIOR_TAKEN_IN * alone + asked * alone))
