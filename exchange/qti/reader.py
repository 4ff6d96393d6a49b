"""Reads questions of QTI 1.2, 2.x and 3.0 from a file, or from a package that `exchange.qti.package` opened.

Source: 1EdTech's information models of QTI 1.2.1, 2.1, 2.2 and 3.0, and the exports of Canvas and Blackboard.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from exchange.parsed_file import CannotImport, ImportedQuestion, ParsedFile, from_tags
from exchange.qti import assessment_items, items_1_2
from exchange.qti.manifest import PackedFile, Resource, files_in, in_file, is_joined, resources
from exchange.weighted_options import NoKey
from exchange.xml_elements import Dialect, Element, NoXml, elements

# Possessive, so that a file made of comments is looked at once.
ROOT = re.compile(r"(?:<\?.{0,200}?\?>|<!--.{0,5000}?-->|\s)*+<(?:[\w.]+:)?([\w-]+)", re.DOTALL)
OTHER_ROOTS = {
    "assessmentTest": "a QTI test, which only names its questions: bring the whole package, as a zip archive.",
    "assessmentSection": "a section of a QTI test: bring the whole package, as a zip archive.",
    "assessmentStimulus": "a text that questions share: bring the whole package, as a zip archive.",
    "manifest": "the manifest of a package: bring the whole package, as a zip archive.",
}
READERS = {"assessmentItem": assessment_items.converted, "item": items_1_2.converted}


@lru_cache(maxsize=1_000)
def named(name: str) -> str:
    """Return a name without its prefix and in the spelling of QTI 2: qti-item-body is itemBody."""
    words = name.rpartition(":")[2].removeprefix("qti-").split("-")
    return words[0] + "".join(word[:1].upper() + word[1:] for word in words[1:])


def _refusal(root: str) -> str:
    if said := OTHER_ROOTS.get(root):
        return f"this is {said}"
    return (
        f"the file begins with <{root}>; QTI begins with <qti-assessment-item>, <assessmentItem> or <questestinterop>."
    )


QTI = Dialect(frozenset({"assessmentItem", "questestinterop"}), _refusal, frozenset(READERS), named=named)


def looks_like(text: str) -> bool:
    root = ROOT.match(text[:20_000])
    return root is not None and named(root[1]) in QTI.roots | OTHER_ROOTS.keys()


def read(text: str) -> ParsedFile:
    reading = ParsedFile("qti")
    if not is_joined(text):
        for item in elements(text, QTI):
            _take(item, reading, {})
        return reading
    files = {file.path: file for file in files_in(text)}
    reading.files = [(file.before, file.path) for file in files.values()]
    manifest, *others = files.values()
    held = {file.path: file for file in others}
    for resource in resources(manifest):
        if resource.is_test:
            name = resource.path.rpartition("/")[2]
            reading.notices.append(f"The test “{name}” is left out: its questions are read, its rules are not.")
        elif resource.holds_questions and (file := held.pop(resource.path, None)):
            for item in _items(file, reading):
                _take(item, reading, from_tags(resource.keywords))
        elif resource.holds_questions and resource.path not in files:
            _refuse_missing(resource, reading)
    return reading


def _items(file: PackedFile, reading: ParsedFile) -> Iterator[Element]:
    try:
        yield from elements(file.text, QTI, file.before)
    except NoXml as reason:
        line, _, said = str(reason).removeprefix("Line ").partition(": ")
        reading.refuse(file.before + int(line), file.path, said)
    except CannotImport as reason:
        raise in_file(file.path, reason) from None


def _refuse_missing(resource: Resource, reading: ParsedFile) -> None:
    reading.refuse(resource.line, resource.path, "the manifest lists this file, but the package does not contain it.")


def _take(item: Element, reading: ParsedFile, told: dict[str, object]) -> None:
    try:
        question: ImportedQuestion = READERS[item.name](item, told)
    except NoKey as reason:
        name = item.attributes.get("identifier") or item.attributes.get("ident") or item.attributes.get("title", "")
        reading.refuse(item.line, name, str(reason))
    else:
        reading.add(question)
