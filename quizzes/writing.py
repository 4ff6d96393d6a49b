"""The files of questions and quizzes, as `quizzes.loading` reads them."""

from collections import defaultdict
from typing import Any

from matrix.facts import Facts
from matrix.writing import Files, as_json, by_slug, listing, recorded
from quizzes.item_content import Content
from quizzes.loading import Items, Misconceptions, Quizzes

ELSEWHERE = "other"


def item_files(facts: Facts) -> Files:
    """Published questions that people wrote, in one file for each lesson that teaches them."""
    items, quizzes, misconceptions = Items(), Quizzes(), Misconceptions(facts)
    by_lesson: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in by_slug(items):
        if item.published:
            said = recorded(items, item, "slug", "form", "skill", "stem", "cells", "section")
            by_lesson[item.section.partition("#")[0] or ELSEWHERE].append(
                {**said, "options": [_option(option) for option in said["options"]]}
            )
    files = {f"items/{lesson}.json": as_json(said) for lesson, said in sorted(by_lesson.items())}
    held = {item["slug"] for said in by_lesson.values() for item in said}
    asked = [
        {**said, "items": [slug for slug in said["items"] if slug in held]}
        for quiz in by_slug(quizzes)
        for said in [recorded(quizzes, quiz, "slug", "title", "lesson", "mode", "items")]
    ]
    return files | {
        "misconceptions.json": listing(misconceptions, by_slug(misconceptions), "slug", "name", "cure", "pair"),
        "quizzes.json": as_json(asked),
    }


def _option(option: Content) -> Content:
    """Without what goes without saying."""
    said = {**option, "misconception": option["misconception"] or None}
    said.pop("is_key" if option["expected"] else "expected")
    return said
