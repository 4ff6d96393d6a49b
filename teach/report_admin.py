"""Problems that learners report, for instructors to answer."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from accounts.admin_log import NumberedLog
from matrix.editing.admin_bases import DecidedOnceAdmin, OpenFirstFilter
from quizzes.models import ProblemReport
from quizzes.problem_reports import AlreadyAnswered, answer_report
from quizzes.question import shown
from teach.report_forms import AnswerReportForm


class IsAnswered(OpenFirstFilter):
    table = {
        None: ("Open", lambda reports: reports.filter(answered_at=None)),
        "answered": ("Answered", lambda reports: reports.exclude(answered_at=None)),
        "all": ("All", lambda reports: reports),
    }


@admin.register(ProblemReport)
class ProblemReportAdmin(NumberedLog, DecidedOnceAdmin):
    heading = "Problems that learners report"
    form = AnswerReportForm
    closed_field = "answered_at"
    already_closed = AlreadyAnswered
    closed_meanwhile = "Someone else already answered this. What you wrote wasn’t saved."
    list_display = ["question", "text", "reported", "state"]
    list_filter = [IsAnswered, "version__item__skill", "created_at"]
    list_select_related = ["version"]
    search_fields = ["text", "suggestion", "answer", "version__stem", "version__item__slug"]
    readonly_fields = ["question", "asked", "editor", "says", "suggests", "reported", "answered"]

    def get_fieldsets(self, request, obj=None):
        told = ["says", "suggests", "reported", "question", "asked", "editor"]
        if obj and obj.answered_at:
            return [(None, {"fields": [*told, "answer", "answered"]})]
        return [(None, {"fields": told}), ("Answer", {"fields": ["answer"]})]

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


def local_time(at) -> str:
    return date_format(timezone.localtime(at), "M j, Y, g:i A")
