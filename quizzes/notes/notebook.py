"""A learner's flagged questions and notes, as one page shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accounts.models import Learner
from matrix import facts
from quizzes.forms import fresh_event
from quizzes.models import LearnerNote
from quizzes.notes.subjects import LESSON, NoteSubject, last_met, question, subject_of
from quizzes.pool import flagged_by

SHOWN = 100  # of a part


@dataclass(frozen=True)
class NotebookEntry:
    """`met` is where a flagged question was asked last."""

    subject: NoteSubject
    text: str = ""
    met: Any = None

    @property
    def flag_event(self) -> str:
        return fresh_event(self.met)

    def has_all(self, words: Sequence[str]) -> bool:
        found = f"{self.subject.title} {self.text}".casefold()
        return all(word in found for word in words)


@dataclass(frozen=True)
class NotebookPart:
    id: str
    title: str
    entries: Sequence[NotebookEntry]

    @property
    def shown(self) -> Sequence[NotebookEntry]:
        return self.entries[:SHOWN]

    @property
    def more(self) -> int:
        return max(len(self.entries) - SHOWN, 0)


@dataclass(frozen=True)
class Notebook:
    query: str
    everything: Sequence[NotebookPart]

    @cached_property
    def parts(self) -> list[NotebookPart]:
        words = self.query.casefold().split()
        found = (
            NotebookPart(part.id, part.title, [each for each in part.entries if each.has_all(words)])
            for part in self.everything
        )
        return [part for part in found if part.entries]

    @property
    def count(self) -> int:
        return sum(len(part.entries) for part in self.parts)

    @property
    def is_empty(self) -> bool:
        return not any(part.entries for part in self.everything)

    @property
    def to_practice(self) -> int:
        """How many flagged questions can be asked now."""
        flagged = (each.met for each in self.everything[0].entries)
        return sum(met.is_asked and not met.waits for met in flagged)


def notebook_of(learner: Learner | None, query: str = "") -> Notebook:
    query = " ".join(query.split())[:100]
    lesson = [f"lesson__{name}" for name in LESSON]
    own = (
        LearnerNote.objects.filter(learner=learner)
        .select_related("lesson")
        .only("item", "cell", "anchor", "text", *lesson)
    )
    notes = list(own)
    flagged = set(flagged_by(learner))
    met = {
        each.version.item_id: each
        for each in last_met(learner, flagged | {note.item_id for note in notes if note.item_id})
    }
    questions = {item: question(each) for item, each in met.items()}
    texts = {note.item_id: note.text for note in notes}
    known = facts.current()

    def entries_of(kind: str) -> Iterator[NotebookEntry]:
        for note in notes:
            if getattr(note, kind) and note.item_id not in flagged:
                subject = subject_of(note, questions, known)
                yield NotebookEntry(subject, "" if subject.waits else note.text)

    starred = (item for item in sorted(flagged, key=lambda item: met[item].attempt_id, reverse=True))
    return Notebook(
        query,
        [
            NotebookPart(
                "flagged",
                "Flagged questions",
                [
                    NotebookEntry(questions[item], "" if met[item].waits else texts.get(item, ""), met[item])
                    for item in starred
                ],
            ),
            NotebookPart("questions", "Notes on other questions", list(entries_of("item_id"))),
            NotebookPart("facts", "Notes on facts", list(entries_of("cell_id"))),
            NotebookPart("sections", "Notes on lessons", list(entries_of("lesson_id"))),
        ],
    )
