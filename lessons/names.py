"""Names in texts: rows of the facts by slug or path, and cells in links."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lessons.markup import ParsedText, TextProblem
from matrix.facts import Facts
from matrix.models import Responsibility

_cell_address = re.compile(r"/matrix/([^/?#]+)/([^/?#]+)/(?:[?#].*)?$")


class Unknown(Exception):
    def __init__(self, *messages: str):
        super().__init__(" ".join(messages))
        self.messages = messages


def rows_named[Row](kind: str, names: Iterable[str], known: Mapping[str, Row]) -> list[Row]:
    """Return the rows in the order of the names. Raises Unknown with every missing one."""
    names = list(names)
    if not names:
        raise Unknown(f"name at least one {kind}.")
    missing = [f"there is no {kind} “{name}”." for name in names if name not in known]
    if missing:
        raise Unknown(*missing)
    return [known[name] for name in names]


def cell_at(path: str, facts: Facts) -> Responsibility:
    service, _, layer = path.partition("/")
    rows_named("service", [service], facts.services)
    rows_named("layer", [layer], facts.layers)
    return facts.cell(path)


def problems_of_links(text: ParsedText, facts: Facts) -> Iterator[TextProblem]:
    for link in text.links:
        if at := _cell_address.match(link.address):
            try:
                cell_at(f"{at[1]}/{at[2]}", facts)
            except Unknown as unknown:
                yield from (TextProblem(link.line, message) for message in unknown.messages)
