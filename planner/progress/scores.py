"""Lists of attempts: scores over time, tables for spreadsheets, and the check of a lesson."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from accounts.models import Learner
from bank.grading import ScoreText, percent
from bank.models import Item
from lessons.registry import Check
from planner.progress.score_chart import LAST
from quizzes.models import Attempt, AttemptItem, Quiz
from quizzes.models.attempts import PASS_CHECK, partly_right
from quizzes.practice.choices import By, PracticeChoice
from serving.prepared import Prepared

NOBODY = UUID(int=0)  # no learner has this id
COLUMNS = [
    *("quiz", "started (UTC)", "finished (UTC)", "questions", "answered"),
    *("right", "partly right", "score in percent"),
]


@dataclass(frozen=True)
class ScoreEntry:
    attempt: Attempt
    date: date
    title: str
    percent: int
    text: ScoreText


def scores(learner: Learner | None) -> list[ScoreEntry]:
    finished = Attempt.objects.listed_for(learner).at_their_end()
    return [
        ScoreEntry(each, timezone.localtime(each.closed_at).date(), each.heading, each.score.percent, each.score_text)
        for each in reversed(finished.order_by("-closed_at", "-pk")[:LAST])
    ]


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
    told = JSONObject(attempt="pk", partly=partly_right(OuterRef("pk")), **sums)
    last = mine.finished().order_by("-closed_at").values(told=told)
    asked = Item.objects.asked().filter(slots__quiz=OuterRef("pk")).order_by().values("slots__quiz")
    return (
        Quiz.objects.exclude(lesson=None)
        .select_related("lesson")
        .only("lesson__slug")
        .annotate(
            questions=Subquery(asked.annotate(n=Count("pk")).values("n")),
            open_attempt=Subquery(mine.filter(closed_at=None).values("pk")[:1]),
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
        start_url=reverse("quizzes:check", args=[quiz.lesson.slug]),
        practice_url=PracticeChoice(By.LESSON, lesson=quiz.lesson.slug).url,
        attempt_url=reverse("quizzes:attempt-item", args=[quiz.open_attempt, quiz.next_position])
        if quiz.open_attempt
        else "",
        score_text=str(ScoreText(last["right"], last["partly"], reached)) if last else "",
        score_url=reverse("quizzes:attempt", args=[last["attempt"]]) if last else "",
        passed=reached >= PASS_CHECK,
    )
