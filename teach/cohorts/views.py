"""Pages on which teachers see their cohorts, the learners in them, and one learner's attempts."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.models import Cohort, TimeAllowance
from matrix import facts
from matrix.grid import opening_grid, whole_grid
from quizzes.memory.knowledge import totals_of
from quizzes.models import Attempt, AttemptEnd
from teach.cohorts import sheets
from teach.cohorts.access import attempt_of, cohort_of, member_of, members_of, teachers_only
from teach.cohorts.class_map import class_map, standing_at
from teach.cohorts.cohort_forms import TimeForm
from teach.cohorts.departures import departures
from teach.cohorts.learner_list import LearnerList
from teach.cohorts.learner_page import (
    answers_in,
    dates_of,
    facts_and_their_knowledge,
    stuck_of,
    with_figures_of,
)
from teach.cohorts.learner_view import seen_by_learner
from teach.cohorts.overview import COHORTS_A_PAGE, summaries, with_counts

ATTEMPTS_A_PAGE = 20
STUCK_SHOWN = 10


@require_safe
@teachers_only
def cohorts(request):
    mine = with_counts(Cohort.objects.taught_by(request.user)).order_by("name", "pk")
    archived = "archived" in request.GET
    found = mine.exclude(archived_at=None) if archived else mine.filter(archived_at=None)
    page = Paginator(found, COHORTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": summaries(page), "archived": archived}
    return render(request, "teach/cohorts/cohorts.html", context)


@require_safe
@teachers_only
@vary_on_headers("HX-Request")
def cohort(request, pk: int):
    found = cohort_of(request, pk)
    context = {"cohort": found, "list": LearnerList(found, request.GET)}
    if request.htmx:
        return render(request, "teach/cohorts/cohort.html#learners", context)
    [context["summary"]] = summaries(with_counts(Cohort.objects.filter(pk=found.pk)))
    known = facts.current()
    context["totals"] = totals_of(known)
    context["departures"] = departures(found)
    return render(request, "teach/cohorts/cohort.html", context)


@require_safe
@teachers_only
def learner_view(request, pk: int):
    """The page at the address `page` as a learner of the class sees it; without one the home page."""
    return seen_by_learner(request, pk, request.GET.get("page", reverse("home")))


@require_safe
@teachers_only
def cohort_map(request, pk: int):
    found = cohort_of(request, pk)
    known, every = facts.current(), request.GET.get("services") == "all"
    if not known.services:
        raise Http404
    grid = whole_grid(known) if every else opening_grid(known)
    members = members_of(found)
    shown = class_map(members, members.count())
    cells = {pk: known.cell_by_id(pk) for pk in known.cell_ids}
    context = {
        "cohort": found,
        "grid": grid,
        "map": shown,
        "every": every,
        "stuck": shown.stuck_most(cells, STUCK_SHOWN),
    }
    return render(request, "teach/cohorts/map.html", context)


@require_safe
@teachers_only
def cohort_cell(request, pk: int, service: str, layer: str):
    found = cohort_of(request, pk)
    cell = facts.current().cells.get((service, layer))
    if cell is None:
        raise Http404
    context = {"cohort": found, "cell": cell, "standing": standing_at(cell, members_of(found))}
    return render(request, "teach/cohorts/cell.html", context)


@require_safe
@teachers_only
def learner(request, pk: int, membership: int):
    found = cohort_of(request, pk)
    member = member_of(found, membership)
    known, knowledge = facts_and_their_knowledge(member.learner)
    grid = whole_grid(known)
    attempts = Attempt.objects.listed_for(member.learner).exclude(ending=AttemptEnd.LEFT, score__answered=0)
    context = {
        "cohort": found,
        "member": member,
        "figures": with_figures_of(member),
        "dates": dates_of(member),
        "knowledge": knowledge,
        "grid": grid,
        "counts": knowledge.counts(box.cell for box in grid.boxes),
        "stuck": stuck_of(known, knowledge),
        "page": Paginator(attempts, ATTEMPTS_A_PAGE).get_page(request.GET.get("page")),
        "time": TimeForm(initial={"time_allowance": member.time_allowance or TimeAllowance.STANDARD}),
    }
    return render(request, "teach/cohorts/learner.html", context)


@require_safe
@teachers_only
def learner_attempt(request, pk: int, membership: int, attempt):
    found = cohort_of(request, pk)
    member = member_of(found, membership)
    shown = attempt_of(member, attempt)
    context = {"cohort": found, "member": member, "attempt": shown, "answers": list(answers_in(shown))}
    return render(request, "teach/cohorts/attempt.html", context)


@require_safe
@teachers_only
def progress_csv(request, pk: int):
    found = cohort_of(request, pk)
    return sheets.as_csv(sheets.progress_of(found), f"progress-{found.pk}.csv")


@require_safe
@teachers_only
def scores_csv(request, pk: int):
    found = cohort_of(request, pk)
    return sheets.as_csv(sheets.scores_of(found), f"scores-{found.pk}.csv")


@require_safe
@teachers_only
def workbook(request, pk: int):
    found = cohort_of(request, pk)
    return sheets.as_xlsx(
        {"Progress": sheets.progress_of(found), "Scores": sheets.scores_of(found)}, f"class-{found.pk}.xlsx"
    )
