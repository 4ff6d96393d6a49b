"""A question that is not published, as its page would show it."""

from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from matrix.facts import Facts
from matrix.models import Side
from quizzes.answering import Verdict, choosing
from quizzes.forms import Offered, Row
from quizzes.item_content import Content
from quizzes.models import Form, Option
from quizzes.question import Explanation, explain


@dataclass(frozen=True)
class Preview:
    form: Form
    number: int
    stem: str
    offered: list[Offered] | list[Row]
    explanation: Explanation


def preview_of(content: Content, facts: Facts) -> Preview:
    """Both states of a content without problems; afterwards as somebody would see it who answered wrongly."""
    form = Form(content["form"])
    options = [
        Option(**{name: option[name] for name in ("key", "text", "is_key", "expected", "rationale")})
        for option in content["options"]
    ]
    explanation = explain(
        options,
        form=form,
        answer=a_wrong_answer(form, options),
        verdict=Verdict.WRONG,
        cell=facts.cell(content["cells"][0]),
        facts=facts,
    )
    number = sum(option.is_key for option in options)
    return Preview(form, number, content["stem"], _offered(form, options), explanation)


def a_wrong_answer(form: Form, options: list[Option]) -> dict[str, Any]:
    if form == Form.SORT:
        return {"sorted": {option.key: Side.AWS.value for option in options}}
    return choosing(next(option.key for option in options if not option.is_key))


def _offered(form: Form, options: list[Option]) -> list[Offered] | list[Row]:
    if form == Form.SORT:
        return [Row(f"row-{option.token}", option.text) for option in options]
    return [
        Offered(letter, option.token, option.text) for letter, option in zip(ascii_uppercase, options, strict=False)
    ]
