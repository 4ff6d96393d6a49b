"""Pages on which teachers give a class assignments and see how far its learners are."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.models import Cohort
from quizzes.assigned.progress import assignments_of, progress_of
from quizzes.assigned.store import HasAttempts, remove_assignment
from quizzes.assigned.words import in_words
from quizzes.models import Assignment, AssignmentKind
from serving.whole_numbers import whole_number
from teach.assignments.page import AssignmentPage
from teach.assignments.work import AssignableWork
from teach.assignments.written import (
    WrittenAssignment,
    turned,
    typed_at_first,
    typed_from,
    with_line_for,
    with_new_line,
    without_line,
    zone_in_words,
)
from teach.cohorts.access import cohort_of, members_of, teachers_only
from teach.cohorts.management_views import both


def members_by_name(cohort: Cohort):
    return list(members_of(cohort).order_by("learner__user__name", "learner__user__email", "pk"))


def assignment_of(cohort: Cohort, pk: int) -> Assignment:
    return get_object_or_404(assignments_of(cohort), pk=pk)


def kind_named(name: str) -> AssignmentKind:
    return AssignmentKind(name) if name in AssignmentKind.values else AssignmentKind.HOMEWORK


@require_safe
@teachers_only
def assignments(request, pk: int):
    cohort = cohort_of(request, pk)
    found = progress_of(cohort, members_by_name(cohort), timezone.now())
    given = [(each, in_words(each.assignment)) for each in found]
    context = {"cohort": cohort, "given": given, "kinds": AssignmentKind.choices}
    return render(request, "teach/assignments/assignments.html", context)


@require_safe
@teachers_only
def assignment(request, pk: int, assignment: int):
    """`show` in the address leaves one state."""
    cohort = cohort_of(request, pk)
    asked = [request.GET.get(name, "") for name in ("show", "page")]
    shown = AssignmentPage(assignment_of(cohort, assignment), members_by_name(cohort), *asked, now=timezone.now())
    return render(request, "teach/assignments/assignment.html", {"cohort": cohort, "page": shown})


# ---- Writing one


@both
@teachers_only
@vary_on_headers("HX-Request")
def new(request, pk: int):
    """`kind` in the address sets every default; POST from the form of another kind keeps what was typed."""
    return write(request, cohort_of(request, pk), kind_named(request.GET.get("kind", "")))


@both
@teachers_only
@vary_on_headers("HX-Request")
def edit(request, pk: int, assignment: int):
    """`exception` in the address opens a line for this member."""
    cohort = cohort_of(request, pk)
    stored = assignment_of(cohort, assignment)
    return write(request, cohort, AssignmentKind(stored.kind), stored)


def write(request, cohort: Cohort, kind: AssignmentKind, stored: Assignment | None = None):
    members, now, part = members_by_name(cohort), timezone.now(), ""
    opened, saving, sent, work = None, False, request.POST, AssignableWork(cohort, kind, stored)
    if request.method != "POST":
        typed = typed_from(work, stored, cohort, members, now) if stored else typed_at_first(work, cohort, now)
        if asked := whole_number(request.GET.get("exception", "")):
            typed, opened = with_line_for(typed, asked)
    elif not stored and kind_named(sent.get("kind", "")) != kind:
        was = AssignableWork(cohort, kind_named(sent.get("kind", "")))
        typed, part = turned(sent.dict(), was, work, cohort, now), "#assignment"
    elif "add" in sent:
        (typed, opened), part = with_new_line(sent.dict()), "#exceptions"
    elif "remove" in sent:
        typed, part = without_line(sent.dict(), sent["remove"]), "#exceptions"
    elif "edit" in sent:
        typed, opened, part = sent.dict(), whole_number(sent["edit"]), "#exceptions"
    else:
        typed, saving = sent.dict(), "update" not in sent
    written = WrittenAssignment(
        typed, cohort=cohort, work=work, members=members, now=now, opened=opened, saving=saving
    )
    if saving and written.is_valid and (assignment := written.try_to_save(by=request.user)):
        messages.success(request, "Saved." if stored else "Created. Your class sees it on the home page.")
        return redirect("teach:cohort-assignment", cohort.pk, assignment.pk)
    context = {
        "cohort": cohort,
        "assignment": stored,
        "written": written,
        "saving": saving,
        "kind": kind,
        "kinds": AssignmentKind.choices,
        "zone": zone_in_words(cohort, now),
        "focuses_add": part == "#exceptions" and opened is None,
        **addresses(cohort, kind, stored),
    }
    template = f"teach/assignments/form.html{part if request.htmx else ''}"
    return render(request, template, context, status=422 if saving else 200)


def addresses(cohort: Cohort, kind: AssignmentKind, stored: Assignment | None) -> dict[str, str]:
    if stored:
        names, args = ("edit", "sentence", "cohort-assignment"), [cohort.pk, stored.pk]
        here, sentence = (reverse(f"teach:cohort-assignment-{name}", args=args) for name in names[:2])
        return {"here": here, "sentence_url": sentence, "back": reverse("teach:cohort-assignment", args=args)}
    return {
        "here": f"{reverse('teach:cohort-assignment-new', args=[cohort.pk])}?kind={kind}",
        "sentence_url": reverse("teach:cohort-assignments-sentence", args=[cohort.pk]),
        "back": reverse("teach:cohort-assignments", args=[cohort.pk]),
    }


@require_POST
@teachers_only
def sentence(request, pk: int, assignment: int | None = None):
    """What would be stored, in one sentence, while the form is filled in."""
    cohort = cohort_of(request, pk)
    stored = assignment_of(cohort, assignment) if assignment else None
    work = AssignableWork(cohort, stored.kind if stored else kind_named(request.POST.get("kind", "")), stored)
    written = WrittenAssignment(
        request.POST.dict(), cohort=cohort, work=work, members=members_by_name(cohort), now=timezone.now()
    )
    return render(request, "teach/assignments/sentence.html", {"written": written})


@both
@teachers_only
def removal(request, pk: int, assignment: int):
    """What would go first, and POST deletes it."""
    cohort = cohort_of(request, pk)
    found = assignment_of(cohort, assignment)
    if request.method == "POST":
        try:
            remove_assignment(found)
        except HasAttempts:
            return redirect("teach:cohort-assignment-removal", cohort.pk, found.pk)
        messages.success(request, f"“{found}” is deleted.")
        return redirect("teach:cohort-assignments", cohort.pk)
    context = {
        "cohort": cohort,
        "assignment": found,
        "started": found.taken.order_by().values("learner").distinct().count(),
        "sentence": in_words(found, found.exceptions.select_related("learner__user")),
    }
    return render(request, "teach/assignments/removal.html", context)
