"""The questions that can be practiced, and one learner's answers to them, each in a query or two."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from math import inf
from operator import itemgetter
from threading import Lock
from time import monotonic
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import CharField, F, Func, OuterRef, QuerySet, Subquery, Value

from accounts.models import Learner
from bank.grading import FULL_MARKS
from bank.keys import NO_CLAIMS, KeyClaims, key_claims
from bank.mixing import tier_of
from bank.models import MADE_TO_ORDER, Claim, Form, Item, ItemVersion, Needs, TestedCell
from bank.models.items import ItemQuerySet
from bank.near_twins import likeness
from lessons.models import Lesson, in_lists_of
from matrix.facts import Facts
from quizzes.models import Attempt, AttemptEnd, AttemptItem, Confidence, ItemResult, Mode, Response, ResponseKind
from quizzes.practice.selection import Candidate, History, LatestAnswer
from serving.prepared import Prepared

CONTROLS = "controls"


@dataclass(frozen=True)
class PoolQuestion(Candidate):
    service: str = ""
    layer: str = ""
    control: str = ""  # the kind of the control
    section: str = ""
    skill: str = ""
    cell: int = 0  # the id of the cell that it is evidence for, or 0 for a control or a rule
    version: int = 0


def fact_named(cell: int | None, control: int | None, needs: str, rule: str, item: int) -> str:
    """Return what a question teaches: the rule if that alone answers it, else the control or the cell.

    A question of a course that is not about the matrix teaches itself alone.
    """
    if cell is None:
        return f"item:{item}"
    if needs == Needs.RULE:
        return f"rule:{rule}"
    return f"control:{control}" if control else f"cell:{cell}"


def settling_cell(version: str) -> Subquery:
    tested = TestedCell.objects.filter(version=OuterRef(version)).order_by("position")
    return Subquery(tested.values("cell_id")[:1])


def control_asked(version: str) -> Subquery:
    controls = Claim.objects.filter(option__version=OuterRef(version), option__is_key=True, control__isnull=False)
    return Subquery(controls.order_by("pk").values("control_id")[:1])


@dataclass(frozen=True, eq=False)  # compared by identity
class QuestionPool:
    """What is equal for all learners."""

    questions: Sequence[PoolQuestion] = ()

    @cached_property
    def _by_item(self) -> dict[int, PoolQuestion]:
        return {question.item: question for question in self.questions}

    @property
    def items(self) -> Set[int]:
        return self._by_item.keys()

    def of(self, items: Iterable[int]) -> list[PoolQuestion]:
        """Those of the items that it has, in its order."""
        return [self._by_item[item] for item in sorted(self._by_item.keys() & items)]

    def by(self, name: str) -> Mapping[str, Sequence[PoolQuestion]]:
        """Its questions by what this field has."""
        if name not in self._by_field:
            found: dict[str, list[PoolQuestion]] = {}
            for question in self.questions:
                found.setdefault(getattr(question, name), []).append(question)
            self._by_field[name] = found
        return self._by_field[name]

    @cached_property
    def _by_field(self) -> dict[str, dict[str, list[PoolQuestion]]]:
        return {}

    def about(self, facts: Iterable[str]) -> list[PoolQuestion]:
        return self.of(question.item for fact in facts for question in self.by("fact").get(fact, ()))

    @cached_property
    def fact_of_version(self) -> Mapping[int, str]:
        return {question.version: question.fact for question in self.questions}

    def items_of(self, lesson: str, cells: frozenset[str]) -> frozenset[int]:
        """Those of a lesson that shows these cells. Derived questions go by the cells: by section they would outnumber
        its own questions.
        """
        if (lesson, cells) not in self._by_lesson:
            self._by_lesson[lesson, cells] = frozenset(
                each.item
                for each in self.questions
                if f"{each.service}/{each.layer}" in cells
                or (not each.generator and each.section.partition("#")[0] == lesson)
            )
        return self._by_lesson[lesson, cells]

    @cached_property
    def _by_lesson(self) -> dict[tuple[str, frozenset[str]], frozenset[int]]:
        return {}

    @cached_property
    def beside(self) -> Mapping[int, Sequence[int]]:
        """Further cells that an item judges, by item."""
        return cells_beside()

    @cached_property
    def facility(self) -> Mapping[int, float]:
        """The mean score of an item's first answers, where enough people gave one."""
        sums = Item.objects.asked().filter(published__statistic__answers__gte=FIRST_ANSWERS)
        rows = sums.order_by().values_list("pk", "published__statistic__marks", "published__statistic__answers")
        return {item: marks / FULL_MARKS / answers for item, marks, answers in rows}


FIRST_ANSWERS = 20  # fewer say little about a question
_reading = Lock()
_pool: tuple[float, Facts | None, QuestionPool] = (-inf, None, QuestionPool())


