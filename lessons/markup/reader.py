"""Parses a text into parts and problems."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from markdown_it.token import Token

from lessons.markup.parser import CLAIM, PARSER, is_picture, line_of, plain
from lessons.markup.safe_html import PICTURE, is_allowed, sanitize
from lessons.markup.text import (
    Directive,
    MarkdownLink,
    Notes,
    ParsedText,
    Part,
    PictureShown,
    Prose,
    Section,
    Statement,
    TextLine,
    TextProblem,
)

NAMES = ("stack", "duties", "always", "boxes", "controls", "traps", "cell", "incident", "twins", "drawing", "question")
LONGEST, MOST_BRACKETS, MOST_COLUMNS = 30_000, 1_000, 30
OWNERS = ("aws", "customer", "shared")
OPENING, TAKEAWAYS, CHECK = "opening", "takeaways", "check"
# Ids that the page itself uses.
TAKEN = {OPENING, TAKEAWAYS, CHECK, "main", "live", "notice", "not-sent", "offline", "video", "reading", "outline"}
TAKEN_STARTS = ("i-", "trap-", "traps-", "outline-", "reading-", "incident-", "twins-", "ask-")

_anchor = re.compile(r"[a-z][a-z0-9-]{0,59}$")
_directive_inside = re.compile(rf"\[\[(?:{'|'.join(NAMES)})\b")
_broken_claim = re.compile(rf"\{{\s*(?:{'|'.join(OWNERS)})\b")
BROKEN_CLAIM = "a claim is written {aws: service/layer}: an owner, a colon, what it owns."
_between_sentences = re.compile(r"(?<=[.?!:”])\s+")


# By text, not by lesson and edit, because an edit number is used again after a rollback.
@lru_cache(maxsize=64)
def read(body: str) -> ParsedText:
    return read_afresh(body)


def read_afresh(body: str, notes: Notes | None = None) -> ParsedText:
    """Read without the cache: for a text that is still being typed, and for one with notes."""
    if problem := too_much(body):
        return ParsedText([], [], [], [], [problem])
    return _TextReader(body, notes).read()


def too_much(body: str) -> TextProblem | None:
    """Limit the parser's time, which is quadratic in the length of some texts and in the number of brackets."""
    if len(body) > LONGEST:
        return TextProblem(1, f"the text is longer than {LONGEST:,} characters; make it two lessons.")
    if body.count("[") > MOST_BRACKETS:
        return TextProblem(1, f"the text has more than {MOST_BRACKETS:,} opening brackets.")
    for number, line in enumerate(body.splitlines(), 1):
        if line.count("|") > MOST_COLUMNS + 1:
            return TextProblem(number, f"the line has too many “|”; a table has at most {MOST_COLUMNS} columns.")
    return None


@lru_cache(maxsize=512)
def read_passage(words: str) -> ParsedText:
    return read_passage_afresh(words)


def read_passage_afresh(words: str, notes: Notes | None = None) -> ParsedText:
    if problem := too_much(words):
        return ParsedText([], [], [], [], [problem])
    text = _TextReader(words, notes).read_passage()
    problems = list(text.problems)
    if text.sections or text.directives or text.pictures:
        problems.append(TextProblem(1, "headings, directives and pictures are allowed only in lessons."))
    return replace(text, problems=problems)


def read_line(line: str, number: int = 1) -> TextLine:
    words = CLAIM.sub("", line).replace("  ", " ").strip()
    statements = [
        Statement(words, found["owner"], tuple(found["paths"].split()), number) for found in CLAIM.finditer(line)
    ]
    unread = [each for each in statements if each.owner not in OWNERS or not each.paths]
    if unread or _broken_claim.search(words):
        return TextLine(words, [], [TextProblem(number, f"“{words}”: {BROKEN_CLAIM}")])
    return TextLine(words, statements, [])


def marked_heading(content: str) -> tuple[str, str | None]:
    """Return a heading's title, and the text in braces at its end ("#of owner=aws") or None."""
    title, brace, marks = content.removesuffix("}").rpartition("{")
    if not brace or not content.endswith("}") or "}" in marks:
        return content, None
    return title.rstrip(), marks


