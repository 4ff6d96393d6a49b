"""Problems that learners report, for instructors to answer."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from accounts.admin_log import NumberedLog
from quizzes.models import ProblemReport
from quizzes.problem_reports import AlreadyAnswered, answer_report
from quizzes.question import shown
from teach.report_forms import AnswerReportForm


class OpenFirstFilter(admin.SimpleListFilter):
    """Open rows are the default, so they have no value in the address."""

    title = "state"
    parameter_name = "state"

    def choices(self, changelist):
        first = {"selected": self.value() is None, "query_string": changelist.get_query_string(remove=["state"])}
        yield {**first, "display": "Open"}
        yield from list(super().choices(changelist))[1:]


class IsAnswered(OpenFirstFilter):
    def lookups(self, request, model_admin):
        return [("answered", "Answered"), ("all", "All")]

    def queryset(self, request, queryset):
        if self.value() == "all":
            return queryset
        return queryset.filter(answered_at__isnull=self.value() is None)


@admin.register(ProblemReport)
class ProblemReportAdmin(NumberedLog, admin.ModelAdmin):
    form = AnswerReportForm
    actions = None
    list_display = ["question", "text", "reported", "state"]
    list_filter = [IsAnswered, "version__item__skill", "created_at"]
    list_select_related = ["version"]
    search_fields = ["text", "suggestion", "answer", "version__stem", "version__item__slug"]
    readonly_fields = ["question", "asked", "editor", "says", "suggests", "reported", "answered"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Problems that learners report"})

    def get_fieldsets(self, request, obj=None):
        told = ["says", "suggests", "reported", "question", "asked", "editor"]
        if obj and obj.answered_at:
            return [(None, {"fields": [*told, "answer", "answered"]})]
        return [(None, {"fields": told}), ("Answer", {"fields": ["answer"]})]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.answered_at is None)

    @admin.display(description="the learner says")
    def says(self, report: ProblemReport) -> str:
        return report.text

    @admin.display(description="and suggests", empty_value="Nothing")
    def suggests(self, report: ProblemReport) -> str | None:
        return report.suggestion or None

    @admin.display(description="question", ordering="version__stem")
    def question(self, report: ProblemReport) -> str:
        return report.version.stem

    @admin.display(description="options, and what the learner answered")
    def asked(self, report: ProblemReport) -> str:
        result = getattr(report.attempt_item, "result", None)
        answer = result.response.answer if result else {}
        options = shown(list(report.version.options.all()), answer)
        context = {"options": options, "unsure": answer.get("unsure"), "version": report.version}
        return render_to_string("admin/quizzes/problemreport/asked.html", context)

    @admin.display(description="to correct it")
    def editor(self, report: ProblemReport) -> str:
        address = reverse("admin:bank_item_change", args=[report.version.item_id])
        return format_html('<a href="{}">Open the question</a>', address)

    @admin.display(description="reported", ordering="created_at")
    def reported(self, report: ProblemReport) -> str:
        return local_time(report.created_at)

    @admin.display(description="answered", ordering="answered_at")
    def answered(self, report: ProblemReport) -> str:
        return local_time(report.answered_at) if report.answered_at else ""

    @admin.display(description="state", ordering="answered_at")
    def state(self, report: ProblemReport) -> str:
        if report.answered_at is None:
            return "Open"
        return "Answered, read" if report.seen_at else "Answered"

    def save_model(self, request, obj, form, change):
        answer_report(obj, answer=form.cleaned_data["answer"], editor=request.user.pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except AlreadyAnswered:
            messages.warning(request, "Somebody answered this meanwhile. What you wrote was not stored.")
            return redirect(request.get_full_path())

    def get_object(self, request, object_id, from_field=None):
        report = super().get_object(request, object_id, from_field)
        answers = request.method == "POST" and request.resolver_match.url_name.endswith("_change")
        if answers and self.has_view_permission(request) and report and report.answered_at:
            raise AlreadyAnswered
        return report


def local_time(at) -> str:
    return date_format(timezone.localtime(at), "j M Y, H:i")
