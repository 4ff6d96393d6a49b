"""Files of questions that were damaged at random, thousands for each format: `python -m benchmarks.mutate_imports`.

Each is read, and either gives questions or says why not. Prints for each format how many were read, how many refused,
how many raised anything else, how long the slowest took, and the most memory the process ever held. The same seeds
give the same files. `--hostile` tries large and malicious files instead, each in a process of its own.
"""

import io
import random
import re
import string
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from benchmarks.harness import ROOT, command, set_up_django

set_up_django()

from bank.content import EVIDENCE  # noqa: E402
from exchange.formats import FORMATS  # noqa: E402
from exchange.losses import Leaving  # noqa: E402
from exchange.parsed_file import CannotImport  # noqa: E402
from exchange.parsers import MOST_BYTES, read  # noqa: E402
from exchange.writers import OUT_FORMATS  # noqa: E402

SLOW, MEMORY = 5, 256  # seconds and MB that no file may take
TOKENS = {
    "gift": ["{", "}", "~", "=", "#", "::", "\\", "\n\n", "####", "%50%", "%-33.3%", "->", "//", "[html]", "[id:", "]",
             "$CATEGORY:", "T", "F#", "<b>", "&#0;", "\n"],
    "moodle-xml": ["<", ">", "</", "/>", "&", "&amp;", "&#0;", "&#x1F;", "]]>", "<![CDATA[", "<!--", "-->", "<?", "?>",
                   "<!DOCTYPE a>", "<question>", "</question>", "<text>", "fraction=\"", "\"", "'", "xmlns=\"\"", "\n",
                   "&lt;img src=x&gt;", "matching", "truefalse", "essay", "100", "-1e999", "nan"],
    "qti": ["<", ">", "</", "/>", "&amp;", "&#0;", "]]>", "<![CDATA[", "<!--", "-->", "<!DOCTYPE a>", "xmlns=\"\"",
            "\n", "<value>A</value>", "<itemBody>", "</item>", "<item>", "<choiceInteraction/>", "<other/>", "-1e999",
            "PK\x03\x04", "PK\x01\x02", "imsmanifest.xml", "../"],
    "aiken": ["ANSWER: ", "A. ", "B) ", "Z. ", "\n", "\n\n", "ANSWER:", "A, B", " "],
    "markdown": ["1. ", "2) ", "- A. ", "- [x] ", "Answer: ", "Correct answer: B, E", "<details>", "</details>",
                 "<br/>", "<!--", "-->", "```", "---", "# ", "Explanation: ", "**", "\n\n"],
    "csv": ['"', ",", ";", "\t", "\n", '""', "answer", "question", "option 13", "form", "=1+1", "'", "A", "0", "A, B",
            "aws: ec2/guest-os;", "owner 1", "customer"],
}  # fmt: skip
XML = ("moodle-xml", "qti")
ANYWHERE = ["\0", "\u2028", "\ufeff", "\u202e", "é", "🔒", "\x1f", "\ufffe"]


def bank(draw: random.Random) -> list[Leaving]:
    """A few questions of every form."""
    made = []
    for number, form in enumerate(["choose-one", "choose-n", "owner", "sort", "boundary"]):
        options = [
            {
                "key": f"option-{place}",
                "text": _words(draw),
                "is_key": form != "sort" and place < (2 if form == "choose-n" else 1),
                "expected": draw.choice(["aws", "customer"]) if form == "sort" else "",
                "rationale": _words(draw),
                "misconception": "",
                "claims": [{"cell": "ec2/guest-os", "owner": "aws"}],
            }
            for place in range(draw.randint(3, 5))
        ]
        told = {"skill": "aws", "section": "identity#root", **EVIDENCE, "cells": ["ec2/guest-os"]}
        made.append(Leaving(f"question-{number}", {"form": form, "stem": _words(draw), "options": options, **told}))
    return made


def written(format: str, questions: list[Leaving]) -> bytes:
    """A file as the site writes it. Markdown, which it only reads, is as in practice exams."""
    return _exam(questions) if format == "markdown" else OUT_FORMATS[format].write(questions).data


def banks_of(format: str, draw: random.Random) -> list[bytes]:
    """Files to damage. Of QTI, also those of other producers."""
    banks = [written(format, bank(draw)) for _ in range(20)]
    if format == "qti":
        banks += [file.read_bytes() for file in sorted((ROOT / "tests/exchange/qti/files").iterdir())] * 4
    return banks


