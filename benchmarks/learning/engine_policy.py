"""The engine of the site, called as the site calls it: five questions at a time, one in ten of them a probe."""

from collections.abc import Sequence
from functools import cache

from benchmarks.learning.content import world
from benchmarks.learning.policies import AT_ONCE, Policy, Situation
from benchmarks.learning.record import Judged, Question
from planner.engine.draw import next_questions
from planner.engine.facts import ROWS, Answer, Askable, FactState, Stack, Timing
from planner.engine.learnt import Learnt, learn
from planner.engine.outlook import outlook
from planner.engine.readiness import Probe, expected, probe_of, readiness

A_PROBE = 10  # one question in so many
FORM = "choose-one"
NEXT_TO_NOTHING = 1e-9  # the weight of what an exam does not ask; on the site nothing has none


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
        place = {service: number for number, service in enumerate(world().services)}
        self.unmet = [
            FactState(fact.number, weight or NEXT_TO_NOTHING, fact.rules, fact.conforms, place.get(fact.service, -1))
            for fact, weight in zip(at.facts, at.told, strict=True)
        ]

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
            told = expected(facts[probe.judges[0]], learnt)
            found.insert(min(place, len(found)), Question(probe.judges, (told,), probe=True))
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

    def forecast(self, day: int) -> tuple[float, float, float]:
        facts, at = self.facts(day), self.at
        seconds, keeps = at.seconds_a_day, at.kept
        told = outlook(
            facts, self.learnt(facts), horizon=at.days - day, seconds=seconds, keeps=keeps, stacks=self.stacks
        )
        return told.known, told.low, told.high

    def learnt(self, facts: Sequence[FactState]) -> Learnt:
        return learn(facts, self.answers, tally=self.at.record.tally, timings=self.timings)

    def facts(self, day: int) -> list[FactState]:
        facts = [*self.unmet]
        for number, card in self.at.record.cards.items():
            facts[number] = facts[number]._replace(
                answers=card.answers,
                stability=card.stability,
                difficulty=card.difficulty,
                days=day - card.last,
                missed=card.missed,
                resting=card.is_stuck,
            )
        return facts


@cache
def bank() -> tuple[tuple[Askable, ...], tuple[Stack, ...]]:
    """A question of one form for each fact, since forms take equal time here, and the stacks."""
    askable = tuple(Askable(fact.number, (fact.number,), FORM) for fact in world().facts)
    return askable, tuple(Stack(key, cells) for key, cells in world().stacks.items())
