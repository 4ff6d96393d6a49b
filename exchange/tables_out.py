"""Writes questions as a table: the only format that expresses everything. A spreadsheet executes nothing in it."""

from collections.abc import Iterable

from exchange.losses import Leaving, Loss, WrittenFile, letter, write_questions
from exchange.parsed_file import tidy
from matrix.editing.subject_paths import path_of
from matrix.files.spreadsheets import csv_lines

QUESTION = ("id", "form", "skill", "section", "needs", "rule", "cells", "question")
OF_OPTION = ("owner", "rationale", "misconception", "claims", "name")


def write(questions: Iterable[Leaving]) -> WrittenFile:
    return write_questions(questions, _one, _table)


def _one(question: Leaving) -> tuple[dict[str, str], list[Loss]]:
    content = question.content
    row = {
        "id": question.slug,
        **{name: content[name] for name in ("form", "skill", "section", "needs", "rule")},
        "cells": " ".join(content["cells"]),
        "question": content["stem"],
        "answer": ", ".join(letter(n) for n, option in enumerate(content["options"]) if option["is_key"]),
    }
    for number, option in enumerate(content["options"], 1):
        row |= {f"option {number}": option["text"], f"rationale {number}": option["rationale"]}
        row |= {f"misconception {number}": option["misconception"], f"name {number}": option["key"]}
        row[f"claims {number}"] = "; ".join(f"{claim['owner']}: {path_of(claim)}" for claim in option["claims"])
        row[f"owner {number}"] = option["expected"]
    return {name: tidy(value) for name, value in row.items()}, []


def _table(rows: list[dict[str, str]]) -> bytes:
    most = max((len([name for name in row if name.startswith("option ")]) for row in rows), default=2)
    numbers = range(1, most + 1)
    names = [*QUESTION, *(f"option {n}" for n in numbers), "answer"]
    names += [f"{name} {number}" for number in numbers for name in OF_OPTION]
    lines = csv_lines([names, *([row.get(name, "") for name in names] for row in rows)])
    return "".join(lines).encode()