def _exam(questions: list[Leaving]) -> bytes:
    lines = []
    for number, question in enumerate(questions, 1):
        options = list(zip("ABCDE", question.content["options"], strict=False))
        keys = ", ".join(letter for letter, option in options if option["is_key"])
        lines += [
            f"{number}. {question.content['stem']}",
            *(f"- {letter}. {option['text']}" for letter, option in options),
        ]
        lines += ["", f"<details>Correct answer: {keys}", f"Explanation: {options[0][1]['rationale']}</details>", ""]
    return "\n".join(lines).encode()


def _words(draw: random.Random) -> str:
    return " ".join(
        "".join(draw.choices(string.ascii_letters, k=draw.randint(1, 9))) for _ in range(draw.randint(2, 9))
    )


LEAF = re.compile(rb"<([\w-]+)([^<>]*)>([^<>]*)</\1>")
ATTRIBUTE = re.compile(rb' ([\w-]+)="([^"<>]*)"')


def rearranged(data: bytes, draw: random.Random) -> bytes:
    """XML that stays well-formed: an element without children is removed, doubled, or gets another text.

    Or an attribute is removed, or gets the value of another.
    """
    given = list(ATTRIBUTE.finditer(data))
    if given and draw.random() < 0.4:
        one, other = draw.choice(given), draw.choice(given)
        said = draw.choice([b"", b' %b="%b"' % (one[1], other[2]), b' %b=""' % one[1]])
        return data[: one.start()] + said + data[one.end() :]
    leaves = list(LEAF.finditer(data))
    if not leaves:
        return data
    leaf = draw.choice(leaves)
    name, attributes, text = leaf.groups()
    token = draw.choice(
        ["", "0", "-1", "nan", "1e999", "100", "true", "a:b", "&#233;", "&lt;p&gt;x", "&lt;", "]]"]
    ).encode()
    kind = draw.choice(["html", "markdown", "plain_text", "x"])
    said = draw.choice(
        [
            b"",
            leaf[0] * draw.randint(2, 40),
            b"<%b%b>%b</%b>" % (name, attributes, token * draw.choice([1, 1, 500]), name),
            b"<%b%b>%b%b</%b>" % (name, attributes, text, token, name),
            b'<%b format="%b" fraction="%b">%b</%b>' % (name, kind.encode(), token.replace(b"&lt;", b""), text, name),
            b"<text>%b</text>" % leaf[0],
        ]
    )
    return data[: leaf.start()] + said + data[leaf.end() :]


