"""Fills a database with answers: `python -m benchmarks.generate_answers --answers 1000000`.

Learners of different ability take the checks and practice derived questions, a hundred answers each. Everything is
drawn from a seed: the same number into a database with the same content gives the same answers. One question in fifty
is made to look as if its key were wrong. Memories are not made; `rebuild_projections` would. Works in the database of
the settings and leaves the rows there: never on a site.
"""

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from random import Random
from uuid import UUID

import django
from django.conf import settings
from django.db import connection, transaction

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
A_LEARNER = 100  # answers
AN_ATTEMPT = 10
LEARNERS_AT_ONCE = 200
TABLES = {
    "accounts_learner": "id time_zone created_at",
    "quizzes_attempt": "id learner_id quiz_id mode title selection started_at closed_at ending",
    "quizzes_attemptscore": 'attempt_id marks maximum answered "right"',
    "quizzes_attemptitem": 'id attempt_id position version_id "order" scored',
    "quizzes_response": "id attempt_item_id event sequence kind answer confidence took_ms late received_at",
    "quizzes_grade": "id response_id version_id marks left_out graded_at",
    "quizzes_itemresult": "id attempt_item_id response_id version_id marks left_out",
}
Row = tuple[object, ...]


class Question:
    """A published version, how hard it is, and which of its wrong options tempt how much."""

    def __init__(self, version, chance: Random):
        self.version = version.pk
        self.options = list(version.options.all())
        self.tokens = [option.token for option in self.options]
        self.keys = [option.key for option in self.options if option.is_key]
        self.wrong = [option.key for option in self.options if not option.is_key and not option.expected]
        self.temptations = [chance.choice([0.02, 0.5, 1, 2]) for _ in self.wrong]
        self.hardness = chance.gauss(0, 1)
        self.is_odd = chance.random() < 0.02

    def answered(self, ability: float, chance: Random) -> tuple[dict, int]:
        """An answer and what it is worth."""
        from quizzes.grading import marks

        slope = -0.8 if self.is_odd else 1.2
        knows = 1 / (1 + math.exp(-slope * (ability - self.hardness)))
        if chance.random() < 0.03:
            answer: dict = {"unsure": True}
        elif not self.wrong:
            answer = {"sorted": {row.key: self._sorted(row.expected, knows, chance) for row in self.options}}
        elif chance.random() < knows:
            answer = {"chosen": self.keys}
        else:
            [tempted] = chance.choices(self.wrong, self.temptations)
            answer = {"chosen": [tempted, *self.keys[1:]]}
        return answer, marks(answer, self.options)

    @staticmethod
    def _sorted(expected: str, knows: float, chance: Random) -> str:
        other = "customer" if expected == "aws" else "aws"
        return expected if chance.random() < (1 + knows) / 2 else other


class Writer:
    """Numbers rows as the database would, and copies them in."""

    def __init__(self, chance: Random):
        self.chance = chance
        self.next = {table: self._last(table) + 1 for table, columns in TABLES.items() if self._is_numbered(table)}
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}

    @staticmethod
    def _is_numbered(table: str) -> bool:
        return TABLES[table].startswith("id ") and table not in ("accounts_learner", "quizzes_attempt")

    @staticmethod
    def _last(table: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608  one of our own names
            return cursor.fetchone()[0]

    def number(self, table: str) -> int:
        self.next[table] += 1
        return self.next[table] - 1

    def uuid(self, at: datetime) -> UUID:
        """As UUIDv7 is made, with the seed's chance in place of the machine's."""
        milliseconds = int(at.timestamp() * 1000)
        value = (milliseconds << 80) | (7 << 76) | (self.chance.getrandbits(12) << 64) | (2 << 62)
        return UUID(int=value | self.chance.getrandbits(62))

    def add(self, table: str, *values: object) -> None:
        self.rows[table].append(values)

    def flush(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, columns in TABLES.items():
                names = ", ".join(columns.split())
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    for row in self.rows[table]:
                        copy.write_row(row)
                self.rows[table].clear()

    def settle_numbers(self) -> None:
        with connection.cursor() as cursor:
            for table, number in self.next.items():
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number])


