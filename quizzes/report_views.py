from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from quizzes.problem_reports import MOST_PER_DAY, TooManyReports, put_aside, report
from quizzes.views import item_of, private
from serving.return_address import or_log_in


class ReportForm(forms.Form):
    text = forms.CharField(
        label="What is wrong?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tell us which option or sentence, and what you read elsewhere. A link helps.",
        error_messages={
            "required": "Tell us what is wrong.",
            "max_length": "Keep it to 2,000 characters; you’ve written %(show_value)s.",
        },
    )
    suggestion = forms.CharField(
        label="What would you write instead?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Optional.",
        error_messages={"max_length": "Keep it to 2,000 characters; you’ve written %(show_value)s."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@or_log_in
@private
@vary_on_headers("HX-Request")
def attempt_item_report(request, attempt, position: int):
    item = item_of(request.learner, attempt, position)
    if not item.is_answered:
        raise Http404("You can report a question after you answer it.")
    form = ReportForm(request.POST if request.method == "POST" else None)
    if item.report and not item.report["answer"]:
        return show_report(request, {"item": item, "already": True, "reported": True})
    if not form.is_valid():
        return show_report(request, {"item": item, "report_form": form}, status=422 if form.is_bound else 200)
    try:
        _, is_new = report(item, **form.cleaned_data)
    except TooManyReports:
        form.add_error(None, f"You’ve sent {MOST_PER_DAY} reports in 24 hours. Please send this one tomorrow.")
        return show_report(request, {"item": item, "report_form": form}, status=422)
    if not request.htmx:
        address = item.get_absolute_url()
        return redirect(address if "#" in address else f"{address}#report")
    item = item_of(request.learner, attempt, position)
    return show_report(request, {"item": item, "already": not is_new, "reported": True})


def show_report(request, context, *, status: int = 200):
    template = "quizzes/report.html" + ("#report" if request.htmx else "")
    return render(request, template, {**context, "links": context["item"].links}, status=status)


@require_POST
@or_log_in
@private
def report_seen(request, report: int):
    if not put_aside(request.learner, report):
        raise Http404
    return redirect("home")
