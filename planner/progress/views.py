"""Pages about a learner's own answers. Each takes at most six queries, session and user included."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from accounts.models import Learner
from bank.models import Skill
from matrix import facts
from matrix.facts import Facts
from matrix.files.spreadsheets import csv_lines
from matrix.grid import whole_grid
from matrix.models import FactsRevision
from planner.calibration import expected_calibration_error, reliability
from planner.misconceptions import MisconceptionState, in_state, met_by
from planner.plan_inputs import known_of
from planner.predictions import first_answers, outcomes_of
from planner.progress import breakdowns, export
from planner.progress.charts import range_chart, reliability_chart, twice, week_chart
from planner.progress.scores import attempts_of, rows_of, score_history
from planner.readiness import FIRST_ANSWERS, PER_SKILL, first_by_skill
from quizzes.attempt_end import close_overdue_of, overdue
from quizzes.memory.knowledge import (
    ON_MAPS,
    Knowledge,
    both_memories_of,
    facts_and_knowledge,
    totals_of,
)
from quizzes.memory.knowledge import knowledge as knowledge_from
from quizzes.memory.rule_knowledge import rules_and_controls
from quizzes.models import Attempt
from quizzes.practice.choices import By, PracticeChoice
from quizzes.result_page import duration
from quizzes.views import private
from serving.prepared import Prepared

ATTEMPTS_A_PAGE = 20


facts_and_ends: Prepared[Any] = Prepared(
    lambda learner: FactsRevision.objects.values_list(
        "number", *both_memories_of(learner, ON_MAPS), Exists(overdue(Attempt.objects.filter(learner=learner)))
    ),
    UUID,
)


def knowledge_after_ends(learner: Learner | None) -> tuple[Facts, Knowledge]:
    """Closes what is overdue. The query of all else asks whether there is anything."""
    if learner is None:
        return facts_and_knowledge(None)
    [(revision, rows, of_rules, has_overdue)] = facts_and_ends(learner.pk)
    if has_overdue:
        close_overdue_of(learner)
        return facts_and_knowledge(learner)
    known, zone = facts.current(revision), timezone.get_current_timezone()
    return known, knowledge_from(rows, of_rules, at=timezone.now(), zone=zone, facts=known)


@require_safe
@private
def overview(request):
    known, knowledge = knowledge_after_ends(request.learner)
    grid = whole_grid(known)
    context = {
        "part": "overview",
        "scores": score_history(request.learner),
        "facts": known,
        "grid": grid,
        "knowledge": knowledge,
        "counts": knowledge.counts_in(grid.cell_ids),
        "core": knowledge.counts_of_core(known),
        "rules": rules_and_controls(known, knowledge),
        "totals": totals_of(known),
    }
    return render(request, "planner/progress/overview.html", context)


@require_safe
@private
def answers(request):
    given = breakdowns.by_question(request.learner, facts.current())
    weeks = breakdowns.weeks_of(request.learner, at=timezone.now(), zone=timezone.get_current_timezone())
    context = {
        "part": "answers",
        "count": sum(each.asked for each in given),
        "took": duration(round(sum(each.seconds for each in given))),
        "owners": breakdowns.by_owner(given),
        "skills": zip(breakdowns.by_skill(given), skill_links().values(), strict=True),
        "weeks": [(week, duration(round(week.seconds))) for week in weeks],
        "chart": twice(week_chart, weeks),
    }
    return render(request, "planner/progress/answers.html", context)


def skill_links() -> dict[str, str]:
    return {skill.value: PracticeChoice(By.SKILL, skill=skill.value).url for skill in Skill}


@require_safe
@private
def confidence(request):
    shares = breakdowns.by_confidence(request.learner)
    context = {"part": "confidence", "shares": shares, "chart": twice(range_chart, shares)}
    return render(request, "planner/progress/confidence.html", context)


@require_safe
@private
def misconceptions(request):
    met = met_by(request.learner, *facts_and_knowledge(request.learner))
    context = {
        "part": "misconceptions",
        "met": met,
        "open": in_state(met, MisconceptionState.OPEN, MisconceptionState.ON_THE_WAY),
        "cured": in_state(met, MisconceptionState.CURED),
    }
    return render(request, "planner/progress/misconceptions.html", context)


@require_safe
@private
def ready(request):
    found = first_by_skill(first_answers(request.learner), Skill.values)
    reviews, probes = outcomes_of(request.learner)
    points = reliability(reviews)
    ready = None if found.missing else known_of(request.learner).ready(probes)
    links = skill_links()
    context = {
        "part": "readiness",
        "first": found,
        "percent": ready and {name: percent(share) for name, share in ready._asdict().items()},
        "skills": [
            (
                breakdowns.RightShare(skill.label, *found.by_skill[skill]),
                found.by_skill[skill][1] >= PER_SKILL,
                links[skill],
            )
            for skill in Skill
        ],
        "floor": FIRST_ANSWERS,
        "anything": PracticeChoice().url,
        "points": points,
        "predicted": sum(point.size for point in points),
        "off": percent(expected_calibration_error(points)) if points else None,
        "chart": twice(reliability_chart, points),
    }
    return render(request, "planner/progress/readiness.html", context)


def percent(share: float) -> int:
    return round(100 * share)


@require_safe
@private
def attempts(request):
    close_overdue_of(request.learner)
    pages: Paginator[Any] = Paginator(attempts_of(request.learner).values("pk"), ATTEMPTS_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    page.object_list = Attempt.objects.in_lists().filter(pk__in=page.object_list)
    return render(request, "planner/progress/attempts.html", {"part": "attempts", "page": page})


@require_safe
@private
def answers_csv(request):
    return export.as_csv(request.learner)


@require_safe
@private
def answers_json(request):
    return export.as_json(request.learner)


@require_GET
@private
def scores_csv(request):
    return HttpResponse(
        csv_lines(rows_of(attempts_of(request.learner))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="scores.csv"'},
    )
