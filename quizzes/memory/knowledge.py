"""A learner's knowledge of each cell, as pages show it: its state, and whether it is stuck.

Memories are read along with the facts, in one query. Pages use the learner's own pace of forgetting, as the plan does:
two curves on one site would contradict each other.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cache, cached_property
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db.models import Aggregate, Subquery, TextField
from django.db.models.expressions import Combinable
from django.utils import timezone

from accounts.models import Learner
from matrix import facts
from matrix.facts import Facts, made_once
from matrix.learnable.rules import conforms, governing
from matrix.models import ExamWeight, FactsRevision, Responsibility, Rule
from quizzes.memory.mastery import IN_A_ROW, TRIES, MemoryState, state_of
from quizzes.memory.nights import nights_between
from quizzes.memory.personal_curve import Pace, learn_pace
from quizzes.memory.store import SUBJECT, tally_from, track_of
from quizzes.models import CellMemory, MemoryRow, RuleMemory
from quizzes.pool import cells_with_a_question
from serving.prepared import Prepared


class Remembered(NamedTuple):
    """What a memory has besides its subject and its history. Maps need what comes before `known` alone."""

    stability: float
    answers: int
    missed: bool
    tries: int
    in_a_row: int
    overnight: bool
    reviews: list[list[int]]
    first_right: bool
    last: datetime
    known: bool
    guessed_right: bool
    difficulty: float
    due: datetime

    @classmethod
    def of(cls, row: Sequence[Any]) -> Self:
        *shown, last, known, guessed_right, difficulty, due = row
        at = datetime.fromisoformat
        return cls._make([*shown, at(last), known, guessed_right, difficulty, at(due)])


class MemoryLook(NamedTuple):
    """What maps show of a fact: they draw some hundred facts in a handful of looks."""

    name: str
    said: str
    state: MemoryState | None
    stuck: bool
    by_rule: str


@cache
def look_of(state: MemoryState | None, stuck: bool = False, by_rule: str = "") -> MemoryLook:
    if by_rule:
        return MemoryLook("by-rule", f"New, known because of a rule: {by_rule}", state, stuck, by_rule)
    label = state.label if state else "Not asked about"
    return MemoryLook(state or "none", f"{label}, still tricky" if stuck else label, state, stuck, by_rule)


class CellKnowledge(NamedTuple):
    look: MemoryLook
    secure: bool = False
    recall: float | None = None
    row: Sequence[Any] = ()  # from `memories_of`

    @property
    def state(self) -> MemoryState | None:
        return self.look.state

    @property
    def stuck(self) -> bool:
        return self.look.stuck

    @property
    def name(self) -> str:
        return self.look.name

    @property
    def said(self) -> str:
        return self.look.said

    @property
    def by_rule(self) -> str:
        """Of a cell never asked about: the mastered rule that it follows."""
        return self.look.by_rule

    @property
    def memory(self) -> Remembered | None:
        return Remembered.of(self.row) if self.row else None

    @property
    def is_weak(self) -> bool:
        return bool(self.row) and self.row[MISSED]

    @property
    def percent(self) -> int:
        return round(100 * (self.recall or 0))

    @property
    def last_answer(self) -> str:
        if self.memory is None:
            return ""
        if not self.memory.missed:
            return "right"
        return "right, by a guess" if self.memory.guessed_right else "not right"


CORE_KNOWN = 0.9  # share of the core's facts
MISSED, REVIEWS, FIRST_RIGHT, LAST = map(Remembered._fields.index, ("missed", "reviews", "first_right", "last"))
ON_MAPS = Remembered._fields[: LAST + 1]
NOT_ASKED = CellKnowledge(look_of(None))
NEW = CellKnowledge(look_of(MemoryState.NEW))


class FactTotals(NamedTuple):
    """How many facts learners are asked about, worded as every page words it."""

    core: int
    all: int
    services: int  # that the core is of

    @property
    def core_facts(self) -> str:
        return f"{self.core} core fact{'' if self.core == 1 else 's'}"

    @property
    def all_facts(self) -> str:
        return f"all {self.all} facts"


def totals_of(facts: Facts) -> FactTotals:
    """Count the cells that a question is evidence for."""
    return _totals(facts, frozenset(cells_with_a_question()))


@made_once
def _totals(facts: Facts, asked: frozenset[int]) -> FactTotals:
    counted = _counted(facts, asked)
    core = counted & core_of(facts)
    return FactTotals(len(core), len(counted), len({facts.cell_by_id(pk).service_id for pk in core}))


@made_once
def _counted(facts: Facts, asked: frozenset[int]) -> frozenset[int]:
    return frozenset(pk for pk in asked.intersection(facts.cell_ids) if facts.cell_by_id(pk).is_asked)


@made_once
def core_of(facts: Facts) -> frozenset[int]:
    return frozenset(pk for pk in facts.cell_ids if facts.cell_by_id(pk).service.exam_weight == ExamWeight.CORE)


def knows_core(
    facts: Facts, asked: Collection[int], met: Collection[int], knowledge_of: Callable[[int], CellKnowledge]
) -> bool:
    """Return whether nine tenths of the core's facts are secure: then what is beyond the exam is asked too."""
    core = core_of(facts).intersection(asked)
    answered = core.intersection(met)
    enough = CORE_KNOWN * len(core)
    # Most learners have met too few, and no state is computed for them.
    return bool(core) and len(answered) >= enough <= sum(map(_is_secure, map(knowledge_of, answered)))


