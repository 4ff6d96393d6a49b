"""The course outline: each lesson with its length, its check and one learner's progress."""

import logging
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from math import ceil
from uuid import UUID

from accounts.models import Learner
from lessons.editing.schedule import go_live_where_due
from lessons.markup import TAKEAWAYS
from lessons.models import Course, Lesson, LessonQuerySet, in_lists_of
from lessons.registry import Check, DueLesson, checks_of
from serving.prepared import Prepared

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class OutlineEntry:
    """The lesson must come from `with_progress_of`."""

    lesson: Lesson
    check: Check | None = None
    due: Sequence[DueLesson] = ()

    READ = "done"
    READING = "reading"
    NOT_STARTED = "new"

    @property
    def url(self) -> str:
        return self.lesson.get_absolute_url()

    @property
    def label(self) -> str:
        return self.lesson.label

    @property
    def title(self) -> str:
        return self.lesson.title

    @property
    def short_title(self) -> str:
        return self.lesson.short_title

    @property
    def full_title(self) -> str:
        return str(self.lesson)

    @property
    def minutes(self) -> int:
        return self.lesson.minutes

    @property
    def question_count(self) -> int:
        return self.check.questions if self.check else 0

    @property
    def score_text(self) -> str:
        return self.check.score_text if self.check else ""

    @cached_property
    def read_anchors(self) -> set[str]:
        return set(self.lesson.anchors) & set(self.lesson.anchors_read)

    @property
    def sections(self) -> int:
        return len(self.lesson.sections)

    @property
    def sections_read(self) -> int:
        return len(self.read_anchors)

    @property
    def percent(self) -> int:
        return 100 * self.sections_read // self.sections if self.sections else 0

    @cached_property
    def state(self) -> str:
        if self.lesson.read_at:
            return self.READ
        return self.READING if self.read_anchors else self.NOT_STARTED

    @property
    def is_done(self) -> bool:
        return self.state == self.READ or bool(self.check and self.check.passed)

    @property
    def is_begun(self) -> bool:
        return self.state != self.NOT_STARTED

    @property
    def state_text(self) -> str:
        return {
            self.READ: "Read",
            self.READING: f"{self.percent}% read",
            self.NOT_STARTED: "Not started",
        }[self.state]

    @property
    def icon(self) -> str:
        return "done" if self.is_done else "half" if self.is_begun else "ring"

    @property
    def drawn_as(self) -> Hashable:
        """What its row in an outline shows, and in a list without the score."""
        lesson = self.lesson
        shown = lesson.label, lesson.title, lesson.short_title, lesson.minutes, self.question_count
        return self.url, *shown, self.icon, self.state_text

    @property
    def place(self) -> str:
        """Return the anchor to continue from. If that section no longer exists, it is the first unread one."""
        if self.lesson.place in (*self.lesson.anchors, TAKEAWAYS):
            return self.lesson.place
        unread = [anchor for anchor in self.lesson.anchors if anchor not in self.read_anchors]
        return unread[0] if unread else TAKEAWAYS

    def left_at(self) -> float:
        return self.lesson.place_at.timestamp() if self.lesson.place_at else 0.0

    def section_title(self, anchor: str) -> str:
        titles = {section["anchor"]: section["title"] for section in self.lesson.sections}
        return titles.get(anchor, "Key takeaways")


@dataclass(frozen=True)
class CourseOutline:
    course: Course
    lessons: Sequence[OutlineEntry]

    @property
    def title(self) -> str:
        return self.course.name

    @property
    def summary(self) -> str:
        return self.course.summary

    @property
    def done(self) -> int:
        return sum(entry.is_done for entry in self.lessons)

    @property
    def percent(self) -> int:
        """How much of the course is done; of a lesson in progress, the share of its sections that is read."""
        shares = [100 if entry.is_done else entry.percent for entry in self.lessons]
        return sum(shares) // len(shares)

    @property
    def done_text(self) -> str:
        number = len(self.lessons)
        return f"{self.done} of {number} lesson{'' if number == 1 else 's'} done"

    @property
    def minutes_left(self) -> int:
        return ceil(sum(entry.minutes * (100 - entry.percent) for entry in self.lessons if not entry.is_done) / 100)


def read_now(ask: Callable[[], Iterable[Lesson]]) -> list[Lesson]:
    """Return the lessons after publishing scheduled texts that are due.

    The query itself tells whether there are any.
    """
    found = list(ask())
    if found and not found[0].some_due:  # type: ignore[attr-defined]
        return found
    try:
        went_live = go_live_where_due()
    except Exception:  # a broken scheduled text must not stop anybody from reading the other lessons
        logger.exception("What is due could not go live. Readers still see what was published before.")
        return found
    return list(ask()) if went_live else found


def entries_of(
    lessons: Iterable[Lesson], learner: Learner | None, due: Mapping[int | None, Sequence[DueLesson]] | None = None
) -> list[OutlineEntry]:
    lessons = list(lessons)
    checks = checks_of([lesson.pk for lesson in lessons], learner)
    return [OutlineEntry(lesson, checks.get(lesson.pk), (due or {}).get(lesson.pk, ())) for lesson in lessons]


def entries_around(
    lesson: Lesson, lessons: Iterable[Lesson], learner: Learner | None
) -> tuple[OutlineEntry, list[OutlineEntry]]:
    check = checks_of([lesson.pk], learner).get(lesson.pk)
    of_course = [each for each in lessons if each.course_id == lesson.course_id]
    entries = [OutlineEntry(each, check if each == lesson else None) for each in of_course]
    return next(entry for entry in entries if entry.lesson == lesson), entries


def _in_outline(learner: UUID | None) -> LessonQuerySet:
    return Lesson.objects.published().in_outline().with_progress_of(learner)


def _in_lists(learner: UUID | None) -> LessonQuerySet:
    shown = ("slug", "label", "title", "short_title", "minutes", "sections")
    of_course = (f"course__{name}" for name in ("name", "slug", "summary", "about_matrix"))
    return _in_outline(learner).filter(in_lists_of(learner)).only(*shown, *of_course)


listed_for_visitors: Prepared[Lesson] = Prepared(lambda: _in_lists(None))
listed_for: Prepared[Lesson] = Prepared(_in_lists, UUID)


def _listed(learner: Learner | None) -> list[Lesson]:
    return read_now(lambda: listed_for(learner.pk) if learner else listed_for_visitors())


def entries_for(learner: Learner | None) -> list[OutlineEntry]:
    return [OutlineEntry(lesson) for lesson in _listed(learner)]


def lesson_after(lesson: Lesson, learner: Learner | None) -> OutlineEntry | None:
    of_course = [entry for entry in entries_for(learner) if entry.lesson.course_id == lesson.course_id]
    places = [number for number, entry in enumerate(of_course, 1) if entry.lesson == lesson]
    return next(iter(of_course[places[0] :]), None) if places else None


def courses_for(
    learner: Learner | None, due: Mapping[int | None, Sequence[DueLesson]] | None = None, *, all_courses: bool = False
) -> list[CourseOutline]:
    """Costs one query, and one for the checks. `due` comes from `lessons.registry.due_of`.

    `all_courses` is for instructors, whose lists show every course.
    """
    lessons = read_now(lambda: _in_outline(learner.pk if learner else None)) if all_courses else _listed(learner)
    entries = entries_of(lessons, learner, due)
    grouped = groupby(entries, key=lambda entry: entry.lesson.course)
    return [CourseOutline(course, list(of_course)) for course, of_course in grouped]
