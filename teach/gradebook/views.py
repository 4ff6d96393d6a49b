"""Pages of teachers about the grades of a class, and the files that they take away."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.cohorts import lifecycle
from accounts.models import Cohort
from serving.return_address import page_here
from teach.cohorts import sheets
from teach.cohorts.access import cohort_of, member_of, teachers_only
from teach.cohorts.learner_list import LearnerFilterForm
from teach.cohorts.management_views import sent_to, show
from teach.gradebook import excusals, exports
from teach.gradebook.book import Gradebook, gradebook_of
from teach.gradebook.forms import CanvasForm, IdNumberForm, SettingsForm
from teach.gradebook.page import GradebookPage
from teach.models import GradebookSettings

both = require_http_methods(["GET", "HEAD", "POST"])


def asked_for(request, cohort: Cohort) -> Gradebook:
    filtered = LearnerFilterForm(request.GET, cohort.groups.all())
    return gradebook_of(cohort, request.GET.get("attempt", ""), filtered=filtered)


@require_safe
@teachers_only
@vary_on_headers("HX-Request")
def gradebook(request, pk: int):
    cohort = cohort_of(request, pk)
    asked = [request.GET.get(name, "") for name in ("column", "page")]
    shown = GradebookPage(asked_for(request, cohort), *asked, now=timezone.now())
    part = "#gradebook" if request.htmx else ""
    return render(request, f"teach/cohorts/gradebook.html{part}", {"cohort": cohort, "book": shown})


@both
@teachers_only
def settings(request, pk: int):
    cohort = cohort_of(request, pk)
    form = SettingsForm(sent_to(request), book=gradebook_of(cohort))
    if not form.is_valid():
        return show(request, "gradebook_settings", cohort, form)
    kept = {"attempt": form.cleaned_data["attempt"], "weights": form.weights}
    GradebookSettings.objects.update_or_create(cohort=cohort, defaults=kept)
    messages.success(request, "Saved.")
    return redirect("teach:cohort-gradebook", cohort.pk)


@require_safe
@teachers_only
def learner_grades(request, pk: int, membership: int):
    cohort = cohort_of(request, pk)
    member = member_of(cohort, membership)
    book = gradebook_of(cohort, request.GET.get("attempt", ""), only=member)
    context = {"cohort": cohort, "member": member, "book": book, "grades": book.rows[0]}
    return render(request, "teach/cohorts/learner_grades.html", context)


@require_POST
@teachers_only
def excusal(request, pk: int, membership: int):
    """Excuses the learner from `excuse`, or with `count` lets the grade count again."""
    cohort = cohort_of(request, pk)
    member = member_of(cohort, membership)
    if "count" in request.POST:
        excusals.count_again(member, request.POST["count"])
        messages.success(request, f"{member.learner}’s grade counts again.")
    else:
        columns = {column.key: column for column in gradebook_of(cohort).columns}
        column = columns.get(request.POST.get("excuse", ""))
        if column is None:
            messages.error(request, "The gradebook doesn’t have this column anymore. Nothing was saved.")
        else:
            excusals.excuse(member, column, by=request.user)
            messages.success(request, f"{member.learner} is excused from {column.name}.")
    back = page_here(request, request.POST.get("next", ""))
    return redirect(back or reverse("teach:cohort-learner-grades", args=[pk, membership]))


# ---- Files


@require_safe
@teachers_only
def as_csv(request, pk: int):
    book = asked_for(request, cohort_of(request, pk))
    return sheets.as_csv(exports.grades_of(book), exports.file_name(book, "gradebook.csv"))


@require_safe
@teachers_only
def as_xlsx(request, pk: int):
    book = asked_for(request, cohort_of(request, pk))
    tables = {"Grades": exports.grades_of(book), "Columns": exports.columns_of_book(book)}
    return sheets.as_xlsx(tables, exports.file_name(book, "gradebook.xlsx"))


@both
@teachers_only
def moodle(request, pk: int):
    """Offers the file, and says who has no ID number. POST stores ID numbers."""
    cohort = cohort_of(request, pk)
    form = IdNumberForm(sent_to(request), request.FILES or None)
    if form.is_valid():
        saved, unknown = lifecycle.set_id_numbers(cohort, form.numbers)
        left = f" {unknown} row{' matches' if unknown == 1 else 's match'} no learner." if unknown else ""
        messages.success(request, f"{saved} ID number{'' if saved == 1 else 's'} saved.{left}")
        return redirect("teach:cohort-gradebook-moodle", cohort.pk)
    book = asked_for(request, cohort)
    without = [row.person for row in book.of_members if not row.person.id_number]
    return show(request, "gradebook_moodle", cohort, form, book=book, without=without)


@require_safe
@teachers_only
def moodle_csv(request, pk: int):
    book = asked_for(request, cohort_of(request, pk))
    by = request.GET.get("by", exports.EMAIL)
    if by not in exports.MOODLE:
        raise Http404
    return sheets.as_csv(exports.for_moodle(book, by), exports.file_name(book, "for Moodle.csv"))


@both
@teachers_only
def canvas(request, pk: int):
    """POST says what would be filled in; with `download` it gives the file."""
    cohort = cohort_of(request, pk)
    book = asked_for(request, cohort)
    form = CanvasForm(sent_to(request), request.FILES or None, book=book)
    if not form.is_valid() or "download" not in request.POST:
        filled = form.filled if form.is_bound and form.is_valid() else None
        return show(request, "gradebook_canvas", cohort, form, book=book, filled=filled)
    name = content_disposition_header(True, exports.file_name(book, "for Canvas.csv")) or ""
    return HttpResponse(
        form.filled.text.encode(), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )
