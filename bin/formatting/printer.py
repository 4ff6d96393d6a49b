"""Lays a document out in lines of limited length, after Philip Wadler's "A prettier printer".

A document is made of strings, lists, and the four classes below. A group is printed on one line if it fits there;
otherwise each of its own line breaks is taken.
"""

from dataclasses import dataclass, field

WIDTH = 120


@dataclass
class Line:
    """A line break, or `flat` where the group around it fits on one line."""

    flat: str = ""
    forced: bool = False
    blank: bool = False


@dataclass
class Fill:
    """`flat` and `part`, or a line break and `part` where that does not fit."""

    flat: str
    part: list = field(default_factory=list)


@dataclass
class Indent:
    parts: list
    by: int = 2


@dataclass
class Group:
    parts: list


type Doc = str | list | Line | Fill | Indent | Group


def is_forced(doc: Doc) -> bool:
    match doc:
        case str():
            return "\n" in doc
        case Line():
            return doc.forced
        case Fill():
            return is_forced(doc.part)
        case Indent() | Group():
            return is_forced(doc.parts)
    return any(map(is_forced, doc))


def fits(room: int, stack: list[tuple[int, bool, Doc]]) -> bool:
    """Whether what is to print, last first, fits up to the first place where it may break."""
    todo = stack.copy()
    while todo and room >= 0:
        indent, flat, doc = todo.pop()
        match doc:
            case str():
                room -= len(doc.partition("\n")[0])
                if "\n" in doc:
                    break
            case Line():
                if doc.forced or not flat:
                    break
                room -= len(doc.flat)
            case Fill():
                if not flat:
                    break
                todo += [(indent, flat, doc.part), (indent, flat, doc.flat)]
            case Group() | Indent():
                todo.append((indent, flat and not is_forced(doc), doc.parts))
            case list():
                todo += [(indent, flat, part) for part in reversed(doc)]
    return room >= 0


def printed(doc: Doc) -> str:
    text, stack = "", [(0, False, doc)]
    while stack:
        indent, flat, doc = stack.pop()
        room = WIDTH - (len(text) - text.rfind("\n") - 1)
        match doc:
            case str():
                text += doc
            case list():
                stack += [(indent, flat, part) for part in reversed(doc)]
            case Indent():
                stack.append((indent + doc.by, flat, doc.parts))
            case Group():
                whole = not is_forced(doc) and (flat or fits(room, [*stack, (indent, True, doc.parts)]))
                stack.append((indent, whole, doc.parts))
            case Line():
                text = text + doc.flat if flat else broken(text, indent, doc.blank)
            case Fill():
                near = not is_forced(doc.part) and fits(room, [*stack, (0, True, doc.part), (0, True, doc.flat)])
                text = text + doc.flat if flat or near else broken(text, indent)
                stack.append((indent, flat, doc.part))
    return text


def broken(text: str, indent: int, blank: bool = False) -> str:
    return text and text.rstrip(" \n") + ("\n\n" if blank else "\n") + " " * indent
