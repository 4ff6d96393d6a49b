"""The commands of a section of a document: its indented blocks, and what they say they print."""

import re

from benchmarks.harness import ROOT

# What is walked, in this order.
SECTIONS = [
    ("running.md", "The first hour"),
    ("operations.md", "Rehearse a restore"),
    ("operations.md", "Updates"),
    ("operations.md", "Taking an update back"),
    ("operations.md", "Backups to any moment: pgBackRest"),
    ("operations.md", "Back to the moment before a mistake"),
]
BLOCK = re.compile(r"(?:^    .*\n(?:\n+(?=    ))?)+", re.MULTILINE)
SAID = re.compile(r"  # says (.+)$", re.MULTILINE)
DOWNLOAD = re.compile(r"^(apt-get|git clone|git pull|\S*pip install) ", re.MULTILINE)


class CommandBlock(str):
    """Commands that are typed together."""

    @property
    def said(self) -> list[str]:
        """What their output has to contain."""
        return SAID.findall(self)

    @property
    def downloads(self) -> bool:
        return bool(DOWNLOAD.search(self))


def blocks(document: str, section: str) -> list[CommandBlock]:
    text = (ROOT / "docs" / document).read_text()
    title = re.search(rf"^(#+) {re.escape(section)}\n", text, re.MULTILINE)
    if title is None:
        raise SystemExit(f"docs/{document} has no section {section!r}.")
    rest = text[title.end() :]
    after = re.search(rf"^#{{1,{len(title[1])}}} ", rest, re.MULTILINE)
    inside = rest[: after.start()] if after else rest
    return [CommandBlock(re.sub(r"^    ", "", block, flags=re.MULTILINE)) for block in BLOCK.findall(inside)]
