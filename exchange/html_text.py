"""Converts foreign texts to plain lines, and names what HTML expresses beyond words and is lost."""

import re
from html.parser import HTMLParser

import nh3

from exchange.audit.words import HTML, TAG

NEW_LINE = {"p", "div", "br", "li", "ul", "ol", "tr", "table", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
MEANT = {
    "sub": "subscript", "sup": "superscript", "table": "a table", "u": "underlining", "s": "struck-out text",
    "del": "struck-out text",
}  # fmt: skip
NOT_SHOWN = {"img": "a picture", "video": "a film", "audio": "a sound", "object": "an object", "iframe": "a frame",
             "svg": "a drawing", "math": "a formula", "script": "a script", "style": "a style sheet",
             "form": "a form", "input": "a field"}  # fmt: skip
PLAIN, AUTO = {"plain", "plain_text"}, {"", "moodle", "moodle_auto_format"}
LONGEST = 200_000


def plain_text(written: str, format: str) -> tuple[str, list[str]]:
    """Return the words, and what is lost of them, each as a noun. `format` is GIFT's or Moodle XML's name for it."""
    if format in PLAIN or format == "markdown":
        return written.strip(), []
    if format in AUTO:
        if not any(_is_html(tag) for tag in TAG.findall(written[:LONGEST])) and "&" not in written:
            return written.strip(), []
        written = written.replace("\n", "<br>")
    return _without_tags(written)


def _is_html(tag: str) -> bool:
    # <bucket-name> is a placeholder, not a tag.
    name = re.match(r"</?([A-Za-z0-9]+)[\s/>]", tag)
    return name is not None and name[1].lower() in HTML


def _without_tags(written: str) -> tuple[str, list[str]]:
    lost = _Noting()
    lost.feed(written)
    lost.close()
    # Parse and sanitize the HTML as a browser would before extracting the words.
    clean = nh3.clean(
        written,
        tags={*NEW_LINE, "b", "i", "em", "strong", "code", "td", "th", "span"},
        attributes={},
        clean_content_tags={"script", "style", "svg", "math", "object", "iframe"},
    )
    words = _Words()
    words.feed(clean)
    words.close()
    lines = [" ".join(line.split()) for line in "".join(words.pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), list(dict.fromkeys(lost.found))


class _Noting(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag in NOT_SHOWN:
            about = (given.get("alt") or given.get("src", ""))[:60]
            self.found.append(f"{NOT_SHOWN[tag]}{f' “{about}”' if about and tag == 'img' else ''}")
        elif tag in MEANT:
            self.found.append(MEANT[tag])
        elif tag == "a" and given.get("href"):
            self.found.append(f"a link to {given['href'][:80]}")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in NEW_LINE:
            self.pieces.append("\n")
        if tag == "li":
            self.pieces.append("- ")
        elif tag in ("td", "th"):
            self.pieces.append(" ")

    def handle_endtag(self, tag):
        if tag in NEW_LINE:
            self.pieces.append("\n")

    def handle_data(self, data):
        self.pieces.append(re.sub(r"\s+", " ", data))
