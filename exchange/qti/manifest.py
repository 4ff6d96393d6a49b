"""What the manifest of a QTI package says, and the one text as which an opened package is stored.

Source: IMS Content Packaging 1.1.4 with the QTI profiles of 1EdTech, and the manifests of Canvas and Blackboard.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from exchange.parsed_file import CannotImport
from exchange.xml_elements import Dialect, Element, elements

MANIFEST, MOST_ENTRIES = "imsmanifest.xml", 20_000
# Begins each file of an opened package. No file can hold it: it is refused when a file is decoded.
FILE_MARK = "\x1e"
# imsqti_item_xmlv2p1, imsqti_xmlv1p2 (Canvas), imsqti_xmlv1p2/imscc_xmlv1p1/assessment, assessment/x-bb-qti-pool,
# and Brightspace's d2lquiz and d2lquestionlibrary
QUESTIONS = re.compile(r"imsqti_item_|imsqti_xmlv1p|x-bb-qti-|d2lqu")
LINE = re.compile(r"^Line [\d,]+")
TESTS = re.compile(r"imsqti_(test|assessment)_")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


RESOURCES = Dialect(
    frozenset({"manifest"}),
    lambda root: f"the file begins with <{root}>; a manifest begins with <manifest>.",
    units=frozenset({"resource"}),
    named=_local,
)


@dataclass(frozen=True)
class Resource:
    """`path` is within the archive; `keywords` are those of its LOM metadata."""

    path: str
    line: int
    holds_questions: bool
    is_test: bool
    keywords: list[str]


@dataclass(frozen=True)
class PackedFile:
    """`before` counts the lines of the package's text before this file's first line."""

    path: str
    text: str
    before: int


def joined(files: Iterator[tuple[str, str]]) -> str:
    return "".join(f"{FILE_MARK}{path}\n{text}\n" for path, text in files)


def is_joined(text: str) -> bool:
    return text.startswith(FILE_MARK)


def files_in(text: str) -> list[PackedFile]:
    files, before = [], 0
    for part in text.split(FILE_MARK)[1:]:
        path, _, said = part.partition("\n")
        files.append(PackedFile(path, said, before + 1))
        before += part.count("\n")
    return files


def resources(manifest: PackedFile) -> list[Resource]:
    """Raises CannotImport with the manifest's line."""
    folder = posixpath.dirname(manifest.path)
    found = []
    try:
        for element in elements(manifest.text, RESOURCES, manifest.before):
            found.append(_resource(element, folder))
            if len(found) > MOST_ENTRIES:
                raise CannotImport(
                    f"Line {element.line - manifest.before}: more than {MOST_ENTRIES:,} files are listed."
                )
    except CannotImport as reason:
        raise in_file(manifest.path, reason) from None
    return found


def in_file(path: str, reason: CannotImport) -> CannotImport:
    """Say whose line it is: such messages begin with “Line 7”."""
    return CannotImport(LINE.sub(lambda line: f"{line[0]} of {path}", str(reason), count=1))


def _resource(element: Element, folder: str) -> Resource:
    of_type = " ".join(element.attributes.get(name, "") for name in ("type", "material_type"))
    file = element.first("file")
    # Canvas gives a file and no address; Blackboard names its file in an attribute of its own.
    href = element.attributes.get("href") or element.attributes.get("file")
    href = href or (file.attributes.get("href", "") if file else "")
    return Resource(
        posixpath.normpath(posixpath.join(folder, unquote(href))),
        element.line,
        QUESTIONS.search(of_type) is not None,
        TESTS.search(of_type) is not None,
        [" ".join(_texts(keyword)) for keyword in element.descendants("keyword")],
    )


def _texts(element: Element) -> Iterator[str]:
    return (each.words for each in (element, *element.descendants()) if each.words)
