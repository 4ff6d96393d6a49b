"""Writes questions as a QTI 3.0 package: a zip archive with a manifest and a file each. Equal banks give equal bytes,
as long as zlib deflates alike.

Source: 1EdTech's QTI 3.0 assessment, section and item information model, and its examples.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from bank.models import Form
from exchange.losses import Leaving, Loss, WrittenFile, letter, of_options, write_questions
from exchange.moodle_out import unwritable, without_unwritable
from exchange.parsed_file import tags_of
from exchange.qti.manifest import MANIFEST

SCHEMAS = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
ITEM = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can store
LONGEST_TITLE = 120
# By these the reader knows its own items, whose texts and identifiers come back as they were.
TOOL = "Whose Layer"
BEFORE_ID = "q-"  # an identifier begins with a letter


def write(questions: Iterable[Leaving]) -> WrittenFile:
    return write_questions(questions, _one, _package)


def xml_text(text: str) -> str:
    return escape(without_unwritable(text), {'"': "&quot;"})


def _one(question: Leaving) -> tuple[tuple[str, str, list[str]], list[Loss]]:
    content = question.content
    losses = [*of_options(question, "misconception", "claims"), *unwritable(question)]
    body = _sort(question) if content["form"] == Form.SORT else _choice(question)
    title = xml_text(" ".join(content["stem"].split())[:LONGEST_TITLE])
    lines = [
        f'<qti-assessment-item xmlns="{ITEM}" {XSI}',
        f'  xsi:schemaLocation="{ITEM} {SCHEMAS}/imsqti_asiv3p0_v1p0.xsd"',
        f'  identifier="{BEFORE_ID}{question.slug}" title="{title}" adaptive="false" time-dependent="false" '
        f'xml:lang="en-US" tool-name="{TOOL}">',
        *body,
        *_reasons(question),
        "</qti-assessment-item>",
    ]
    return (f"items/{question.slug}.xml", XML + "\n".join([*lines, ""]), tags_of(content)), losses


def _lines(text: str) -> str:
    return xml_text(text).replace("\n", "<br/>")


def _choice(question: Leaving) -> Iterator[str]:
    content = question.content
    keys = [letter(number) for number, option in enumerate(content["options"]) if option["is_key"]]
    many = content["form"] == Form.CHOOSE_N
    yield from _response("multiple" if many else "single", "identifier", keys)
    yield from _outcomes(question)
    shuffle = str(Form(content["form"]).is_shuffled).lower()
    yield "  <qti-item-body>"
    yield (
        f'    <qti-choice-interaction response-identifier="RESPONSE" shuffle="{shuffle}" '
        f'max-choices="{len(keys)}" min-choices="0">'
    )
    yield f"      <qti-prompt>{_lines(content['stem'])}</qti-prompt>"
    for number, option in enumerate(content["options"]):
        said = _lines(option["text"])
        yield f'      <qti-simple-choice identifier="{letter(number)}">{said}</qti-simple-choice>'
    yield "    </qti-choice-interaction>"
    yield "  </qti-item-body>"
    yield "  <qti-response-processing>"
    yield "    <qti-response-condition>"
    yield "      <qti-response-if>"
    yield '        <qti-match><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-match>'
    yield "        " + _set("SCORE", '<qti-base-value base-type="float">1</qti-base-value>')
    yield "      </qti-response-if>"
    yield "      <qti-response-else>"
    yield "        " + _set("SCORE", '<qti-base-value base-type="float">0</qti-base-value>')
    yield "      </qti-response-else>"
    yield "    </qti-response-condition>"
    yield from _told(question)
    yield "  </qti-response-processing>"


def _sort(question: Leaving) -> Iterator[str]:
    content = question.content
    pairs = [f"{letter(number)} {option['expected']}" for number, option in enumerate(content["options"])]
    yield from _response("multiple", "directedPair", pairs, mapped=True)
    yield from _outcomes(question)
    yield "  <qti-item-body>"
    yield (
        '    <qti-match-interaction response-identifier="RESPONSE" shuffle="true" '
        f'max-associations="{len(pairs)}" min-associations="0">'
    )
    yield f"      <qti-prompt>{_lines(content['stem'])}</qti-prompt>"
    yield "      <qti-simple-match-set>"
    for number, option in enumerate(content["options"]):
        yield (
            f'        <qti-simple-associable-choice identifier="{letter(number)}" match-max="1">'
            f"{_lines(option['text'])}</qti-simple-associable-choice>"
        )
    yield "      </qti-simple-match-set>"
    yield "      <qti-simple-match-set>"
    for owner, words in (("aws", "AWS"), ("customer", "The customer")):
        yield (
            f'        <qti-simple-associable-choice identifier="{owner}" match-max="{len(pairs)}">'
            f"{words}</qti-simple-associable-choice>"
        )
    yield "      </qti-simple-match-set>"
    yield "    </qti-match-interaction>"
    yield "  </qti-item-body>"
    yield "  <qti-response-processing>"
    rows = f'<qti-base-value base-type="float">{len(pairs)}</qti-base-value>'
    yield "    " + _set("SCORE", f'<qti-divide><qti-map-response identifier="RESPONSE"/>{rows}</qti-divide>')
    yield from _told(question)
    yield "  </qti-response-processing>"


def _response(cardinality: str, base: str, right: list[str], *, mapped: bool = False) -> Iterator[str]:
    yield f'  <qti-response-declaration identifier="RESPONSE" cardinality="{cardinality}" base-type="{base}">'
    yield "    <qti-correct-response>"
    yield from (f"      <qti-value>{value}</qti-value>" for value in right)
    yield "    </qti-correct-response>"
    if mapped:
        yield '    <qti-mapping default-value="0">'
        yield from (f'      <qti-map-entry map-key="{value}" mapped-value="1"/>' for value in right)
        yield "    </qti-mapping>"
    yield "  </qti-response-declaration>"


def _outcomes(question: Leaving) -> Iterator[str]:
    yield '  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum="1">'
    yield "    <qti-default-value><qti-value>0</qti-value></qti-default-value>"
    yield "  </qti-outcome-declaration>"
    # Some readers open no item without it.
    yield '  <qti-outcome-declaration identifier="MAXSCORE" cardinality="single" base-type="float">'
    yield "    <qti-default-value><qti-value>1</qti-value></qti-default-value>"
    yield "  </qti-outcome-declaration>"
    if _with_reason(question):
        yield '  <qti-outcome-declaration identifier="REASONS" cardinality="multiple" base-type="identifier"/>'


def _with_reason(question: Leaving) -> list[tuple[str, str]]:
    options = enumerate(question.content["options"])
    return [(letter(number), option["rationale"]) for number, option in options if option["rationale"]]


def _told(question: Leaving) -> Iterator[str]:
    if reasons := _with_reason(question):
        values = "".join(f'<qti-base-value base-type="identifier">{name}</qti-base-value>' for name, _ in reasons)
        yield "    " + _set("REASONS", f"<qti-multiple>{values}</qti-multiple>")


def _reasons(question: Leaving) -> Iterator[str]:
    for name, reason in _with_reason(question):
        yield f'  <qti-modal-feedback outcome-identifier="REASONS" identifier="{name}" show-hide="show">'
        yield f"    <qti-content-body><p>{name}. {_lines(reason)}</p></qti-content-body>"
        yield "  </qti-modal-feedback>"


def _set(name: str, value: str) -> str:
    return f'<qti-set-outcome-value identifier="{name}">{value}</qti-set-outcome-value>'


def _package(items: list[tuple[str, str, list[str]]]) -> bytes:
    out = io.BytesIO()
    manifest = _manifest([(path, tags) for path, _, tags in items])
    # Deflated, because items repeat themselves: a bank of 8 MB would soon be too large to bring back.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in [(MANIFEST, manifest), *((path, text) for path, text, _ in items)]:
            entry = zipfile.ZipInfo(path, LONG_AGO)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _manifest(items: list[tuple[str, list[str]]]) -> str:
    lines = [
        f'<manifest xmlns="{PACKAGE}" {XSI}',
        f'  xsi:schemaLocation="{PACKAGE} {SCHEMAS}/imsqtiv3p0_imscpv1p2_v1p0.xsd"',
        '  identifier="whose-layer-questions">',
        "  <metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>",
        "  <organizations/>",
        "  <resources>",
    ]
    for path, tags in items:
        name = path.removeprefix("items/").removesuffix(".xml")
        keywords = "".join(f'<keyword><string language="en">{xml_text(tag)}</string></keyword>' for tag in tags)
        lines += [
            f'    <resource identifier="r-{name}" type="imsqti_item_xmlv3p0" href="{path}">',
            f'      <metadata><lom xmlns="{LOM}"><general>{keywords}</general></lom></metadata>',
            f'      <file href="{path}"/>',
            "    </resource>",
        ]
    return XML + "\n".join([*lines, "  </resources>", "</manifest>", ""])
