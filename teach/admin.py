from functools import partial

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import format_html

from accounts.cohorts.lifecycle import learners_seen_by
from bank.conflicts import ConflictSettled, decide_contradiction, editor_url
from bank.models import Closing, Contradiction, ItemVersion
from matrix.editing.admin_bases import DecidedOnceAdmin, OpenFirstFilter, ReadOnlyAdmin
from matrix.files.spreadsheets import csv_lines
from planner.progress.scores import COLUMNS, row_of
from quizzes.models import Attempt
from teach.items.forms import DecisionForm
from teach.items.item_admin import ItemAdmin  # noqa: F401  registers itself
from teach.items.quiz_admin import QuizAdmin  # noqa: F401  registers itself
from teach.regrade_admin import GradingRunAdmin  # noqa: F401  registers itself
from teach.report_admin import local_time


class ContradictionStateFilter(OpenFirstFilter):
    table = {
        None: ("Open", lambda contradictions: contradictions.filter(closed_at=None)),
        "all": ("All", lambda contradictions: contradictions),
        **{each.value: (each.label, partial(QuerySet.filter, closing=each)) for each in Closing},
    }


@admin.register(Contradiction)
class ContradictionAdmin(DecidedOnceAdmin):
    heading = "Questions that contradict the facts"
    form = DecisionForm
    already_closed = ConflictSettled
    closed_meanwhile = "Someone else already resolved this. Nothing was saved."
    list_display = ["question", "proof", "editor", "opened", "state"]
    list_filter = [ContradictionStateFilter, "item__skill", "opened_at"]
    list_select_related = ["item__published", "version"]
    search_fields = ["item__slug", "version__stem", "proof", "reason"]
    readonly_fields = ["question", "proof", "opened", "editor", "state", "closed"]

    def get_fieldsets(self, request, obj=None):
        told = ["question", "proof", "opened", "editor"]
        if obj and obj.closed_at:
            return [(None, {"fields": [*told, "state", "closed", "reason"]})]
        return [(None, {"fields": told}), ("Decide", {"fields": ["closing", "reason"]})]

    @admin.display(description="question", ordering="version__stem")
    def question(self, contradiction: Contradiction) -> str:
        return contradiction.version.stem

    @admin.display(description="state", ordering="closing")
    def state(self, contradiction: Contradiction) -> str:
        return contradiction.get_closing_display() if contradiction.closed_at else "Open"

    @admin.display(description="opened", ordering="opened_at")
    def opened(self, contradiction: Contradiction) -> str:
        return local_time(contradiction.opened_at)

    @admin.display(description="settled", ordering="closed_at")
    def closed(self, contradiction: Contradiction) -> str:
        return local_time(contradiction.closed_at) if contradiction.closed_at else ""

    @admin.display(description="to correct it")
    def editor(self, contradiction: Contradiction) -> str:
        return format_html('<a href="{}">Edit the question</a>', editor_url(contradiction.item))

    def save_model(self, request, obj, form, change):
        decide_contradiction(obj, **form.cleaned_data, editor=request.user.pk)


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    """Lists attempts of learners in the user's own cohorts. Superusers see all."""

    actions = ["export_selected"]
    list_display = ["name", "address", "label", "started", "finished", "result"]
    view_on_site = False  # only its learner can open the page there
    list_filter = [
        "quiz",
        "mode",
        ("started_at", admin.DateFieldListFilter),
        ("closed_at", admin.EmptyFieldListFilter),
    ]
    date_hierarchy = "started_at"
    search_fields = ["learner__user__name", "learner__user__email"]
    search_help_text = "Name or email address of the learner"
    fields = ["name", "address", "quiz", "retry_of", "started", "finished", "result", "answers"]
    readonly_fields = ["name", "address", "quiz", "retry_of", "started", "finished", "result", "answers"]

    def get_queryset(self, request):
        attempts = Attempt.objects.in_lists().select_related("learner__user", "quiz__lesson", "score")
        return attempts if request.user.is_superuser else attempts.filter(learner__in=learners_seen_by(request.user))

    def history_view(self, request, object_id, extra_context=None):
        if not self.has_view_permission(request):  # checked before the attempt is looked up
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    @admin.display(description="learner", ordering="learner__user__name")
    def name(self, attempt) -> str:
        return attempt.learner.user.name if attempt.learner.user else "Deleted account"

    @admin.display(description="email address", ordering="learner__user__email")
    def address(self, attempt) -> str:
        return attempt.learner.user.email if attempt.learner.user else ""

    @admin.display(description="quiz", ordering="quiz__title")
    def label(self, attempt) -> str:
        return attempt.heading

    @admin.display(description="started", ordering="started_at")
    def started(self, attempt) -> str:
        return local_time(attempt.started_at)

    @admin.display(description="finished", ordering="closed_at")
    def finished(self, attempt) -> str:
        return local_time(attempt.closed_at) if attempt.closed_at else "Open"

    @admin.display(description="score")
    def result(self, attempt) -> str:
        if attempt.closed_at is None:
            return f"{attempt.answered} of {attempt.questions} answered"
        return str(attempt.score_text)

    @admin.display(description="answers")
    def answers(self, attempt) -> str:
        items = (
            attempt.items.select_related("version__item", "result__response")
            .prefetch_related("version__options", "responses__grades")
            .order_by("position")
        )
        return render_to_string("admin/quizzes/attempt/answers.html", {"items": items})

    def get_urls(self):
        export = path("scores.csv", self.admin_site.admin_view(self.export_filtered), name="quizzes_attempt_scores")
        return [export, *super().get_urls()]

    @admin.action(description="Export the selected attempts as CSV", permissions=["view"])
    def export_selected(self, request, queryset):
        return self._csv(queryset)

    def export_filtered(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            attempts = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect("admin:quizzes_attempt_changelist")  # which reports the invalid filter
        return self._csv(attempts)

    def _csv(self, attempts) -> HttpResponse:
        rows = ([self.name(attempt), self.address(attempt), *row_of(attempt)] for attempt in attempts)
        return HttpResponse(
            csv_lines([["name", "email address", *COLUMNS], *rows]),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="scores.csv"', "Cache-Control": "private, no-store"},
        )


@admin.register(ItemVersion)
class ItemVersionAdmin(ReadOnlyAdmin):
    list_display = ["item_slug", "number", "change", "published_at", "stem"]
    list_filter = ["change", "item__skill", "published_at"]
    list_select_related = ["item"]
    search_fields = ["item__slug", "stem", "options__text"]
    fields = ["item", "number", "change", "published_at", "stem", "offered"]
    readonly_fields = ["item", "number", "change", "published_at", "stem", "offered"]

    @admin.display(description="question", ordering="item__slug")
    def item_slug(self, version) -> str:
        return version.item.slug

    @admin.display(description="options")
    def offered(self, version) -> str:
        return render_to_string("admin/bank/itemversion/options.html", {"options": version.options.all()})