def pool_lately(facts: Facts, *, times: int = 1) -> QuestionPool:
    """At most so many times `settings.SECONDS_A_COUNT_LASTS` old: reading every question takes longer than all else of
    a draw.
    """
    global _pool
    with _reading:  # or each request of this moment would read them all, and keep the memory that this takes
        now = monotonic()
        if now - _pool[0] >= times * settings.SECONDS_A_COUNT_LASTS or _pool[1] is not facts:
            _pool = (now, facts, QuestionPool(_read(Item.objects.asked(), facts)))
        return _pool[2]


def questions_of(items: Collection[int], facts: Facts, pool: QuestionPool) -> list[PoolQuestion]:
    """Those of the items that can be asked, also of those that were made to order."""
    others = set(items) - pool.items
    return [*pool.of(items), *(ordered_questions(facts, others) if others else ())]


def ordered_questions(facts: Facts, items: Collection[int]) -> list[PoolQuestion]:
    """Those of the items that were made to order."""
    return _read(Item.objects.askable().filter(generator__in=MADE_TO_ORDER, pk__in=items), facts)


def _read(items: ItemQuerySet, facts: Facts) -> list[PoolQuestion]:
    """Takes two queries."""
    keys = key_claims(items.order_by().values("published"))
    rows = (
        items.about_matrix()
        .annotate(cell=settling_cell("published"), control=control_asked("published"))
        .order_by("pk")
        .values_list(
            "pk",
            "published",
            "published__stem",
            "published__form",
            "published__needs",
            "published__rule",
            "generator",
            "section",
            "skill",
            "cell",
            "control",
            named=True,
        )
    )
    return [_asked(row, keys.get(row.published, NO_CLAIMS), facts) for row in rows]


def _asked(row, key: KeyClaims, facts: Facts) -> PoolQuestion:
    told = {
        "item": row.pk,
        "version": row.published,
        "stem": row.published__stem,
        "form": row.published__form,
        "generator": row.generator,
        "section": row.section,
        "skill": row.skill,
        "fact": fact_named(row.cell, row.control, row.published__needs, row.published__rule, row.pk),
        "key_owner": key.owner or "",
        "likeness": likeness(
            generator=row.generator, stem=row.published__stem, fact=key.settled_by(row.cell), key=key
        ),
    }
    if row.control:
        control = facts.control_by_id(row.control)
        return PoolQuestion(
            **told, group=CONTROLS, member=control.slug, owner=control.kind, is_definition=True, control=control.kind
        )
    cell = facts.cell_by_id(row.cell)
    service, layer = cell.service.slug, cell.layer.slug
    return PoolQuestion(
        **told,
        group=layer,
        member=service,
        owner=cell.ownership.answer.value,
        service=service,
        layer=layer,
        cell=0 if row.published__needs == Needs.RULE else row.cell,
        tier=0 if row.published__needs == Needs.RULE else tier_of(cell.service.exam_weight),
    )


def own_questions(course: str, learner: Learner | None) -> list[PoolQuestion]:
    """The questions of a course that is not about the matrix, in lessons that the learner's lists show.

    Nothing is known of what they are about, so they differ only by their lesson and their words.
    """
    lessons = Lesson.objects.published().filter(in_lists_of(learner), course__slug=course)
    slug = Func(F("section"), Value("#"), Value(1), function="split_part", output_field=CharField())
    items = (
        Item.objects.asked().filter(skill="").alias(lesson=slug).filter(lesson__in=lessons.order_by().values("slug"))
    )
    return [
        PoolQuestion(
            item=pk,
            stem=stem,
            form=form,
            generator="",
            fact=fact_named(None, None, "", "", pk),
            group=section.partition("#")[0],
            member=str(pk),
            owner="",
            section=section,
            likeness=likeness(generator="", stem=stem, fact="", key=NO_CLAIMS),
        )
        for pk, stem, form, section in items.order_by("pk").values_list(
            "pk", "published__stem", "published__form", "section"
        )
    ]


def settled_cells() -> QuerySet[TestedCell]:
    """The cell that each question is evidence for; none for a question about a control, or one that a rule answers."""
    return TestedCell.objects.filter(version__in=_versions_needing_facts(), position=1).exclude(
        version__in=_about_controls()
    )


def judged_beside() -> QuerySet[Claim]:
    forms = [Form.SORT, Form.CHOOSE_N]
    claims = Claim.objects.about_cells().filter(
        option__version__in=_versions_needing_facts(), option__version__form__in=forms
    )
    return claims.exclude(option__version__in=_about_controls())


def _versions_needing_facts() -> QuerySet[Item, Any]:
    return Item.objects.asked().exclude(published__needs=Needs.RULE).order_by().values("published")


def _about_controls() -> QuerySet[Claim, Any]:
    return Claim.objects.filter(option__is_key=True, control__isnull=False).values("option__version")


def questions_per_cell() -> dict[int, int]:
    one, by_one = settled_cells().order_by().values_list("cell", "version").query.sql_with_params()
    more, by_more = judged_beside().order_by().values_list(F("about"), "option__version").query.sql_with_params()
    count = f"SELECT cell, count(*) FROM ({one} UNION {more}) AS pairs(cell, version) GROUP BY cell"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(count, [*by_one, *by_more])
        return dict(cursor.fetchall())


