"""What the response conditions of a QTI 1.2 item bring for an answer.

Source: 1EdTech, QTI 1.2.1 ASI information model. Conditions are tried in their order. One that sets the score ends the
trial unless it says that it continues; one that adds to it does not, because Canvas and others write it without that.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from exchange.weighted_options import NoKey
from exchange.xml_elements import Element

EVERYTHING = 100.0  # what “SCORE.max” stands for
MOST_CONDITIONS = 100


@dataclass(frozen=True)
class Condition:
    """`wanted` are the options that it asks for, `shows` the feedback that it brings."""

    test: Element
    response: str
    wanted: frozenset[str]
    shows: frozenset[str]
    acts: tuple[tuple[str, float], ...]
    continues: bool
    is_other: bool

    @property
    def scores(self) -> bool:
        return any(value > 0 for _, value in self.acts)


def conditions_of(item: Element, response: str) -> list[Condition]:
    """Return those that say something of this response. Raises NoKey with a sentence."""
    counted = {_variable(each) for each in item.descendants("setvar")}
    if len(counted) > 1 and not (counted := {name for name in counted if "score" in name}):
        raise NoKey("its marks are counted in several variables.")
    found = [
        _condition(each, response, counted)
        for each in item.descendants("respcondition")
        if each.first("conditionvar") is not None
    ]
    if len(found) > MOST_CONDITIONS:
        raise NoKey(f"it has more than {MOST_CONDITIONS} conditions for its marks.")
    return found


def _condition(element: Element, response: str, counted: set[str]) -> Condition:
    test = element.first("conditionvar")
    assert test is not None
    return Condition(
        test,
        response,
        frozenset(_wanted(test, response)),
        frozenset(each.attributes.get("linkrefid", "") for each in element.all("displayfeedback")),
        tuple(
            (each.attributes.get("action", "Set").lower(), _value(each))
            for each in element.all("setvar")
            if _variable(each) in counted
        ),
        element.attributes.get("continue", "No").lower() == "yes",
        [each.name for each in test.children] == ["other"],
    )


def _variable(setvar: Element) -> str:
    return (setvar.attributes.get("varname") or setvar.attributes.get("variablename", "score")).lower()


def _value(setvar: Element) -> float:
    if setvar.words.lower() == "score.max":
        return EVERYTHING
    try:
        return float(setvar.words or "0")
    except ValueError:
        raise NoKey("the score of an answer is no number.") from None


def _wanted(test: Element, response: str) -> Iterator[str]:
    for child in test.children:
        if child.name == "varequal" and child.attributes.get("respident") == response:
            yield child.words
        elif child.name in ("and", "or"):
            yield from _wanted(child, response)


def score_of(conditions: list[Condition], chosen: AbstractSet[str]) -> float:
    score, is_scored = 0.0, False
    for condition in conditions:
        is_met = not is_scored if condition.is_other else _holds(condition.test, condition.response, chosen)
        if not is_met or not condition.acts:
            continue
        is_scored = True
        for action, value in condition.acts:
            score = _AFTER.get(action, _AFTER["set"])(score, value)
        if not condition.continues and any(action == "set" for action, _ in condition.acts):
            break
    return score


_AFTER = {
    "set": lambda score, value: value,
    "add": lambda score, value: score + value,
    "subtract": lambda score, value: score - value,
    "multiply": lambda score, value: score * value,
}


def _holds(test: Element, response: str, chosen: AbstractSet[str]) -> bool:
    """Unknown tests do not hold."""
    match test.name:
        case "not":
            return not any(_holds(child, response, chosen) for child in test.children)
        case "or":
            return any(_holds(child, response, chosen) for child in test.children)
        case "and" | "conditionvar":
            return bool(test.children) and all(_holds(child, response, chosen) for child in test.children)
        case "varequal":
            return test.attributes.get("respident") == response and test.words in chosen
    return False
