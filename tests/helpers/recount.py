"""One learner's figures, recounted by hand: from the answers and the keys, by none of the product's sums."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db import connection

from accounts.models import Learner

# The answer that counts to each question: in an exam that has ended the last one in time, else the only one.
ANSWERS = """
    SELECT attempt.id, attempt.mode, attempt.closed_at IS NOT NULL, attempt.ending, served.scored,
           served.contrast_to_id IS NOT NULL, (attempt.selection ->> 'length')::int, item.skill, given.answer,
           given.confidence,
           (SELECT jsonb_object_agg(option.key, coalesce(nullif(option.expected, ''), option.is_key::text))
            FROM bank_option AS option WHERE option.version_id = version.id)
    FROM quizzes_attempt AS attempt
    JOIN quizzes_attemptitem AS served ON served.attempt_id = attempt.id
    JOIN bank_itemversion AS version ON version.id = served.version_id
    JOIN bank_item AS item ON item.id = version.item_id
    LEFT JOIN LATERAL (
        SELECT answer, confidence FROM quizzes_response AS response
        WHERE response.attempt_item_id = served.id AND response.kind <> 'flag' AND NOT response.late
        ORDER BY sequence DESC LIMIT 1
    ) AS given ON true
    WHERE attempt.learner_id = %s
    ORDER BY attempt.started_at DESC, attempt.id DESC, served.position
"""


@dataclass
class CountedAttempt:
    mode: str
    is_closed: bool
    was_left: bool
    planned: int  # questions that an open review will have, which draws some at a time
    questions: int = 0
    answered: int = 0
    scored: list[Fraction] = field(default_factory=list)

    @property
    def score(self) -> str:
        right, partly = self.scored.count(Fraction(1)), sum(0 < each < 1 for each in self.scored)
        percent = int(100 * sum(self.scored, Fraction()) / len(self.scored) + Fraction(1, 2))
        return f"{right} right{f', {partly} partly right' if partly else ''}: {percent}%"


@dataclass
class Recount:
    attempts: dict[Any, CountedAttempt] = field(default_factory=dict)  # by id, newest first
    skills: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    confidence: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def answers(self) -> int:
        return sum(counted.total() for counted in self.skills.values())

    @property
    def listed(self) -> dict[Any, CountedAttempt]:
        return {pk: each for pk, each in self.attempts.items() if each.mode != "section"}

    @property
    def finished(self) -> dict[Any, CountedAttempt]:
        return {pk: each for pk, each in self.listed.items() if each.is_closed and not each.was_left}


def recount(learner: Learner) -> Recount:
    found = Recount()
    with connection.cursor() as cursor:
        cursor.execute(ANSWERS, [learner.pk])
        rows = cursor.fetchall()
    for pk, mode, is_closed, ending, scored, extra, length, skill, given, confidence, options in rows:
        answer, keys = json.loads(given or "{}"), json.loads(options)
        coming = length or 0 if mode == "review" and not is_closed else 0
        attempt = found.attempts.setdefault(pk, CountedAttempt(mode, is_closed, ending == "left", coming))
        attempt.questions += not extra
        marks = marks_of(answer, keys) if answer else Fraction()
        if scored:
            attempt.scored.append(marks)
        if answer and (is_closed or mode != "exam"):
            attempt.answered += not extra
            found.skills[skill][marks == 1] += 1
            if confidence and not answer.get("unsure"):
                found.confidence[confidence][marks == 1] += 1
    return found


def marks_of(answer: dict[str, Any], keys: dict[str, str]) -> Fraction:
    if "sorted" in answer:
        right = sum(answer["sorted"].get(row) == owner for row, owner in keys.items())
        return Fraction(1000 * right // len(keys), 1000)
    return Fraction(set(answer.get("chosen", ())) == {key for key, value in keys.items() if value == "true"})
