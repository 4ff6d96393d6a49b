"""Scripts and stylesheets that are written apart and served as one file, joined by a finder of static files.

A first visit pays for each file, and there is no build step: collectstatic finds the joined files among the others.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

LESSON = ["css/reader.css", "css/directives.css", "css/reference.css"]
QUIZ = ["css/question.css", "css/verdict.css", "css/practice.css", "css/section-question.css"]
JOINED = {
    # The script of every page, for who can answer questions the outbox, and for who can be logged out what they typed.
    "js/learner.js": ["js/site.js", "js/outbox.js", "js/kept-typed.js"],
    # What all pages share. The first part says in which order the layers apply.
    "css/site.css": [
        "css/tokens.css",
        "css/fonts.css",
        "css/base.css",
        "css/bar.css",
        "css/controls.css",
        "css/print.css",
        "css/owners.css",
        "css/fact-table.css",
        "css/figure.css",
        "css/prose.css",
        "css/home.css",
        "css/charts.css",
        "css/subnav.css",
        "css/boundary.css",
        "css/filters.css",
    ],
    "css/quiz.css": QUIZ,
    "css/lesson.css": LESSON,
    # Of a lesson that asks questions.
    "css/lesson-questions.css": [*LESSON, *QUIZ],
}


def joined(parts: Iterable[Path]) -> str:
    return "\n".join(part.read_text() if part.suffix == ".css" else block(part.read_text()) for part in parts)


def block(script: str) -> str:
    """Keeps the names of a script apart from those of the next; so neither may import or export."""
    return f"{{\n{script}}}"


class JoinedFilesFinder(BaseFinder):
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
        """Replaces the file at once, and only if it has changed, since others may be reading it."""
        source = Path(settings.STATICFILES_DIRS[0])
        text = joined(source / part for part in JOINED[path])
        file = Path(self.storage.path(path))
        if not file.exists() or file.read_text() != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            new = file.with_suffix(f".{uuid4().hex}")
            new.write_text(text)
            new.replace(file)
        return file
