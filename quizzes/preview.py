"""A question that is not published, as its page would show it."""

from dataclasses import dataclass
from string import ascii_uppercase

from matrix.facts import Facts
from quizzes.answering import Verdict
from quizzes.forms import Offered
from quizzes.item_content import Content
from quizzes.models import Option
from quizzes.question import Explanation, explain


@dataclass(frozen=True)
class Preview:
    stem: str
    offered: list[Offered]
    explanation: Explanation


def preview_of(content: Content, facts: Facts) -> Preview:
    """Both states of a content without problems; afterwards its first distractor is the one that was chosen."""
    options = [
        Option(key=option["key"], text=option["text"], is_key=option["is_key"], rationale=option["rationale"])
        for option in content["options"]
    ]
    offered = [
        Offered(letter, option.token, option.text) for letter, option in zip(ascii_uppercase, options, strict=False)
    ]
    chosen = next(option.key for option in options if not option.is_key)
    cell = facts.cell(content["cells"][0])
    explanation = explain(options, chosen=[chosen], verdict=Verdict.WRONG, cell=cell, facts=facts)
    return Preview(content["stem"], offered, explanation)
