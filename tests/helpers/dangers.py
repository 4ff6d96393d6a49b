"""What in a page could act: scripts, handlers, addresses that run or lead away, whoever wrote them."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

NEVER = {"iframe", "frame", "object", "embed", "applet", "base", "style", "math", "foreignobject", "animate", "set"}
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset", "ping", "background"}
# Those that load by themselves: none may lead away from the site.
LOADED = ADDRESSES - {"href"}
OF_A_PREVIEW = ("class", "title", "sandbox", "srcdoc")
SENDS = ("hx-", "data-hx-")
MARKS = ("xss", "elsewhere.example")


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "iframe" and is_our_preview(attributes):
            self.found += [f"in the preview, {each}" for each in dangers(attributes["srcdoc"] or "")]
        elif tag == "iframe" and is_a_host_s_player(attributes):
            return
        else:
            self.found += [f"<{tag}>: {why}" for why in dangers_of(tag, attributes)]

    handle_startendtag = handle_starttag


def dangers_of(tag: str, attributes: dict[str, str | None]):
    if tag in NEVER and (tag, *attributes) != ("base", "target"):
        yield "never ours"
    if tag == "script" and not is_our_script(attributes):
        yield "a script that is not ours"
    if tag == "link" and not (attributes.get("href") or "").startswith(
        ("/", "http://testserver/", "http://localhost")
    ):
        yield "a file of somebody else's"
    if tag == "meta" and "http-equiv" in attributes:
        yield "an order to the browser"
    for name, value in attributes.items():
        value = value or ""
        if name.startswith("on") or name.startswith(("hx-on", "data-hx-on")):
            yield f"handler {name}"
        if name == "style" and any(mark in value for mark in MARKS):
            yield "style"
        if name.startswith(SENDS) and any(mark in value for mark in MARKS):
            yield f"{name}={value}"
        if name in ADDRESSES:
            yield from dangers_of_address(name, value)


def dangers_of_address(name: str, value: str):
    read = "".join(value.split()).lower()
    if read.startswith(("javascript:", "vbscript:", "data:")):
        yield f"{name} runs: {value}"
    elsewhere = urlsplit(read.replace("\\", "/")).netloc
    if name in LOADED and elsewhere and not elsewhere.startswith(("testserver", "localhost", "127.0.0.1")):
        yield f"{name} loads from elsewhere: {value}"


def is_our_script(attributes: dict[str, str | None]) -> bool:
    ours = (attributes.get("src") or "").startswith(("/static/", "/admin/jsi18n/"))
    return ours or attributes.get("type") == "application/json"


def is_our_preview(attributes: dict[str, str | None]) -> bool:
    """A page within the page, from the same template, in which no script runs."""
    held = attributes.get("sandbox")
    return held is not None and "allow-scripts" not in held and attributes.keys() == {*OF_A_PREVIEW}


def is_a_host_s_player(attributes: dict[str, str | None]) -> bool:
    """What a reader asked for by a press: made by us from a video's id, on a page whose policy names the host."""
    made = r"https://(www\.youtube-nocookie\.com/embed/[\w-]{11}|player\.vimeo\.com/video/\d+)\?[\w=&]+"
    known = {"src", "title", "referrerpolicy", "allow", "allowfullscreen"}
    return attributes.keys() == known and re.fullmatch(made, attributes["src"] or "") is not None


def dangers(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader.found
