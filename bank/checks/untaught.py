"""Names of tools and abbreviations in questions that neither a glossary entry nor a service of the matrix explains."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bank.checks.snapshot import SnapshotQuestion
from bank.generators.wording import names_of
from lessons.models import Term
from matrix.facts import Facts

MAKER = re.compile(r"^(?:AWS|Amazon|IAM) ")
TOOL = re.compile(r"\b(?:AWS|Amazon|IAM)(?: [A-Z]\w*)+")
ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9]+(?=s?\b)")
# Words of computing at large, which the exam presumes.
EVERYDAY = frozenset(
    re.findall(
        r"\w+",
        "AES AI API AWS CLI CPU DNS FIFO GPU HDFS HTTP HTTPS IP JDBC Linux NFS ODBC PHP SDK SQL SSH TCP URL VPN",
    )
)


def explained_names(facts: Facts, terms: Iterable[Term]) -> frozenset[str]:
    """Return the names of services and glossary terms, without "AWS" or "Amazon".

    The name of a term that lessons write in small letters is a common word: "backup" does not explain AWS Backup.
    """
    services = {name for service in facts.services.values() for name in names_of(service)}
    written = {form for term in terms for form in term.forms}
    named = {term.name for term in terms if term.name.casefold() not in written}
    return frozenset(_bare(name) for name in services | written | named) | EVERYDAY


def untaught(asked: Iterable[SnapshotQuestion], explained: frozenset[str]) -> dict[str, list[str]]:
    """Return names that nothing explains, in order, each with the slugs of the questions that use it."""
    parts = "\n".join(explained)
    found: dict[str, list[str]] = defaultdict(list)
    for item in asked:
        for name in {name for _, text in item.texts for name in _names_in(text)}:
            if not _is_explained(name, explained, parts):
                found[name].append(item.slug)
    return dict(sorted(found.items()))


def _names_in(text: str) -> Iterator[str]:
    for found in (*TOOL.finditer(text), *ABBREVIATION.finditer(text)):
        yield _bare(found[0])


def _is_explained(name: str, explained: frozenset[str], parts: str) -> bool:
    """Parts of an explained name are explained, such as "Fargate", and longer names too, such as "Shield Standard"."""
    words = name.split()
    starts = (" ".join(words[:length]) for length in range(len(words), 0, -1))
    return bool(re.search(rf"\b{re.escape(name)}\b", parts)) or any(
        start in explained or start.removesuffix("s") in explained for start in starts
    )


def _bare(name: str) -> str:
    return MAKER.sub("", name)
