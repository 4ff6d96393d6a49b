"""Fills a database with answers: `python -m benchmarks.generate_answers --answers 1000000`.

Learners of different ability take the checks and practice derived questions, `--each` answers apiece. Everything is
drawn from a seed, each learner by chance of their own: the same numbers into a database with the same content give the
same answers, however many processes draw them, and more answers only add learners. One question in fifty is made to
look as if its key were wrong. Memories are made too, statistics are left to `roll_statistics`. Works in the database
of the settings and leaves the rows there: never on a site.
"""

import json
import math
import os
import sys
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched, product
from multiprocessing import get_context
from random import Random

from django.conf import settings
from django.db import connection, transaction

from benchmarks.copying import copy, without_indexes
from benchmarks.harness import command

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
MICROSECONDS_AT_START = 1_000_000 * int(START.timestamp())
AN_ATTEMPT = 10
ANSWERS_AT_ONCE = 50_000
BULK = 100_000
MEMORY = (
    "history stability difficulty last due answers missed tries in_a_row overnight known guessed_right reviews "
    "first_right"
)
TABLES = {
    "accounts_learner": "id time_zone created_at",
    "quizzes_attempt": "id learner_id quiz_id mode title selection started_at closed_at ending",
    "quizzes_attemptscore": 'attempt_id marks maximum answered "right"',
    "quizzes_attemptitem": 'id attempt_id position version_id "order" scored',
    "quizzes_response": "id attempt_item_id event sequence kind answer confidence took_ms late received_at",
    "quizzes_grade": "id response_id version_id marks left_out graded_at",
    "quizzes_itemresult": "id attempt_item_id response_id version_id marks left_out",
    "quizzes_cellmemory": f"learner_id cell_id {MEMORY}",
    "quizzes_rulememory": f"learner_id rule {MEMORY}",
}
NUMBERED = ["quizzes_attemptitem", "quizzes_response", "quizzes_grade", "quizzes_itemresult"]  # a row for an answer


@dataclass(frozen=True)
class PossibleAnswer:
    """One way to answer a question: the answer as stored, its marks, and what it shows known or not known."""

    answer: str
    marks: int
    shown: tuple[tuple[int | str, bool], ...]


class GeneratedQuestion:
    """A published version, its difficulty, and how tempting each of its wrong options is."""

    def __init__(self, version, judge, chance: Random):
        self.version, self.judge, self.options = version.pk, judge, list(version.options.all())
        self.order = "{" + ",".join(option.token for option in self.options) + "}"
        keys = [option.key for option in self.options if option.is_key]
        wrong = [option.key for option in self.options if not option.is_key and not option.expected]
        self.temptations = [chance.choice([0.02, 0.5, 1, 2]) for _ in wrong]
        self.hardness = chance.gauss(0, 1)
        self.slope = -0.8 if chance.random() < 0.02 else 1.2
        self.unsure = self.outcome({"unsure": True})
        self.right = self.outcome({"chosen": keys})
        self.wrong = [self.outcome({"chosen": [tempted, *keys[1:]]}) for tempted in wrong]
        self.sorted = {} if wrong else {rights: self.outcome(self.as_sorted(rights)) for rights in self.all_rights()}
        del self.judge, self.options

    def outcome(self, answer: dict) -> PossibleAnswer:
        from bank.grading import marks

        text = json.dumps(answer).replace("\\", r"\\")
        return PossibleAnswer(text, marks(answer, self.options), tuple(self.judge.judge(answer).items()))

    def all_rights(self) -> Iterator[tuple[bool, ...]]:
        return product([True, False], repeat=len(self.options))

    def as_sorted(self, rights: tuple[bool, ...]) -> dict:
        others = ["customer" if row.expected == "aws" else "aws" for row in self.options]
        rows = zip(self.options, rights, others, strict=True)
        return {"sorted": {row.key: row.expected if right else other for row, right, other in rows}}

    def answered(self, ability: float, chance: Random) -> PossibleAnswer:
        knows = 1 / (1 + math.exp(-self.slope * (ability - self.hardness)))
        if chance.random() < 0.03:
            return self.unsure
        if self.sorted:
            return self.sorted[tuple([chance.random() < (1 + knows) / 2 for _ in next(iter(self.sorted))])]
        if chance.random() < knows:
            return self.right
        [tempted] = chance.choices(self.wrong, self.temptations)
        return tempted


