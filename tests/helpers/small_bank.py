"""A small quiz of one's own, and what its statistics must be: counted one by one in plain Python, the oracle."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.models import Cohort, Learner
from bank.content import content_of
from bank.models import ChangeKind, Form, ItemVersion, Option
from bank.publishing import publish
from quizzes.attempt_start import start
from quizzes.ledger import UNSURE, answer, choosing
from quizzes.models import Attempt, AttemptItem, Grade, ItemResult, Mode, Quiz, Slot
from quizzes.statistics.class_answers import ClassAnswers, Period, WhichAttempts
from quizzes.statistics.question_formulas import TIME_BOUNDS
from quizzes.statistics.rollup_sql import ACCOUNTS, EVERYBODY
from serving.uuid7 import uuid7
from tests.helpers.questions import choose_two, published, sorting
from tests.helpers.sittings import item_at, right_answer, wrong_answer

EVER = Period()


def plain(slug: str) -> ItemVersion:
    """Choose one of a, b and c: a is right."""
    options = [
        {"key": key, "text": f"Text {key}", "rationale": f"Why {key}", "is_key": key == "a"} for key in ("a", "b", "c")
    ]
    return published(
        slug, {"form": "choose-one", "stem": f"What, {slug}?", "cells": ["ec2/guest-os"], "options": options}
    )


def small_quiz() -> Quiz:
    """Five questions: three plain ones, one of two keys, one of rows."""
    quiz = Quiz.objects.create(slug="small", title="Small", mode=Mode.CHECK)
    versions = [plain("plain-1"), plain("plain-2"), plain("plain-3"), choose_two(), sorting()]
    Slot.objects.bulk_create(
        Slot(quiz=quiz, position=number, item=version.item) for number, version in enumerate(versions, 1)
    )
    return quiz


def with_key(version: ItemVersion, key: str) -> ItemVersion:
    """The next version, of which another option is right."""
    content = content_of(version)
    for option in content["options"]:
        option["is_key"] = option["key"] == key
    return publish(version.item, content, change=ChangeKind.KEY_CHANGE)


def sat(learner: Learner, quiz: Quiz, marks: str = "rrrrr") -> Attempt:
    """Sits the quiz through: r is a right answer, w a wrong one, u "not sure"; the rest stays open."""
    attempt = start(quiz, learner)
    for position, how in enumerate(marks, 1):
        answered(attempt, position, how)
    attempt.refresh_from_db()
    return attempt


def answered(attempt: Attempt, position: int, how: str) -> None:
    item = item_at(attempt, position)
    if not item.is_answered:
        given = {"r": right_answer, "w": wrong, "u": lambda item: UNSURE}[how](item)
        answer(item, event=uuid7(), answer=given)


def wrong(item: AttemptItem) -> dict:
    """Of a plain question always the same option: b, or a where b is right."""
    if item.version.form != Form.CHOOSE_ONE:
        return wrong_answer(item)
    return choosing(min(option.key for option in item.options if not option.is_key))


def counted(*, guests: bool = True) -> dict[str, dict]:
    """The statistics as the database has them, over everybody or without guests."""
    scope = EVERYBODY if guests else ACCOUNTS
    return {
        "answers": {
            row.version_id: (row.answers, row.marks, row.squares, row.unsure) for row in scope.sums.objects.all()
        },
        "times": {(row.version_id, row.duration): row.answers for row in scope.times.objects.all()},
        "choices": {(row.version_id, row.band, row.option): row.chosen for row in scope.choices.objects.all()},
        "marks": {
            (row.quiz_id, row.version_id, row.marks, row.rest, row.rest_maximum): row.attempts
            for row in scope.marks.objects.all()
        },
    }


def by_hand(*, guests: bool = True) -> dict[str, dict]:
    answers, times, choices = defaultdict(lambda: [0, 0, 0, 0]), Counter(), Counter()
    for result in first_answers(guests):
        version, response = result.attempt_item.version_id, result.response
        row = answers[version]
        row[0] += 1
        row[1] += result.marks
        row[2] += result.marks**2
        row[3] += response.is_unsure
        times[version, bisect_right(TIME_BOUNDS, response.took_ms)] += 1
        for band in (0, band_of(result)):
            for option in ("", *response.chosen, *rows_right(result)):
                if band is not None:
                    choices[version, band, option] += 1
    return {
        "answers": {version: tuple(row) for version, row in answers.items()},
        "times": dict(times),
        "choices": dict(choices),
        "marks": dict(marks_of_first_attempts(guests)),
    }


def by_hand_of(cohort: Cohort) -> dict[int, tuple[int, int]]:
    """For each question the answers and marks of the learners who are in the class now."""
    members = cohort.memberships.filter(left_at=None).values_list("learner", flat=True)
    marks = defaultdict(list)
    for result in first_answers(guests=False):
        if result.attempt_item.attempt.learner_id in members:
            marks[result.attempt_item.version.item_id].append(result.marks)
    return {item: (len(each), sum(each)) for item, each in marks.items()}


def of_those(guests: bool) -> list[UUID]:
    """The learners who count: all, or those who have an account or had one."""
    return [learner.pk for learner in Learner.objects.all() if guests or not learner.is_guest]


def first_answers(guests: bool) -> list[ItemResult]:
    """Each learner's first answer to each question that came in time; not what was left out."""
    results = ItemResult.objects.select_related("attempt_item__attempt", "attempt_item__version", "response")
    results = results.filter(attempt_item__attempt__learner__in=of_those(guests))
    order = {grade.response_id: grade.pk for grade in Grade.objects.filter(run=None)}
    first: dict[tuple, ItemResult] = {}
    for result in sorted(results, key=lambda each: order[each.response_id]):
        if not result.response.late:
            first.setdefault((result.attempt_item.attempt.learner_id, result.attempt_item.version.item_id), result)
    return [result for result in first.values() if not result.left_out]


