"""Lists of attempts: scores over time, tables for spreadsheets, and the check of a lesson."""

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject, NullIf
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from accounts.models import Learner
from bank.grading import ScoreText, percent
from bank.models import Item
from lessons.registry import Check
from planner.progress.score_chart import LAST, WIDE, ScoreChart, score_chart
from quizzes.models import Attempt, AttemptEnd, AttemptItem, AttemptScore, Mode, Quiz, Slot
from quizzes.models.attempts import PASS_CHECK, partly_right
from quizzes.pool import asked_in_exams
from quizzes.practice.choices import practice_of
from serving.prepared import Prepared
from serving.whole_numbers import address_of

NOBODY = UUID(int=0)  # no learner has this id
COLUMNS = [
    *("quiz", "started (UTC)", "finished (UTC)", "questions", "answered"),
    *("right", "partly right", "score in percent"),
]


SHOWN = [
    *("mode", "title", "selection", "assignment", "retry_of", "closed_at", "ending", "quiz__lesson__label"),
    *(f"score__{name}" for name in ("attempt", "right", "marks", "maximum")),
]


@dataclass(frozen=True)
class ScoreEntry:
    attempt: Attempt
    date: date
    percent: int
    kind: Mode  # a retry of missed questions is practice


@dataclass(frozen=True)
class ScoreHistory:
    """The last scores, oldest first; `finished` counts all of them."""

    entries: list[ScoreEntry]
    finished: int = 0
    best_exam: ScoreEntry | None = None
    latest_exam: ScoreEntry | None = None

    @property
    def drawn_as(self) -> Hashable:
        best = self.best_exam.attempt.pk if self.best_exam else None
        shown = [
            (at.pk, each.date, each.percent, each.kind, at.heading, at.score_text)
            for each in self.entries
            for at in [each.attempt]
        ]
        return self.finished, best, *shown

    @cached_property
    def narrow(self) -> ScoreChart | None:
        return score_chart(self.entries)

    @cached_property
    def wide(self) -> ScoreChart | None:
        return score_chart(self.entries, width=WIDE)

    @property
    def rows(self) -> SafeString:
        rows = [
            f'<tr><td>{each.date:%b} {each.date.day}, {each.date.year}</td><td><a href="{at.get_absolute_url()}">'
            f'{escape(at.heading)}</a></td><td class="r">{at.score_text}</td></tr>'
            for each in self.entries
            for at in [each.attempt]
        ]
        return mark_safe("".join(rows))  # noqa: S308  numbers, addresses, and escaped

    @property
    def has_part_marks(self) -> bool:
        return any(entry.attempt.partly for entry in self.entries)


def _last_and_best(learner: UUID) -> QuerySet[Attempt]:
    ended = Attempt.objects.exclude(mode=Mode.SECTION).filter(learner=learner).at_their_end()
    latest = ended.order_by("-closed_at", "-pk")
    exams = latest.simulations()
    best = exams.order_by(-1.0 * F("score__marks") / NullIf(F("score__maximum"), 0), "-closed_at")
    count = ended.order_by().values("learner").annotate(n=Count("pk"))
    return (
        Attempt.objects.with_scores()
        .only(*SHOWN)
        .filter(pk__in=latest.values("pk")[:LAST].union(exams.values("pk")[:1], best.values("pk")[:1]))
        .annotate(finished=Subquery(count.values("n")), best=Subquery(best.values("pk")[:1]))
        .order_by("closed_at", "pk")
    )


last_and_best: Prepared[Any] = Prepared(_last_and_best, UUID)


def score_history(learner: Learner | None) -> ScoreHistory:
    """Takes one query, and shows as many attempts of ten thousand as of thirty.

    These are the last `LAST` and, if they are older, the best and the latest exam.
    """
    found = list(last_and_best(learner.pk)) if learner else []
    if not found:
        return ScoreHistory([])
    entries = [_entry(each) for each in found]
    exams = [entry for entry in entries if entry.kind == Mode.EXAM]
    return ScoreHistory(
        entries=entries[-LAST:],
        finished=found[0].finished,
        best_exam=next((entry for entry in exams if entry.attempt.pk == found[0].best), None),
        latest_exam=exams[-1] if exams else None,
    )


