"""Functions through which other apps add to lessons. They fill these lists in AppConfig.ready()."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.http import QueryDict

from accounts.models import Learner
from lessons.models import Lesson
from lessons.section_questions import QuestionPlace
from matrix.facts import Facts


@dataclass(frozen=True)
class Check:
    questions: int
    start_url: str  # takes a POST
    practice_url: str = ""  # where its subject can be practiced
    attempt_url: str = ""  # the learner's open attempt
    score_text: str = ""  # of the last closed attempt: "8 right, 1 partly right: 85%"
    score_url: str = ""
    passed: bool = False  # by that attempt


@dataclass(frozen=True)
class DueLesson:
    """What a class gave a learner to do. `verb` and `when` say its next date: "due", "Fri, Dec 4, 5:00 PM EST"."""

    at: datetime | None
    verb: str
    when: str  # in the cohort's zone
    cohort: str
    title: str
    url: str
    of_check: bool  # the lesson's check, not the reading
    is_over: bool
    is_today: bool = False
    limits: str = ""  # "20 minutes, 2 attempts"

    @property
    def says(self) -> str:
        words = f"{self.verb} {self.when}".strip()
        return words[:1].upper() + words[1:]

    @property
    def state(self) -> str:
        """ "Due Fri, Dec 4, 5:00 PM EST", or "Check was due Fri, …"."""
        return f"Check {self.verb} {self.when}" if self.of_check else self.says


# Each gets the ids of lessons and the learner (None: a visitor) and returns checks by lesson id. One call may cost one
# query, regardless of the number of lessons.
checks: list[Callable[[Collection[int], Learner | None], dict[int, Check]]] = []


@dataclass(frozen=True)
class LessonStep:
    title: str
    url: str


# Each gets the id of a lesson and makes no query.
steps: list[Callable[[int], LessonStep]] = []


# Each gets the learner (None: a visitor) and returns what is due by lesson id, or None, for one query.
due_dates: list[Callable[[Learner | None], Mapping[int | None, Sequence[DueLesson]]]] = []


@dataclass(frozen=True)
class OfferedQuestion:
    slug: str
    stem: str
    section: str  # that teaches it: "identity-and-access#roles"


class AskedQuestion(Protocol):
    """A question at its place on a lesson's page: `template` draws it, as `ask`; `section` teaches it."""

    @property
    def template(self) -> str: ...

    @property
    def section(self) -> str: ...


# Each gets the lesson, its places, the learner (None: a visitor), the page's query, which says what is open, and the
# facts. It returns what to draw by the place's name, for one query, and a few more for a question that is open.
questions: list[
    Callable[[Lesson, Sequence[QuestionPlace], Learner | None, QueryDict, Facts], Mapping[str, AskedQuestion]]
] = []
# Those of these slugs that may be asked; None: all that were written by hand.
offered_questions: list[Callable[[Collection[str] | None], Iterable[OfferedQuestion]]] = []


def questions_at(
    lesson: Lesson, places: Sequence[QuestionPlace], learner: Learner | None, query: QueryDict, facts: Facts
) -> dict[str, AskedQuestion]:
    found: dict[str, AskedQuestion] = {}
    for ask in questions if places else ():
        found |= ask(lesson, places, learner, query, facts)
    return found


def questions_to_offer() -> list[OfferedQuestion]:
    return [each for offer in offered_questions for each in offer(None)]


def sections_of_questions(slugs: Collection[str]) -> dict[str, str]:
    return {each.slug: each.section for offer in offered_questions for each in offer(slugs)}


def steps_of(lesson: Lesson) -> list[LessonStep]:
    return [step(lesson.pk) for step in steps]


def due_of(learner: Learner | None) -> dict[int | None, Sequence[DueLesson]]:
    found: dict[int | None, Sequence[DueLesson]] = {}
    for find in due_dates:
        found |= find(learner)
    return found


def checks_of(lessons: Collection[int], learner: Learner | None) -> dict[int, Check]:
    found: dict[int, Check] = {}
    for find in checks:
        found |= find(lessons, learner)
    return found