@dataclass(frozen=True)
class GeneratedCourse:
    """What learners are drawn from. `first` holds the first free number of each table."""

    questions: dict[int, GeneratedQuestion]
    checks: list[tuple[int, list[int]]]
    pool: list[int]
    first: dict[str, int]
    seed: int
    each: int

    def sittings(self, chance: Random) -> Iterator[tuple[int | None, list[GeneratedQuestion]]]:
        """The attempts of one learner: checks first, then practice, until there are enough answers."""
        given = 0
        for quiz, versions in chance.sample(self.checks, len(self.checks)):
            if given + len(versions) <= self.each // 2:
                given += len(versions)
                yield quiz, [self.questions[version] for version in versions]
        while given < self.each:
            count = min(AN_ATTEMPT, self.each - given)
            given += count
            yield None, [self.questions[version] for version in chance.sample(self.pool, count)]


class GeneratedLearner:
    """Writes one learner's rows, as COPY reads them."""

    def __init__(self, course: GeneratedCourse, number: int, rows: dict[str, list[str]]):
        self.course, self.rows = course, rows
        # Numbers in a string are spread; Random(n) and Random(n + 1) would begin alike for many.
        self.chance = Random(f"{course.seed} {number}")  # noqa: S311  nothing secret
        self.moment = MICROSECONDS_AT_START + 60_000_000 * (13 * number % 400_000)
        self.next = {table: first + number * course.each for table, first in course.first.items()}
        self.histories: dict[int | str, list[tuple[int, int, bool]]] = {}

    def write(self) -> None:
        from benchmarks.folding import fold

        ability = self.chance.gauss(0.4, 1)
        learner = self.uuid()
        self.add("accounts_learner", f"{learner}\tUTC\t{self.at()}")
        for quiz, questions in self.course.sittings(self.chance):
            self.moment += 3_600_000_000 * self.chance.randint(1, 70)
            self.sit(learner, quiz, questions, ability)
        for subject, history in self.histories.items():
            table = "quizzes_cellmemory" if isinstance(subject, int) else "quizzes_rulememory"
            self.add(table, f"{learner}\t{subject}\t{fold(history)}")

    def sit(self, learner: str, quiz: int | None, questions: list[GeneratedQuestion], ability: float) -> None:
        attempt, begun = self.uuid(), self.at()
        outcomes = [
            self.answer(attempt, position, question, ability) for position, question in enumerate(questions, 1)
        ]
        mode = f"{quiz}\tcheck\tGenerated check" if quiz else "\\N\tdrill\tGenerated practice"
        self.add("quizzes_attempt", f"{attempt}\t{learner}\t{mode}\t{{}}\t{begun}\t{self.at()}\tfinished")
        right = sum(outcome.marks == 1000 for outcome in outcomes)
        total, count = sum(outcome.marks for outcome in outcomes), len(questions)
        self.add("quizzes_attemptscore", f"{attempt}\t{total}\t{1000 * count}\t{count}\t{right}")

    def answer(self, attempt: str, position: int, question: GeneratedQuestion, ability: float) -> PossibleAnswer:
        took = min(int(self.chance.lognormvariate(10.2, 0.6)), 3_600_000)
        self.moment += 1000 * took
        outcome, moment, version = question.answered(ability, self.chance), self.at(), question.version
        item, response, grade, result = (self.next[table] for table in NUMBERED)
        for table in NUMBERED:
            self.next[table] += 1
        sent = f"{item}\t{self.uuid()}\t1\tcheck\t{outcome.answer}\t\t{took}\tf\t{moment}"
        self.add("quizzes_attemptitem", f"{item}\t{attempt}\t{position}\t{version}\t{question.order}\tt")
        self.add("quizzes_response", f"{response}\t{sent}")
        self.add("quizzes_grade", f"{grade}\t{response}\t{version}\t{outcome.marks}\tf\t{moment}")
        self.add("quizzes_itemresult", f"{result}\t{item}\t{response}\t{version}\t{outcome.marks}\tf")
        for subject, right in outcome.shown:
            self.histories.setdefault(subject, []).append((item, self.moment, right))
        return outcome

    def add(self, table: str, row: str) -> None:
        self.rows[table].append(row)

    def at(self) -> str:
        return (START + timedelta(microseconds=self.moment - MICROSECONDS_AT_START)).isoformat()

    def uuid(self) -> str:
        """A UUIDv7 from the generator's own random numbers, so that the same seed gives the same one."""
        drawn = self.chance.getrandbits(74)
        value = (self.moment // 1000 << 80) | (7 << 76) | (drawn >> 62 << 64) | (2 << 62) | (drawn & (1 << 62) - 1)
        return f"{value:032x}"


drawn_from: GeneratedCourse  # in each process that draws


def draw_from(course: GeneratedCourse) -> None:
    global drawn_from
    drawn_from = course


def draw(numbers: tuple[int, ...]) -> dict[str, bytes]:
    """The rows of these learners, by table."""
    rows: dict[str, list[str]] = {table: [] for table in TABLES}
    for number in numbers:
        GeneratedLearner(drawn_from, number, rows).write()
    return {table: "".join([f"{row}\n" for row in some]).encode() for table, some in rows.items()}


def read_course(seed: int, each: int) -> GeneratedCourse:
    from bank.models import Item, ItemVersion
    from quizzes.memory.evidence import judges_of
    from quizzes.models import Quiz

    chance = Random(seed)  # noqa: S311  nothing secret
    published = Item.objects.asked().order_by("slug").values_list("published", flat=True)
    by_pk, judges = ItemVersion.objects.prefetch_related("options").in_bulk(published), judges_of(published)
    questions = {pk: GeneratedQuestion(by_pk[pk], judges[pk], chance) for pk in published}
    checks = [
        (quiz.pk, [pk for pk in quiz.slots.values_list("item__published", flat=True) if pk in questions])
        for quiz in Quiz.objects.order_by("slug")
    ]
    asked = {version for _, versions in checks for version in versions}
    pool = [pk for pk in questions if pk not in asked]
    with connection.cursor() as cursor:
        first = {}
        for table in NUMBERED:
            cursor.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")  # noqa: S608  one of our own names
            first[table] = cursor.fetchone()[0]
    return GeneratedCourse(questions, checks, pool, first, seed, each)


def drawn(course: GeneratedCourse, learners: int, processes: int) -> Iterator[dict[str, bytes]]:
    """The rows in their order. Processes stay at most a few batches ahead of the caller."""
    batches = batched(range(learners), max(ANSWERS_AT_ONCE // course.each, 1))
    if processes == 1:
        draw_from(course)
        yield from map(draw, batches)
        return
    # Forked, they share what is loaded already.
    with ProcessPoolExecutor(processes, get_context("fork"), draw_from, (course,)) as pool:
        ahead: deque[Future] = deque()
        for batch in batches:
            ahead.append(pool.submit(draw, batch))
            if len(ahead) > 2 * processes:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def main(answers: int, seed: int, each: int = 100, processes: int = 1) -> None:
    start = time.perf_counter()
    learners = max(answers // each, 1)
    course = read_course(seed, each)
    with transaction.atomic():
        # Setting indexes aside pays where the new rows are most of all.
        is_bulk = answers >= BULK and answers > course.first["quizzes_response"]
        with without_indexes(list(TABLES)) if is_bulk else nullcontext():
            for number, rows in enumerate(drawn(course, learners, processes), 1):
                copy(TABLES, rows)
                told = min(number * ANSWERS_AT_ONCE, answers)
                print(f"\r{told:,} of {answers:,} answers", end="", file=sys.stderr, flush=True)
            copied = time.perf_counter() - start
        with connection.cursor() as cursor:
            for table, first in course.first.items():
                number = first + learners * each - 1
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server itself does within a minute
    took = time.perf_counter() - start
    print(
        f"\n{learners:,} learners, {learners * each:,} answers in {took:.0f} s, copied after {copied:.0f}",
        file=sys.stderr,
    )


def fill(answers: int = 10_000, seed: int = 1, each: int = 100, processes: int = os.process_cpu_count() or 1) -> None:
    if settings.PRODUCTION:
        sys.exit("Not on a site that people use.")
    main(answers, seed, each, processes)


if __name__ == "__main__":
    command(fill, __doc__, django=True)
