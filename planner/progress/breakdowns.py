"""One learner's answers added up: by owner, skill and confidence, and the time they took.

The database adds up, so that a page takes the same number of queries for any number of answers. The SQL is written by
hand: the ORM looked up owner and cell for each answer instead of each question (164 ms, now 28).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from django.db.models import QuerySet

from accounts.models import Learner
from bank.grading import FULL_MARKS
from bank.keys import one_owner
from bank.models import Skill
from matrix.facts import Facts
from matrix.models import Owner
from planner.given_answers import GIVEN, rows_of_given
from quizzes.models import Confidence, ItemResult
from quizzes.statistics.check_formulas import Z_90, wilson

WEEKS = 8
OWNERS = (Owner.CUSTOMER, Owner.SHARED, Owner.AWS)


@dataclass(frozen=True)
class RightShare:
    name: str
    right: int
    asked: int
    owner: Owner | None = None

    @property
    def percent(self) -> int:
        return round(100 * self.right / self.asked) if self.asked else 0

    @property
    def interval(self) -> tuple[int, int]:
        """90% bounds in percent."""
        low, high = wilson(self.right, self.asked, z=Z_90) or (0.0, 1.0)
        return round(100 * low), round(100 * high)


def of_learner(learner: Learner | None) -> QuerySet[ItemResult]:
    return ItemResult.objects.filter(attempt_item__attempt__learner=learner, left_out=False)


class AnswersToQuestion(NamedTuple):
    """The answers to one question, by the version that graded them.

    The owner is that of the key, or else of the cell, as on the page of an attempt.
    """

    skill: str
    owner: Owner
    right: int
    asked: int
    seconds: float


# Subqueries about a question run once for each, after adding up; the ORM would run them for every answer.
BY_QUESTION = f"""
    {GIVEN}, sums AS MATERIALIZED (
        SELECT version_id, count(*) FILTER (WHERE marks = %s) AS "right", count(*) AS asked, sum(took_ms) AS took
        FROM given GROUP BY version_id
    )
    SELECT item.skill, sums."right", sums.asked, sums.took,
           (SELECT cell_id FROM bank_testedcell WHERE version_id = version.id ORDER BY position LIMIT 1),
           ARRAY(SELECT claim.owner FROM bank_option AS option JOIN bank_claim AS claim
                 ON claim.option_id = option.id WHERE option.version_id = version.id AND option.is_key)
    FROM sums
    JOIN bank_itemversion AS version ON version.id = sums.version_id
    JOIN bank_item AS item ON item.id = version.item_id
    WHERE item.skill <> ''
"""  # noqa: S608  our own
BY_CONFIDENCE = f"""
    {GIVEN}
    SELECT confidence, count(*) FILTER (WHERE marks = %s), count(*) FROM given
    WHERE confidence <> '' AND NOT jsonb_exists(answer, 'unsure') AND response_id NOT IN (
        SELECT slip.response_id FROM quizzes_slippedanswer AS slip
        JOIN quizzes_attempt AS attempt ON attempt.id = slip.attempt_id WHERE attempt.learner_id = %s
    )
    GROUP BY confidence
"""  # noqa: S608  our own
BY_WEEK = f"""
    {GIVEN}
    SELECT date_trunc('week', received_at AT TIME ZONE %s)::date AS week, sum(took_ms), count(*) FROM given
    WHERE received_at >= %s GROUP BY week
"""  # noqa: S608  our own


def by_question(learner: Learner | None, facts: Facts) -> list[AnswersToQuestion]:
    rows = rows_of_given(BY_QUESTION, learner.pk, FULL_MARKS) if learner else []
    return [
        AnswersToQuestion(
            skill, one_owner(map(Owner, owners)) or facts.cell_by_id(cell).ownership.answer, right, asked, took / 1000
        )
        for skill, right, asked, took, cell, owners in rows
    ]


def by_owner(answers: Iterable[AnswersToQuestion]) -> list[RightShare]:
    answers = list(answers)
    shares = [_share(owner.label, [each for each in answers if each.owner == owner], owner) for owner in OWNERS]
    return [share for share in shares if share.asked]


def by_skill(answers: Iterable[AnswersToQuestion]) -> list[RightShare]:
    answers = list(answers)
    return [_share(skill.label, [each for each in answers if each.skill == skill]) for skill in Skill]


def _share(name: str, about: Sequence[AnswersToQuestion], owner: Owner | None = None) -> RightShare:
    return RightShare(name, sum(each.right for each in about), sum(each.asked for each in about), owner)


def by_confidence(learner: Learner | None) -> list[RightShare]:
    """The surest first. Leaves out slips, and answers without confidence or without an option."""
    sums = rows_of_given(BY_CONFIDENCE, learner.pk, FULL_MARKS, learner.pk) if learner else []
    found = {confidence: (right, asked) for confidence, right, asked in sums}
    return [RightShare(each.label, *found[each]) for each in reversed(Confidence) if each in found]


@dataclass(frozen=True)
class Week:
    start: date
    seconds: float = 0.0
    answers: int = 0


def weeks_of(learner: Learner | None, *, at: datetime, zone: tzinfo) -> list[Week]:
    today = at.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    starts = [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    since = datetime.combine(starts[0], datetime.min.time(), zone)
    sums = rows_of_given(BY_WEEK, learner.pk, str(zone), since) if learner else []
    found = {week: Week(week, took / 1000, count) for week, took, count in sums}
    return [found.get(start) or Week(start) for start in starts]
