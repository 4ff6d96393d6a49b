"""What instructors and content editors see of questions. Anybody else finds nothing here."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.allowing import editors_only
from matrix import facts
from matrix.facts import Facts
from matrix.spreadsheets import csv_lines
from quizzes.counting import roll_if_nobody_does, something_waits
from quizzes.generator_figures import by_generator, by_parameter
from quizzes.generators import GENERATORS
from quizzes.item_list import ItemList, table_of
from quizzes.item_page import item_page
from quizzes.regrading import results_to_regrade
from quizzes.views import private


def facts_with_statistics_rolled() -> Facts:
    """The facts; whoever looks first counts what was answered since."""
    known, waits = facts.current_and(something_waits)
    if waits:
        roll_if_nobody_does()
    return known


@require_safe
@private
@editors_only
def items(request):
    known = facts_with_statistics_rolled()
    return render(request, "teach/items.html", {"list": ItemList(request.GET, known), "nav": "teach"})


@require_safe
@private
@editors_only
def items_csv(request):
    facts_with_statistics_rolled()
    return HttpResponse(
        csv_lines(table_of(request.GET)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="items.csv"'},
    )


@require_safe
@private
@editors_only
def item(request, pk: int):
    page = item_page(pk, facts_with_statistics_rolled(), guests="guests" in request.GET)
    if page is None:
        raise Http404
    context = {"page": page, "to_regrade": results_to_regrade([pk]).count(), "nav": "teach"}
    return render(request, "teach/item.html", context)


@require_safe
@private
@editors_only
def generators(request):
    """All generators, or with `name` one of them by what its questions are made for."""
    facts_with_statistics_rolled()
    name = request.GET.get("name", "")
    context = {"generators": by_generator(), "chosen": name if name in GENERATORS else "", "nav": "teach"}
    if context["chosen"]:
        context["things"] = by_parameter(name)
    return render(request, "teach/generators.html", context)