_counted: tuple[float, dict[int, int]] = (-inf, {})


def questions_per_cell_lately() -> dict[int, int]:
    """The same, at most `settings.SECONDS_A_COUNT_LASTS` old: it is slow, and equal for all learners."""
    global _counted
    now = monotonic()
    if now - _counted[0] >= settings.SECONDS_A_COUNT_LASTS:
        _counted = (now, questions_per_cell())
    return _counted[1]


def cells_with_a_question() -> Collection[int]:
    """Return the ids of the cells that learners are asked about, by questions that need the service's fact."""
    return questions_per_cell_lately().keys()


def cells_beside() -> dict[int, list[int]]:
    beside: dict[int, list[int]] = {}
    for cell, item in judged_beside().order_by("pk").values_list(F("about"), "option__version__item"):
        beside.setdefault(item, []).append(cell)
    return beside


def _latest(learner: UUID) -> QuerySet[ItemResult, Any]:
    return (
        ItemResult.objects.filter(attempt_item__attempt__learner=learner, left_out=False)
        .order_by(
            "attempt_item__version__item",
            F("response__slip").desc(nulls_first=True),
            "-response__received_at",
            "-response",
        )
        .distinct("attempt_item__version__item")
        .values_list(
            "attempt_item__version__item",
            "attempt_item__version",
            "marks",
            "response__confidence",
            "response__received_at",
            "response__slip",
            "response",
        )
    )


def _flags(learner: UUID) -> QuerySet[Response, Any]:
    """A flag in an exam that was discarded counts as little as the exam."""
    attempts = Attempt.objects.filter(learner=learner, has_flags=True).exclude(ending=AttemptEnd.DISCARDED)
    return (
        Response.objects.filter(attempt_item__attempt__in=attempts, kind=ResponseKind.FLAG)
        .order_by("attempt_item__version__item", "-received_at", "-pk")
        .distinct("attempt_item__version__item")
        .values_list("attempt_item__version__item", "answer__flag")
    )


latest_of: Prepared[Any] = Prepared(_latest, UUID)
flags_of: Prepared[Any] = Prepared(_flags, UUID)


def history_of(learner: Learner | None, pool: QuestionPool | None = None) -> History:
    """An open exam has no results yet, so its answers are not included. A slip is no evidence about a fact, but its
    question has been met. What a question is about is looked up where the `pool` does not have it.
    """
    latest = latest_of(learner.pk) if learner else []
    facts = pool.fact_of_version if pool else {}
    others = _facts_of({row[1] for row in latest} - facts.keys())
    items: dict[int, LatestAnswer] = {}
    met: dict[str, LatestAnswer] = {}
    last = None
    for item, version, marks, confidence, at, slip, _ in sorted(latest, key=itemgetter(-1)):
        last = item
        if slip:
            items[item] = LatestAnswer(at, right=True, guessed=False)  # it was met, and does not count as missed
            continue
        answer = LatestAnswer(at, marks == FULL_MARKS, confidence == Confidence.GUESS)
        items[item] = met[facts.get(version) or others[version]] = answer
    return History(items, met, frozenset(flagged_by(learner)), last)


def _facts_of(versions: Collection[int]) -> dict[int, str]:
    if not versions:
        return {}
    found = ItemVersion.objects.filter(pk__in=versions)
    found = found.annotate(cell=settling_cell("pk"), control=control_asked("pk"))
    rows = found.values_list("pk", "cell", "control", "needs", "rule", "item")
    return {version: fact_named(*told) for version, *told in rows}


def flagged_by(learner: Learner | None) -> Iterable[int]:
    return (item for item, on in flags_of(learner.pk) if on) if learner else ()


def held_back(learner: UUID | None, *, leaving: Attempt | None = None) -> QuerySet[AttemptItem, int]:
    """The items without an answer in an open attempt: asking them elsewhere would reveal their key.

    Every draw of questions leaves these out. `learner` is an id, and `leaving` an attempt that is about to close.
    """
    waiting = AttemptItem.objects.filter(attempt__learner=learner, attempt__closed_at=None, result=None)
    return waiting.exclude(attempt=leaving).values_list("version__item", flat=True)


held_back_in: Prepared[Any] = Prepared(
    lambda learner: held_back(learner).values_list("version__item", "attempt"), UUID
)


def asked_in_exams(learner: Learner | UUID | OuterRef | None) -> QuerySet[AttemptItem, int]:
    """The items of the learner's open exams and tests: until these are graded no older result of them is shown."""
    waiting = AttemptItem.objects.filter(attempt__learner=learner, attempt__mode=Mode.EXAM, attempt__closed_at=None)
    return waiting.order_by().values_list("version__item", flat=True)


def exam_with_questions_of(attempt: Attempt) -> Attempt | None:
    asked = AttemptItem.objects.filter(attempt=attempt).values("version__item")
    exams = Attempt.objects.filter(learner=attempt.learner_id, mode=Mode.EXAM, closed_at=None).exclude(pk=attempt.pk)
    return exams.filter(items__version__item__in=asked).first()
