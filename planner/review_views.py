from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.learners import learner_to_begin
from planner.daily import Day, show_in_header
from planner.days_ahead import next_review
from planner.leeches import stuck_cells
from planner.review import begin_review
from planner.stored_plans import day_of
from quizzes.attempt_start import NothingToAsk
from quizzes.models import Attempt, Mode
from quizzes.views import first_to_do, private

FIRST_SHOWN = 6


@require_http_methods(["GET", "HEAD", "POST"])
@private
def review(request):
    if request.method == "POST":
        try:
            return redirect(
                first_to_do(begin_review(learner_to_begin(request), leaving=request.POST.get("leaving", "")))
            )
        except NothingToAsk:
            return show_review(request, day_of(request.learner), nothing=True)
    return show_review(request, day_of(request.learner))


def show_review(request, day: Day, *, nothing: bool = False):
    show_in_header(request.learner, day)
    opened = Attempt.objects.listed_for(request.learner).filter(mode=Mode.REVIEW, closed_at=None).first()
    context = {
        "day": day,
        "shown": day.due[:FIRST_SHOWN],
        "more": max(0, len(day.due) - FIRST_SHOWN),
        "opened": opened,
        "of_today": opened is not None and opened.selection.get("day") == day.today.isoformat(),
        "next": next_review(day),
        "stuck": stuck_cells(day),
        "nothing": nothing,
        "nav": "review",
    }
    return render(request, "planner/review.html", context, status=422 if nothing else 200)