class _TextReader:
    def __init__(self, body: str, notes: Notes | None = None):
        self.tokens = PARSER.parse(body)
        self.notes = notes
        self.opening: list[Part] = []
        self.sections: list[Section] = []
        self.links: list[MarkdownLink] = []
        self.statements: list[Statement] = []
        self.problems: list[TextProblem] = []
        self.pictures: list[PictureShown] = []
        self.parts: list[Part] = self.opening
        self.prose: list[Token] = []

    def read(self) -> ParsedText:
        self._mark_lede()
        text = self._read()
        if not text.sections:
            message = "a lesson needs at least one section, with a heading like ## Title {#anchor}."
            text = replace(text, problems=sorted([*text.problems, TextProblem(1, message)]))
        return text

    def read_passage(self) -> ParsedText:
        return self._read()

    def _read(self) -> ParsedText:
        self._check_heading_levels()
        self._mark_up()
        tokens = iter(self.tokens)
        for token in tokens:
            match token.type:
                case "heading_open" if token.tag == "h2" and token.level == 0:
                    self._begin_section(next(tokens))
                    next(tokens)  # the end of the heading
                case "directive":
                    self._add_directive(token)
                case _:
                    self.prose.append(token)
        self._flush()
        self._check_anchors_linked()
        return ParsedText(
            self.opening, self.sections, self.links, self.statements, sorted(set(self.problems)), self.pictures
        )

    def _tell(self, line: int, message: str) -> None:
        self.problems.append(TextProblem(line + 1, message))

    def _check_heading_levels(self) -> None:
        above = 1
        for token, following in pairwise(self.tokens):
            if token.type != "heading_open":
                continue
            level, line = int(token.tag[1]), line_of(token)
            if level == 1:
                self._tell(line, "the title of the lesson is its only # heading; begin sections with ##.")
            elif token.level:
                self._tell(line, "a heading begins at the margin, not inside a list or a quotation.")
            elif level > above + 1:
                self._tell(line, f"a heading of level {level} follows one of level {above}; use {'#' * (above + 1)}.")
            if level != 2 and marked_heading(following.content)[1] is not None:
                self._tell(line, "only ## headings have an anchor in braces.")
            above = level

    def _mark_lede(self) -> None:
        if self.tokens and self.tokens[0].type == "paragraph_open":
            self.tokens[0].attrSet("class", "lede")

    def _mark_up(self) -> None:
        line = 0
        for token in self.tokens:
            # A cell of a table has no line of its own, so its row's counts.
            line = line_of(token) if token.map else line
            if token.type == "table_open":
                token.attrSet("class", "data")
            if token.type == "th_open":
                token.attrSet("scope", "col")
            if token.type == "inline":
                self._look_through(token, line)
        for opening, inline, closing in zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False):
            inside = inline.children or []
            if opening.type == "paragraph_open" and len(inside) == 1 and is_picture(inside[0]):
                opening.tag = closing.tag = "figure"
                inside[0].meta["alone"] = True

    def _look_through(self, inline: Token, line: int) -> None:
        said = ""
        children = inline.children or []
        for number, child in enumerate(children):
            said += " " if child.type in ("softbreak", "hardbreak") else child.content
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "claim":
                self._note_claim(child, said, line)
                line += child.meta["lines"]
            elif child.type == "link_open":
                self._note_link(str(child.attrGet("href")), line)
                if not words_of_link(children, number):
                    self._tell(line, "a link needs words that say where it leads: [words](address).")
            elif child.type == "image":
                self._note_picture(child, line)
            elif child.type == "text" and _directive_inside.search(child.content):
                self._tell(line, "a directive stands alone on its line.")
            elif child.type == "text" and _broken_claim.search(child.content):
                self._tell(line, BROKEN_CLAIM)

    def _note_claim(self, claim: Token, said: str, line: int) -> None:
        sentence = _between_sentences.split(said.strip())[-1]
        owner, paths = claim.meta["owner"], tuple(claim.meta["paths"].split())
        if owner not in OWNERS:
            self._tell(line, f"“{owner}” is not an owner here; write {{aws: …}}, {{customer: …}} or {{shared: …}}.")
        elif not paths:
            self._tell(line, f"name what is owned: {{{owner}: service/layer}}.")
        elif not sentence:
            self._tell(line, "a claim stands behind the sentence that makes it.")
        else:
            statement = Statement(sentence, owner, paths, line + 1)
            self.statements.append(statement)
            claim.meta["note"] = self.notes(statement) if self.notes else ""

    def _note_link(self, address: str, line: int) -> None:
        if is_allowed(address):
            self.links.append(MarkdownLink(address, line + 1))
        else:
            self._tell(
                line,
                f"the address “{address}” is refused; use https://, http://, mailto:, "
                "a path of this site such as /matrix/, or #anchor.",
            )

    def _note_picture(self, image: Token, line: int) -> None:
        found = PICTURE.fullmatch(str(image.attrGet("src")))
        if found:
            self.pictures.append(PictureShown(found["name"], image.content.strip(), line + 1))
        else:
            self._tell(line, "upload a picture first, then write ![what it shows](/pictures/…) as it is listed.")

    def _begin_section(self, inline: Token) -> None:
        self._flush()
        line = line_of(inline)
        title, marks = marked_heading(inline.content)
        anchor, owner = self._marks(marks or "", line)
        self.parts = []
        self.sections.append(Section(anchor, plain(title), owner, self.parts, line + 1))

    def _marks(self, marks: str, line: int) -> tuple[str, str]:
        anchor = owner = ""
        for mark in marks.split():
            if mark.startswith("#") and not anchor:
                anchor = mark[1:]
            elif mark.startswith("owner="):
                owner = mark.removeprefix("owner=")
                if owner not in OWNERS:
                    self._tell(line, f"“{owner}” is not an owner here; use {', '.join(OWNERS)}.")
            else:
                self._tell(line, f"“{mark}” is not known in a heading; write {{#anchor}} or {{#anchor owner=aws}}.")
        if not anchor:
            self._tell(line, "a ## heading needs an anchor: ## Title {#anchor}.")
        elif not _anchor.match(anchor):
            self._tell(line, f"the anchor “{anchor}” may hold lower-case letters, digits and hyphens, a letter first.")
        elif anchor in TAKEN or anchor.startswith(TAKEN_STARTS):
            self._tell(line, f"the anchor “{anchor}” is used by the page itself; choose another.")
        elif any(anchor == section.anchor for section in self.sections):
            self._tell(line, f"the anchor “{anchor}” stands twice.")
        return anchor, owner

    def _add_directive(self, token: Token) -> None:
        line = line_of(token)
        words, _, caption = token.content.rstrip().removeprefix("[[").removesuffix("]]").partition("|")
        name, *arguments = words.split() or [""]
        if token.level:
            self._tell(line, "a directive stands at the margin, not inside a list or a quotation.")
        elif not token.content.rstrip().endswith("]]"):
            self._tell(line, "a directive ends with ]] on the same line, and nothing follows it.")
        elif name not in NAMES:
            self._tell(line, f"there is no directive “{name}”; known are {', '.join(NAMES)}.")
        elif name == "question" and not self.sections:
            self._tell(line, "a question is asked after a section; put it below a ## heading.")
        else:
            self._flush()
            self.parts.append(Directive(name, tuple(arguments), caption.strip(), line + 1))

    def _flush(self) -> None:
        if self.prose:
            html = sanitize(PARSER.renderer.render(self.prose, PARSER.options, {}))
            self.parts.append(Prose(html))
            self.prose = []

    def _check_anchors_linked(self) -> None:
        known = {section.anchor for section in self.sections} | {TAKEAWAYS, CHECK}
        for link in self.links:
            if link.address.startswith("#") and link.address[1:] not in known:
                self._tell(link.line - 1, f"there is no section “{link.address[1:]}” to link to.")


def words_of_link(children: Sequence[Token], opening: int) -> str:
    end = next(at for at in range(opening, len(children)) if children[at].type == "link_close")
    return "".join(child.content for child in children[opening + 1 : end]).strip()
