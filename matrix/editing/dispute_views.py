"""A learner's disputes about a cell."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from matrix import facts
from matrix.editing import dispute_store
from matrix.editing.dispute_forms import DisputeForm
from matrix.models import Dispute

SENT = "Sent. You’ll see the answer here and on your home page."
ALREADY_OPEN = "You already told us, and it isn’t answered yet. Withdraw that first if you want to write it again."
TOO_MANY = (
    f"You’ve sent {dispute_store.A_DAY} in the last 24 hours, and someone reads each of them. Keep your text and "
    "send it tomorrow."
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
@vary_on_headers("HX-Request")
def disputes(request, service: str, layer: str):
    known, rows = facts.current_and(dispute_store.disputes_of(request.learner, service, layer))
    cell = known.cells.get((service, layer))
    if cell is None:
        raise Http404
    form = DisputeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid() or not send(form, cell, request.learner):
        context = {"cell": cell, "disputes": dispute_store.own_disputes(rows), "form": form, "nav": "matrix"}
        template = "matrix/disputes.html" + ("#disputes" if request.htmx else "")
        return render(request, template, context, status=422 if form.is_bound else 200)
    if request.htmx:
        _, rows = facts.current_and(dispute_store.disputes_of(request.learner, service, layer))
        context = {"cell": cell, "disputes": dispute_store.own_disputes(rows), "said": SENT}
        return render(request, "matrix/disputes.html#disputes", context)
    messages.success(request, SENT)
    return redirect(f"{cell.url}#disputes")


def send(form: DisputeForm, cell, learner) -> bool:
    try:
        dispute_store.dispute(cell, learner=learner, **form.cleaned_data)
    except dispute_store.AlreadyOpen:
        form.add_error(None, ALREADY_OPEN)
    except dispute_store.TooManyDisputes:
        form.add_error(None, TOO_MANY)
    return not form.errors


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdrawal(request, pk: int):
    mine = Dispute.objects.select_related("cell__service", "cell__layer").filter(learner=request.learner)
    found = get_object_or_404(mine, pk=pk)
    if request.method != "POST":
        context = {
            "title": "Withdraw this?",
            "says": f"You said about {found.cell}: “{found.text}” Nobody will answer it then.",
            "act": "Withdraw it",
            "back": f"{found.cell.url}#disputes",
        }
        return render(request, "form/ask_first.html", context)
    try:
        dispute_store.withdraw(found)
        messages.success(request, "Withdrawn.")
    except dispute_store.DisputeSettled:
        messages.info(request, "It has been answered in the meantime. The answer is below.")
    return redirect(f"{found.cell.url}#disputes")


@require_POST
@login_required
def reading(request, pk: int):
    dispute_store.mark_read(get_object_or_404(Dispute, pk=pk, learner=request.learner))
    return redirect("home")