def repacked(data: bytes, draw: random.Random) -> bytes:
    """A package, one of whose files is damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        chosen = draw.choice(old.namelist())
        for name in old.namelist():
            inside = old.read(name)
            new.writestr(name, mutated(inside, "qti", draw) if name == chosen else inside)
    return out.getvalue()


def mutated(data: bytes, format: str, draw: random.Random) -> bytes:
    """The file with one to six kinds of damage: bytes flipped, parts cut, doubled or moved, tokens added."""
    is_package = zipfile.is_zipfile(io.BytesIO(data))
    if is_package and draw.random() < 0.8:
        return repacked(data, draw)
    for _ in range(draw.randint(1, 6)):
        if format in XML and not is_package and draw.random() < 0.9:
            data = rearranged(data, draw)
            continue
        at = draw.randint(0, len(data))
        other = min(len(data), at + draw.randint(0, 80))
        match draw.randint(0, 7):
            case 0:
                data = data[:at] + bytes([draw.randint(0, 255)]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[other:]
            case 2:
                data = data[:other] + data[at:other] * draw.randint(1, 30) + data[other:]
            case 3:
                to = draw.randint(0, len(data))
                data = data[:to] + data[at:other] + data[to:]
            case 4:
                data = data[:at]
            case 5:
                token = draw.choice(ANYWHERE).encode()
                data = data[:at] + token * draw.choice([1, 1, 200]) + data[at:]
            case _:
                token = draw.choice(TOKENS[format]).encode()
                data = data[:at] + token * draw.choice([1, 1, 2, 400]) + data[at:]
    return data


def try_out(format: str, count: int, seed: int) -> int:
    """Prints the figures of one format and returns how many were not caught."""
    draw = random.Random(f"{format} {seed}")  # noqa: S311
    banks = banks_of(format, draw)
    found = {"read": 0, "refused": 0, "not caught": 0}
    slowest = (0.0, -1)
    began = time.process_time()
    for number in range(count):
        data = mutated(draw.choice(banks), format, draw)
        start = time.process_time()
        try:
            read("any", data, format)
            found["read"] += 1
        except CannotImport:
            found["refused"] += 1
        except Exception as error:
            found["not caught"] += 1
            print(f"    {format} {number}: {type(error).__name__}: {error}")
        slowest = max(slowest, (time.process_time() - start, number))
    told = ", ".join(f"{number:,} {name}" for name, number in found.items())
    spent = time.process_time() - began
    print(
        f"{format:10} {count:,} files: {told}; slowest {slowest[0] * 1000:.1f} ms; {spent:.0f} s; peak {peak():.0f} MB"
    )
    return found["not caught"]


def peak() -> float:
    """The peak memory in MB. `ru_maxrss` would include that of the process that started this one."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def hostile_files() -> dict[str, tuple[str, bytes]]:
    """Large and malicious files by name, each with the format that it is read as."""
    entity = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE quiz [<!ENTITY e0 "ha">{entity}]><quiz>&e9;</quiz>'
    long, short = 100_000_000, 8_999_000

    def lines(line: bytes) -> bytes:
        """As many questions as the limit allows, or as many as fit."""
        return line * min(119_900, short // len(line))

    wide = b"x" * 55
    tagged = b"<question type='multichoice'><questiontext><text><![CDATA[%b]]></text></questiontext></question>"
    return {
        "a billion laughs": ("moodle-xml", laughs.encode()),
        "an external entity": ("moodle-xml", b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'),
        "deep XML": ("moodle-xml", b"<quiz>" + b"<a>" * 390_000),
        "a million attributes": (
            "moodle-xml", b"<quiz><question " + b" ".join(b"a%d='1'" % number for number in range(700_000)) + b"/>",
        ),
        "390,000 elements": ("moodle-xml", b"<quiz>" + b"<question/>" * 390_000),
        "a long text in XML": ("moodle-xml", b"<quiz><question><name>" + b"x" * short),
        "tags in a text of XML": ("moodle-xml", b"<quiz>" + tagged % (b"<b>" * 60_000) + b"</quiz>"),
        "tags in all texts of XML": ("moodle-xml", b"<quiz>" + tagged % (b"<b>" * 60_000) * 49 + b"</quiz>"),
        "390,000 tags in XML": ("moodle-xml", b"<quiz>" + tagged % (b"<b>" * 1_300) * 299 + b"</quiz>"),
        "laughs in a package": ("qti", _package(laughs.replace("quiz", "assessmentItem").encode())),
        "a zip bomb of 5 GB": ("qti", _package(b" " * 1_000_000, 5_000)),
        "60,000 files in a package": ("qti", _package(b"", 60_000)),
        "5,000 items in a package": ("qti", _package(_item(b"x" * 200), 5_000)),
        "one item as long as a package": ("qti", _package(_item(b"x" * 14_000_000))),
        "390,000 tags in an item": ("qti", _package(_item(b"<b>" * 390_000))),
        "tags in all items of a package": ("qti", _package(_item(b"<b>x</b>" * 2_400), 80)),
        "a page of comments": ("qti", b"<!---->" * 390_000),
        "190,000 resources": ("qti", _zipped({"imsmanifest.xml": _manifest(["a.xml"] * 190_000)})),
        "199,000 other resources": ("qti", _zipped({"imsmanifest.xml": _manifest(list(map(str, range(199_000))))})),
        "1,600 conditions": (
            "qti", b"<questestinterop><item><presentation><response_lid ident='R'/></presentation>%b</item>"
            b"</questestinterop>" % (b"<respcondition><conditionvar><other/></conditionvar></respcondition>" * 1_600),
        ),
        "a line of 100 MB": ("gift", b"x" * long),
        "a line of 9 MB": ("gift", b"x" * short),
        "a million lines": ("gift", b"Q{T}\n\n" * 1_490_000),
        "60,000 questions": ("gift", b"%b{T}\n\n" % wide * 59_900),
        "120,000 answers": ("gift", b"Q{\n" + lines(b"~%b\n" % wide) + b"}\n"),
        "2,300 answers in each of 50 questions": ("gift", (b"Q{\n=a\n" + b"~a\n" * 2_300 + b"}\n\n") * 50),
        "120,000 backslashes": ("gift", b"Q{=a ~b " + lines(b"\\\n") + b"}\n"),
        "120,000 colons": ("gift", b"::" + lines(b":\\\n") + b"{T}"),
        "390,000 tags in GIFT": ("gift", (b"[html]%b{T}\n\n" % (b"<b>" * 1_300)) * 299),
        "120,000 rows": ("csv", b"question,a,b,answer\n" + lines(b"%b,x,y,A\n" % wide)),
        "a quote that never ends": ("csv", b'question,a,b,answer\n"' + lines(b"%b,x\n" % wide)),
        "120,000 quotes": ("csv", b"question,a,b,answer\n" + lines(b'"q"%b\n' % wide)),
        "120,000 columns": ("csv", b"question,a,b,answer," + lines(b"%b,\n" % wide)),
        "120,000 options": ("aiken", b"Q\n" + lines(b"A. %b\n" % wide)),
        "120,000 stems": ("aiken", lines(b"%b\n" % wide)),
        "30,000 questions of Markdown": ("markdown", b"1. %b\n- A. a\n- B. b\nAnswer: A\n" % wide * 29_900),
        "120,000 options of Markdown": ("markdown", b"1. Q\n" + lines(b"- A. %b\n" % wide)),
        "120,000 numbers": ("markdown", lines(b"1. %b\n" % wide)),
        "120,000 folds": ("markdown", b"1. Q\n- A. a\n" + lines(b"<details>%b\n" % wide)),
        "a zip bomb": ("gift", b"PK\x03\x04" + b"\0" * short),
        "NULs": ("csv", b"\0" * short),
        "half characters": ("gift", b"Q{=a ~b}\n" + b"\xed\xa0\x80"),
        "Latin-1": ("csv", "question,a,b,answer\nWhö?,x,y,A\n".encode("latin-1")),
        "UTF-16 cut short": ("gift", "Q{=a ~b}".encode("utf-16")[:-1]),
    }  # fmt: skip


def _item(stem: bytes) -> bytes:
    return (
        b'<assessmentItem identifier="i"><responseDeclaration identifier="R"><correctResponse><value>A</value>'
        b'</correctResponse></responseDeclaration><itemBody><choiceInteraction responseIdentifier="R">'
        b'<prompt>%b</prompt><simpleChoice identifier="A">a</simpleChoice>'
        b'<simpleChoice identifier="B">b</simpleChoice>'
        b"</choiceInteraction></itemBody></assessmentItem>"
    ) % stem


def _manifest(paths: list[str]) -> bytes:
    listed = "".join(f'<resource type="imsqti_item_xmlv2p1" href="{path}"/>' for path in paths)
    return f"<manifest>{listed}</manifest>".encode()


def _package(data: bytes, count: int = 1) -> bytes:
    paths = [f"{number}.xml" for number in range(count)]
    return _zipped({"imsmanifest.xml": _manifest(paths)} | dict.fromkeys(paths, data))


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return out.getvalue()


def try_one(path: str, format: str) -> None:
    """Reads a file as the command does, and prints the result, the time and the peak memory of this process."""
    start = time.process_time()
    try:
        with Path(path).open("rb") as file:
            reading = read(path, file.read(MOST_BYTES + 1), format)
        said = f"{len(reading.questions):,} questions, {len(reading.refusals):,} refused"
        if reading.refusals:
            said += f": line {reading.refusals[0].line}: {reading.refusals[0].reason}"
    except CannotImport as reason:
        said = str(reason)
    print(f"{time.process_time() - start:.2f}|{peak():.0f}|{said}")


def try_hostile() -> int:
    """Each in a process of its own; returns how many broke a limit."""
    broken = 0
    for name, (format, data) in hostile_files().items():
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            del data
            reader = [sys.executable, "-m", "benchmarks.mutate_imports", "--one", file.name, "--format", format]
            done = subprocess.run(reader, capture_output=True, text=True, cwd=ROOT)  # noqa: S603
        failed = f"99|0|{done.stderr[-200:]}"
        seconds, memory, said = (done.stdout.strip() if done.returncode == 0 else failed).split("|", 2)
        over = float(seconds) > SLOW or float(memory) > MEMORY
        broken += over
        print(f"{'OVER ' if over else ''}{name:34} {seconds:>6} s {memory:>4} MB  {said[:110]}")
    return broken


def main(count: int = 100_000, seed: int = 1, format: str = "", hostile: bool = False, one: str = "") -> int:
    if one:
        try_one(one, format)
        return 0
    if hostile:
        return int(bool(try_hostile()))
    formats = [format] if format else list(FORMATS)
    return int(bool(sum(try_out(each, count, seed) for each in formats)))


if __name__ == "__main__":
    command(main, __doc__)
