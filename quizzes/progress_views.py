"""What a learner can see of their own answers. Each page costs at most six queries, session and person included."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from matrix.grid import make_grid, most_yours_first
from quizzes.closing import close_overdue
from quizzes.knowledge import facts_and_knowledge
from quizzes.models import AttemptEnd
from quizzes.score_chart import WIDE, score_chart
from quizzes.scores import attempts_of, scores
from quizzes.views import private

ATTEMPTS_A_PAGE = 20


@require_safe
@private
def overview(request):
    if request.learner:
        close_overdue(request.learner.attempts.all())
    known, knowledge = facts_and_knowledge(request.learner)
    grid = make_grid(most_yours_first(list(known.services.values()), known), known)
    history = scores(request.learner)
    context = {
        "part": "overview",
        "scores": history,
        "narrow": score_chart(history),
        "wide": score_chart(history, width=WIDE),
        "grid": grid,
        "knowledge": knowledge,
        "counts": knowledge.counts(box.cell for box in grid.boxes),
    }
    return render(request, "quizzes/progress/overview.html", context)


@require_safe
@private
def attempts(request):
    if request.learner:
        close_overdue(request.learner.attempts.all())
    # A practice that was left before its first answer is nothing to look back at.
    found = attempts_of(request.learner).exclude(ending=AttemptEnd.LEFT, score__answered=0)
    page = Paginator(found, ATTEMPTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "quizzes/progress/attempts.html", {"part": "attempts", "page": page})
