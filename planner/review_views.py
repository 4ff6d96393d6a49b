from uuid import UUID

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.learners import learner_to_begin
from planner.daily import show_in_header
from planner.review import begin_review
from planner.stored_plans import shown_day
from quizzes.attempt_start import NothingToAsk
from quizzes.models import Attempt, Mode
from quizzes.views import first_to_do, private
from serving.prepared import Prepared

FIRST_SHOWN = 6

opened_review: Prepared[Attempt] = Prepared(
    lambda learner: Attempt.objects.listed_for(learner).filter(mode=Mode.REVIEW, closed_at=None), UUID
)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def review(request):
    if request.method == "POST":
        try:
            return redirect(
                first_to_do(begin_review(learner_to_begin(request), leaving=request.POST.get("leaving", "")))
            )
        except NothingToAsk:
            return show_review(request, nothing=True)
    return show_review(request)


def show_review(request, *, nothing: bool = False):
    day = shown_day(request.learner)
    show_in_header(request.learner, day)
    opened = opened_review.first(request.learner.pk) if request.learner else None
    context = {
        "day": day,
        "shown": day.due[:FIRST_SHOWN],
        "more": max(0, len(day.due) - FIRST_SHOWN),
        "opened": opened,
        "of_today": opened is not None and opened.selection.get("day") == day.today.isoformat(),
        "stuck": day.stuck,
        "nothing": nothing,
        "nav": "review",
    }
    return render(request, "planner/review.html", context, status=422 if nothing else 200)
