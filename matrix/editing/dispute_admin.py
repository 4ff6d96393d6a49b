from functools import partial

from django.contrib import admin
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html

from matrix import changelog, facts
from matrix.editing.admin_bases import DecidedOnceAdmin, OpenFirstFilter
from matrix.editing.dispute_forms import DisputeAnswerForm
from matrix.editing.dispute_store import DisputeSettled, answer
from matrix.models.disputes import Dispute, DisputeOutcome


class DisputeStateFilter(OpenFirstFilter):
    table = {
        None: ("Open", lambda disputes: disputes.open()),
        "all": ("All", lambda disputes: disputes),
        **{each.value: (each.label, partial(QuerySet.filter, outcome=each)) for each in DisputeOutcome},
    }


@admin.register(Dispute)
class DisputeAdmin(DecidedOnceAdmin):
    heading = "What learners dispute"
    form = DisputeAnswerForm
    already_closed = DisputeSettled
    closed_meanwhile = "It has already been answered or withdrawn. What you wrote wasn’t saved."
    list_display = ["cell_title", "text", "opened_at", "state"]
    list_display_links = ["cell_title", "text"]
    list_filter = [DisputeStateFilter, "cell__layer", "cell__service"]
    list_select_related = ["cell__service", "cell__layer"]
    search_fields = ["text", "link", "answer", "cell__service__short_name", "cell__layer__short_name"]
    readonly_fields = ["cell_title", "text", "page", "opened_at", "cell_now", "changed", "state", "closed_at"]

    def get_fieldsets(self, request, obj=None):
        told = ["cell_title", "cell_now", "text", "page", "opened_at", "changed"]
        if obj and obj.closed_at:
            return [(None, {"fields": [*told, "state", "closed_at", "answer"]})]
        return [(None, {"fields": told}), ("Answer the learner", {"fields": ["outcome", "answer"]})]

    @admin.display(description="cell", ordering="cell__service__short_name")
    def cell_title(self, dispute: Dispute) -> str:
        return str(dispute.cell)

    @admin.display(description="the cell now")
    def cell_now(self, dispute: Dispute) -> str:
        cell = dispute.cell
        address = reverse("admin:matrix_responsibility_change", args=[cell.pk])
        words = '{}: {} <a href="{}">Edit the cell</a>'
        return format_html(words, cell.ownership.label, cell.rationale, address)

    @admin.display(description="page that says so")
    def page(self, dispute: Dispute) -> str:
        if not dispute.link:
            return "None given"
        return format_html('<a href="{0}" rel="external nofollow noopener noreferrer">{0}</a>', dispute.link)

    @admin.display(description="changed since")
    def changed(self, dispute: Dispute) -> str:
        log = changelog.current(facts.current()).about(dispute.cell.service.slug, dispute.cell.layer.slug)
        since = [change for change in log if change.at >= dispute.opened_at]
        if not since:
            return "No. The cell hasn’t changed since the learner wrote this."
        return format_html('Yes. <a href="{}">{}</a>', since[0].url, since[0].reason or since[0].title)

    @admin.display(description="state", ordering="outcome")
    def state(self, dispute: Dispute) -> str:
        return dispute.get_outcome_display() if dispute.closed_at else "Open"

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        answer(obj, given["outcome"], text=given["answer"], editor=request.user.pk)