def sittings(questions: dict[int, Question], checks: list, pool: list[int], chance: Random) -> Iterator:
    """Of one learner: the checks first, then practice, until there are a hundred answers."""
    given = 0
    for quiz, versions in checks:
        if given + len(versions) <= A_LEARNER // 2:
            given += len(versions)
            yield quiz, [questions[version] for version in versions]
    while given < A_LEARNER:
        count = min(AN_ATTEMPT, A_LEARNER - given)
        given += count
        yield None, [questions[version] for version in chance.sample(pool, count)]


def write_learner(writer: Writer, number: int, drawn: Iterator, chance: Random) -> None:
    moment = START + timedelta(minutes=13 * number % 400_000)
    learner, ability = writer.uuid(moment), chance.gauss(0.4, 1)
    writer.add("accounts_learner", learner, "UTC", moment)
    for quiz, questions in drawn:
        moment += timedelta(hours=chance.randint(1, 70))
        begun, attempt, total, right = moment, writer.uuid(moment), 0, 0
        for position, question in enumerate(questions, 1):
            took = min(int(chance.lognormvariate(10.2, 0.6)), 3_600_000)
            moment += timedelta(milliseconds=took)
            answer, marks = question.answered(ability, chance)
            total, right = total + marks, right + (marks == 1000)
            item, response = writer.number("quizzes_attemptitem"), writer.number("quizzes_response")
            version = question.version
            writer.add("quizzes_attemptitem", item, attempt, position, version, question.tokens, True)
            writer.add(
                "quizzes_response",
                *(response, item, writer.uuid(moment), 1, "check", json.dumps(answer), "", took, False, moment),
            )
            writer.add("quizzes_grade", writer.number("quizzes_grade"), response, version, marks, False, moment)
            writer.add(
                "quizzes_itemresult", writer.number("quizzes_itemresult"), item, response, version, marks, False
            )
        mode, title = ("check", "Generated check") if quiz else ("drill", "Generated practice")
        writer.add("quizzes_attempt", attempt, learner, quiz, mode, title, "{}", begun, moment, "finished")
        writer.add("quizzes_attemptscore", attempt, total, 1000 * len(questions), len(questions), right)


def main(answers: int, seed: int) -> None:
    from quizzes.models import Item, ItemVersion, Quiz

    chance = Random(seed)  # noqa: S311  nothing secret
    published = Item.objects.asked().order_by("slug").values_list("published", flat=True)
    by_pk = ItemVersion.objects.prefetch_related("options").in_bulk(published)
    questions = {pk: Question(by_pk[pk], chance) for pk in published}
    checks = [
        (quiz.pk, [pk for pk in quiz.slots.values_list("item__published", flat=True) if pk in questions])
        for quiz in Quiz.objects.order_by("slug")
    ]
    asked = {version for _, versions in checks for version in versions}
    pool = [pk for pk in published if pk not in asked]
    writer = Writer(chance)
    start = time.perf_counter()
    learners = max(answers // A_LEARNER, 1)
    for some in batched(range(learners), LEARNERS_AT_ONCE):
        for number in some:
            chance.shuffle(checks)
            write_learner(writer, number, sittings(questions, checks, pool, chance), chance)
        writer.flush()
        told = (some[-1] + 1) * A_LEARNER
        print(f"\r{told:,} of {answers:,} answers", end="", file=sys.stderr, flush=True)
    writer.settle_numbers()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server itself does within a minute
    took = time.perf_counter() - start
    print(f"\n{learners:,} learners, {learners * A_LEARNER:,} answers in {took:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Fill a database with answers drawn from a seed.")
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "srm_site.settings")
    django.setup()
    if settings.PRODUCTION:
        sys.exit("Not on a site that people use.")
    main(options.answers, options.seed)
