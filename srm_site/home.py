from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from quizzes.score_chart import score_chart


@require_safe
@vary_on_cookie
def home(request):
    course, resume, scores, figure = None, None, [], None
    return render(
        request,
        "home.html",
        {"course": course, "resume": resume, "scores": scores, "figure": figure, "chart": score_chart(scores)},
    )
