"""Words for tasks, layers and controls that the facts put otherwise, from `fixtures/wordings.json`.

Each entry has its words and what they mean; those of AWS name the page that they are from. It never says whose task
that is: the owner is read from the facts. docs/auditing.md describes the file.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings

FILE = "wordings.json"
SERVICE, KIND = "service:", "kind:"


@dataclass(frozen=True)
class Wording:
    words: tuple[str, ...]
    means: tuple[str, ...]

    @property
    def services(self) -> list[str]:
        return [means.removeprefix(SERVICE) for means in self.means if means.startswith(SERVICE)]

    @property
    def kinds(self) -> list[str]:
        return [means.removeprefix(KIND) for means in self.means if means.startswith(KIND)]

    @property
    def facts(self) -> list[str]:
        return [means for means in self.means if not means.startswith((SERVICE, KIND))]


@cache
def wordings() -> tuple[Wording, ...]:
    return tuple(_read())


def _read() -> Iterator[Wording]:
    for entry in json.loads((settings.FIXTURES_DIR / FILE).read_text("utf-8")):
        yield Wording(tuple(entry["words"]), tuple(entry["means"]))
