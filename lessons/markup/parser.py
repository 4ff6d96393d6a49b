"""The Markdown parser: with directives on lines of their own, claims, and pictures with their size."""

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from lessons.markup.safe_html import PICTURE

CLAIM = re.compile(r"\{(?P<owner>[a-z]+):(?P<paths>[^{}]*)\}")


def directive_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not line.startswith("[[") or "]](" in line or "]][" in line or state.is_code_block(start):
        return False
    if not silent:
        token = state.push("directive", "", 0)
        token.content = line
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def claim_rule(state: StateInline, silent: bool) -> bool:
    found = CLAIM.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        token = state.push("claim", "", 0)
        # Not as content, because headings and sentences are joined from that.
        token.meta = {**found.groupdict(), "lines": found[0].count("\n")}
    state.pos = found.end()
    return True


def is_picture(token: Token) -> bool:
    return token.type == "image" and bool(PICTURE.fullmatch(str(token.attrGet("src"))))


def draw_picture(token: Token) -> str:
    """The size prevents the page from jumping. Alone in a paragraph, the title is a caption."""
    found = PICTURE.fullmatch(str(token.attrGet("src")))
    if not found:
        return ""
    width, height = found["name"].partition("-")[2].partition(".")[0].split("x")
    size = f'width="{width}" height="{height}" loading="lazy" decoding="async"'
    title = token.attrGet("title") if token.meta.get("alone") else ""
    caption = f"<figcaption>{escape(str(title))}</figcaption>" if title else ""
    return f'<img src="{found[0]}" alt="{escape(token.content)}" {size}>{caption}'


def make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.block.ruler.before(
        "table", "directive", directive_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.inline.ruler.before("link", "claim", claim_rule)
    parser.add_render_rule("claim", lambda self, tokens, idx, options, env: tokens[idx].meta.get("note", ""))
    parser.add_render_rule("image", lambda self, tokens, idx, options, env: draw_picture(tokens[idx]))
    # Refused addresses become messages for the author, and `sanitize` removes them.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    # The first text builds the lists of rules, which threads would find half built.
    parser.parse("*text*")
    return parser


PARSER = make_parser()


def line_of(token: Token) -> int:
    """Return the token's first line, counted from 0."""
    return token.map[0] if token.map else 0


def plain(title: str) -> str:
    [inline] = PARSER.parseInline(title)
    return "".join(child.content for child in inline.children or [])
