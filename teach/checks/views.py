"""Pages with the figures of checks, for instructors and content editors. Other users get a 404."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.permissions import editors_only
from quizzes.models import Quiz
from quizzes.views import private
from teach.checks.answer_filter import AnswerFilterForm
from teach.checks.check_page import CheckPage, listed_checks
from teach.checks.conclusions import FEWEST
from teach.items.views import facts_with_statistics_rolled


@require_safe
@private
@editors_only
def checks(request):
    facts_with_statistics_rolled()
    form = AnswerFilterForm(request.GET, request.user, without=("who",))
    context = {"form": form, "rows": listed_checks(form), "fewest": FEWEST}
    return render(request, "teach/checks/checks.html", context)


@require_safe
@private
@editors_only
def check(request, pk: int):
    facts_with_statistics_rolled()
    quiz = get_object_or_404(Quiz.objects.select_related("lesson"), pk=pk)
    page = CheckPage(quiz, AnswerFilterForm(request.GET, request.user))
    return render(request, "teach/checks/check.html", {"page": page})
