from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from quizzes.score_chart import Score, score_chart


@require_safe
@vary_on_cookie
def home(request):
    course, resume, figure = None, None, None
    scores: list[Score] = []
    return render(
        request,
        "home.html",
        {
            "course": course,
            "resume": resume,
            "scores": scores,
            "figure": figure,
            "chart": score_chart(scores),
        },
    )
