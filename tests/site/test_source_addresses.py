"""No page is cited that nobody has read: `source_addresses.txt` lists the addresses that may be."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
LISTED = Path(__file__).with_name("source_addresses.txt")
OF_AWS = re.compile(r"""https?://[\w.-]*(?:amazon|aws)[\w.-]*[^\s)"<>\\]*""")


def listed() -> set[str]:
    lines = LISTED.read_text().splitlines()
    return {line.split()[0] for line in lines if line and not line.startswith("#")}


def unlisted(folder: Path) -> Iterator[str]:
    known = listed()
    for file in sorted(folder.rglob("*.*")):
        for address in OF_AWS.findall(file.read_text()):
            if address not in known:
                yield f"{file.name} cites {address}, which is not in {LISTED.name}. Read the page before you add it."


def test_every_address_of_aws_that_the_content_cites_was_in_use_or_has_been_read():
    assert list(unlisted(FIXTURES)) == []


def test_an_address_that_nobody_has_read_is_refused(tmp_path):
    (tmp_path / "lesson.md").write_text(
        "- [Made up](https://docs.aws.amazon.com/kms/latest/developerguide/made-up.html)"
    )

    assert [line.split()[2] for line in unlisted(tmp_path)] == [
        "https://docs.aws.amazon.com/kms/latest/developerguide/made-up.html,"
    ]
