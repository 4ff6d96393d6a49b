"""The mastery map of a cohort: for each cell the number of members who are secure, and who are stuck."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, QuerySet

from accounts.models import CohortMembership
from matrix.models import Responsibility
from quizzes.memory.store import track_of
from quizzes.models import CellMemory
from quizzes.pool import cells_with_a_question
from teach.cohorts.figures import SECURE, STUCK


@dataclass(frozen=True)
class ClassCell:
    asked: bool
    members: int
    secure: int = 0
    stuck: int = 0
    seen: int = 0

    @property
    def percent(self) -> int:
        return round(100 * self.secure / self.members) if self.members else 0

    @property
    def shade(self) -> str:
        if not self.asked:
            return "none"
        if not self.secure:
            return "answered" if self.seen else "new"
        return "few" if self.percent < 34 else "some" if self.percent < 67 else "most"

    @property
    def said(self) -> str:
        if not self.asked:
            return "not asked about"
        stuck = f", {self.stuck} stuck" if self.stuck else ""
        return f"known by {self.secure} of {self.members}, answered by {self.seen}{stuck}"


@dataclass(frozen=True)
class ClassMap:
    members: int
    known: Mapping[int, ClassCell]

    def of(self, cell: Responsibility) -> ClassCell:
        found = self.known.get(cell.pk)
        return found or ClassCell(cell.is_asked and cell.pk in self.asked, self.members)

    @cached_property
    def asked(self) -> Collection[int]:
        return cells_with_a_question()

    def stuck_most(self, cells: Mapping[int, Responsibility], count: int) -> list[tuple[Responsibility, int]]:
        most = sorted((-known.stuck, pk) for pk, known in self.known.items() if known.stuck and pk in cells)
        return [(cells[pk], -stuck) for stuck, pk in most[:count]]


def class_map(members: QuerySet[CohortMembership], count: int) -> ClassMap:
    # Counts cells and not rows: a column outside the index of one memory for each cell costs a read of every memory.
    learners = members.order_by().values("learner")
    rows = CellMemory.objects.filter(learner__in=learners).order_by().values("cell")
    counted = rows.annotate(
        seen_by=Count("cell"), secure_for=Count("cell", filter=SECURE), stuck_for=Count("cell", filter=STUCK)
    )
    return ClassMap(
        count,
        {
            row["cell"]: ClassCell(True, count, row["secure_for"], row["stuck_for"], row["seen_by"])
            for row in counted.values("cell", "seen_by", "secure_for", "stuck_for")
        },
    )


# ---- One cell


@dataclass
class MembersByState:
    stuck: list[CohortMembership] = field(default_factory=list)
    secure: list[CohortMembership] = field(default_factory=list)
    on_the_way: list[CohortMembership] = field(default_factory=list)
    not_seen: list[CohortMembership] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, str, list[CohortMembership]]]:
        return [
            ("Stuck", "8 tries or more without 3 right in a row.", self.stuck),
            ("Learning", "Answered, not known yet.", self.on_the_way),
            ("Known", "Three right in a row, with a night in between.", self.secure),
            ("New", "Never answered a question about it.", self.not_seen),
        ]


def standing_at(cell: Responsibility, members: QuerySet[CohortMembership]) -> MembersByState:
    members = members.order_by("learner__user__name", "learner__user__email", "pk")
    memories = CellMemory.objects.filter(cell=cell, learner__in=members.order_by().values("learner"))
    by_learner = {memory.learner_id: memory for memory in memories}
    found = MembersByState()
    for member in members:
        _group(found, by_learner.get(member.learner_id), member).append(member)
    return found


def _group(found: MembersByState, memory: CellMemory | None, member: CohortMembership) -> list[CohortMembership]:
    if memory is None:
        return found.not_seen
    led_to = track_of(memory)
    if led_to.is_stuck:
        return found.stuck
    return found.secure if led_to.is_secure else found.on_the_way
