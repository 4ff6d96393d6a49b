"""The words of a QTI item, as plain lines, and notes on what they lose."""

from collections.abc import Iterable
from html import escape

from exchange.html_text import plain_text
from exchange.parsed_file import ImportNote
from exchange.xml_elements import Element

VOID = {"br", "hr", "img", "col"}
# Read separately, or not for learners.
PASSED_OVER = {"feedbackBlock", "feedbackInline", "templateBlock", "templateInline"}


class ItemTexts:
    """`verbatim` texts are our own: their spaces count, and they hold no markup but line breaks."""

    def __init__(self, *, verbatim: bool = False) -> None:
        self.verbatim = verbatim
        self.notes: list[ImportNote] = []

    def note(self, line: int, field: str, message: str) -> None:
        self.notes.append(ImportNote(line, field, message))

    def of(self, element: Element | None, field: str, without: Iterable[str] = PASSED_OVER) -> str:
        if element is None:
            return ""
        if self.verbatim:
            return _verbatim(element).strip()
        return self.of_html(_html_inside(element, set(without)), field, element.line)

    def of_html(self, written: str, field: str, line: int, format: str = "html") -> str:
        words, lost = plain_text(written, format)
        for what in lost:
            self.note(line, field, f"{what} is left out.")
        return words


def _verbatim(element: Element) -> str:
    return "".join(
        each if isinstance(each, str) else "\n" if each.name == "br" else _verbatim(each) for each in element.content
    )


def _html_inside(element: Element, without: set[str]) -> str:
    return "".join(escape(each) if isinstance(each, str) else _html(each, without) for each in element.content)


def _html(element: Element, without: set[str]) -> str:
    if element.name in without or element.name.endswith("Interaction"):
        return " "
    told = "".join(
        f' {name}="{escape(element.attributes[name])}"'
        for name in ("alt", "src", "href")
        if name in element.attributes
    )
    inside = "" if element.name in VOID else f"{_html_inside(element, without)}</{element.name}>"
    return f"<{element.name}{told}>{inside}"
