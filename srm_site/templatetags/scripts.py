"""Addresses of static files, and script tags with the hash that browsers check before running them."""

import base64
import hashlib
import json
from functools import cache

from django import template
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.files.storage import Storage, storages
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

HTMX: dict[str, object] = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "selfRequestsOnly": True,
    "timeout": 15000,
    "historyCacheSize": 0,
}
# Of our pages alone: which answers are shown, at once and not with the old attributes first, and that going back asks
# for the whole page.
HTMX_OF_PAGES = HTMX | {
    "defaultSettleDelay": 0,
    "refreshOnHistoryMiss": True,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "(409|422)", "swap": True},
        {"code": "...", "swap": False, "error": True},
    ],
}


@register.simple_tag
def static(path: str) -> str:
    """As Django's, which goes through all installed apps each time."""
    return _address(storages["staticfiles"], path)


@register.simple_tag
def script(path: str, how: str = "module") -> SafeString:
    return _script(storages["staticfiles"], path, how)


@cache
def _address(storage: Storage, path: str) -> str:
    return storage.url(path)


@cache
def _script(storage: Storage, path: str, how: str) -> SafeString:
    kind = mark_safe('type="module"') if how == "module" else how
    return format_html('<script {} src="{}"{}></script>', kind, static(path), integrity(path))


@register.simple_tag
@cache
def htmx_config(pages: str = "ours") -> SafeString:
    """The value of an attribute in single quotes: what htmx is told, on our pages or on the admin's."""
    return mark_safe(json.dumps(HTMX if pages == "admin" else HTMX_OF_PAGES, separators=(",", ":")))  # noqa: S308  ours


def integrity(path: str) -> str | SafeString:
    """Empty unless static files are collected, since others change while they are edited."""
    storage = storages["staticfiles"]
    if not isinstance(storage, ManifestFilesMixin):
        return ""
    return format_html(' integrity="sha384-{}"', _digest(storage, storage.stored_name(path)))


@cache
def _digest(storage: Storage, name: str) -> str:
    with storage.open(name) as file:
        return base64.b64encode(hashlib.sha384(file.read()).digest()).decode()
