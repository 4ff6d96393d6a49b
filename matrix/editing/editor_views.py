"""The matrix editor: changes several cells at once after showing the consequences, and undoes such a change."""

import pghistory
from django.conf import settings
from django.contrib import messages
from django.contrib.postgres.functions import TransactionNow
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from matrix import changelog, facts
from matrix.editing.change_set_forms import CELLS, ChangeSet, WhyForm
from matrix.editing.editor import Editor, chosen
from matrix.editing.fact_proposals import (
    PROPOSAL,
    ProposalClosed,
    key_of_context,
    proposal_to_accept,
    propose,
    save,
    saves_directly,
    withdraw,
)
from matrix.editing.forms import BACK
from matrix.editing.permissions import editors_only, may_edit, proposers_only
from matrix.editing.revision import Unseen, rehearse, revise
from matrix.editing.undo import CannotUndo, Undoing, prepare_undo
from matrix.models import FactProposal
from serving.whole_numbers import whole_number

SEEN = "seen"
OURS = {"csrfmiddlewaretoken", SEEN}
OWN_SHOWN = 20
NEEDS_A_SECOND_PERSON = (
    "On this site a second person has to accept each change of facts. Choose the former owners in the matrix editor, "
    "and propose that."
)
MOST = 60  # cells in one set; nobody would read a longer page
LATEST = 5


@require_safe
@proposers_only
@vary_on_headers("HX-Request")
def editor(request):
    known = facts.current()
    latest = [change for change in changelog.current(known).changes if not change.first][:LATEST]
    context = {
        "editor": Editor(known, request.GET),
        "latest": latest,
        "most": MOST,
        "nav": "teach",
        "proposals": FactProposal.objects.filter(proposed_by=request.user.pk)[:OWN_SHOWN],
        "direct": saves_directly(request.user),
        "may_edit": may_edit(request.user),
    }
    return render(request, "matrix/editing/editor.html" + ("#grid" if request.htmx else ""), context)


@require_http_methods(["GET", "HEAD", "POST"])
@proposers_only
def change_set(request):
    """POST from the grid shows the forms, from the forms the consequences, and from there saves or proposes.

    With the number of a proposal, saving accepts it.
    """
    if request.method != "POST":
        return redirect("matrix:editor")
    if CELLS not in request.POST:
        return begin(request)
    try:
        with transaction.atomic():
            accepted = proposal_in(request)
            changes = ChangeSet.posted(request.POST)
            if not changes.is_valid():
                return show_forms(request, changes, status=422 if changes.errors else 200)
            seen = request.POST.get(SEEN, "")
            if accepted or saves_directly(request.user):
                key = save(changes, editor=request.user.pk, seen=seen, proposal=accepted)
            else:
                propose(changes, sent(request.POST), by=request.user.pk, seen=seen)
                messages.success(request, "Proposed. A content editor decides, and you’ll see the answer here.")
                return redirect(f"{reverse('matrix:editor')}#proposals")
    except Unseen as unseen:
        return show_consequences(request, unseen)
    except ProposalClosed as why:
        messages.warning(request, str(why))
        return redirect("teach:inbox")
    messages.success(request, "Saved. Everyone sees it now, and the questions are updated.")
    return redirect("matrix:change", key=key)


def proposal_in(request) -> FactProposal | None:
    if PROPOSAL not in request.POST or not may_edit(request.user):
        return None
    return proposal_to_accept(whole_number(request.POST[PROPOSAL]), editor=request.user.pk)


def sent(data: QueryDict) -> QueryDict:
    """Leave out what belongs to the page and not to the change."""
    kept = data.copy()
    for name in [name for name in data if name in OURS or name.startswith("_")]:
        del kept[name]
    return kept


def begin(request) -> HttpResponse:
    asked = chosen(request.POST)
    if not asked or len(asked) > MOST:
        told = f"Change at most {MOST} cells at once." if asked else "No cell was changed: choose another owner first."
        messages.warning(request, told)
        return redirect("matrix:editor")
    with transaction.atomic():
        return show_forms(request, ChangeSet(asked))


def show_forms(request, changes: ChangeSet, *, status: int = 200) -> HttpResponse:
    context = {
        "set": changes,
        "cells": CELLS,
        "nav": "teach",
        "name": PROPOSAL,
        "proposal": request.POST.get(PROPOSAL) if may_edit(request.user) else None,
    }
    return render(request, "matrix/editing/change_set.html", context, status=status)


def show_consequences(request, unseen: Unseen) -> HttpResponse:
    context = {
        "preview": unseen.preview,
        "typed": [(name, value) for name, values in sent(request.POST).lists() for value in values],
        "direct": saves_directly(request.user) or PROPOSAL in request.POST,
        "seen": SEEN,
        "back": BACK,
        "again": bool(request.POST.get(SEEN)),
        "nav": "teach",
    }
    return render(request, "matrix/editing/consequences.html", context)


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
            if settings.FACTS_NEED_SECOND_PERSON:
                raise CannotUndo([NEEDS_A_SECOND_PERSON])
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
        return key_of_context(context)


def unseen_form(form: WhyForm) -> WhyForm:
    form.add_error(None, "The consequences have changed since you saw them. Read them again, then undo it.")
    return form


@require_http_methods(["GET", "HEAD", "POST"])
@proposers_only
def proposal_withdrawal(request, pk: int):
    found = get_object_or_404(FactProposal, pk=pk, proposed_by=request.user.pk)
    back = f"{reverse('matrix:editor')}#proposals"
    if request.method != "POST":
        context = {
            "title": "Withdraw this proposal?",
            "says": f"{found.title}: “{found.reason}” No one will decide it then.",
            "act": "Withdraw it",
            "back": back,
        }
        return render(request, "form/ask_first.html", context)
    try:
        withdraw(found)
        messages.success(request, "Withdrawn.")
    except ProposalClosed:
        messages.info(request, "It was answered in the meantime. The answer is below.")
    return redirect(back)


@require_POST
@proposers_only
def proposal_reading(request, pk: int):
    """Dismisses the note about the decision."""
    found = get_object_or_404(FactProposal, pk=pk, proposed_by=request.user.pk)
    FactProposal.objects.decided_unseen(request.user.pk).filter(pk=found.pk).update(seen_at=TransactionNow())
    return redirect("home")
