"""Collected static files: named by their content, compressed, stylesheets without comments and needless white space,
our scripts without lines of comment.

tinycss2 takes stylesheets apart by the grammar of CSS. Minifiers that do not, rcssmin among them, drop the blank in
`.table :is(th, td)` inside a layer, where it makes another selector.
"""

import re
from functools import cache
from typing import Any

import tinycss2
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from tinycss2.ast import Node
from whitenoise.storage import CompressedManifestStaticFilesStorage

OUR_SCRIPT = re.compile(r"js/[^/]+\.js")
COMMENT_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


class MinifyingStorage(CompressedManifestStaticFilesStorage):
    @cache  # noqa: B019  there is one storage
    def url(self, name: str, force: bool = False) -> str:
        return super().url(name, force)

    def post_process(self, paths: dict[str, tuple[Storage, str]], *args: Any, **kwargs: Any) -> Any:
        minified = {name: (MinifiedFiles(storage), path) for name, (storage, path) in paths.items()}
        return super().post_process(minified, *args, **kwargs)


class MinifiedFiles:
    """The files of a storage, as they are to be served."""

    def __init__(self, storage: Storage):
        self.storage = storage

    def open(self, path: str) -> File:
        file = self.storage.open(path)
        shorter = minified if path.endswith(".css") else without_comments if OUR_SCRIPT.fullmatch(path) else None
        if shorter is None:
            return file
        with file:
            return ContentFile(shorter(file.read().decode()).encode())


def without_comments(script: str) -> str:
    return COMMENT_LINE.sub("", script)


def minified(stylesheet: str) -> str:
    return tinycss2.serialize(_needed(tinycss2.parse_component_value_list(stylesheet)))


def _needed(nodes: list[Node]) -> list[Node]:
    needed: list[Node] = []
    for node in nodes:
        if node.type == "comment" and not _is_license(node):
            continue
        if node.type == "whitespace":
            if not needed or needed[-1].type == "whitespace" or _separates(needed[-1]):
                continue
            node.value = " "
        elif _separates(node) and needed and needed[-1].type == "whitespace":
            needed.pop()
        for part in ("content", "arguments"):  # of a block, of a function
            if isinstance(getattr(node, part, None), list):
                setattr(node, part, _needed(getattr(node, part)))
        needed.append(node)
    if needed and needed[-1].type == "whitespace":
        needed.pop()
    return needed


def _is_license(node: Node) -> bool:
    return bool(node.value.startswith("!"))


def _separates(node: Node) -> bool:
    """Whether white space beside it says nothing."""
    return bool(node.type == "{} block" or node in (",", ";"))
