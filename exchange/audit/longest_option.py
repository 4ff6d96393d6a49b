"""How often choosing the longest option gives the key."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from exchange.audit.findings import Certainty, Finding, FindingKind
from exchange.audit.questions import FoundQuestion

MORE_THAN_CHANCE = 0.05  # how much a bank may favor the longest option
FEWEST = 20  # with fewer questions, the figure is shown without a conclusion


@dataclass(frozen=True)
class Cue:
    """Over `n` questions with one key: how often the longest option is the key (`share`), and how often by chance."""

    n: int
    share: float
    chance: float
    deviations: float  # standard deviations between share and chance


def longest(questions: Sequence[FoundQuestion]) -> Cue:
    asked = [question for question in questions if len(question.keys) == 1 and question.has_sound_key]
    asked = [question for question in asked if len(question.options) > 1 and not question.true_false]
    if not asked:
        return Cue(0, 0.0, 0.0, 0.0)
    chances = [1 / len(question.options) for question in asked]
    gained = sum(map(_gain, asked)) - sum(chances)
    spread = math.sqrt(sum(chance * (1 - chance) for chance in chances))
    n = len(asked)
    return Cue(n, sum(map(_gain, asked)) / n, sum(chances) / n, gained / spread)


def _gain(question: FoundQuestion) -> float:
    most = max(len(option.text) for option in question.options)
    candidates = [option for option in question.options if len(option.text) == most]
    return sum(option in question.keys for option in candidates) / len(candidates)


def finding(cue: Cue) -> list[Finding]:
    if cue.n < FEWEST or cue.share - cue.chance <= MORE_THAN_CHANCE or cue.deviations < 2:
        return []
    sure = (
        Certainty.CERTAIN if cue.deviations >= 4 else Certainty.LIKELY if cue.deviations >= 3 else Certainty.POSSIBLE
    )
    reason = f"chance alone would stray so far less often than {_odds(sure)}, n = {cue.n}"
    proof = (
        f"The longest option is the key in {cue.share:.0%} of {cue.n} questions with one key, "
        f"and would be in {cue.chance:.0%} by chance."
    )
    return [Finding(FindingKind.LONGEST, sure, reason, proof, ())]


def _odds(sure: Certainty) -> str:
    return {
        Certainty.CERTAIN: "1 time in 10,000",
        Certainty.LIKELY: "1 time in 500",
        Certainty.POSSIBLE: "1 time in 40",
    }[sure]
