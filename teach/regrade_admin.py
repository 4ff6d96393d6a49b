"""Pages on which instructors preview, order, watch and undo a regrade."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import pluralize
from django.urls import path, reverse

from accounts.cohorts.lifecycle import classes_with_any, seen_among
from bank.models import Item
from matrix.editing.undo import CannotUndo
from quizzes.models import GradingPolicy, GradingRun
from quizzes.regrade import run as regrading
from quizzes.regrade.answers import items_to_regrade
from quizzes.regrade.preview import preview
from teach.items.version_views import editors_of

SECONDS_PER_REQUEST = 5.0  # the page continues by itself, and an interrupted request loses nothing


def with_answers(item) -> str:
    return f"{item} ({item.answers} answer{pluralize(item.answers)})"


class RegradeForm(forms.Form):
    item = forms.ModelMultipleChoiceField(
        label="Questions",
        queryset=Item.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one question."},
    )
    policy = forms.ChoiceField(
        choices=GradingPolicy.choices, initial=GradingPolicy.NEW_KEY, widget=forms.RadioSelect, required=False
    )
    reason = forms.CharField(
        label="What was wrong",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text="Every learner whose score changes sees it after “We were wrong about a question.”",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        field.queryset = items_to_regrade()  # type: ignore[attr-defined]
        field.label_from_instance = with_answers  # type: ignore[attr-defined]

    def clean_policy(self) -> str:
        return self.cleaned_data["policy"] or GradingPolicy.NEW_KEY


class UndoReasonForm(forms.Form):
    reason = forms.CharField(
        label="Why it is undone",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        error_messages={"required": "Say why it is undone: every learner whose score changes reads it."},
    )


@admin.register(GradingRun)
class GradingRunAdmin(admin.ModelAdmin):
    list_display = ["__str__", "policy", "reason", "state", "created_at", "author"]
    list_filter = ["policy", "created_at"]
    search_fields = ["reason", "run_items__item__slug"]
    change_list_template = "admin/quizzes/gradingrun/change_list.html"

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="state")
    def state(self, run) -> str:
        return "finished" if run.finished_at else "at work"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("undoes", "undone_by")

    def changelist_view(self, request, extra_context=None):
        waiting = list(items_to_regrade()) if self.has_add_permission(request) else []
        return super().changelist_view(request, {**(extra_context or {}), "title": "Regrades", "waiting": waiting})

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = RegradeForm(request.POST if request.method == "POST" else self._asked(request))
        if form.is_valid() and request.method == "POST":
            try:
                run = regrading.order(
                    [item.pk for item in form.cleaned_data["item"]],
                    policy=form.cleaned_data["policy"],
                    reason=form.cleaned_data["reason"],
                    author=request.user.pk,
                )
            except regrading.RegradeRefused as refused:
                form.add_error(refused.field, str(refused))
            else:
                return self._go_on(request, run)
        items = [item.pk for item in form.cleaned_data.get("item", ())]
        forecast = preview(items, form.cleaned_data.get("policy", "")) if items else None
        waits = form.fields["item"].queryset.exists()  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "title": "Regrade by corrected keys",
            "opts": self.opts,
            "form": form,
            "forecast": forecast,
            "waits": waits,
            "seen": seen_among(request.user, (change.attempt.learner_id for change in forecast.changes[:100]))
            if forecast
            else set(),
        }
        return render(
            request, "admin/quizzes/gradingrun/order.html", context, status=422 if form.errors and waits else 200
        )

    @staticmethod
    def _asked(request) -> dict:
        """Without questions in the address, all that wait are chosen."""
        chosen = request.GET.getlist("item") or [item.pk for item in items_to_regrade()]
        return {"item": chosen, "policy": request.GET.get("policy") or GradingPolicy.NEW_KEY}

    def get_urls(self):
        work = path("<path:object_id>/work/", self.admin_site.admin_view(self.work), name="quizzes_gradingrun_work")
        undo = path("<path:object_id>/undo/", self.admin_site.admin_view(self.undo), name="quizzes_gradingrun_undo")
        return [work, undo, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return self._show(request, self._run(request, object_id), UndoReasonForm())

    def work(self, request, object_id):
        run = self._run(request, object_id)
        if request.method != "POST" or not self.has_add_permission(request):
            raise PermissionDenied
        return self._go_on(request, run)

    def undo(self, request, object_id):
        run = self._run(request, object_id)
        if request.method != "POST" or not self.has_add_permission(request):
            raise PermissionDenied
        form = UndoReasonForm(request.POST)
        if form.is_valid():
            try:
                return self._go_on(
                    request, regrading.order_undo(run, reason=form.cleaned_data["reason"], author=request.user.pk)
                )
            except (regrading.RegradeRefused, CannotUndo) as refused:
                form.add_error("reason", str(refused))
        return self._show(request, run, form, status=422)

    def _run(self, request, object_id: str) -> GradingRun:
        run = self.get_object(request, unquote(object_id))
        if run is None:
            raise Http404
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        return run

    def _go_on(self, request, run: GradingRun) -> HttpResponse:
        if regrading.work(run, seconds=SECONDS_PER_REQUEST):
            messages.success(request, f"{run} is finished. Learners whose score changed see a notice.")
        return redirect(reverse("admin:quizzes_gradingrun_change", args=[run.pk]))

    def _show(self, request, run: GradingRun, form: UndoReasonForm, status: int = 200) -> HttpResponse:
        corrections = run.corrections.select_related("attempt__learner__user").order_by("pk")
        context = {
            **self.admin_site.each_context(request),
            "title": str(run),
            "opts": self.opts,
            "run": run,
            "author": editors_of([run.author]).get(run.author, "the site"),
            "items": run.run_items.select_related("item", "version"),
            "progress": regrading.progress(run),
            "corrected": corrections.count(),
            "corrections": corrections[:50],
            "seen": seen_among(request.user, (each.attempt.learner_id for each in corrections[:50])),
            "told": f"{run.heading}. {run.reason}",
            "classes": classes_with_any(request.user, run.corrections.values("attempt__learner")),
            "form": form,
            "may_order": self.has_add_permission(request),
        }
        return render(request, "admin/quizzes/gradingrun/run.html", context, status=status)
