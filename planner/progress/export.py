"""All answers of one learner as a file, streamed row by row so that memory does not grow with them."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import StreamingHttpResponse

from accounts.models import Learner
from bank.grading import FULL_MARKS
from bank.models import Option
from matrix import facts
from matrix.facts import Facts
from matrix.files.spreadsheets import csv_lines
from planner.progress.breakdowns import of_learner
from quizzes.memory.knowledge import facts_and_knowledge
from quizzes.pool import asked_in_exams, settling_cell

ROWS_AT_ONCE = 500
ITEM, RESPONSE = "attempt_item", "response"
COLUMNS = (
    "answered_at",
    "attempt",
    "mode",
    "title",
    "position",
    "question",
    "skill",
    "service",
    "layer",
    "answer",
    "right",
    "marks",
    "confidence",
    "seconds",
    "late",
)


def rows_of(learner: Learner | None, known: Facts) -> Iterator[dict[str, Any]]:
    """Without the result of a question that an open exam or test asks."""
    options = Option.objects.filter(version=OuterRef(f"{ITEM}__version")).order_by("position")
    hidden = set(asked_in_exams(learner))
    results = (
        of_learner(learner)
        .annotate(
            cell=settling_cell(f"{ITEM}__version"),
            texts=ArraySubquery(options.values(told=JSONObject(key="key", text="text"))),
        )
        .order_by(f"{RESPONSE}__received_at", "pk")
        .values_list(
            f"{RESPONSE}__received_at",
            f"{ITEM}__attempt",
            f"{ITEM}__attempt__mode",
            f"{ITEM}__attempt__title",
            f"{ITEM}__position",
            f"{ITEM}__version__stem",
            f"{ITEM}__version__item",
            f"{ITEM}__version__item__skill",
            "cell",
            f"{RESPONSE}__answer",
            "texts",
            "marks",
            f"{RESPONSE}__confidence",
            f"{RESPONSE}__took_ms",
            f"{RESPONSE}__late",
        )
    )
    for (
        at,
        attempt,
        mode,
        title,
        position,
        stem,
        item,
        skill,
        cell,
        answer,
        texts,
        marks,
        sure,
        took,
        late,
    ) in results.iterator(chunk_size=ROWS_AT_ONCE):
        settled = known.cell_by_id(cell) if cell else None
        yield {
            "answered_at": at.isoformat(timespec="seconds"),
            "attempt": str(attempt),
            "mode": mode,
            "title": title,
            "position": position,
            "question": stem,
            "skill": skill,
            "service": settled.service.slug if settled else "",
            "layer": settled.layer.slug if settled else "",
            "answer": in_words(answer, {option["key"]: option["text"] for option in texts}),
            "right": None if item in hidden else marks == FULL_MARKS,
            "marks": None if item in hidden else marks,
            "confidence": sure,
            "seconds": took / 1000,
            "late": late,
        }


def in_words(answer: dict[str, Any], texts: dict[str, str]) -> str:
    if answer.get("unsure"):
        return "I don’t know"
    rows = [f"{texts.get(key, key)}: {owner}" for key, owner in answer.get("sorted", {}).items()]
    return "; ".join([*(texts.get(key, key) for key in answer.get("chosen", ())), *rows])


def cells_of(learner: Learner | None) -> list[dict[str, Any]]:
    known, knowledge = facts_and_knowledge(learner)
    return [
        {
            "service": cell.service.slug,
            "layer": cell.layer.slug,
            "state": record.state,
            "stuck": record.stuck,
            "recall": round(record.recall, 3),
            "answers": record.memory.answers,
            "last": record.memory.last,
        }
        for cell in known.cells.values()
        if (record := knowledge.of(cell)).memory
    ]


def as_csv(learner: Learner | None) -> StreamingHttpResponse:
    rows = (row.values() for row in rows_of(learner, facts.current()))
    return _file(csv_lines(chain([COLUMNS], rows)), "text/csv; charset=utf-8", "answers.csv")


def as_json(learner: Learner | None) -> StreamingHttpResponse:
    known, cells = facts.current(), cells_of(learner)

    def pieces() -> Iterator[str]:
        yield '{"answers": ['
        for place, row in enumerate(rows_of(learner, known)):
            yield (",\n" if place else "\n") + json.dumps(row, ensure_ascii=False)
        yield f'\n], "cells": {json.dumps(cells, cls=DjangoJSONEncoder)}}}\n'

    return _file(pieces(), "application/json", "answers.json")


def _file(content: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(content, content_type=kind, headers=disposition)