def rows_right(result: ItemResult) -> list[str]:
    expected = {row.key: row.expected for row in Option.objects.filter(version=result.version_id) if row.expected}
    return [key for key, owner in result.response.rows.items() if expected.get(key) == owner]


def is_finished(attempt: Attempt) -> bool:
    return attempt.ending in ("finished", "time")


def sheet_of(attempt: Attempt) -> dict[int, int]:
    """Marks by the id of each attempt item that counts in the score."""
    items = AttemptItem.objects.filter(attempt=attempt, scored=True)
    return {
        item.pk: item.result.marks if item.is_answered else 0
        for item in items
        if not (item.is_answered and item.result.left_out)
    }


def band_of(result: ItemResult) -> int | None:
    attempt = result.attempt_item.attempt
    sheet = sheet_of(attempt)
    if not is_finished(attempt) or len(sheet) < 5:
        return None
    rest = [marks for item, marks in sheet.items() if item != result.attempt_item_id]
    return min(5 * sum(rest) // (1000 * len(rest)), 4) + 1


def marks_of_first_attempts(guests: bool) -> Counter:
    firsts: dict[tuple, Attempt] = {}
    for attempt in finished(of_those(guests)):
        firsts.setdefault((attempt.learner_id, attempt.quiz_id), attempt)
    return Counter(row for attempt in firsts.values() for row in marks_in(attempt))


def finished(learners: Iterable[UUID]) -> list[Attempt]:
    """Their attempts at quizzes, without retries, in order."""
    theirs = Attempt.objects.filter(learner__in=learners, retry_of=None).exclude(closed_at=None).exclude(quiz=None)
    return [attempt for attempt in theirs.order_by("closed_at", "pk") if is_finished(attempt)]


def marks_in(attempt: Attempt) -> Iterator[tuple[int, int, int, int, int]]:
    sheet = sheet_of(attempt)
    served = dict(AttemptItem.objects.filter(pk__in=sheet).values_list("pk", "version"))
    for item, marks in sheet.items():
        rest = sum(sheet.values()) - marks
        yield attempt.quiz_id, served[item], marks, rest, 1000 * (len(sheet) - 1)


def marks_of(cohort: Cohort, which: WhichAttempts = WhichAttempts.FIRST, period: Period = EVER) -> Counter:
    """Of those attempts of the learners who are in the class now."""
    attempts = defaultdict(list)
    for attempt in finished(cohort.memberships.filter(left_at=None).values_list("learner", flat=True)):
        attempts[attempt.learner_id, attempt.quiz_id].append(attempt)
    chosen = [attempt for theirs in attempts.values() for attempt in CHOICES[which](theirs)]
    return Counter(row for attempt in chosen if is_during(period, attempt, cohort) for row in marks_in(attempt))


def attempts_are_right(cohort: Cohort, which: WhichAttempts, period: Period = EVER) -> bool:
    """Compares the sums of the class with the attempts themselves."""
    rows = ClassAnswers(cohort.pk, period).marks(Quiz.objects.get(slug="small").pk, which)
    return {(*row[:2], *row[3:6]): row.attempts for row in rows} == marks_of(cohort, which, period)


CHOICES = {
    WhichAttempts.FIRST: lambda attempts: attempts[:1],
    WhichAttempts.HIGHEST: lambda attempts: [max(attempts, key=lambda each: score_of(each) or 0)],
    WhichAttempts.LAST: lambda attempts: attempts[-1:],
    WhichAttempts.ALL: lambda attempts: attempts,
}


def score_of(attempt: Attempt) -> float | None:
    sheet = sheet_of(attempt)
    return sum(sheet.values()) / (1000 * len(sheet)) if sheet else None


def is_during(period: Period, attempt: Attempt, cohort: Cohort) -> bool:
    day = attempt.closed_at.astimezone(ZoneInfo(cohort.time_zone)).date()
    return (period.since or date.min) <= day < (period.until or date.max)
