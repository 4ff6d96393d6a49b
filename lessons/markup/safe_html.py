"""The HTML that a lesson may show, and the addresses that it may link to."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe

TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "figcaption",
    "figure",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "small",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "ol": {"start"},
    "th": {"scope"},
}
NOTE = "correction"  # the class of the note after a sentence that the facts contradict
CLASSES = {"p": {"lede"}, "table": {"data"}, "small": {NOTE}}
SCHEMES = {"http", "https", "mailto"}

_scheme = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# A picture's name contains its width and height, so that they need no query.
PICTURE_NAME = r"[0-9a-f]{32}-[1-9][0-9]{0,3}x[1-9][0-9]{0,3}\.(?:png|jpg|webp)"
PICTURE = re.compile(rf"/pictures/(?P<name>{PICTURE_NAME})", re.ASCII)
_unsafe_in_path = re.compile(r"[\x00-\x20\\]")


def sanitize(html: str) -> SafeString:
    return mark_safe(  # noqa: S308  this is the place that makes it safe
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            attribute_filter=only_own_pictures,
            allowed_classes=CLASSES,
            url_schemes=SCHEMES,
            url_relative=lambda address: address if is_path_here(address) else None,
            link_rel=None,
        )
    )


def only_own_pictures(tag: str, attribute: str, value: str) -> str | None:
    return None if tag == "img" and attribute == "src" and not PICTURE.fullmatch(value) else value


def is_path_here(address: str) -> bool:
    """Return whether an address without a scheme stays on this site: /matrix/ or #of, not //host."""
    if _unsafe_in_path.search(address):
        return False
    return address.startswith("#") or (address.startswith("/") and not address.startswith("//"))


def is_allowed(address: str) -> bool:
    scheme = _scheme.match(address)
    return scheme[1].lower() in SCHEMES if scheme else is_path_here(address)
