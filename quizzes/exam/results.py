"""The result of an exam: the estimated score, the right answers by skill and owner, and every question.

The estimate is ten times the percentage, since AWS does not publish its scaling. It is called an estimate everywhere
and is kept out of the score history, which holds percentages of checks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bank.models import Skill
from matrix.facts import Facts
from quizzes.corrections import corrected_keys
from quizzes.ledger import Verdict
from quizzes.models import Attempt, AttemptEnd, AttemptItem, AttemptScore, Response, ResponseKind
from quizzes.question import LessonLink
from quizzes.result_page import (
    AnsweredQuestion,
    AttemptSummary,
    OwnerTally,
    answered_question,
    duration,
    items_of,
    rereading_for,
)


@dataclass(frozen=True)
class SkillTally:
    skill: Skill
    right: int
    asked: int


@dataclass(frozen=True)
class ExamAnswer:
    answered: AnsweredQuestion
    skill: str
    counts: bool
    flagged: bool

    @property
    def is_right(self) -> bool:
        return self.answered.verdict == Verdict.RIGHT


@dataclass(frozen=True)
class ExamResult:
    score: AttemptScore
    questions: Sequence[ExamAnswer]
    rereading: LessonLink | None
    ending: str
    seconds: int

    @property
    def took(self) -> str:
        return duration(self.seconds)

    @property
    def ended_by_the_clock(self) -> bool:
        return self.ending == AttemptEnd.TIME

    @property
    def unscored(self) -> int:
        return sum(not question.counts for question in self.questions)

    @property
    def unanswered(self) -> int:
        return sum(question.answered.verdict == Verdict.UNANSWERED for question in self.questions)

    @property
    def missed(self) -> list[ExamAnswer]:
        return [question for question in self.questions if not question.is_right]

    @property
    def by_skill(self) -> list[SkillTally]:
        return [
            SkillTally(skill, sum(question.is_right for question in about), len(about))
            for skill in Skill
            if (about := [question for question in self.questions if question.counts and question.skill == skill])
        ]

    @property
    def by_owner(self) -> list[OwnerTally]:
        return self._summary.tallies

    @property
    def sentence(self) -> str:
        return self._summary.sentence

    @property
    def _summary(self) -> AttemptSummary:
        answers = [question.answered for question in self.questions if question.counts]
        return AttemptSummary(answers, extras=[], left_out=[], skipped=0, rereading=None, seconds=0)


def result_of(attempt: Attempt, facts: Facts) -> ExamResult:
    flagged = flags_of(attempt)
    items = list(items_of(attempt))
    corrected = corrected_keys(items)
    questions = [
        ExamAnswer(
            answered_question(item, facts, corrected.get(item.pk)),
            item.version.item.skill,
            counts_in_score(item),
            item.pk in flagged,
        )
        for item in items
    ]
    assert attempt.closed_at is not None
    return ExamResult(
        attempt.score,
        questions,
        rereading_for([question.answered for question in questions], attempt),
        attempt.ending,
        int((attempt.closed_at - attempt.started_at).total_seconds()),
    )


def counts_in_score(item: AttemptItem) -> bool:
    return item.scored and not (item.is_answered and item.result.left_out)


def flags_of(attempt: Attempt) -> set[int]:
    flags = Response.objects.filter(attempt_item__attempt=attempt, kind=ResponseKind.FLAG, late=False)
    last = {flag.attempt_item_id: flag.answer["flag"] for flag in flags.order_by("sequence")}
    return {item for item, on in last.items() if on}
