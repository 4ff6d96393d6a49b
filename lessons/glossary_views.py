from django.shortcuts import render
from django.views.decorators.http import require_safe

from lessons.glossary import entries
from lessons.novelties import current_novelties
from matrix import facts


@require_safe
def glossary(request):
    return render(request, "lessons/glossary.html", {"letters": entries(facts.current())})


@require_safe
def lately(request):
    return render(request, "lessons/lately.html", {"novelties": current_novelties(facts.current())})
