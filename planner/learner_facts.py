"""One learner's facts, answers and questions as the engine sees them.

Cells come first, in the order of the plan, then the rules that hold, then the controls.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from bank.generators.rows import FEWEST, stacks
from matrix.facts import Facts
from matrix.learnable.rules import Subject, conforms, control_slug, holding, rules_over
from matrix.learnable.weights import weights_of
from matrix.models import Responsibility
from planner.engine.facts import ANSWERS, SEVERAL, Answer, Askable, FactState, Stack
from planner.engine.learnt import Learnt
from quizzes.memory.nights import nights_between
from quizzes.memory.store import showed_knowledge
from quizzes.models import AttemptItem, MemoryRow
from quizzes.pool import CONTROLS, PoolQuestion, QuestionPool

SAME_AGAIN = 0.9  # preference for a question that the learner has met, against a new one


class Asking(NamedTuple):
    """What the engine chooses from."""

    facts: Sequence[FactState]
    askable: Sequence[Askable]
    stacks: Sequence[Stack]
    learnt: Learnt


class RuleAsked(NamedTuple):
    """A rule or a control in a day's list, where others are cells."""

    id: str
    title: str

    def __str__(self) -> str:
        return self.title


Asked = Responsibility | RuleAsked


def asked_named(subject: Subject, facts: Facts) -> Asked | None:
    """None for what is not there anymore."""
    if isinstance(subject, int):
        return facts.cell_by_id(subject) if subject in facts.cell_ids else None
    if found := holding(facts).get(subject):
        return RuleAsked(subject, f"Rule: {found.rule.title}")
    control = facts.controls.get(subject.removeprefix(control_slug("")))
    return RuleAsked(subject, f"Control: {control.name}") if control else None


class LastQuestion(NamedTuple):
    item: int
    form: str


@dataclass(frozen=True, eq=False)
class Outline:
    """What is equal for all learners: facts without memories, and their subjects by number."""

    subjects: Sequence[Subject]
    numbers: Mapping[Subject, int]
    blank: Sequence[FactState]
    stacks: Sequence[Stack]


@lru_cache(maxsize=1)
def outline_of(facts: Facts, order: tuple[Responsibility, ...]) -> Outline:
    subjects: list[Subject] = [cell.id for cell in order]
    subjects += [*holding(facts), *map(control_slug, facts.controls)]
    numbers = {subject: number for number, subject in enumerate(subjects)}
    weights = weights_of(facts)
    blank = []
    for number, subject in enumerate(subjects):
        weight = len(weights) * weights.get(subject, 0.0)  # 1 in the mean
        if isinstance(subject, str):
            blank.append(FactState(number, weight))
            continue
        cell = facts.cell_by_id(subject)
        rules = rules_over(cell, facts)
        over = tuple(numbers[each.rule.slug] for each in rules)
        holds = tuple(conforms(each.rule, cell) for each in rules)
        blank.append(FactState(number, weight, over, holds, cell.service_id))
    rows = {
        key: tuple(numbers[cell.id] for cell in cells if cell.id in numbers) for key, cells in stacks(facts).items()
    }
    return Outline(
        subjects, numbers, blank, [Stack(key, cells) for key, cells in rows.items() if len(cells) >= FEWEST]
    )


def facts_with(
    outline: Outline,
    memories: Mapping[Subject, MemoryRow],
    *,
    at: datetime,
    began: datetime,
    resting: Collection[Subject],
    last: Mapping[int, LastQuestion],
) -> list[FactState]:
    """`at` is on the clock of the learner. `last` maps ids of attempt items, of the last two answers about each fact
    at least.
    """
    found = []
    for fact, subject in zip(outline.blank, outline.subjects, strict=True):
        row = memories.get(subject)
        if row is None:
            found.append(fact._replace(resting=True) if subject in resting else fact)
            continue
        latest = [last[entry[0]] for entry in row.history[:-3:-1] if entry[0] in last]
        memory = (
            row.answers,
            row.stability,
            row.difficulty,
            # What was asked since the day began is not asked again, however long ago that is.
            0 if row.last >= began else max(1, nights_between(row.last.astimezone(at.tzinfo), at)),
            row.missed,
            subject in resting,
            latest[0].item if latest else None,
            tuple([each.form for each in latest]),
        )
        found.append(FactState._make((*fact[:ANSWERS], *memory)))
    return found


def answers_of(
    outline: Outline, memories: Mapping[Subject, MemoryRow], *, zone: tzinfo, now: datetime
) -> list[Answer]:
    """All answers, oldest first."""
    offset = (zone.utcoffset(now) or timedelta()) // timedelta(microseconds=1)
    numbers = outline.numbers
    entries = [
        (entry[1], entry[0], name, number, showed_knowledge(entry))
        for subject, row in memories.items()
        if subject in numbers
        for name, number in [(str(subject), numbers[subject])]
        for entry in row.history
    ]
    entries.sort()
    judged = Counter([item for _, item, *_ in entries])
    return [
        Answer(number, (moment + offset) // 86_400_000_000, shown, judged[item])
        for moment, item, _, number, shown in entries
    ]


def rows_among(outline: Outline, memories: Mapping[Subject, MemoryRow]) -> tuple[int, int]:
    """How many later answers about a fact were rows, and how many there are."""
    histories = [row.history for subject, row in memories.items() if subject in outline.numbers]
    judged = Counter(entry[0] for history in histories for entry in history)
    again = [judged[entry[0]] for history in histories for entry in history[1:]]
    return sum(number >= SEVERAL for number in again), len(again)


def latest_questions(rows: Iterable[MemoryRow]) -> dict[int, LastQuestion]:
    """The questions of the last two answers about each fact, by the id of their attempt item. Takes one query."""
    served = {entry[0] for row in rows for entry in row.history[-2:]}
    found = AttemptItem.objects.filter(pk__in=served).values_list("pk", "version__item", "version__form")
    return {pk: LastQuestion(item, form) for pk, item, form in found}


def subject_of(question: PoolQuestion, facts: Facts) -> Subject:
    """What the question settles: a cell, or the rule or control that it is about."""
    if question.group == CONTROLS:
        return control_slug(question.member)
    return question.cell or question.fact.removeprefix("rule:")


class JudgedQuestion(NamedTuple):
    question: PoolQuestion
    subjects: tuple[Subject, ...]  # the settled one first


@lru_cache(maxsize=1)
def judged_in(pool: QuestionPool, facts: Facts) -> list[JudgedQuestion]:
    return [
        JudgedQuestion(each, tuple(dict.fromkeys([subject_of(each, facts), *pool.beside.get(each.item, ())])))
        for each in pool.questions
    ]


def askable_in(
    pool: QuestionPool,
    facts: Facts,
    outline: Outline,
    *,
    without: Collection[int] = (),
    met: Collection[int] = (),
) -> list[Askable]:
    """`without` are items that may not be asked, `met` those that the learner has answered."""
    return [
        each._replace(preference=SAME_AGAIN) if each.item in met else each
        for each in _all_askable(pool, facts, outline)
        if each.item not in without
    ]


@lru_cache(maxsize=1)
def _all_askable(pool: QuestionPool, facts: Facts, outline: Outline) -> list[Askable]:
    numbers, facility = outline.numbers, pool.facility
    return [
        Askable(question.item, judges, question.form, facility=facility.get(question.item))
        for question, subjects in judged_in(pool, facts)
        if (judges := tuple(numbers[subject] for subject in subjects if subject in numbers))
    ]
