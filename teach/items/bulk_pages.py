"""Pages of bulk changes: the preview, the list of changes, and undoing one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from bank.models import ChangeKind, Item, Skill
from matrix import facts
from quizzes.models import Quiz
from teach.items.bulk_changes import MOST, CannotUndo, change_all, preview, undo, why_not_undone
from teach.items.version_views import editors_of
from teach.models import BulkAct, BulkChange

SHOWN = 50


class AskForm(forms.Form):
    def asked(self) -> dict[str, Any]:
        """As `BulkChange.asked` stores it."""
        return {name: value.pk if isinstance(value, Quiz) else value for name, value in self.cleaned_data.items()}


class RetirementReasonForm(AskForm):
    reason = forms.CharField(
        label="Why are they retired?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why. Colleagues who find them later will want to know."},
    )


class SkillForm(AskForm):
    skill = forms.ChoiceField(label="Skill of task 2.1", choices=Skill.choices)


class QuizForm(AskForm):
    quiz = forms.ModelChoiceField(label="Quiz", queryset=Quiz.objects.all())


class KindForm(AskForm):
    change = forms.ChoiceField(
        label="Kind of change",
        choices=[(kind.value, kind.label) for kind in (ChangeKind.CLARIFY, ChangeKind.COSMETIC, ChangeKind.SEMANTIC)],
        help_text="A draft with another key counts as “The key was wrong”, unless it is another question.",
    )


FORMS: dict[str, type[AskForm]] = {
    BulkAct.RETIRE: RetirementReasonForm,
    BulkAct.TAG: SkillForm,
    BulkAct.ADD: QuizForm,
    BulkAct.TAKE: QuizForm,
    BulkAct.PUBLISH: KindForm,
}


def bulk_page(request, act: str, items: Iterable[int], *, begins: bool):
    """`begins` is true for the choice in the list. The page then previews, and with `confirm` applies the change."""
    chosen = list(items)
    if len(chosen) > MOST:
        messages.error(request, f"Choose {MOST} questions at most; you chose {len(chosen)}.")
        return redirect(reverse("admin:bank_item_changelist"))
    data = None if begins else request.POST
    form = FORMS.get(act, AskForm)(data if act in FORMS else {})
    valid = form.is_valid()
    if valid and "confirm" in request.POST:
        change = change_all(act, chosen, asked=form.asked(), editor=request.user.pk)
        if change:
            return _done(request, change, "Changed with others")
        messages.warning(request, "There was nothing left to change.")
        return redirect(reverse("admin:bank_item_changelist"))
    steps = preview(act, chosen, asked=form.asked(), facts=facts.current()) if valid else []
    context = {
        "title": BulkAct(act).label,
        "act": act,
        "form": form if act in FORMS else None,
        "items": Item.objects.filter(pk__in=chosen).select_related("published").order_by("slug"),
        "steps": steps,
        "happening": sum(step.happens for step in steps),
        "nav": "teach",
    }
    status = 422 if data is not None and not valid else 200
    return render(request, "admin/bank/item/bulk.html", context, status=status)


def bulk_list(request):
    changes = list(BulkChange.objects.annotate(questions=Count("parts")).select_related("undone_by")[:SHOWN])
    names = editors_of([change.made_by for change in changes])
    rows = [(change, names[change.made_by]) for change in changes]
    context = {"title": "Bulk changes", "rows": rows, "nav": "teach"}
    return render(request, "admin/bank/item/bulk_list.html", context)


def bulk_change(request, pk: int):
    change = get_object_or_404(BulkChange.objects.select_related("undoes", "undone_by"), pk=pk)
    reasons = []
    if request.method == "POST":
        try:
            return _done(request, undo(change, editor=request.user.pk), "Undone with others")
        except CannotUndo as refused:
            reasons = refused.reasons
    context = {
        "title": str(change),
        "change": change,
        "editor": editors_of([change.made_by])[change.made_by],
        "asked": _in_words(change),
        "parts": change.parts.select_related("item__published"),
        "reasons": reasons or why_not_undone(change),
        "nav": "teach",
    }
    return render(request, "admin/bank/item/bulk_change.html", context, status=422 if reasons else 200)


def _in_words(change: BulkChange) -> str:
    asked = change.asked
    if "skill" in asked:
        return str(Skill(asked["skill"]).label)
    if "quiz" in asked:
        return str(Quiz.objects.filter(pk=asked["quiz"]).first() or "a quiz that is gone")
    if "change" in asked:
        return str(ChangeKind(asked["change"]).label)
    return str(asked.get("reason", ""))


def _done(request, change: BulkChange, how: str):
    items = Item.objects.filter(pk__in=change.parts.values("item")).select_related("published")
    LogEntry.objects.log_actions(request.user.pk, items, CHANGE, f"{how}: {change}. {_in_words(change)}")
    number = len(items)
    messages.success(request, f"{change}: {number} {'question' if number == 1 else 'questions'}.")
    return redirect(reverse("admin:bank_item_bulk_change", args=[change.pk]))
