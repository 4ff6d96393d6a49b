"""The suggestion at the top of the home page: something unfinished, or else the next lesson."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Learner
from lessons.outline import OutlineEntry
from lessons.progress import resume
from quizzes.models import Attempt, Mode

# Open attempts, the most urgent first.
URGENCY = (Mode.EXAM, Mode.CHECK, Mode.REVIEW, Mode.DRILL)
CONTINUE = {
    Mode.EXAM: "Back to the exam",
    Mode.CHECK: "Continue the check",
    Mode.REVIEW: "Continue the review",
    Mode.DRILL: "Continue practice",
}


@dataclass(frozen=True)
class NextStep:
    eyebrow: str
    title: str
    url: str
    button: str
    says: str = ""
    read: int | None = None


def open_attempts_of(learner: Learner) -> list[Attempt]:
    return list(Attempt.objects.filter(learner=learner, closed_at=None).in_lists().with_next_position())


def next_step(opened: Iterable[Attempt], lessons: Sequence[OutlineEntry], *, is_new: bool) -> NextStep | None:
    """In this order: an open exam, check, review or practice, a lesson in progress, the next lesson, practice.

    `opened` has the latest first and `lessons` are in their order. None if there are no lessons.
    """
    urgent = min(opened, key=lambda attempt: URGENCY.index(Mode(attempt.mode)), default=None)
    if urgent:
        return _to_continue(urgent)
    to_do = [entry for entry in lessons if not is_done(entry)]
    if begun := resume(to_do):
        return NextStep(
            f"Continue · {begun.sections_read} of {begun.sections} sections read",
            begun.title,
            begun.url,
            f"Resume at “{begun.section_title}”",
            read=begun.percent,
        )
    if to_do:
        return _to_begin(to_do[0], is_new=is_new)
    if lessons:
        done = f"You’ve finished all {len(lessons)} lessons"
        return NextStep("Course finished", done, reverse("quizzes:practice"), "Practice")
    return None


def is_done(entry: OutlineEntry) -> bool:
    return entry.state == OutlineEntry.READ or bool(entry.check and entry.check.passed)


def is_begun(entry: OutlineEntry) -> bool:
    return entry.state != OutlineEntry.NOT_STARTED


def _to_continue(attempt: Attempt) -> NextStep:
    mode = Mode(attempt.mode)
    if mode == Mode.EXAM:
        clock = " · the clock is running" if attempt.deadline else ""
        title = f"{attempt.title}: {attempt.questions} questions"
        return NextStep(f"Exam in progress{clock}", title, attempt.get_absolute_url(), CONTINUE[mode])
    title = f"{attempt.heading}: {attempt.answered} of {attempt.questions} questions answered"
    at = attempt.next_position
    url = attempt.question_url(at) if at else attempt.get_absolute_url()
    return NextStep("Not finished", title, url, CONTINUE[mode])


def _to_begin(entry: OutlineEntry, *, is_new: bool) -> NextStep:
    questions = entry.question_count
    check = f", then answer {questions} question{'' if questions == 1 else 's'}" if questions else ""
    return NextStep(
        f"{'Start here' if is_new else 'Next'} · {entry.minutes} min",
        entry.full_title,
        entry.url,
        f"Start {entry.label}",
        says=f"Read who secures what, and see where the line is{check}.",
    )
