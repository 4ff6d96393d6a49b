"""Merges an imported question into a stored one. Fields that a file does not have stay as they are."""

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from bank.content import EVIDENCE, OPTION, Content, key_from
from bank.models import Form
from exchange.parsed_file import ImportedOption, ImportedQuestion, tidy
from matrix.models import slug_words

LONGEST_SLUG = 60


@dataclass(frozen=True)
class FieldChange:
    field: str
    before: str
    after: str


def merged(question: ImportedQuestion, stands: Content | None) -> Content:
    before = stands or {"form": "", "skill": "", "section": "", **EVIDENCE, "cells": [], "options": []}
    usual = question.usual_form
    ordered = before["form"] in (Form.OWNER, Form.BOUNDARY) and usual == Form.CHOOSE_ONE
    return {
        "form": question.form or (before["form"] if ordered else usual),
        "skill": before["skill"] if question.skill is None else question.skill,
        "section": before["section"] if question.section is None else question.section,
        "needs": before["needs"] if question.needs is None else question.needs,
        "rule": before["rule"] if question.rule is None else question.rule,
        "stem": question.stem,
        "cells": before["cells"] if question.cells is None else list(question.cells),
        "options": _options(question.options, before["options"]),
    }


def _options(brought: tuple[ImportedOption, ...], stand: list[Content]) -> list[Content]:
    matches = _matches(brought, stand)
    taken = {match["key"] for match in matches if match}
    options = []
    for option, match in zip(brought, matches, strict=True):
        base = match or OPTION
        key = base["key"] or (option.key if is_slug(option.key) and option.key not in taken else "")
        key = key or key_from(option.text, taken)
        taken.add(key)
        options.append(
            {
                "key": key,
                "text": option.text,
                "is_key": option.is_key,
                "expected": option.expected,
                "rationale": option.rationale or base["rationale"],
                "misconception": base["misconception"] if option.misconception is None else option.misconception,
                "claims": base["claims"] if option.claims is None else option.claims,
            }
        )
    return options


def _matches(brought: tuple[ImportedOption, ...], stand: list[Content]) -> list[Content | None]:
    left = list(stand)

    def take(fits) -> Content | None:
        found = next((option for option in left if fits(option)), None)
        if found:
            left.remove(found)
        return found

    matches: list[Content | None] = [take(lambda o, key=b.key: key and o["key"] == key) for b in brought]
    for number, option in enumerate(brought):
        matches[number] = matches[number] or take(lambda o, text=option.text: tidy(o["text"]) == text)
    missing = [number for number, match in enumerate(matches) if match is None]
    if len(brought) == len(stand) and len(missing) == len(left):
        for number, remaining in zip(missing, list(left), strict=True):
            matches[number] = remaining
    return matches


def is_slug(text: str) -> bool:
    try:
        slug_words(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_SLUG


def is_same_content(one: Content, other: Content) -> bool:
    return _plain(one) == _plain(other)


def _plain(content: Content) -> Content:
    options = [
        {name: tidy(value) if isinstance(value, str) else value for name, value in option.items()}
        for option in content["options"]
    ]
    return {**content, "stem": tidy(content["stem"]), "options": options}


def changes(before: Content, after: Content) -> list[FieldChange]:
    found = [
        FieldChange(name, _shown(before[name]), _shown(after[name]))
        for name in ("stem", "form", "skill", "section", "needs", "rule", "cells")
        if _shown(before[name]) != _shown(after[name])
    ]
    old, new = ({option["key"]: option for option in content["options"]} for content in (before, after))
    for key in [*old, *(key for key in new if key not in old)]:
        one, other = old.get(key), new.get(key)
        if one is None or other is None:
            name = "option added" if one is None else "option gone"
            found.append(FieldChange(name, one["text"] if one else "", other["text"] if other else ""))
            continue
        found += [
            FieldChange(
                f"{name.replace('is_key', 'right')} of “{_short(one['text'])}”", _shown(one[name]), _shown(other[name])
            )
            for name in OPTION
            if name != "key" and _shown(one[name]) != _shown(other[name])
        ]
    if not found and [*old] != [*new]:
        found.append(FieldChange("options", "", "in another order"))
    return found


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return " ".join(map(str, value.values()))
    return tidy(str(value))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"


def without_id(question: ImportedQuestion) -> ImportedQuestion:
    return replace(question, id="")
