"""Stores memories. Code that stores a result reports here what it shows, and the cells are computed again.

A cell's history is short, so every change replays all of it: an answer, the end of an exam, a regrade and a merge give
the same memories as a replay from the start. Callers hold the learner's lock (`attempt_end.locked`).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import batched, groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q
from psycopg.types.json import Jsonb

from accounts.models import Learner
from quizzes.memory.card import Exposure, Memory, in_order, replay, shows_knowledge
from quizzes.memory.evidence import Judge, judges_of
from quizzes.memory.mastery import Track, track
from quizzes.memory.personal_curve import CurveTally, place_of, reviews
from quizzes.models import CellMemory, ItemResult

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
ROWS_AT_ONCE = 2000

# By learner, cell and attempt item. None removes the evidence of that item.
Evidence = dict[UUID, dict[int, dict[int, Exposure | None]]]
FOLDED = [field.name for field in CellMemory._meta.concrete_fields if field.name not in ("id", "learner", "cell")]


class MemoryResult(NamedTuple):
    attempt_item: int
    learner: UUID
    answer: dict[str, Any]
    confidence: str
    received_at: datetime
    counts: bool  # neither late nor a slip nor left out of the score


def add(evidence: Evidence, judge: Judge, shown: MemoryResult) -> None:
    for cell, right in judge.judge(shown.answer).items():
        exposure = Exposure(shown.received_at, right, shown.confidence or None) if shown.counts else None
        evidence.setdefault(shown.learner, {}).setdefault(cell, {})[shown.attempt_item] = exposure


def withdraw(evidence: Evidence, judge: Judge, learner: UUID, attempt_item: int) -> None:
    for cell in judge.cells:
        evidence.setdefault(learner, {}).setdefault(cell, {})[attempt_item] = None


def after_answer(judge: Judge, shown: MemoryResult, histories: Mapping[int, Sequence[Any]]) -> list[CellMemory]:
    """Returns unsaved memories, from the histories by cell id before the answer."""
    evidence: Evidence = {}
    add(evidence, judge, shown)
    told = evidence.get(shown.learner, {})
    return [
        memory_of(shown.learner, cell, history)
        for cell, items in told.items()
        if (history := _joined(histories.get(cell, ()), items))
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
    concerned = Q()
    for learner, cells in evidence.items():
        concerned |= Q(learner=learner, cell__in=list(cells))
    if not concerned:
        return
    known = {(row.learner_id, row.cell_id): row for row in CellMemory.objects.filter(concerned)}
    kept, gone = [], []
    for learner, cells in evidence.items():
        for cell, items in cells.items():
            row = known.get((learner, cell))
            history = _joined(row.history if row else (), items)
            if history:
                kept.append(memory_of(learner, cell, history))
            elif row:
                gone.append(row.pk)
    store(kept)
    if gone:
        CellMemory.objects.filter(pk__in=gone).delete()


def _joined(history: Sequence[Any], items: Mapping[int, Exposure | None]) -> list[Any]:
    kept = [entry for entry in history if entry[0] not in items]
    return kept + [entry_of(item, exposure) for item, exposure in items.items() if exposure]


STORE = f"""
    INSERT INTO quizzes_cellmemory (learner_id, cell_id, {", ".join(FOLDED)})
    SELECT learner_id, cell_id, {", ".join(FOLDED)} FROM jsonb_populate_recordset(NULL::quizzes_cellmemory, %s)
    ON CONFLICT (learner_id, cell_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in FOLDED)}
