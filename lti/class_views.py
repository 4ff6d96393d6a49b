"""A class's page about its course: the roster there, and which grades go back."""

from django.contrib import messages
from django.db.models import Count, F, Max, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Cohort
from lti.models import LineItem, LinkedClass, Score
from lti.school_page import columns_to_send
from teach.cohorts.access import cohort_of, teachers_only


def linked_of(cohort: Cohort) -> LinkedClass:
    return get_object_or_404(LinkedClass.objects.select_related("cohort", "deployment__platform"), cohort=cohort)


@require_safe
@teachers_only
def school(request, pk: int):
    cohort = cohort_of(request, pk)
    linked = linked_of(cohort)
    waits = Q(scores__delivered=None) | Q(scores__delivered__lt=F("scores__stamp"))
    items = linked.line_items.annotate(
        waiting=Count("scores", filter=Q(scores__isnull=False) & waits),
        sent=Count("scores", filter=Q(scores__delivered__gte=F("scores__stamp"))),
        last=Max("scores__delivered_at"),
    )
    waiting = Score.objects.waiting().filter(line_item__linked=linked).select_related("learner__user", "line_item")
    context = {
        "cohort": cohort,
        "linked": linked,
        "columns": columns_to_send(linked, items),
        "waiting": waiting.order_by("-tries", "pk")[:WAITING_SHOWN],
        "roster": linked.roster.filter(learner=None),
        "listed": linked.roster.count(),
    }
    return render(request, "lti/school.html", context)


WAITING_SHOWN = 50


@require_POST
@teachers_only
def columns(request, pk: int):
    """Sends the grades of one column from now on, or no longer."""
    cohort = cohort_of(request, pk)
    linked = linked_of(cohort)
    known = {each.key: each for each in columns_to_send(linked, linked.line_items.all())}
    column = known.get(request.POST.get("column", ""))
    if column is None:
        messages.error(request, "This column is no longer in the gradebook.")
    elif "stop" in request.POST:
        LineItem.objects.filter(linked=linked, column=column.key).delete()
        messages.success(request, f"Grades of “{column.name}” are no longer sent. Your school keeps those it has.")
    else:
        LineItem.objects.get_or_create(linked=linked, column=column.key, defaults={"label": column.name[:120]})
        messages.success(request, f"Grades of “{column.name}” are sent within 10 minutes.")
    return redirect("lti:class", cohort.pk)


@require_POST
@teachers_only
def refresh(request, pk: int):
    cohort = cohort_of(request, pk)
    LinkedClass.objects.filter(cohort=cohort).exclude(roster_url="").update(roster_tried_at=None)
    linked_of(cohort)
    messages.success(request, "The list of your course is read again within 10 minutes.")
    return redirect("lti:class", cohort.pk)