def _entry(attempt: Attempt) -> ScoreEntry:
    assert attempt.closed_at is not None
    return ScoreEntry(
        attempt,
        timezone.localtime(attempt.closed_at).date(),
        attempt.score.percent,
        _kind_of(attempt),
    )


def _kind_of(attempt: Attempt) -> Mode:
    if attempt.mode == Mode.EXAM and not attempt.is_simulation:
        return Mode.CHECK if attempt.quiz_id else Mode.DRILL
    return Mode.DRILL if attempt.retry_of_id else Mode(attempt.mode)


def attempts_of(learner: Learner | None) -> QuerySet[Attempt]:
    """Without those left before their first answer, which have nothing to show."""
    # As a join it would read the scores of everybody.
    given = Subquery(AttemptScore.objects.filter(attempt=OuterRef("pk")).values("answered"))
    return Attempt.objects.listed_for(learner).alias(given=given).exclude(ending=AttemptEnd.LEFT, given=0)


def rows_of(attempts: QuerySet[Attempt]) -> Iterator[Sequence[object]]:
    yield COLUMNS
    for attempt in attempts:
        yield row_of(attempt)


def row_of(attempt: Attempt) -> list[object]:
    score = attempt.score
    return [
        attempt.title,
        _moment(attempt.started_at),
        _moment(attempt.closed_at),
        attempt.questions,
        None if attempt.hides_verdicts else attempt.answered,
        score.right,
        attempt.partly,
        score.percent if attempt.closed_at else None,
    ]


def _moment(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S") if at else ""


def _standing_of_checks(learner: UUID) -> QuerySet[Quiz]:
    mine = Attempt.objects.filter(quiz=OuterRef("pk"), learner=learner)
    to_do = AttemptItem.objects.filter(attempt=OuterRef("open_attempt"), result=None).order_by("position")
    sums = {name: f"score__{name}" for name in ("right", "marks", "maximum")}
    kept = AttemptItem.objects.filter(attempt=OuterRef("pk"), version__item__in=asked_in_exams(learner))
    told = JSONObject(attempt="pk", partly=partly_right(OuterRef("pk")), hidden=Exists(kept), **sums)
    last = mine.finished().order_by("-closed_at").values(told=told)
    # A subquery for each place: as a join, the planner goes through all questions for each check.
    asked = Subquery(Item.objects.asked().filter(pk=OuterRef("item")).values("pk"))
    places = Slot.objects.filter(quiz=OuterRef("pk")).order_by().values("quiz")
    return (
        Quiz.objects.exclude(lesson=None)
        .select_related("lesson__course")
        .only("lesson__slug", "lesson__course__slug", "lesson__course__about_matrix")
        .annotate(
            questions=Subquery(places.annotate(n=Count(asked)).values("n")),
            open_attempt=Subquery(mine.filter(closed_at=None, assignment=None).values("pk")[:1]),
            next_position=Subquery(to_do.values("position")[:1]),
            last=Subquery(last[:1]),
        )
    )


standing_of_checks: Prepared[Any] = Prepared(_standing_of_checks, UUID)
standing_of_check: Prepared[Any] = Prepared(
    lambda learner, lesson: _standing_of_checks(learner).filter(lesson=lesson), UUID, int
)


def checks_of(lessons: Collection[int], learner: Learner | None) -> dict[int, Check]:
    who = learner.pk if learner else NOBODY
    quizzes = standing_of_check(who, *lessons) if len(lessons) == 1 else standing_of_checks(who)
    return {quiz.lesson_id: _check(quiz) for quiz in quizzes if quiz.lesson_id in lessons and quiz.questions}


def _check(quiz) -> Check:
    last = quiz.last
    reached = percent(last["marks"], last["maximum"]) if last else 0
    return Check(
        questions=quiz.questions,
        start_url=address_of("quizzes:check", quiz.lesson.slug),
        practice_url=practice_of(quiz.lesson).url,
        attempt_url=address_of("quizzes:attempt-item", quiz.open_attempt, quiz.next_position)
        if quiz.open_attempt
        else "",
        score_text=str(ScoreText(last["right"], last["partly"], reached)) if last and not last["hidden"] else "",
        score_url=address_of("quizzes:attempt", UUID(last["attempt"])) if last else "",
        passed=reached >= PASS_CHECK,
    )