"""  # noqa: S608  names of our own


def store(rows: Iterable[CellMemory]) -> None:
    with connection.cursor() as cursor:
        for some in batched(rows, ROWS_AT_ONCE):
            params: list[Any] = [as_json(some)]
            cursor.execute(STORE, params)


def as_json(rows: Iterable[CellMemory]) -> Jsonb:
    told = [{name: getattr(row, name) for name in ("learner_id", "cell_id", *FOLDED)} for row in rows]
    return Jsonb(told, dumps=partial(json.dumps, default=str))  # dates and UUIDs


def entry_of(item: int, exposure: Exposure) -> list[Any]:
    return [item, (exposure.moment - EPOCH) // MICROSECOND, int(exposure.right), exposure.confidence or ""]


def exposure_of(entry: Sequence[Any]) -> Exposure:
    _, moment, right, confidence = entry
    return Exposure(EPOCH + moment * MICROSECOND, bool(right), confidence or None)


def memory_of(learner: UUID, cell: int, history: Iterable[Sequence[Any]]) -> CellMemory:
    entries = sorted(history, key=lambda entry: (entry[1], entry[2], entry[3], entry[0]))
    exposures = in_order(map(exposure_of, entries))
    memory, led_to = replay(exposures), track(exposures)
    assert memory is not None
    return CellMemory(
        learner_id=learner,
        cell_id=cell,
        history=entries,
        stability=memory.stability,
        difficulty=memory.difficulty,
        last=memory.last,
        due=memory.due,
        answers=memory.answers,
        missed=memory.missed,
        tries=led_to.tries,
        in_a_row=led_to.in_a_row,
        run_began=led_to.began,
        known=led_to.known,
        guessed_right=led_to.guessed_right,
        reviews=[[*place_of(review), int(review.recalled)] for review in reviews(exposures)],
        first_right=shows_knowledge(exposures[0]),
    )


# ---- Reading them


def before(moment: datetime, row: CellMemory) -> CellMemory | None:
    """Returns the memory as it was then; None if the cell had not been asked."""
    if row.last < moment:
        return row
    history = [entry for entry in row.history if exposure_of(entry).moment < moment]
    return memory_of(row.learner_id, row.cell_id, history) if history else None


def card_of(row: CellMemory) -> Memory:
    return Memory(row.stability, row.difficulty, row.last, row.due, row.answers, row.missed)


def track_of(row: CellMemory) -> Track:
    last = row.last if row.in_a_row else None
    return Track(row.answers, row.tries, row.in_a_row, row.run_began, last, row.known, row.guessed_right)


def tally_of(rows: Iterable[CellMemory]) -> CurveTally:
    return tally_from((row.reviews, row.first_right) for row in rows)


def tally_from(kept: Iterable[tuple[Sequence[Sequence[int]], bool]]) -> CurveTally:
    counts = CurveTally()
    for told, first_right in kept:
        for days, stability, answers, recalled in told:
            counts.count((days, stability, answers), recalled=bool(recalled))
        counts.add_first(right=first_right)
    return counts


# ---- From the ledger


def _shown(results) -> Iterable[tuple[Judge, MemoryResult]]:
    rows = results.order_by("attempt_item__attempt__learner", "pk").values_list(
        "version",
        "attempt_item",
        "attempt_item__attempt__learner",
        "response__answer",
        "response__confidence",
        "response__received_at",
        "response__late",
        "response__slip",
        "left_out",
    )
    for some in batched(rows.iterator(chunk_size=ROWS_AT_ONCE), ROWS_AT_ONCE):
        judges = judges_of(row[0] for row in some)
        for version, item, learner, answer, confidence, at, late, slip, left_out in some:
            counts = not (late or slip or left_out)
            yield judges[version], MemoryResult(item, learner, answer, confidence, at, counts)


def from_ledger() -> Iterable[CellMemory]:
    for learner, group in groupby(_shown(ItemResult.objects.all()), key=lambda pair: pair[1].learner):
        evidence: Evidence = {}
        for judge, shown in group:
            add(evidence, judge, shown)
        for cell, items in evidence.get(learner, {}).items():
            entries = [entry_of(item, exposure) for item, exposure in items.items() if exposure]
            if entries:
                yield memory_of(learner, cell, entries)


def move(source: Learner, target: Learner) -> None:
    histories: dict[int, list[Any]] = {}
    for row in CellMemory.objects.filter(learner__in=[source, target]):
        histories.setdefault(row.cell_id, []).extend(row.history)
    mine = set(CellMemory.objects.filter(learner=source).values_list("cell", flat=True))
    store([memory_of(target.pk, cell, history) for cell, history in histories.items() if cell in mine])
    CellMemory.objects.filter(learner=source).delete()
