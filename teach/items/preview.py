"""A question that is not published, as its page would show it. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from bank.content import Content
from bank.grading import FULL_MARKS, marks
from bank.models import Form, Option
from matrix.facts import Facts
from matrix.models import Control, Side
from quizzes.forms import OfferedOption, SortingRow
from quizzes.ledger import UNSURE, Verdict, choosing
from quizzes.question import Explanation, LessonLink, explain, reading_for

BLANK = "(no text yet)"


@dataclass(frozen=True)
class QuestionPreview:
    """`missing` says why an answer was tried without an explanation."""

    form: Form
    number: int
    stem: str
    offered: list[OfferedOption] | list[SortingRow]
    explanation: Explanation | None = None
    reading: LessonLink | None = None
    missing: str = ""


def preview_of(
    content: Content, facts: Facts, tried: Mapping[str, Any] | None = None, *, is_own: bool = False
) -> QuestionPreview | None:
    """`tried` holds the fields of an answer. None while there is no question yet.

    A question that `is_own`, of a course that is not about the matrix, is settled by no cell.
    """
    if content["form"] not in Form.values or not content["options"]:
        return None
    form = Form(content["form"])
    options = [_option(number, option) for number, option in enumerate(content["options"], 1)]
    number = sum(option.is_key for option in options)
    answer = _answer(form, options, tried or {})
    offered = _offered(form, options, answer)
    begun = QuestionPreview(form, number, content["stem"], offered)
    if tried is None:
        return begun
    settled = is_own or (content["cells"] and content["cells"][0] in facts.cells_by_path)
    if missing := _missing(form, options, answer, number, settled=settled):
        return QuestionPreview(form, number, content["stem"], offered, missing=missing)
    explanation = explain(
        options,
        form=form,
        answer=answer,
        verdict=_verdict(answer, options),
        cell=None if is_own else facts.cell(content["cells"][0]),
        facts=facts,
        control=_control(content, facts),
        claimed=frozenset() if is_own else _claimed(content),
    )
    reading = reading_for(content["section"]) if content["section"] else None
    return QuestionPreview(form, number, content["stem"], offered, explanation, reading)


def _verdict(answer: dict[str, Any], options: list[Option]) -> Verdict:
    if answer == UNSURE:
        return Verdict.UNSURE
    worth = marks(answer, options)
    return Verdict.RIGHT if worth == FULL_MARKS else Verdict.PARTLY if worth else Verdict.WRONG


def _option(number: int, option: Content) -> Option:
    """Its token is its position, so that a posted page finds it again after edits."""
    said = {name: option[name] for name in ("key", "text", "is_key", "expected", "rationale")}
    return Option(**said, token=str(number))


def _answer(form: Form, options: list[Option], tried: Mapping[str, Any]) -> dict[str, Any]:
    if tried.get("unsure"):
        return UNSURE
    if form == Form.SORT:
        sides = {option.key: tried.get(f"row-{option.token}", "") for option in options}
        return {"sorted": {key: side for key, side in sides.items() if side in Side.values}}
    chosen = tried.getlist("choice") if hasattr(tried, "getlist") else tried.get("choice", [])
    return choosing(*(option.key for option in options if option.token in chosen))


def _offered(form: Form, options: list[Option], answer: dict[str, Any]) -> list[OfferedOption] | list[SortingRow]:
    if form == Form.SORT:
        return [
            SortingRow(f"row-{o.token}", o.text or BLANK, answer.get("sorted", {}).get(o.key, "")) for o in options
        ]
    return [
        OfferedOption(letter, option.token, option.text or BLANK, checked=option.key in answer.get("chosen", ()))
        for letter, option in zip(ascii_uppercase, options, strict=False)
    ]


def _missing(form: Form, options: list[Option], answer: dict[str, Any], number: int, *, settled: bool) -> str:
    if not settled:
        return "Name the cell that decides it: its stack is shown beside the verdict."
    if answer == UNSURE:
        return ""
    if form == Form.SORT:
        return "" if len(answer["sorted"]) == len(options) else "Sort every row to see the verdict."
    chosen = len(answer["chosen"])
    if form == Form.CHOOSE_N:
        return "" if chosen == number else f"Choose {number} options to see the verdict."
    return "" if chosen else "Choose an option to see its verdict."


def _claimed(content: Content) -> frozenset[str]:
    cell = content["cells"][0]
    return frozenset(
        claim["owner"]
        for option in content["options"]
        for claim in (option["claims"] if option["is_key"] else ())
        if claim.get("cell") == cell or claim.get("duty", "").rpartition("/")[0] == cell
    )


def _control(content: Content, facts: Facts) -> Control | None:
    for option in content["options"]:
        for claim in option["claims"] if option["is_key"] else ():
            if claim.get("control") in facts.controls:
                return facts.controls[claim["control"]]
    return None
