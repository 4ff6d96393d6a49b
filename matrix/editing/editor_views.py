"""The matrix editor: changes several cells at once after showing the consequences, and undoes such a change."""

import pghistory
from django.contrib import messages
from django.contrib.postgres.functions import TransactionNow
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from matrix import changelog, facts
from matrix.editing.change_set_forms import CELLS, ChangeSet, WhyForm
from matrix.editing.editor import Editor, chosen
from matrix.editing.forms import BACK
from matrix.editing.permissions import editors_only
from matrix.editing.revision import Unseen, rehearse, revise
from matrix.editing.undo import CannotUndo, Undoing, prepare_undo
from matrix.history import key_of
from matrix.models import FactsRevision

SEEN = "seen"
OURS = {"csrfmiddlewaretoken", SEEN}
MOST = 60  # cells in one set; nobody would read a longer page
LATEST = 5


@require_safe
@editors_only
@vary_on_headers("HX-Request")
def editor(request):
    known = facts.current()
    latest = [change for change in changelog.current(known).changes if not change.first][:LATEST]
    context = {"editor": Editor(known, request.GET), "latest": latest, "most": MOST, "nav": "teach"}
    return render(request, "matrix/editing/editor.html" + ("#grid" if request.htmx else ""), context)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def change_set(request):
    """POST from the grid shows the forms, from the forms the consequences, and from there saves."""
    if request.method != "POST":
        return redirect("matrix:editor")
    if CELLS not in request.POST:
        return begin(request)
    try:
        with transaction.atomic():
            changes = ChangeSet.posted(request.POST)
            if not changes.is_valid():
                return show_forms(request, changes, status=422 if changes.errors else 200)
            key = save(changes, editor=request.user.pk, seen=request.POST.get(SEEN, ""))
    except Unseen as unseen:
        return show_consequences(request, unseen)
    messages.success(request, "Saved. Everyone sees it now, and the questions are updated.")
    return redirect("matrix:change", key=key)


def begin(request) -> HttpResponse:
    asked = chosen(request.POST)
    if not asked or len(asked) > MOST:
        told = f"Change at most {MOST} cells at once." if asked else "No cell was changed: choose another owner first."
        messages.warning(request, told)
        return redirect("matrix:editor")
    with transaction.atomic():
        return show_forms(request, ChangeSet(asked))


@transaction.atomic
def save(changes: ChangeSet, *, editor: int, seen: str) -> str:
    reason = changes.why.cleaned_data["reason"]
    with pghistory.context(reason=reason, **({"reasons": changes.reasons} if changes.reasons else {})) as context:
        revise(changes.save, editor=editor, seen=seen)
        return key_of_this(context)


def key_of_this(context) -> str:
    return key_of((FactsRevision.objects.values_list(TransactionNow()).get()[0], context.id))


def show_forms(request, changes: ChangeSet, *, status: int = 200) -> HttpResponse:
    context = {"set": changes, "cells": CELLS, "nav": "teach"}
    return render(request, "matrix/editing/change_set.html", context, status=status)


def show_consequences(request, unseen: Unseen) -> HttpResponse:
    context = {
        "preview": unseen.preview,
        "typed": typed(request.POST),
        "seen": SEEN,
        "back": BACK,
        "again": bool(request.POST.get(SEEN)),
        "nav": "teach",
    }
    return render(request, "matrix/editing/consequences.html", context)


def typed(data: QueryDict) -> list[tuple[str, str]]:
    theirs = [(name, values) for name, values in data.lists() if name not in OURS and not name.startswith("_")]
    return [(name, str(value)) for name, values in theirs for value in values]


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def undo(request, key: str):
    known = changelog.current(facts.current()).by_key.get(key)
    if known is None:
        raise Http404
    form = WhyForm(request.POST if request.method == "POST" else None, prefix="set")
    form.fields["reason"].label = "Why it is undone"
    try:
        with transaction.atomic():
            found = prepare_undo(key, hold=request.method == "POST")
            if form.is_valid():
                done = undo_change(found, key, form.cleaned_data["reason"], request)
                messages.success(request, "Undone. It’s listed as a new change, with your reason.")
                return redirect("matrix:change", key=done)
            preview = rehearse(found.restore)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except Unseen as unseen:
        preview, form = unseen.preview, unseen_form(form)
    except CannotUndo as refused:
        context = {"change": known, "refused": refused.reasons, "nav": "teach"}
        return render(request, "matrix/editing/undo.html", context, status=409 if form.is_bound else 200)
    context = {"change": known, "form": form, "preview": preview, "seen": SEEN, "nav": "teach"}
    return render(request, "matrix/editing/undo.html", context, status=422 if form.errors else 200)


@transaction.atomic
def undo_change(found: Undoing, key: str, reason: str, request) -> str:
    with pghistory.context(reason=reason, undoes=key) as context:
        revise(found.restore, editor=request.user.pk, seen=request.POST.get(SEEN, ""))
        return key_of_this(context)


def unseen_form(form: WhyForm) -> WhyForm:
    form.add_error(None, "The consequences have changed since you saw them. Read them again, then undo it.")
    return form
