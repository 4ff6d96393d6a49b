"""Writes the files of questions and misconceptions that `bank.loading` reads."""

from collections import defaultdict
from typing import Any

from bank.content import Content
from bank.loading import Items, Misconceptions
from matrix.facts import Facts
from matrix.files.writing import Files, as_json, by_slug, listing, recorded

ELSEWHERE = "other"


def item_files(facts: Facts) -> Files:
    items, misconceptions = Items(facts), Misconceptions(facts)
    by_lesson: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in by_slug(items):
        if item.published:
            said = recorded(items, item, "slug", "form", "skill", "needs", "rule", "stem", "cells", "section")
            said = {name: value for name, value in said.items() if value or name not in ("skill", "cells")}
            by_lesson[item.section.partition("#")[0] or ELSEWHERE].append(
                {**said, "options": [_option(option) for option in said["options"]]}
            )
    files = {f"items/{lesson}.json": as_json(said) for lesson, said in sorted(by_lesson.items())}
    return files | {
        "misconceptions.json": listing(misconceptions, by_slug(misconceptions)),
    }


def _option(option: Content) -> Content:
    said = {**option, "misconception": option["misconception"] or None}
    said.pop("is_key" if option["expected"] else "expected")
    return said
