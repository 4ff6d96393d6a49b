"""The page on which a teacher copies a class: what the copy would be first, and with `create` the copy."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from teach.cohorts.access import managed_cohort_of, teachers_only
from teach.cohorts.class_copy import copy_class, plan_copy
from teach.cohorts.cohort_forms import CopyForm
from teach.cohorts.management_views import both, sent_to, show


@both
@teachers_only
def copy(request, pk: int):
    cohort = managed_cohort_of(request, pk)
    began = cohort.made_at.astimezone(ZoneInfo(cohort.time_zone)).date()
    form = CopyForm(sent_to(request), initial={"name": f"{cohort.name}, next term"[:80], "began": began})
    if not form.is_valid():
        return show(request, "copy", cohort, form)
    if "create" not in request.POST:
        plan = plan_copy(cohort, days=form.days, by=request.user, now=timezone.now())
        return show(request, "copy", cohort, form, plan=plan)
    made = copy_class(cohort, name=form.cleaned_data["name"], days=form.days, by=request.user)
    messages.success(request, "The class is created. Give its link to your learners, or import your class list.")
    return redirect("teach:cohort-invites", made.pk)
