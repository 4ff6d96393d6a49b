"""The engine of the site, called as the site calls it: five questions at a time, one in ten of them a probe."""

from collections.abc import Sequence
from functools import cache

from benchmarks.learning.content import world
from benchmarks.learning.policies import AT_ONCE, Policy, Situation
from benchmarks.learning.record import Judged, Question
from planner.engine.draw import next_questions
from planner.engine.facts import ROWS, Answer, Askable, FactState, Stack, Timing
from planner.engine.learnt import Learnt, learn
from planner.engine.prospects import Prospects
from planner.engine.readiness import Probe, probe_of, readiness
from quizzes.memory.regression import passing

A_PROBE = 10  # one question in so many
FORM = "choose-one"


class Engine(Policy):
    name = "engine"

    def __init__(self, at: Situation) -> None:
        super().__init__(at)
        self.askable, stacks = bank()
        self.stacks = stacks if at.rows else ()
        self.answers: list[Answer] = []
        self.timings: list[Timing] = []
        self.probes: list[Probe] = []
        self.asked = 0

    def questions(self, day: int, left: float, asked: set[int]) -> Sequence[Question]:
        facts = self.facts(day)
        learnt = self.learnt(facts)
        horizon = self.at.days - day
        ahead = self.at.seconds_a_day * (horizon - 1) * self.at.kept
        chosen = next_questions(
            facts,
            self.askable,
            self.stacks,
            learnt,
            horizon=horizon,
            seconds=left,
            ahead=ahead,
            n=AT_ONCE,
            position=len(asked),
        )
        found = [Question(each.facts, each.recall) for each in chosen]
        place = -self.asked % A_PROBE
        if place < AT_ONCE and (probe := probe_of(facts, self.askable, f"{self.asked} {day}")):
            found = [each for each in found if probe.judges[0] not in each.facts]
            recall = known(facts[probe.judges[0]], learnt)
            found.insert(min(place, len(found)), Question(probe.judges, (passing(recall),), probe=True))
        return found

    def answered(self, question: Question, judged: Sequence[Judged], seconds: float) -> None:
        self.asked += 1
        self.answers += [Answer(each.fact, each.day, each.shown, each.rows) for each in judged]
        right = sum(each.right for each in judged) / len(judged)
        self.timings.append(Timing(ROWS if len(judged) > 1 else FORM, len(judged), right, seconds))
        if question.probe:
            self.probes.append(Probe(question.recalls[0], judged[0].shown))

    def readiness(self, day: int) -> tuple[float, float, float]:
        facts = self.facts(day)
        return readiness(facts, self.learnt(facts), self.probes)

    def learnt(self, facts: Sequence[FactState]) -> Learnt:
        return learn(facts, self.answers, tally=self.at.record.tally, timings=self.timings)

    def facts(self, day: int) -> list[FactState]:
        return [self.state(number, day) for number in range(len(self.at.facts))]

    def state(self, number: int, day: int) -> FactState:
        fact, card = self.at.facts[number], self.at.record.cards.get(number)
        blank = FactState(number, self.at.told[number], fact.rules, fact.conforms, fact.service)
        if card is None:
            return blank
        return blank._replace(
            answers=card.answers,
            stability=card.stability,
            difficulty=card.difficulty,
            days=day - card.last,
            missed=card.missed,
            resting=card.is_stuck,
        )


def known(fact: FactState, learnt: Learnt) -> float:
    return 1 - (1 - Prospects(learnt, 1).recall(fact)) * (1 - learnt.sight.known(fact))


@cache
def bank() -> tuple[tuple[Askable, ...], tuple[Stack, ...]]:
    """A question of one form for each fact, since forms take equal time here; stacks of each service and layer."""
    facts = world().facts
    stacks: dict[str, list[int]] = {}
    for cell in world().cells:
        stacks.setdefault(f"service/{world().services[cell.service]}", []).append(cell.number)
        stacks.setdefault(f"layer/{world().layers[cell.layer]}", []).append(cell.number)
    askable = tuple(Askable(fact.number, (fact.number,), FORM) for fact in facts)
    return askable, tuple(Stack(key, tuple(members)) for key, members in stacks.items())
