"""Adding a service, in steps that can be interrupted."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from matrix import facts
from matrix.editing import new_service
from matrix.editing.new_service_forms import DraftCell, ServiceForm
from matrix.editing.permissions import ADDS_SERVICES, only_with
from matrix.editing.revision import Unseen
from matrix.facts import Facts
from matrix.models import Service, ServiceDraft

SEEN = "seen"
GONE = "It has already been added as a service."


def open_drafts():
    return ServiceDraft.objects.filter(service=None)


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(ADDS_SERVICES)
def services(request):
    known = facts.current()
    form = ServiceForm(request.POST if request.method == "POST" else None, facts=known, with_start=True)
    if form.is_valid():
        near = known.services.get(form.cleaned_data["near"]) or new_service.nearest_of(form.about, known)
        draft = new_service.begin_draft(form.about, near=near, facts=known, editor=request.user.pk)
        return redirect("matrix:service-draft", pk=draft.pk)
    context = {"form": form, "drafts": open_drafts()[:50], "nav": "teach"}
    return render(request, "matrix/editing/services.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(ADDS_SERVICES)
def draft(request, pk: int):
    found = get_object_or_404(open_drafts(), pk=pk)
    known = facts.current()
    data = request.POST if request.method == "POST" else None
    form = ServiceForm(data, instance=Service(), initial=found.about, facts=known, with_start=False)
    if form.is_valid():
        try:
            new_service.save_about(found, form.about)
        except new_service.DraftGone:
            messages.warning(request, GONE)
            return redirect("matrix:services-added")
        messages.success(request, "Kept.")
        return redirect("matrix:service-draft", pk=pk)
    context = {**layers_of(found, known), "form": form, "nav": "teach"}
    return render(request, "matrix/editing/service_draft.html", context, status=422 if form.errors else 200)


def layers_of(found: ServiceDraft, known: Facts) -> dict[str, object]:
    unread = new_service.unread_layers(found, known)
    rows = [(layer, found.cells.get(slug), slug not in unread) for slug, layer in known.layers.items()]
    return {"draft": found, "layers": rows, "unread": unread, "near": known.services.get(found.near)}


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(ADDS_SERVICES)
def draft_cell(request, pk: int, layer: str):
    found = get_object_or_404(open_drafts(), pk=pk)
    known = facts.current()
    if layer not in known.layers:
        raise Http404
    # A layer added after the draft began is copied when it is first opened.
    source = known.cells.get((found.near, layer)) or any_cell(known, layer)
    saved = found.cells.get(layer) or new_service.copy_of_cell(source)
    cell = DraftCell(saved, request.POST if request.method == "POST" else None)
    theirs = None
    if cell.form.is_bound and cell.is_valid():
        try:
            found = new_service.save_cell(found, layer, cell.given, opened_on=cell.form.cleaned_data["edit"])
        except new_service.DraftCellOvertaken as overtaken:
            theirs = overtaken.stands
            cell = DraftCell(theirs, typed_on(request.POST, theirs["edit"]))
            cell.form.add_error(None, "Someone else saved this layer in the meantime. Compare, then save again.")
        except new_service.DraftGone:
            messages.warning(request, GONE)
            return redirect("matrix:services-added")
        else:
            following = new_service.unread_layers(found, known)
            if following:
                return redirect("matrix:service-draft-cell", pk=pk, layer=following[0])
            return redirect("matrix:service-draft", pk=pk)
    context = {
        **layers_of(found, known),
        "layer": known.layers[layer],
        "cell": cell,
        "saved": saved,
        "theirs": theirs,
        "copied": known.cells.get((found.near, layer)),
        "nav": "teach",
    }
    return render(request, "matrix/editing/service_cell.html", context, status=422 if cell.errors else 200)


def any_cell(known: Facts, layer: str):
    return next(cell for cell in known.cells.values() if cell.layer.slug == layer)


def typed_on(data, edit: int):
    data = data.copy()
    data["edit"] = str(edit)
    return data


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(ADDS_SERVICES)
def publication(request, pk: int):
    found = get_object_or_404(open_drafts(), pk=pk)
    known = facts.current()
    if new_service.unread_layers(found, known) or Service.objects.filter(slug=found.about["slug"]).exists():
        messages.warning(request, "Check every layer first, and give it an address that no other service has.")
        return redirect("matrix:service-draft", pk=pk)
    if request.method == "POST":
        try:
            service = new_service.publish(found, facts=known, editor=request.user.pk, seen=request.POST.get(SEEN, ""))
        except Unseen as unseen:
            preview = unseen.preview
        except (new_service.DraftGone, new_service.NotRead):
            messages.warning(request, GONE)
            return redirect("matrix:services-added")
        else:
            messages.success(request, f"{service.short_name} is in the matrix. Questions are made from it.")
            return redirect(service)
    else:
        preview = new_service.preview(found)
    context = {"draft": found, "preview": preview, "seen": SEEN, "again": request.method == "POST", "nav": "teach"}
    return render(request, "matrix/editing/service_publication.html", context)