def _is_secure(record: CellKnowledge) -> bool:
    return record.secure and record.state != MemoryState.FORGOTTEN


@made_once
def _rule_followed(facts: Facts) -> dict[int, Rule]:
    """The rule that covers each cell most specifically, of those that follow it."""
    found = ((cell, governing(cell, facts)) for cell in facts.cells.values())
    return {cell.id: rule for cell, rule in found if rule and conforms(rule, cell)}


@made_once
def _never_met(facts: Facts, asked: frozenset[int]) -> dict[int, MemoryLook]:
    return {pk: (NEW if pk in asked else NOT_ASKED).look for pk in facts.cell_ids}


@dataclass(frozen=True)
class Knowledge:
    """One learner's knowledge at one moment. `kept` maps cell ids to rows from `memories_of`.

    Records and the pace are computed on demand, since the page of one cell needs few of them.
    """

    kept: Mapping[int, Sequence[Any]]
    at: datetime
    zone: tzinfo
    facts: Facts
    of_rules: Mapping[str, Sequence[Any]] = field(default_factory=dict)  # by slug, of rules and controls

    @cached_property
    def asked(self) -> frozenset[int]:
        """The ids of the cells that learners are asked about."""
        return _counted(self.facts, frozenset(cells_with_a_question()))

    @cached_property
    def pace(self) -> Pace:
        return learn_pace(tally_from((row[REVIEWS], row[FIRST_RIGHT]) for row in self.kept.values()))

    @property
    def lasts(self) -> Iterator[datetime]:
        """When cells were last asked."""
        return (datetime.fromisoformat(row[LAST]) for row in self.kept.values())

    @cached_property
    def _local(self) -> datetime:
        return self.at.astimezone(self.zone)

    def _nights_since(self, last: str) -> int:
        return nights_between(datetime.fromisoformat(last).astimezone(self.zone), self._local)

    @cached_property
    def looks(self) -> Mapping[int, MemoryLook]:
        """Of all cells by their ids, for pages that show most of them."""
        return self.looks_of(self.facts.cell_ids)

    def looks_of(self, cells: Collection[int]) -> Mapping[int, MemoryLook]:
        asked, found = self.asked, dict(_never_met(self.facts, self.asked))
        if self.mastered:
            followed = _rule_followed(self.facts).items()
            found |= {pk: self._new(rule).look for pk, rule in followed if pk in asked and rule.slug in self.mastered}
        look = self._look
        return found | {pk: look(row) for pk, row in self.kept.items() if pk in cells}

    def of(self, cell: Responsibility) -> CellKnowledge:
        if row := self.kept.get(cell.id):
            return self._record(row)
        return self._new(_rule_followed(self.facts).get(cell.id)) if cell.id in self.asked else NOT_ASKED

    def _new(self, rule: Rule | None) -> CellKnowledge:
        """Tells apart a cell that follows a rule which the learner has mastered."""
        if rule and rule.slug in self.mastered:
            return CellKnowledge(look_of(MemoryState.NEW, by_rule=rule.title))
        return NEW

    def _look(self, row: Sequence[Any]) -> MemoryLook:
        stability, answers, _, tries, in_a_row, overnight, _, _, last, *_ = row
        nights, recall = 0, 1.0
        if in_a_row:  # else the state depends on neither
            nights = self._nights_since(last)
            recall = self.pace.recall(nights, stability, answers)
        secure = in_a_row >= IN_A_ROW and overnight
        return look_of(state_of(in_a_row, secure, recall, nights), tries >= TRIES)

    def _record(self, row: Sequence[Any]) -> CellKnowledge:
        stability, answers, _, _, in_a_row, overnight, _, _, last, *_ = row
        recall = self.pace.recall(self._nights_since(last), stability, answers)
        return CellKnowledge(self._look(row), in_a_row >= IN_A_ROW and overnight, recall, row)

    @cached_property
    def rule_looks(self) -> Mapping[str, MemoryLook]:
        """What the learner knows of the rules and controls that they have met."""
        return {slug: self._look(row) for slug, row in self.of_rules.items()}

    def of_rule(self, slug: str) -> MemoryLook:
        return self.rule_looks.get(slug, NEW.look)

    @cached_property
    def mastered(self) -> set[str]:
        return {slug for slug, look in self.rule_looks.items() if look.state == MemoryState.KNOWN}

    def knows_core(self, facts: Facts) -> bool:
        return knows_core(facts, self.asked, self.kept.keys(), lambda pk: self._record(self.kept[pk]))

    def counts_of_core(self, facts: Facts) -> "Counts":
        return self.counts_in(core_of(facts))

    def counts(self, cells: Iterable[Responsibility]) -> "Counts":
        return self.counts_in(frozenset([cell.id for cell in cells]))

    def counts_in(self, cells: frozenset[int]) -> "Counts":
        return Counts.of(map(self.looks.__getitem__, cells & self.asked))


