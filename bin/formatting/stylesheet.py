"""Stylesheets with one declaration a line, nested rules nested, and no line over 120 characters."""

from textwrap import wrap

import tinycss2
from tinycss2.ast import Node

from formatting.printer import WIDTH

STEP = "  "
MAY_BREAK = "\x1f"  # the blank after a comma


def text_of(tokens: list[Node]) -> str:
    """On one line."""
    after_comma = False
    for token in tokens:
        if token.type == "whitespace":
            token.value = MAY_BREAK if after_comma else " "
        after_comma = token == ","  # noqa: S105
        for inside in (getattr(token, "content", None), getattr(token, "arguments", None)):
            if isinstance(inside, list):
                text_of(inside)
    return tinycss2.serialize(tokens).strip(" " + MAY_BREAK)


def folded(text: str, indent: str, end: str) -> list[str]:
    """Broken after commas where it is too long: a selector or a value each, or as many as there is room for."""
    if len(indent + text + end) <= WIDTH:
        return [indent + text.replace(MAY_BREAK, " ") + end]
    lines = [""]
    for part in text.split(MAY_BREAK):
        longer = f"{lines[-1]} {part}" if lines[-1] else part
        if lines[-1] and len(indent + STEP + longer + end) > WIDTH:
            lines.append(part)
        else:
            lines[-1] = longer
    return [indent + (STEP if number else "") + line for number, line in enumerate(lines[:-1])] + [
        indent + STEP + lines[-1] + end
    ]


def comment(text: str, indent: str) -> list[str]:
    if len(indent + text) <= WIDTH and "\n" not in text:
        return [indent + text]
    paragraphs = " ".join(text.split())
    return wrap(paragraphs, WIDTH, initial_indent=indent, subsequent_indent=indent + "   ", break_on_hyphens=False)


def laid_out(tokens: list[Node], indent: str = "") -> list[str]:
    """The lines of a file, or of what is between two braces."""
    lines: list[str] = []
    pending: list[Node] = []
    gap = "\n"
    for token in [*tokens, None]:
        if token is not None and token.type == "whitespace" and not pending:
            gap = token.value
            continue
        if not pending and gap.count("\n") > 1 and lines and token is not None:
            lines.append("")
        if token is None or token == ";":  # noqa: S105
            if text := text_of(pending):
                lines += folded(text, indent, ";")
        elif token.type == "comment" and not pending:
            note = f"/*{token.value}*/"
            if lines and "\n" not in gap and len(f"{lines[-1]} {note}") <= WIDTH:
                lines[-1] += f" {note}"
            else:
                lines += comment(note, indent)
        elif token.type == "{} block":
            lines += rule(text_of(pending), token.content, indent)
        else:
            pending.append(token)
            continue
        pending, gap = [], ""
    return lines


def rule(prelude: str, content: list[Node], indent: str) -> list[str]:
    inner = laid_out(content, indent + STEP)
    if len(inner) == 1 and inner[0].endswith(";"):
        short = f"{indent}{prelude.replace(MAY_BREAK, ' ')} {{ {inner[0].strip()} }}"
        if len(short) <= WIDTH:
            return [short]
    return [*folded(prelude, indent, " {"), *inner, indent + "}"]


def formatted(source: str) -> str:
    text = "\n".join(laid_out(tinycss2.parse_component_value_list(source))) + "\n"
    if bare(text) != bare(source):
        raise ValueError("more than white space would change")
    return text


def bare(source: str) -> str:
    return "".join(source.split()).replace(";}", "}")
