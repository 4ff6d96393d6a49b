"""Pages for importing and exporting questions."""

from collections import Counter
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import editors_only
from bank.content import content_of
from bank.models import Import, Item, Misconception, Skill
from bank.publishing import with_content
from exchange.import_proposals import accept, accept_all, state_of
from exchange.import_undo import CannotUndoImport, undo_import
from exchange.imports import AlreadyImported, PlanOutdated, carry_out, plan_of, store_import
from exchange.losses import Leaving
from exchange.proposals import CELLS, MISCONCEPTION, SECTION, SKILL
from matrix import facts
from quizzes.views import private
from serving.whole_numbers import whole_number
from teach.items.exchange_forms import BringForm, TakeForm

STEPS_A_PAGE = LOSSES_A_PAGE = 50
LATEST = 10
LABELS = {CELLS: "Cell", SKILL: "Skill", SECTION: "Section", MISCONCEPTION: "Misconception"}
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
    known = facts.current()
    plan = None if brought.done_at else plan_of(brought, known)
    outcome = plan.as_json() if plan else brought.outcome
    state = None if plan else state_of(brought, known)
    steps = state.steps if state else outcome["steps"]
    context = {"brought": brought, "plan": plan, "outcome": outcome, "moved": moved, "state": state}
    context |= steps_of(steps, outcome["counts"], request.GET)
    if state:
        name_proposals(context["page"])
    return render(request, "teach/items/import_plan.html", context, status=422 if moved else 200)


def steps_of(steps: list[dict[str, Any]], counts: dict[str, int], asked) -> dict[str, Any]:
    """`missing` selects the steps that need something, `lost` those that leave something out, `kept` those that an
    undone import left here."""
    chosen = {
        **{kind: [step for step in steps if step["kind"] == kind] for kind in ("create", "change", "same", "skip")},
        "missing": [step for step in steps if step.get("needs")],
        "lost": [step for step in steps if step.get("lost")],
        "kept": [step for step in steps if step.get("kept")],
    }
    show = asked.get("show", "")
    show = show if show in chosen else ""
    page = Paginator(chosen.get(show, steps), STEPS_A_PAGE).get_page(asked.get("page"))
    kinds = [(kind, counts.get(kind, len(found))) for kind, found in chosen.items()]
    return {"page": page, "show": show, "kinds": kinds, "total": len(steps)}


def name_proposals(steps) -> None:
    """Say in words what the proposals on a page name."""
    found = [proposal for step in steps for proposal in step.get("open", ())]
    slugs = [proposal["value"] for proposal in found if proposal["field"] == MISCONCEPTION]
    names = {MISCONCEPTION: dict(Misconception.objects.filter(slug__in=slugs).values_list("slug", "name"))}
    names[SKILL] = dict(Skill.choices)
    for proposal in found:
        proposal["name"] = names.get(proposal["field"], {}).get(proposal["value"], proposal["value"])
        proposal["label"] = LABELS[proposal["field"]]


@require_POST
@private
@writers_only
def import_proposals(request, pk: UUID):
    """Accept the ticked proposals of one question, or all that are equally sure."""
    brought = get_object_or_404(Import, pk=pk, editor=request.user.pk)
    asked, tenths = request.POST, whole_number(request.POST.get("all", ""))
    if tenths is not None:
        accepted = accept_all(brought, tenths=tenths, editor=request.user.pk)
    else:
        numbers = {number for each in asked.getlist("number") if (number := whole_number(each)) is not None}
        item = whole_number(asked.get("item", "")) or 0
        accepted = accept(brought, item=item, numbers=numbers, editor=request.user.pk)
    if accepted:
        messages.success(request, f"{accepted} proposal{pluralize(accepted)} accepted. Publish the questions next.")
    else:
        messages.warning(
            request, "No proposal was accepted: none was chosen, or the drafts have their own values now."
        )
    place = urlencode({name: asked[name] for name in ("show", "page") if asked.get(name)})
    return redirect(f"{reverse('teach:import-plan', args=[pk])}{'?' if place else ''}{place}")


@require_http_methods(["GET", "HEAD", "POST"])
@private
@writers_only
def import_undo(request, pk: UUID):
    brought = get_object_or_404(Import, pk=pk, editor=request.user.pk)
    address = reverse("teach:import-plan", args=[pk])
    if request.method != "POST":
        context = {
            "title": f"Undo the import of “{brought.name}”?",
            "says": "Questions that it created are deleted, and drafts that it changed are put back. Questions that "
            "were published or edited since are kept, and you’ll see which.",
            "act": "Undo the import",
            "back": address,
        }
        return render(request, "form/ask_first.html", context)
    try:
        undo_import(brought)
    except CannotUndoImport:
        messages.warning(request, "There is nothing to undo: it was undone already, or never imported.")
    return redirect(address)


@require_safe
@private
@vary_on_headers("HX-Request")
@editors_only
def export(request):
    form = TakeForm(request.GET)
    items = published(form)
    file, count = form.known_format.write(map(leaving, items)), len(items)
    losses = Paginator([*file.left_out, *file.losses], LOSSES_A_PAGE)
    context = {
        "form": form,
        "format": form.known_format,
        "count": count,
        "held": count - len(file.left_out),
        "left_out": len(file.left_out),
        "losing": len({loss.question for loss in file.losses}),
        "fields": Counter(field for _, field in {(loss.question, loss.field) for loss in file.losses}).most_common(),
        "page": losses.get_page(request.GET.get("page")),
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
