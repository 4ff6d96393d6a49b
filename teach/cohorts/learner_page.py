"""One learner as their teacher sees them: figures, map, stuck cells, due dates, attempts and answers. Read only."""

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from accounts.models import CohortMembership, Learner
from accounts.zones import moment_in_words
from bank.grading import FULL_MARKS
from matrix import facts
from matrix.facts import Facts
from matrix.models import Responsibility
from planner.progress.export import in_words as answer_in_words
from quizzes.assigned.progress import progress_of
from quizzes.memory.knowledge import Knowledge, both_memories_of, knowledge
from quizzes.models import Attempt, AttemptItem, Response, ResponseKind
from teach.cohorts.figures import with_figures


def facts_and_their_knowledge(learner: Learner) -> tuple[Facts, Knowledge]:
    """Uses the learner's time zone, not the teacher's."""
    known, *rows = facts.current_and(*both_memories_of(learner.pk))
    return known, knowledge(*rows, at=timezone.now(), zone=ZoneInfo(learner.time_zone), facts=known)


def with_figures_of(member: CohortMembership) -> CohortMembership:
    return with_figures(CohortMembership.objects.filter(pk=member.pk)).get()


def stuck_of(known: Facts, knowledge: Knowledge) -> list[Responsibility]:
    cells = (known.cell_by_id(pk) for pk in knowledge.kept if pk in known.cell_ids)
    return [cell for cell in cells if knowledge.of(cell).stuck]


def dates_of(member: CohortMembership) -> list[dict[str, object]]:
    zone = member.cohort.time_zone
    found: list[dict[str, object]] = []
    for each in progress_of(member.cohort, [member], timezone.now()):
        [row] = each.rows
        at = row.terms.decided_at
        when = moment_in_words(at, zone) if at else ""
        url = reverse("teach:cohort-assignment", args=[member.cohort_id, each.assignment.pk])
        told = {"title": each.assignment.name, "when": when, "state": row.state, "done_at": row.done_at}
        found.append({**told, "url": url})
    return found


@dataclass(frozen=True)
class LearnerAnswer:
    item: AttemptItem
    answer: str
    response: Response | None
    starred: bool

    @property
    def verdict(self) -> str:
        if not self.item.is_answered:
            return "No answer"
        result = self.item.result
        if result.left_out:
            return "Left out"
        if result.marks == FULL_MARKS:
            return "Right"
        return f"{round(100 * result.marks / FULL_MARKS)}%" if result.marks else "Wrong"

    @property
    def kind(self) -> str:
        return {"Right": "right", "Wrong": "wrong"}.get(self.verdict, "")

    @property
    def seconds(self) -> int:
        return round(self.response.took_ms / 1000) if self.response else 0


def answers_in(attempt: Attempt) -> Iterator[LearnerAnswer]:
    items = (
        AttemptItem.objects.filter(attempt=attempt)
        .select_related("version", "result__response")
        .prefetch_related("version__options", Prefetch("responses", Response.objects.order_by("sequence")))
        .order_by("position")
    )
    for item in items:
        texts = {option.key: option.text for option in item.version.options.all()}
        sent = list(item.responses.all())
        stars = [response.answer["flag"] for response in sent if response.kind == ResponseKind.FLAG]
        # An open exam has no results yet, so the last saved answer is shown.
        saved = [response for response in sent if response.kind != ResponseKind.FLAG and not response.late]
        stands = item.result.response if item.is_answered else saved[-1] if saved else None
        yield LearnerAnswer(
            item, answer_in_words(stands.answer, texts) if stands else "", stands, bool(stars and stars[-1])
        )
