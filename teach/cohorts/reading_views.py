"""The page on which a teacher chooses the courses of a class and hides lessons from it."""

from django.contrib import messages
from django.shortcuts import redirect

from teach.cohorts.access import cohort_of, teachers_only
from teach.cohorts.management_views import both, sent_to, show
from teach.cohorts.reading import ReadingForm, set_reading


@both
@teachers_only
def reading(request, pk: int):
    cohort = cohort_of(request, pk)
    form = ReadingForm(sent_to(request), cohort=cohort)
    if form.is_valid():
        set_reading(cohort, **form.cleaned_data)
        messages.success(request, "Saved. Learners of the class see these lessons now.")
        return redirect("teach:cohort-reading", cohort.pk)
    return show(request, "reading", cohort, form)
