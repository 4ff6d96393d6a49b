"""The page that retires a question or brings it back."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from bank.models import Item
from bank.publishing import PublishingRefused
from bank.retirement import NotPossible, bring_back, retire
from teach.items.publication_views import reach_of


class RetireForm(forms.Form):
    reason = forms.CharField(
        label="Why is it retired?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For your colleagues. Learners don’t see it.",
        error_messages={"required": "Say why. Colleagues who find it later will want to know."},
    )


def retirement_page(request, item: Item, log):
    if "back" in request.POST:
        return _back(request, item, log)
    form = RetireForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            retire(item, reason=form.cleaned_data["reason"], editor=request.user.pk)
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            log(item, f"Retired: {form.cleaned_data['reason']}")
            messages.success(request, "Retired. New attempts don’t ask it.")
            return redirect(reverse("admin:bank_item_change", args=[item.pk]))
    context = {
        "title": "Retire a question",
        "item": item,
        "form": form,
        "reach": reach_of(item),
        "quizzes": item.slots.select_related("quiz"),
        "nav": "teach",
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/bank/item/retire.html", context, status=status)


def _back(request, item: Item, log):
    try:
        retirement = bring_back(item, editor=request.user.pk)
    except NotPossible as refused:
        messages.warning(request, str(refused))
    except PublishingRefused as refused:
        said = " ".join(str(problem) for problem in refused.problems)
        messages.error(request, f"The facts now contradict it. Publish a version that agrees. {said}")
    else:
        log(item, f"Restored version {retirement.version.number}.")
        messages.success(request, f"Version {retirement.version.number} is asked again.")
    return redirect(reverse("admin:bank_item_change", args=[item.pk]))
