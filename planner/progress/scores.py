"""Lists of attempts: scores over time, tables for spreadsheets, and the check of a lesson."""

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, Value, When
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
from quizzes.practice.choices import By, PracticeChoice
from serving.prepared import Prepared, Unmade
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
    attempt: Any  # from `last_and_best`
    date: date
    percent: int
    kind: Mode  # a retry of missed questions is practice


@dataclass(frozen=True)
class ScoreHistory:
    """The last scores. Their attempts are made where they are shown: pages draw the same rows once."""

    found: Unmade[Any]

    def __bool__(self) -> bool:
        return bool(self.found.rows)

    @property
    def drawn_as(self) -> Hashable:
        return timezone.get_current_timezone_name(), *self.found.rows

    @cached_property
    def _all(self) -> list[ScoreEntry]:
        return [_entry(each) for each in self.found.made]

    @property
    def entries(self) -> list[ScoreEntry]:
        """Oldest first. An older best or latest exam is not among them."""
        return self._all[-LAST:]

    @property
    def finished(self) -> int:
        """How many scores there are."""
        return self._all[0].attempt.finished

    @property
    def best_exam(self) -> ScoreEntry | None:
        return next((entry for entry in self._exams if entry.attempt.pk == entry.attempt.best), None)

    @property
    def latest_exam(self) -> ScoreEntry | None:
        return next(reversed(self._exams), None)

    @property
    def _exams(self) -> list[ScoreEntry]:
        return [entry for entry in self._all if entry.kind == Mode.EXAM]

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


NO_SCORES = ScoreHistory(Unmade([], list))


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
    return ScoreHistory(last_and_best.unmade(learner.pk)) if learner else NO_SCORES


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


def _standing_of_checks(learner: UUID) -> QuerySet[Quiz, tuple[Any, ...]]:
    mine = Attempt.objects.filter(quiz=OuterRef("pk"), learner=learner)
    to_do = AttemptItem.objects.filter(attempt=OuterRef("open_attempt"), result=None).order_by("position")
    sums = {name: f"score__{name}" for name in ("right", "marks", "maximum")}
    kept = AttemptItem.objects.filter(attempt=OuterRef("pk"), version__item__in=asked_in_exams(learner))
    told = JSONObject(attempt="pk", partly=partly_right(OuterRef("pk")), hidden=Exists(kept), **sums)
    last = mine.finished().order_by("-closed_at").values(told=told)
    # A subquery for each place: as a join, the planner goes through all questions for each check.
    asked = Subquery(Item.objects.asked().filter(pk=OuterRef("item")).order_by().values("pk"))
    places = Slot.objects.filter(quiz=OuterRef("pk")).order_by().values("quiz")
    return (
        Quiz.objects.exclude(lesson=None)
        .annotate(open_attempt=Subquery(mine.filter(closed_at=None, assignment=None).values("pk")[:1]))
        .values_list(
            "lesson",
            "lesson__slug",
            Case(When(lesson__course__about_matrix=False, then="lesson__course__slug"), default=Value("")),
            Subquery(places.annotate(n=Count(asked)).values("n")),
            "open_attempt",
            Subquery(to_do.values("position")[:1]),
            Subquery(last[:1]),
        )
    )


standing_of_checks: Prepared[tuple[Any, ...]] = Prepared(_standing_of_checks, UUID)
standing_of_check: Prepared[tuple[Any, ...]] = Prepared(
    lambda learner, lesson: _standing_of_checks(learner).filter(lesson=lesson), UUID, int
)


def checks_of(lessons: Collection[int], learner: Learner | None) -> dict[int, Check]:
    who = learner.pk if learner else NOBODY
    rows = standing_of_check(who, *lessons) if len(lessons) == 1 else standing_of_checks(who)
    return {row[0]: _check(*row[1:]) for row in rows if row[0] in lessons and row[3]}


def _check(
    lesson: str,
    own_course: str,
    questions: int,
    attempt: UUID | None,
    position: int | None,
    last: dict[str, Any] | None,
) -> Check:
    reached = percent(last["marks"], last["maximum"]) if last else 0
    return Check(
        questions=questions,
        start_url=address_of("quizzes:check", lesson),
        practice_url=_practice_url(lesson, own_course),
        attempt_url=address_of("quizzes:attempt-item", attempt, position) if attempt else "",
        score_text=str(ScoreText(last["right"], last["partly"], reached)) if last and not last["hidden"] else "",
        score_url=address_of("quizzes:attempt", UUID(last["attempt"])) if last else "",
        passed=reached >= PASS_CHECK,
    )


@lru_cache
def _practice_url(lesson: str, own_course: str) -> str:
    """`own_course` is empty for a lesson of a course about the matrix."""
    by = By.COURSE if own_course else By.LESSON
    return PracticeChoice(by, lesson=lesson, course=own_course).url
