"""Finds out which option a feedback of QTI 2.x or 3.0 is about."""

from collections.abc import Collection, Iterator

from exchange.audit.words import clipped
from exchange.qti.texts import ItemTexts
from exchange.xml_elements import Element


class Feedback:
    """`explanation` is what is said to right answers; what belongs to no option becomes a note."""

    def __init__(self, item: Element, options: dict[str, Element], texts: ItemTexts) -> None:
        self.of_option: dict[str, str] = {}
        self.explanation = ""
        found = list(_all(item, options))
        said_of, said_if_right = _links(item, options.keys(), {_outcome_of(element) for element in found})
        for element in found:
            # One that is hidden for an answer is shown for all others.
            name = "" if element.attributes.get("showHide") == "hide" else element.attributes.get("identifier", "")
            words = texts.of(element, "feedback", ())
            option = said_of.get(name, name)
            if option in options:
                self.add(option, words.removeprefix(f"{option}. ") if texts.verbatim else words)
            elif name in said_if_right:
                self.explanation = _joined(self.explanation, words)
            elif words:
                texts.note(element.line, "feedback", f"“{clipped(words)}” is left out: it is about no single option.")
        for number, (option, element) in enumerate(options.items(), 1):
            for inline in element.descendants("feedbackInline", "feedbackBlock"):
                self.add(option, texts.of(inline, f"option {number}, feedback", ()))

    def add(self, option: str, words: str) -> None:
        self.of_option[option] = _joined(self.of_option.get(option, ""), words)


def _joined(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _outcome_of(feedback: Element) -> str:
    return feedback.attributes.get("outcomeIdentifier", "")


def _all(item: Element, options: dict[str, Element]) -> Iterator[Element]:
    yield from item.all("modalFeedback")
    body = item.first("itemBody")
    within = {id(inner) for option in options.values() for inner in option.descendants()}
    if body:
        yield from (each for each in body.descendants("feedbackBlock", "feedbackInline") if id(each) not in within)


def _links(item: Element, options: Collection[str], outcomes: set[str]) -> tuple[dict[str, str], set[str]]:
    """Return feedback that is shown for one option, and feedback that is shown for the right answer."""
    said_of: dict[str, str] = {}
    if_right: set[str] = set()
    processing = item.first("responseProcessing")
    for branch in processing.descendants("responseIf", "responseElseIf") if processing else ():
        test, *acts = branch.children or [branch]
        sets = [act for act in acts if act.attributes.get("identifier", "") in outcomes]
        shown = {value.words for act in sets for value in act.descendants("baseValue")}
        if any(test.descendants("not")) or test.name == "not":
            continue
        named = {value.words for value in test.descendants("baseValue")} & set(options)
        if len(named) == 1:
            [option] = named
            said_of |= dict.fromkeys(shown, option)
        elif not named and any(test.descendants("correct")):
            if_right |= shown
    return said_of, if_right
