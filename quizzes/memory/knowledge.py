"""A learner's knowledge of each cell, as pages show it: its state, and whether it is stuck.

Memories are read along with the facts, in one query. Pages use the learner's own pace of forgetting, as the plan does:
two curves on one site would contradict each other.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import Learner
from matrix import facts
from matrix.facts import Facts
from matrix.models import ExamWeight, FactConfidence, Owner, Responsibility
from quizzes.memory.card import days_between
from quizzes.memory.mastery import MemoryState
from quizzes.memory.personal_curve import Pace, learn_pace
from quizzes.memory.store import tally_from, track_of
from quizzes.models import CellMemory
from quizzes.pool import cells_with_a_question

MOMENTS = ("last", "due", "run_began")
READ = (
    "cell_id",
    "stability",
    "difficulty",
    "answers",
    "missed",
    "tries",
    "in_a_row",
    "known",
    "guessed_right",
    "reviews",
    "first_right",
    *MOMENTS,
)


@dataclass(frozen=True)
class CellKnowledge:
    state: MemoryState | None
    secure: bool = False
    stuck: bool = False
    recall: float | None = None
    memory: CellMemory | None = None

    @property
    def name(self) -> str:
        return self.state or "none"

    @property
    def said(self) -> str:
        state = self.state.label if self.state else "Not asked about"
        return f"{state}, still tricky" if self.stuck else state

    @property
    def is_weak(self) -> bool:
        return self.memory is not None and self.memory.missed

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
NOT_ASKED = CellKnowledge(None)
NEW = CellKnowledge(MemoryState.NEW)


def is_asked(cell: Responsibility) -> bool:
    return cell.ownership != Owner.NOT_APPLICABLE and cell.confidence != FactConfidence.LOW


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


def totals_of(facts: Facts, asked: Collection[int] | None = None) -> FactTotals:
    """Count the cells that a question is evidence for. `asked` are their ids, if the caller has read them."""
    asked = cells_with_a_question() if asked is None else asked
    counted = [cell for cell in facts.cells.values() if cell.pk in asked and is_asked(cell)]
    core = [cell for cell in counted if cell.pk in core_of(facts)]
    return FactTotals(len(core), len(counted), len({cell.service_id for cell in core}))


@lru_cache(maxsize=1)
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


@dataclass(frozen=True)
class Knowledge:
    """One learner's knowledge at one moment. `kept` maps cell ids to rows of `memories_of`.

    Records and the pace are computed on demand, since the page of one cell needs few of them.
    """

    kept: Mapping[int, dict[str, Any]]
    at: datetime
    zone: tzinfo
    records: dict[int, CellKnowledge] = field(default_factory=dict)
    with_a_question: Collection[int] | None = None  # ids of cells, if the caller has read them

    @cached_property
    def asked(self) -> Collection[int]:
        return cells_with_a_question() if self.with_a_question is None else self.with_a_question

    @cached_property
    def pace(self) -> Pace:
        return learn_pace(tally_from((row["reviews"], row["first_right"]) for row in self.kept.values()))

    def of(self, cell: Responsibility) -> CellKnowledge:
        if cell.pk not in self.records:
            if cell.pk not in self.kept:
                return NEW if is_asked(cell) and cell.pk in self.asked else NOT_ASKED
            self.records[cell.pk] = record_of(_memory(self.kept[cell.pk]), self.pace, self.at, self.zone)
        return self.records[cell.pk]

    def knows_core(self, facts: Facts) -> bool:
        met = self.kept.keys() | self.records.keys()
        return knows_core(facts, self.asked, met, lambda pk: self.of(facts.cell_by_id(pk)))

    def counts_of_core(self, facts: Facts) -> "Counts":
        return self.counts(map(facts.cell_by_id, core_of(facts)))

    def counts(self, cells: Iterable[Responsibility]) -> "Counts":
        records = [self.of(cell) for cell in cells if cell.pk in self.asked and is_asked(cell)]
        return Counts(
            Counter(record.state for record in records if record.state), stuck=sum(record.stuck for record in records)
        )


@dataclass(frozen=True)
class Counts:
    states: Counter[MemoryState]
    stuck: int

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
        told += [f"{self.stuck} still tricky"] if self.stuck else []
        return f"{self.cells} facts: {', '.join(told)}."


def record_of(memory: CellMemory, pace: Pace, at: datetime, zone: tzinfo) -> CellKnowledge:
    nights = days_between(memory.last, at)
    recall = pace.recall(nights, memory.stability, memory.answers)
    led_to = track_of(memory)
    state = led_to.state(zone, recall=recall, nights=nights)
    return CellKnowledge(state, led_to.is_secure(zone), led_to.is_stuck, recall, memory)


def knowledge(rows: Iterable[dict[str, Any]] | None, *, at: datetime, zone: tzinfo) -> Knowledge:
    return Knowledge({row["cell_id"]: row for row in rows or ()}, at, zone)


# ---- Reading them


def memories_of(learner: Learner) -> Subquery:
    mine = CellMemory.objects.filter(learner=learner.pk).order_by().values("learner")
    return Subquery(mine.annotate(all=JSONBAgg(JSONObject(**{name: name for name in READ}))).values("all"))


def _memory(row: dict[str, Any]) -> CellMemory:
    moments = {name: datetime.fromisoformat(row[name]) if row[name] else None for name in MOMENTS}
    return CellMemory(**(row | moments))


def _now(rows: Iterable[dict[str, Any]] | None) -> Knowledge:
    return knowledge(rows, at=timezone.now(), zone=timezone.get_current_timezone())


def facts_and_knowledge(learner: Learner | None, *asked: Combinable) -> tuple[Any, ...]:
    if learner is None:
        known, *found = facts.current_and(*asked)
        return known, _now(None), *found
    known, rows, *found = facts.current_and(memories_of(learner), *asked)
    return known, _now(rows), *found
