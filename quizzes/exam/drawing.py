"""Draws the questions of an exam simulation from a pool, without any query.

Questions are drawn by skill: most are derived from cells, so a blind draw would favor the services with most cells,
and ask about one fact twice in other words.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from random import Random

from bank.mixing import FURTHER_ONE_IN
from bank.models import Form, Skill
from bank.near_twins import NO_LIKENESS, Neighbors, QuestionLikeness
from bank.session_order import KindMix, kept_apart

# AWS publishes no weights within task 2.1. These give 65 questions in whole numbers: 10, 15, 15, 10, 15.
WEIGHTS: dict[str, int] = {Skill.COMPONENTS: 2, Skill.CUSTOMER: 3, Skill.AWS: 3, Skill.SHARED: 2, Skill.SHIFT: 3}
ONE_IN = 5  # questions that ask for several options


@dataclass(frozen=True)
class ExamCandidate:
    item: int
    skill: str
    form: str
    kind: str
    stem: str
    cell: int
    service: str
    tier: int = 0  # the place of the service's exam weight; 0 for what is about no service
    is_prominent: bool = False
    is_recent: bool = False
    likeness: QuestionLikeness = NO_LIKENESS


def draw(pool: Collection[ExamCandidate], count: int, *, chance: Random) -> list[ExamCandidate]:
    """Returns `count` questions in the order of the exam, fewer only if the pool has fewer.

    No two have the same stem. If the pool allows it, none was answered recently, no two are near-twins or settled by
    the same cell, no two neighbors are of one kind, one in ten is on a further service and all others are on the core;
    services alternate.
    """
    by_stem = {candidate.stem: candidate for candidate in pool}
    left = list(by_stem.values())
    chance.shuffle(left)  # ties go to the first candidate
    skills = seats(Counter(candidate.skill for candidate in left), count)
    wanted = list(skills.elements())
    chance.shuffle(wanted)
    drawn: list[ExamCandidate] = []
    for number, skill in enumerate(wanted):
        form = Form.CHOOSE_N if number % ONE_IN == 0 else Form.CHOOSE_ONE
        tier = int(number % FURTHER_ONE_IN == FURTHER_ONE_IN - 1)
        taken = DrawnQuestions(drawn)
        best = min(
            (candidate for candidate in left if candidate.skill == skill),
            key=lambda candidate: taken.objections(candidate, form, tier),
        )
        left.remove(best)
        drawn.append(best)
    chance.shuffle(drawn)
    return kept_apart(drawn, lambda candidate: candidate.likeness, lambda candidate: candidate.kind)


def seats(available: Mapping[str, int], count: int) -> Counter[str]:
    given: Counter[str] = Counter()
    for _ in range(min(count, sum(available.values()))):
        open_to = [skill for skill in WEIGHTS if given[skill] < available.get(skill, 0)]
        given[min(open_to, key=lambda skill: (2 * given[skill] + 1) / WEIGHTS[skill])] += 1
    return given


class DrawnQuestions:
    def __init__(self, drawn: Collection[ExamCandidate]):
        self.cells = {candidate.cell for candidate in drawn}
        self.services = Counter(candidate.service for candidate in drawn)
        self.kinds = KindMix(*(candidate.kind for candidate in drawn))
        self.neighbors = Neighbors(candidate.likeness for candidate in drawn)

    def objections(self, candidate: ExamCandidate, form: str, tier: int) -> tuple[bool | int, ...]:
        turns = self.services[candidate.service] * (1 if candidate.is_prominent else 2)
        return (
            candidate.is_recent,
            candidate.cell in self.cells,
            self.neighbors.has_near(candidate.likeness),
            self.kinds.crowding(candidate.kind),
            candidate.tier != tier,
            candidate.tier,
            candidate.form != form,
            turns + self.kinds.used[candidate.kind],
        )