@dataclass(frozen=True)
class Counts:
    states: Counter[MemoryState]
    stuck: int
    by_rule: int = 0  # of the new ones

    @classmethod
    def of(cls, shown: Iterable[MemoryLook]) -> Self:
        looks = Counter(shown)
        states: Counter[MemoryState] = Counter()
        for look, number in looks.items():
            if look.state:
                states[look.state] += number
        return cls(
            states,
            stuck=sum(number for look, number in looks.items() if look.stuck),
            by_rule=sum(number for look, number in looks.items() if look.by_rule),
        )

    @property
    def cells(self) -> int:
        return self.states.total()

    @property
    def known(self) -> int:
        return self.states[MemoryState.KNOWN]

    @property
    def seen(self) -> int:
        return self.cells - self.states[MemoryState.NEW]

    @property
    def rows(self) -> list[tuple[MemoryState, int]]:
        return [(state, self.states[state]) for state in MemoryState]

    @property
    def sentence(self) -> str:
        told = [f"{count} {state.label.lower()}" for state, count in self.rows if count]
        told += [f"{self.by_rule} of the new ones known because of a rule"] if self.by_rule else []
        told += [f"{self.stuck} still tricky"] if self.stuck else []
        return f"{self.cells} facts: {', '.join(told)}."


def record_of(memory: MemoryRow, pace: Pace, at: datetime, zone: tzinfo) -> CellKnowledge:
    nights = nights_between(memory.last.astimezone(zone), at.astimezone(zone))
    recall = pace.recall(nights, memory.stability, memory.answers)
    led_to = track_of(memory)
    return CellKnowledge(
        look_of(led_to.state(recall=recall, nights=nights), led_to.is_stuck), led_to.is_secure, recall
    )


def knowledge(
    rows: str | None,
    of_rules: str | None = None,
    *,
    at: datetime,
    zone: tzinfo,
    facts: Facts,
) -> Knowledge:
    """`rows` and `of_rules` are as `memories_of` reads them."""
    return Knowledge(rows_by_subject(rows), at, zone, facts, of_rules=rows_by_subject(of_rules))


def rows_by_subject(rows: str | None) -> dict[Any, Sequence[Any]]:
    subjects, *columns = json.loads(rows) if rows else ([],)
    return dict(zip(subjects, zip(*columns, strict=True), strict=True))


# ---- Reading them


class _Columns(Aggregate):
    """All rows as one text, a list for each column, which takes the database half the time of a list for each row."""

    function = "array_agg"
    template = "json_build_array(%(function)s(%(expressions)s))::text"
    arg_joiner = "), array_agg("
    output_field = TextField()


def memories_of(learner: UUID, model: type[MemoryRow], fields: Sequence[str] = Remembered._fields) -> Subquery:
    mine = model._default_manager.filter(learner=learner).order_by().values("learner")
    return Subquery(mine.annotate(all=_Columns(SUBJECT[model][0], *fields)).values("all"))


def both_memories_of(learner: UUID, fields: Sequence[str] = Remembered._fields) -> tuple[Subquery, Subquery]:
    return memories_of(learner, CellMemory, fields), memories_of(learner, RuleMemory, fields)


facts_and_both: Prepared[Any] = Prepared(
    lambda learner: FactsRevision.objects.values_list("number", *both_memories_of(learner)), UUID
)


def facts_and_knowledge(learner: Learner | None, *asked: Combinable) -> tuple[Any, ...]:
    now, zone = timezone.now(), timezone.get_current_timezone()
    if learner is None:
        known, *found = facts.current_and(*asked)
        return known, knowledge(None, at=now, zone=zone, facts=known), *found
    if asked:
        known, rows, of_rules, *found = facts.current_and(*both_memories_of(learner.pk), *asked)
    else:
        [(revision, rows, of_rules)] = facts_and_both(learner.pk)
        known, found = facts.current(revision), []
    return known, knowledge(rows, of_rules, at=now, zone=zone, facts=known), *found
