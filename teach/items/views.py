"""Pages about questions for instructors and content editors. Other users get a 404."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.permissions import editors_only
from bank.generators import GENERATORS
from bank.models import MADE_TO_ORDER, how_made
from matrix import facts
from matrix.facts import Facts
from matrix.files.spreadsheets import csv_lines
from quizzes.statistics.rollup import roll_if_nobody_does, something_waits
from quizzes.views import private
from teach.checks.answer_filter import AnswerFilterForm
from teach.items.generator_figures import by_generator, by_parameter
from teach.items.item_list import ItemList, table_of
from teach.items.key_correction import show_item


def facts_with_statistics_rolled() -> Facts:
    """Counts new answers in the statistics first, unless another request is doing so."""
    known, waits = facts.current_and(something_waits)
    if waits:
        roll_if_nobody_does()
    return known


@require_safe
@private
@editors_only
def items(request):
    known = facts_with_statistics_rolled()
    answered_by = AnswerFilterForm(request.GET, request.user, without=("who", "attempts"))
    found = ItemList(request.GET, known, answered_by.answers)
    return render(request, "teach/items/items.html", {"list": found, "answered_by": answered_by})


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
    return show_item(request, pk, facts_with_statistics_rolled())


@require_safe
@private
@editors_only
def generators(request):
    facts_with_statistics_rolled()
    name = request.GET.get("name", "")
    context = {"generators": by_generator(), "chosen": name if name in (*GENERATORS, *MADE_TO_ORDER) else ""}
    if context["chosen"]:
        context |= {"things": by_parameter(name), "title": how_made(name)}
    return render(request, "teach/items/generators.html", context)
