"""Stores memories. Code that stores a result reports here what it shows, and those memories are computed again.

A history is short, so every change replays all of it: an answer, the end of an exam, a regrade and a merge give
the same memories as a replay from the start. Callers hold the learner's lock (`attempt_end.locked`).
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from itertools import batched, groupby
from typing import Any, NamedTuple, cast, overload
from uuid import UUID

from django.db import connection
from django.db.models import Q
from fsrs import Rating
from psycopg.types.json import Jsonb

from accounts.models import Learner
from matrix.learnable.rules import Subject
from quizzes.memory.card import Exposure, Memory, in_order, rating, replay, shows_knowledge
from quizzes.memory.evidence import Judge, judges_of
from quizzes.memory.mastery import Track, track
from quizzes.memory.nights import EPOCH, MICROSECOND, minutes_ahead, on_clock, since_epoch
from quizzes.memory.personal_curve import CurveTally, place_of, reviews
from quizzes.models import CellMemory, ItemResult, MemoryRow, RuleMemory

ROWS_AT_ONCE = 2000

# By learner, subject and attempt item. None removes the evidence of that item.
Evidence = dict[UUID, dict[Subject, dict[int, Exposure | None]]]
FOLDED = [field.name for field in MemoryRow._meta.concrete_fields if field.name != "learner"]
# The column that names the subject, and the kind of its value.
SUBJECT: dict[type[MemoryRow], tuple[str, type[Subject]]] = {CellMemory: ("cell_id", int), RuleMemory: ("rule", str)}


class MemoryResult(NamedTuple):
    attempt_item: int
    learner: UUID
    answer: dict[str, Any]
    confidence: str
    received_at: datetime  # on the clock of the learner
    counts: bool  # neither late nor a slip nor left out of the score


def add(evidence: Evidence, judge: Judge, shown: MemoryResult) -> None:
    for subject, right in judge.judge(shown.answer).items():
        exposure = Exposure(shown.received_at, right, shown.confidence or None) if shown.counts else None
        evidence.setdefault(shown.learner, {}).setdefault(subject, {})[shown.attempt_item] = exposure


def withdraw(evidence: Evidence, judge: Judge, learner: UUID, attempt_item: int) -> None:
    for subject in judge.subjects:
        evidence.setdefault(learner, {}).setdefault(subject, {})[attempt_item] = None


def after_answer(judge: Judge, shown: MemoryResult, histories: Mapping[Subject, Sequence[Any]]) -> list[MemoryRow]:
    """Returns unsaved memories, from the histories before the answer."""
    evidence: Evidence = {}
    add(evidence, judge, shown)
    told = evidence.get(shown.learner, {})
    return [
        memory_of(shown.learner, subject, history)
        for subject, items in told.items()
        if (history := _joined(histories.get(subject, ()), items))
    ]


def remember_results(results: Iterable[int]) -> None:
    evidence: Evidence = {}
    for version, shown in _shown(ItemResult.objects.filter(pk__in=results)):
        add(evidence, version, shown)
    remember(evidence)


def remember(evidence: Evidence) -> None:
    for some in batched(evidence.items(), 100):
        _remember(dict(some))


def _remember(evidence: Evidence) -> None:
    known = {(row.learner_id, subject_of(row)): row for row in _concerned(evidence)}
    kept, gone = [], []
    for learner, subjects in evidence.items():
        for subject, items in subjects.items():
            row = known.get((learner, subject))
            history = _joined(row.history if row else (), items)
            if history:
                kept.append(memory_of(learner, subject, history))
            elif row:
                gone.append(row)
    store(kept)
    for model, rows in by_model(gone).items():
        if rows:
            model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()


def _concerned(evidence: Evidence) -> Iterator[MemoryRow]:
    for model, (name, kind) in SUBJECT.items():
        concerned = Q()
        for learner, subjects in evidence.items():
            if own := [subject for subject in subjects if isinstance(subject, kind)]:
                concerned |= Q(learner=learner, **{f"{name}__in": own})
        if concerned:
            yield from model._default_manager.filter(concerned)


def _joined(history: Sequence[Any], items: Mapping[int, Exposure | None]) -> list[Any]:
    kept = [entry for entry in history if entry[0] not in items]
    return kept + [entry_of(item, exposure) for item, exposure in items.items() if exposure]


def _store_into(model: type[MemoryRow]) -> str:
    table, about = model._meta.db_table, f"learner_id, {SUBJECT[model][0]}"
    return f"""
        INSERT INTO {table} ({about}, {", ".join(FOLDED)})
        SELECT {about}, {", ".join(FOLDED)} FROM jsonb_populate_recordset(NULL::{table}, %s)
        ON CONFLICT ({about}) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in FOLDED)}
    """  # noqa: S608  names of our own


STORE = {model: _store_into(model) for model in SUBJECT}
# As parts of a longer statement, which gets the values of `as_json_by_model`.
STORE_BOTH = ", ".join(f"{model._meta.db_table}_kept AS ({statement})" for model, statement in STORE.items())


def store(rows: Iterable[MemoryRow]) -> None:
    with connection.cursor() as cursor:
        for model, alike in by_model(rows).items():
            for some in batched(alike, ROWS_AT_ONCE):
                params: list[Any] = [_as_json(model, some)]
                cursor.execute(STORE[model], params)


def by_model(rows: Iterable[MemoryRow]) -> dict[type[MemoryRow], list[MemoryRow]]:
    found: dict[type[MemoryRow], list[MemoryRow]] = {model: [] for model in SUBJECT}
    for row in rows:
        found[type(row)].append(row)
    return found


def as_json_by_model(rows: Iterable[MemoryRow]) -> list[Jsonb]:
    return [_as_json(model, alike) for model, alike in by_model(rows).items()]


def _as_json(model: type[MemoryRow], rows: Iterable[MemoryRow]) -> Jsonb:
    told = [{name: getattr(row, name) for name in ("learner_id", SUBJECT[model][0], *FOLDED)} for row in rows]
    return Jsonb(told, dumps=partial(json.dumps, default=str))  # dates and UUIDs


def subject_of(row: MemoryRow) -> Subject:
    return getattr(row, SUBJECT[type(row)][0])


def entry_of(item: int, exposure: Exposure) -> list[Any]:
    entry = [item, (exposure.moment - EPOCH) // MICROSECOND, int(exposure.right), exposure.confidence or ""]
    minutes = minutes_ahead(exposure.moment)
    return [*entry, minutes] if minutes else entry


def exposure_of(entry: Sequence[Any]) -> Exposure:
    _, moment, right, confidence, *minutes = entry
    return Exposure(since_epoch(moment, *minutes), bool(right), confidence or None)


def showed_knowledge(entry: Sequence[Any]) -> bool:
    return _showed_knowledge(entry[2], entry[3])


@cache
def _showed_knowledge(right: int, confidence: str) -> bool:
    return rating(right=bool(right), confidence=confidence) != Rating.Again


@overload
def memory_of(learner: UUID, subject: int, history: Iterable[Sequence[Any]]) -> CellMemory: ...


@overload
def memory_of(learner: UUID, subject: Subject, history: Iterable[Sequence[Any]]) -> MemoryRow: ...


def memory_of(learner: UUID, subject: Subject, history: Iterable[Sequence[Any]]) -> MemoryRow:
    entries = sorted(history, key=lambda entry: (entry[1], entry[2], entry[3], entry[0]))
    exposures = in_order(map(exposure_of, entries))
    memory, led_to = replay(exposures), track(exposures)
    assert memory is not None
    model = CellMemory if isinstance(subject, int) else RuleMemory
    return model(
        learner_id=learner,
        **{SUBJECT[model][0]: subject},
        history=entries,
        stability=memory.stability,
        difficulty=memory.difficulty,
        last=memory.last,
        due=memory.due,
        answers=memory.answers,
        missed=memory.missed,
        tries=led_to.tries,
        in_a_row=led_to.in_a_row,
        overnight=led_to.overnight,
        known=led_to.known,
        guessed_right=led_to.guessed_right,
        reviews=[[*place_of(review), int(review.recalled)] for review in reviews(exposures)],
        first_right=shows_knowledge(exposures[0]),
    )


# ---- Reading them


def before[Row: MemoryRow](moment: datetime, row: Row) -> Row | None:
    """Returns the memory as it was then; None if the cell had not been asked."""
    if row.last < moment:
        return row
    history = [entry for entry in row.history if exposure_of(entry).moment < moment]
    return cast(Row, memory_of(row.learner_id, subject_of(row), history)) if history else None


def card_of(row: Any) -> Memory:
    """Of a memory, or of what has its fields."""
    return Memory(row.stability, row.difficulty, row.last, row.due, row.answers, row.missed)


def track_of(row: Any) -> Track:
    """Of a memory, or of what has its fields."""
    last = row.last if row.in_a_row else None
    return Track(row.answers, row.tries, row.in_a_row, row.overnight, last, row.known, row.guessed_right)


def tally_of(rows: Iterable[MemoryRow]) -> CurveTally:
    return tally_from((row.reviews, row.first_right) for row in rows)


def tally_from(kept: Iterable[tuple[Sequence[Sequence[int]], bool]]) -> CurveTally:
    kept = list(kept)
    told = Counter([tuple(review) for reviews, _ in kept for review in reviews])
    recalled, forgotten = (
        Counter(
            {
                (days, stability, answers): number
                for (days, stability, answers, right), number in told.items()
                if right == wanted
            }
        )
        for wanted in (1, 0)
    )
    return CurveTally(recalled, forgotten, sum(first_right for _, first_right in kept), len(kept))


# ---- From the ledger


def _shown(results) -> Iterable[tuple[Judge, MemoryResult]]:
    rows = results.order_by("attempt_item__attempt__learner", "pk").values_list(
        "version",
        "attempt_item",
        "attempt_item__attempt__learner",
        "response__answer",
        "response__confidence",
        "response__received_at",
        "response__utc_offset",
        "response__late",
        "response__slip",
        "left_out",
    )
    for some in batched(rows.iterator(chunk_size=ROWS_AT_ONCE), ROWS_AT_ONCE):
        judges = judges_of(row[0] for row in some)
        for version, item, learner, answer, confidence, at, minutes, late, slip, left_out in some:
            counts = not (late or slip or left_out)
            yield judges[version], MemoryResult(item, learner, answer, confidence, on_clock(at, minutes), counts)


def from_ledger() -> Iterable[MemoryRow]:
    for learner, group in groupby(_shown(ItemResult.objects.all()), key=lambda pair: pair[1].learner):
        evidence: Evidence = {}
        for judge, shown in group:
            add(evidence, judge, shown)
        for subject, items in evidence.get(learner, {}).items():
            entries = [entry_of(item, exposure) for item, exposure in items.items() if exposure]
            if entries:
                yield memory_of(learner, subject, entries)


def mover_of(model: type[MemoryRow]) -> Callable[[Learner, Learner], None]:
    def move(source: Learner, target: Learner) -> None:
        histories: dict[Subject, list[Any]] = {}
        mine: set[Subject] = set()
        for row in model._default_manager.filter(learner__in=[source, target]):
            histories.setdefault(subject_of(row), []).extend(row.history)
            if row.learner_id == source.pk:
                mine.add(subject_of(row))
        store([memory_of(target.pk, subject, histories[subject]) for subject in mine])
        model._default_manager.filter(learner=source).delete()

    return move
