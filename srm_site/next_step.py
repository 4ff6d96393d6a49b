"""What home offers first, and what comes after it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from math import ceil

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as formatted

from lessons.outline import OutlineEntry
from lessons.progress import Resume, resume
from planner.daily import DayList
from planner.plan import Reason
from planner.progress.scores import NO_SCORES, ScoreHistory
from quizzes.models import Attempt, Mode
from quizzes.practice.choices import USUAL_LENGTH, By
from serving.whole_numbers import counted

A_DAY = 24 * 60  # minutes
CONTINUE = {
    Mode.CHECK: "Continue the check",
    Mode.REVIEW: "Continue the review",
    Mode.DRILL: "Continue practice",
}


@dataclass(frozen=True)
class NextStep:
    """`then` is its name in “After that: ...”, and `after` what follows it, if that is not the next step. `alone` is
    what the button says where the title is not shown.
    """

    eyebrow: str
    title: str
    button: str
    url: str
    then: str
    says: str = ""
    after: str = ""
    alone: str = ""
    read: int | None = None
    fields: Mapping[str, str] | None = None  # of the form that the button sends; None: the button is a link


@dataclass(frozen=True)
class Standing:
    """Where a learner or a visitor is.

    `day` is None before there is something to plan, and while the plan of today is not made yet: then `unplanned` are
    the minutes that it will have.
    """

    lessons: Sequence[OutlineEntry] = ()
    opened: Sequence[Attempt] = ()  # the latest first
    scores: ScoreHistory = NO_SCORES
    day: DayList | None = None
    unplanned: int = 0

    @property
    def is_new(self) -> bool:
        return not (self.opened or self.scores or self.has_plan or any(entry.is_begun for entry in self.lessons))

    @property
    def has_plan(self) -> bool:
        return self.day is not None or self.unplanned > 0

    @property
    def is_done(self) -> bool:
        return self.day is not None and self.day.is_done

    @cached_property
    def urgent(self) -> list[NextStep]:
        checks = [each for each in self.opened if each.mode == Mode.CHECK or _is_assigned_practice(each)]
        return [*map(exam_to_continue, self._open(Mode.EXAM)), *map(to_continue, checks)]

    @cached_property
    def others(self) -> list[NextStep]:
        return list(islice(self._others(), 2))

    @property
    def hero(self) -> NextStep | None:
        """None when the day is done, and if there is nothing to offer."""
        if self.urgent:
            return self.urgent[0]
        return None if self.is_done else next(iter(self.others), None)

    @property
    def after(self) -> str:
        following = [*self.urgent, *self.others][1:]
        return (self.hero.after if self.hero else "") or (following[0].then if following else "")

    @property
    def offers_more(self) -> bool:
        return bool(self.is_done and self.day and self.day.offered) and Mode.REVIEW not in modes_of(self.opened)

    def _open(self, mode: Mode) -> Iterator[Attempt]:
        return (attempt for attempt in self.opened if attempt.mode == mode)

    def _others(self) -> Iterator[NextStep]:
        reviews = list(map(to_continue, self._open(Mode.REVIEW)))
        if reviews:
            yield from reviews
        elif self.day and self.day.due:
            yield todays_review(self.day)
        elif self.unplanned:
            yield review_to_plan(self.unplanned)
        yield from (to_continue(each) for each in self._open(Mode.DRILL) if not each.assignment_id)
        to_do = [entry for entry in self.lessons if not entry.is_done]
        begun = resume(to_do)
        if begun:
            yield lesson_to_continue(begun)
        yield from self._first_questions()
        for entry in to_do:
            if begun is None or entry != begun.entry:
                yield lesson_to_begin(entry, is_new=self.is_new)
        if self.lessons and not to_do:
            yield all_lessons_done(len(self.lessons))

    def _first_questions(self) -> Iterator[NextStep]:
        """After the first lesson its check, and after the first check ten mixed questions."""
        if self.has_plan:
            return
        finished = modes_of(entry.attempt for entry in self.scores.entries)
        if not {Mode.DRILL, Mode.REVIEW}.isdisjoint(finished | modes_of(self.opened)):
            return
        if Mode.CHECK in finished:
            if any(entry.lesson.is_about_matrix for entry in self.lessons):
                yield ten_questions()
        elif read := next((entry for entry in self.lessons if entry.is_done and entry.check), None):
            yield first_check(read)


def _is_assigned_practice(attempt: Attempt) -> bool:
    return attempt.mode == Mode.DRILL and attempt.assignment_id is not None


def exam_to_continue(exam: Attempt) -> NextStep:
    what = "exam" if exam.is_simulation else "test"
    title = f"{exam.title}: {exam.saved} of {exam.questions} questions answered"
    eyebrow = f"{what.capitalize()} in progress{time_left(exam)}"
    return NextStep(eyebrow, title, f"Back to the {what}", exam.get_absolute_url(), then=f"the {what}")


def time_left(attempt: Attempt) -> str:
    """ " · 12 minutes left", or nothing without a time limit. An assignment that closes in days has one too."""
    if attempt.deadline is None:
        return ""
    minutes = max(ceil((attempt.deadline - attempt.now).total_seconds() / 60), 0)
    return f" · {counted(minutes, 'minute')} left" if minutes < A_DAY else ""


def to_continue(attempt: Attempt) -> NextStep:
    """A review whose questions so far are all answered leads to its page, which draws the next ones."""
    at = attempt.next_position
    return NextStep(
        f"Started {day_in_words(attempt.started_at)}{time_left(attempt)}",
        f"{attempt.heading}: {attempt.answered} of {attempt.length} questions answered",
        CONTINUE[Mode(attempt.mode)],
        attempt.question_url(at) if at else attempt.get_absolute_url(),
        then=attempt.heading,
    )


def todays_review(day: DayList) -> NextStep:
    planned, left = len(day.planned), len(day.due)
    whole = counted(planned, "fact")
    return NextStep(
        f"Next · about {counted(day.minutes, 'minute')}",
        f"Today’s review: {whole if left == planned else f'{left} of {whole} left'}",
        "Start today’s review" if left == planned else "Continue today’s review",
        reverse("planner:review"),
        then=f"today’s review, {counted(left, 'fact')}",
        says=" ".join(_reasons(day)),
        fields={},
    )


def review_to_plan(minutes: int) -> NextStep:
    """Before the plan of the day is made, which the review does: nobody knows yet how many facts it has."""
    return NextStep(
        f"Next · up to {counted(minutes, 'minute')}",
        "Today’s review",
        "Start today’s review",
        reverse("planner:review"),
        then="today’s review",
        fields={},
    )


def _reasons(day: DayList) -> Iterator[str]:
    reasons = Counter(each.step.reason for each in day.due)
    if missed := reasons[Reason.MISSED]:
        yield f"You missed {missed} of these facts last time."
    if new := reasons[Reason.NEW]:
        yield "All of them are new to you." if new == len(day.due) > 1 else f"{counted(new, 'fact')} new to you."


def lesson_to_continue(begun: Resume) -> NextStep:
    return NextStep(
        f"Continue · {begun.sections_read} of {counted(begun.sections, 'section')} read",
        begun.title,
        f"Continue at “{begun.section_title}”",
        begun.url,
        then=f"{begun.entry.label}, at “{begun.section_title}”",
        alone=f"Continue {begun.entry.label} at “{begun.section_title}”",
        read=begun.percent,
    )


def lesson_to_begin(entry: OutlineEntry, *, is_new: bool) -> NextStep:
    questions = entry.question_count
    return NextStep(
        f"{'Start here' if is_new else 'Next'} · {counted(entry.minutes, 'minute')}",
        entry.full_title,
        f"Start {entry.label}",
        entry.url,
        then=entry.full_title,
        after=f"its check, {counted(questions, 'question')}" if questions else "",
    )


def first_check(entry: OutlineEntry) -> NextStep:
    assert entry.check
    questions = counted(entry.question_count, "question")
    return NextStep(
        f"Next · {questions}",
        f"{entry.label} check",
        "Start the check",
        entry.check.start_url,
        then=f"the {entry.label} check, {questions}",
        says=f"Find out what you know now from {entry.full_title}.",
        fields={},
    )


def ten_questions() -> NextStep:
    return NextStep(
        "Next · about 5 minutes",
        "Ten mixed questions",
        "Start ten questions",
        reverse("quizzes:practice"),
        then="ten mixed questions",
        says="They show what you know across the main services. Your plan is made from the answers.",
        fields={"by": By.MIXED.value, "length": str(USUAL_LENGTH)},
    )


def all_lessons_done(number: int) -> NextStep:
    done = f"You’ve finished all {number} lessons" if number > 1 else "You’ve finished the lesson"
    return NextStep("Course finished", done, "Practice", reverse("quizzes:practice"), then="practice")


def day_in_words(moment: datetime) -> str:
    days = (timezone.localdate() - timezone.localdate(moment)).days
    return {0: "today", 1: "yesterday"}.get(days) or f"on {formatted(timezone.localtime(moment), 'M j')}"


def modes_of(attempts: Iterable[Attempt]) -> set[str]:
    return {attempt.mode for attempt in attempts}
