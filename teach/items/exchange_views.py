"""Pages for importing and exporting questions."""

from collections import Counter
from functools import wraps
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import editors_only
from bank.content import content_of
from bank.models import Import, Item
from bank.publishing import with_content
from exchange.imports import AlreadyImported, PlanOutdated, carry_out, plan_of, store_import
from exchange.losses import Leaving
from matrix import facts
from quizzes.views import private
from teach.items.exchange_forms import BringForm, TakeForm

STEPS_A_PAGE = LOSSES_A_PAGE = 50
LATEST = 10
MOST_CHOOSABLE = 300


def writers_only(view):
    @editors_only
    @wraps(view)
    def for_writers(request, *args, **kwargs):
        if not request.user.has_perms(["bank.add_item", "bank.change_item"]):
            raise Http404
        return view(request, *args, **kwargs)

    return for_writers


@require_http_methods(["GET", "POST"])
@private
@writers_only
def import_file(request):
    form = BringForm(request.POST or None, request.FILES or None) if request.method == "POST" else BringForm()
    if form.is_valid():
        told = form.cleaned_data
        brought = store_import(told["file"].name, told["text"], format=told["format"], editor=request.user.pk)
        return redirect("teach:import-plan", brought.pk)
    own = Import.objects.filter(editor=request.user.pk).defer("text")
    context = {
        "form": form,
        "waiting": own.filter(done_at=None).first(),
        "done": own.exclude(done_at=None).order_by("-done_at")[:LATEST],
    }
    return render(request, "teach/items/import.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@private
@writers_only
def import_plan(request, pk: UUID):
    brought = get_object_or_404(Import, pk=pk, editor=request.user.pk)
    moved = False
    if request.method == "POST":
        try:
            carry_out(brought, shown=request.POST.get("shown", ""), editor=request.user.pk)
        except PlanOutdated:
            moved = True
        except AlreadyImported:
            pass
        if not moved:
            return redirect("teach:import-plan", brought.pk)
    plan = None if brought.done_at else plan_of(brought, facts.current())
    outcome = plan.as_json() if plan else brought.outcome
    context = {"brought": brought, "plan": plan, "outcome": outcome, "moved": moved}
    context |= steps_of(outcome, request.GET)
    return render(request, "teach/items/import_plan.html", context, status=422 if moved else 200)


def steps_of(outcome: dict, asked) -> dict[str, object]:
    """`lost` selects the steps that leave something out."""
    show = asked.get("show", "")
    steps = outcome["steps"]
    losing = [step for step in steps if step.get("lost")]
    kinds = [(kind, outcome["counts"][kind]) for kind in ("create", "change", "same", "skip")]
    if show == "lost":
        steps = losing
    elif show in outcome["counts"]:
        steps = [step for step in steps if step["kind"] == show]
    else:
        show = ""
    page = Paginator(steps, STEPS_A_PAGE).get_page(asked.get("page"))
    return {"page": page, "show": show, "kinds": [*kinds, ("lost", len(losing))], "total": len(outcome["steps"])}


@require_safe
@private
@vary_on_headers("HX-Request")
@editors_only
def export(request):
    form = TakeForm(request.GET)
    items = published(form)
    file, count = form.known_format.write(map(leaving, items)), len(items)
    losses = Paginator([*file.left_out, *file.losses], LOSSES_A_PAGE)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "format": form.known_format,
        "count": count,
        "held": count - len(file.left_out),
        "left_out": len(file.left_out),
        "losing": len({loss.question for loss in file.losses}),
        "fields": Counter(field for _, field in {(loss.question, loss.field) for loss in file.losses}).most_common(),
        "page": losses.get_page(request.GET.get("page")),
        "query": query.urlencode(),
        "choosable": [] if form.chosen or count > MOST_CHOOSABLE else items,
    }
    return render(request, "teach/items/export.html" + ("#losses" if request.htmx else ""), context)


@require_safe
@private
@editors_only
def export_file(request):
    form = TakeForm(request.GET)
    data = form.known_format.write(map(leaving, published(form))).data
    headers = {"Content-Disposition": f'attachment; filename="questions{form.known_format.suffix}"'}
    return HttpResponse(data, content_type=form.known_format.content_type, headers=headers)


def published(form: TakeForm) -> list[Item]:
    return list(with_content(form.items()))


def leaving(item: Item) -> Leaving:
    assert item.published  # `items` holds published questions only
    return Leaving(item.slug, content_of(item.published))
