"""What a learner owns in this app: attempts with their answers, memories of facts, problem reports, notes, and what
they got beyond the others in assignments.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max, Prefetch, Q

from accounts.leaving.belongings import Belonging, personal_rows, values_of
from accounts.models import CohortMembership, Learner
from quizzes.attempt_end import close, close_if_over
from quizzes.attempt_start import open_attempt
from quizzes.memory.store import mover_of
from quizzes.models import (
    AssignmentException,
    Attempt,
    AttemptEnd,
    AttemptItem,
    CellMemory,
    LearnerNote,
    ProblemReport,
    Quiz,
    Response,
    RuleMemory,
)
from quizzes.pool import asked_in_exams
from quizzes.statistics.rollup import before_deleting_memberships, recount_after_merge, recount_attempts

NEVER = datetime.min.replace(tzinfo=UTC)


def move_attempts(source: Learner, target: Learner) -> None:
    """Moves a guest's attempts to an account.

    If both have an open attempt of one kind, the one answered last stays open. A guest's attempts at a quiz with a
    limit count only as far as the account has attempts left.
    """
    concerned = Attempt.objects.filter(Q(learner=source) | Q(learner=target, closed_at=None))
    # A regrade locks in the same order, so that neither waits for the other.
    list(concerned.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    for attempt in concerned.filter(closed_at=None):
        close_if_over(attempt)
    leave_out(beyond_limits(source, target))
    for attempt in Attempt.objects.filter(learner=source, closed_at=None):
        other = open_attempt(target, mode=attempt.mode, quiz=attempt.quiz)
        if other:
            close(min(attempt, other, key=last_touched), ending=AttemptEnd.LEFT)
    recount_after_merge(source, target)
    Attempt.objects.filter(learner=source).update(learner=target)


def beyond_limits(source: Learner, target: Learner) -> list[Attempt]:
    beyond: list[Attempt] = []
    for quiz in Quiz.objects.filter(attempts__learner=source, attempts_allowed__isnull=False).distinct():
        begun = quiz.attempts.filter(retry_of=None, assignment=None)
        left = (quiz.attempts_allowed or 0) - begun.filter(learner=target).count()
        beyond += begun.filter(learner=source).order_by("started_at", "pk")[max(left, 0) :]
    return [attempt for attempt in beyond if attempt.ending != AttemptEnd.LEFT]


def leave_out(attempts: Collection[Attempt]) -> None:
    for attempt in attempts:
        close(attempt, ending=AttemptEnd.EXCESS)
    ids = [attempt.pk for attempt in attempts]
    if Attempt.objects.filter(pk__in=ids).exclude(ending=AttemptEnd.EXCESS).update(ending=AttemptEnd.EXCESS):
        recount_attempts(ids)


def last_touched(attempt: Attempt) -> tuple[datetime, datetime]:
    answered = Response.objects.filter(attempt_item__attempt=attempt).aggregate(at=Max("received_at"))["at"]
    return answered or NEVER, attempt.started_at


def move_reports(source: Learner, target: Learner) -> None:
    for report in ProblemReport.objects.filter(learner=source):
        same = ProblemReport.objects.filter(learner=target, version=report.version_id, answered_at=None).first()
        if report.answered_at or same is None:
            ProblemReport.objects.filter(pk=report.pk).update(learner=target)
            continue
        for name in ("text", "suggestion"):
            setattr(same, name, joined(getattr(same, name), getattr(report, name)))
        same.save(update_fields=["text", "suggestion"])
        report.delete()


def joined(first: str, second: str) -> str:
    return first if second in first else f"{first}\n\n{second}".strip()


def move_notes(source: Learner, target: Learner) -> None:
    """Two notes about one thing become one, which may be longer than a form takes."""
    for note in LearnerNote.objects.filter(learner=source):
        place = {name: getattr(note, name) for name in ("item_id", "cell_id", "lesson_id", "anchor")}
        same = LearnerNote.objects.filter(learner=target, **place).first()
        if same is None:
            LearnerNote.objects.filter(pk=note.pk).update(learner=target)
            continue
        same.text, same.changed_at = joined(same.text, note.text), max(same.changed_at, note.changed_at)
        same.save(update_fields=["text", "changed_at"])
        note.delete()


def describe_attempts(learner: Learner) -> list[dict[str, Any]]:
    responses = Response.objects.order_by("sequence").select_related("slip").prefetch_related("grades")
    items = (
        AttemptItem.objects.order_by("position")
        .select_related("version", "result")
        .annotate(is_hidden=Q(version__item__in=asked_in_exams(learner)))
        .prefetch_related("version__options", Prefetch("responses", responses))
    )
    attempts = (
        Attempt.objects.filter(learner=learner)
        .select_related("score")
        .prefetch_related(Prefetch("items", items), "corrections__run")
        .order_by("started_at", "pk")
    )
    return [_attempt(attempt) for attempt in attempts.iterator(chunk_size=100)]


def _attempt(attempt: Attempt) -> dict[str, Any]:
    fields = (
        *("id", "mode", "title", "selection", "assignment_id", "retry_of_id"),
        *("started_at", "deadline", "handed_in_at", "closed_at", "ending"),
    )
    sums = ("marks", "maximum", "answered", "right")
    corrected = ("marks_before", "maximum_before", "marks_after", "maximum_after", "created_at", "seen_at")
    return {name: getattr(attempt, name) for name in fields} | {
        "score": {name: getattr(attempt.score, name) for name in sums},
        "questions": [_question(item, is_open_exam=attempt.hides_verdicts) for item in attempt.items.all()],
        "corrections": [
            {name: getattr(each, name) for name in corrected} | {"reason": each.run.reason}
            for each in attempt.corrections.all()
        ],
    }


def _question(item: AttemptItem, *, is_open_exam: bool) -> dict[str, Any]:
    """While an exam is open, the download does not reveal which of its questions count, nor older results of them."""
    is_hidden: bool = item.is_hidden  # type: ignore[attr-defined]
    texts = {option.key: option.text for option in item.version.options.all()}
    counts = {} if is_open_exam else {"counts": item.scored and not (item.is_answered and item.result.left_out)}
    return {
        "position": item.position,
        "question": item.version.stem,
        **counts,
        "marks": item.result.marks if item.is_answered and not is_hidden else None,
        "answers": [_answer(response, texts, is_hidden=is_hidden) for response in item.responses.all()],
    }


def _answer(response: Response, texts: dict[str, str], *, is_hidden: bool) -> dict[str, Any]:
    fields = ("kind", "confidence", "took_ms", "late", "received_at", "utc_offset", "event", "sequence")
    slip = response.slip.received_at if hasattr(response, "slip") else None
    return {name: getattr(response, name) for name in fields} | {
        "pressed_the_wrong_one": slip,
        "answer": _in_words(response.answer, texts),
        "grades": [
            {"marks": grade.marks, "left_out": grade.left_out, "regrade": grade.run_id, "graded_at": grade.graded_at}
            for grade in response.grades.all()
            if not is_hidden
        ],
    }


def _in_words(answer: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    if "chosen" in answer:
        return {"chosen": [texts.get(key, key) for key in answer["chosen"]]}
    if "sorted" in answer:
        return {"sorted": {texts.get(key, key): owner for key, owner in answer["sorted"].items()}}
    return answer


CARD = ("stability", "difficulty", "last", "due", "answers", "in_a_row")


def describe_memories(learner: Learner) -> list[dict[str, Any]]:
    told = ("cell__service__name", "cell__layer__name", *CARD)
    return list(CellMemory.objects.filter(learner=learner).order_by("cell").values(*told))


def leave_sums_of_classes(learner: Learner) -> None:
    before_deleting_memberships(CohortMembership.objects.filter(learner=learner))


ATTEMPTS = Belonging(
    Attempt,
    move=move_attempts,
    tell=describe_attempts,
    used=["attempts__started_at", "attempts__items__responses__received_at"],
)
# After the attempts, since the guest's memories must follow from the guest's answers until those have moved.
MEMORIES = Belonging(CellMemory, move=mover_of(CellMemory), tell=describe_memories, used=["cellmemory__last"])
RULE_MEMORIES = Belonging(
    RuleMemory,
    move=mover_of(RuleMemory),
    tell=values_of(RuleMemory, "rule", *CARD),
    used=["rulememory__last"],
)
REPORTS = personal_rows(
    ProblemReport,
    *("version__stem", "text", "suggestion", "created_at", "answer", "answered_at", "seen_at"),
    used=["problem_reports__created_at"],
    move=move_reports,
)
NOTES = personal_rows(
    LearnerNote,
    *("item__slug", "item__published__stem", "cell__service__name", "cell__layer__name"),
    *("lesson__title", "anchor", "text", "changed_at"),
    used=["notes__changed_at"],
    move=move_notes,
)
# A guest is in no class, so there is nothing to move.
EXCEPTIONS = personal_rows(
    AssignmentException,
    *("assignment", "assignment__cohort__name", "extra_minutes", "extra_attempts", "opens_at", "due_at", "closes_at"),
    once_per=["assignment_id"],
)
