"""Scripts that go over the wire as one file: each its own in static/js/, put together where static files are found.

A first visit pays for each file. There is no build step: who collects static files finds the joined ones among them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

JOINED = {
    # What every page needs, and the outbox, for whoever can answer something.
    "js/learner.js": ["js/site.js", "js/outbox.js"],
}


def joined(parts: Iterable[Path]) -> str:
    """One module. Names of a part stay its own, in a block; so a part may neither import nor export."""
    return "\n".join(f"{{\n{part.read_text()}}}" for part in parts)


class JoinedScriptsFinder(BaseFinder):
    def __init__(self, *args: Any, **kwargs: Any):
        self.storage = FileSystemStorage(settings.DATA_DIR / "joined")

    def check(self, **kwargs: Any) -> list:
        return []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for path in JOINED:
            self.write(path)
            yield path, self.storage

    def find(self, path: str, find_all: bool = False) -> Any:
        if path not in JOINED:
            return []
        found = str(self.write(path))
        return [found] if find_all else found

    def write(self, path: str) -> Path:
        """Only where it has changed, and whole at once: others may be reading."""
        source = Path(settings.STATICFILES_DIRS[0])
        text = joined(source / part for part in JOINED[path])
        file = Path(self.storage.path(path))
        if not file.exists() or file.read_text() != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            new = file.with_suffix(f".{uuid4().hex}")
            new.write_text(text)
            new.replace(file)
        return file
