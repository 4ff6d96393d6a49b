"""What teachers look at: their cohorts, the learners in them, and what one learner did."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.cohort_forms import TimeForm
from accounts.models import Cohort, TimeAllowance
from matrix import facts
from matrix.grid import make_grid, most_yours_first
from quizzes.cohorts import sheets
from quizzes.cohorts.access import attempt_of, cohort_of, member_of, members_of, teachers_only
from quizzes.cohorts.class_map import class_map, standing_at
from quizzes.cohorts.learner_page import (
    answers_in,
    dates_of,
    facts_and_their_knowledge,
    stuck_of,
    with_figures_of,
)
from quizzes.cohorts.listing import LearnerList
from quizzes.cohorts.overview import summaries, with_invited
from quizzes.knowledge import facts_asked
from quizzes.models import AttemptEnd
from quizzes.scores import attempts_of
from quizzes.small_map import opening_grid

COHORTS_A_PAGE = 20
ATTEMPTS_A_PAGE = 20
STUCK_SHOWN = 10


@require_safe
@teachers_only
def cohorts(request):
    mine = with_invited(Cohort.objects.taught_by(request.user)).order_by("name", "pk")
    archived = "archived" in request.GET
    found = mine.exclude(archived_at=None) if archived else mine.filter(archived_at=None)
    page = Paginator(found, COHORTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": summaries(page), "archived": archived, "nav": "teach"}
    return render(request, "teach/students/cohorts.html", context)


@require_safe
@teachers_only
@vary_on_headers("HX-Request")
def cohort(request, pk: int):
    found = cohort_of(request, pk)
    context = {"cohort": found, "list": LearnerList(found, request.GET), "nav": "teach"}
    if request.htmx:
        return render(request, "teach/students/cohort.html#learners", context)
    [context["summary"]] = summaries(with_invited(Cohort.objects.filter(pk=found.pk)))
    known = facts.current()
    context["asked"] = facts_asked(known)
    return render(request, "teach/students/cohort.html", context)


@require_safe
@teachers_only
def cohort_map(request, pk: int):
    found = cohort_of(request, pk)
    known, every = facts.current(), request.GET.get("services") == "all"
    if not known.services:
        raise Http404
    grid = make_grid(most_yours_first(list(known.services.values()), known), known) if every else opening_grid(known)
    members = members_of(found)
    shown = class_map(members, members.count())
    cells = {pk: known.cell_by_id(pk) for pk in known.cell_ids}
    context = {
        "cohort": found,
        "grid": grid,
        "map": shown,
        "every": every,
        "stuck": shown.stuck_most(cells, STUCK_SHOWN),
        "nav": "teach",
    }
    return render(request, "teach/students/map.html", context)


@require_safe
@teachers_only
def cohort_cell(request, pk: int, service: str, layer: str):
    found = cohort_of(request, pk)
    cell = facts.current().cells.get((service, layer))
    if cell is None:
        raise Http404
    context = {"cohort": found, "cell": cell, "standing": standing_at(cell, members_of(found)), "nav": "teach"}
    return render(request, "teach/students/cell.html", context)


@require_safe
@teachers_only
def learner(request, pk: int, membership: int):
    found = cohort_of(request, pk)
    member = member_of(found, membership)
    known, knowledge = facts_and_their_knowledge(member.learner)
    grid = make_grid(most_yours_first(list(known.services.values()), known), known)
    attempts = attempts_of(member.learner).exclude(ending=AttemptEnd.LEFT, score__answered=0)
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
        "nav": "teach",
    }
    return render(request, "teach/students/learner.html", context)


@require_safe
@teachers_only
def learner_attempt(request, pk: int, membership: int, attempt):
    found = cohort_of(request, pk)
    member = member_of(found, membership)
    shown = attempt_of(member, attempt)
    context = {"cohort": found, "member": member, "attempt": shown, "answers": list(answers_in(shown)), "nav": "teach"}
    return render(request, "teach/students/attempt.html", context)


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
