"""Pages on which a teacher makes groups within a class and puts members into them."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.cohorts.groups import make_group, put_into_groups
from accounts.models import CohortGroup
from teach.cohorts.access import cohort_of, members_of, teachers_only
from teach.cohorts.cohort_forms import GroupForm, MembersForm
from teach.cohorts.management_views import both, sent_to, show


@both
@teachers_only
def groups(request, pk: int):
    cohort = cohort_of(request, pk)
    form = GroupForm(sent_to(request))
    if form.is_valid():
        group = make_group(cohort, form.cleaned_data["name"])
        messages.success(request, f"“{group}” is ready. Choose who is in it.")
        return redirect("teach:cohort-groups", cohort.pk)
    made = CohortGroup.objects.filter(cohort=cohort).annotate(count=Count("memberships"))
    return show(request, "groups", cohort, form, groups=made, members=members_form(cohort, None))


@require_POST
@teachers_only
def group_members(request, pk: int):
    cohort = cohort_of(request, pk)
    form = members_form(cohort, request.POST)
    if form.is_valid():
        changed = put_into_groups(cohort, form.chosen)
        messages.success(request, f"Saved. {changed} changed." if changed else "Nothing has changed.")
    else:
        messages.error(request, "Someone has left the class or a group was removed. Choose again.")
    return redirect("teach:cohort-groups", cohort.pk)


@require_POST
@teachers_only
def group_removal(request, pk: int, group: int):
    cohort = cohort_of(request, pk)
    get_object_or_404(CohortGroup, cohort=cohort, pk=group).delete()
    messages.success(request, "The group is removed. Its members stay in the class.")
    return redirect("teach:cohort-groups", cohort.pk)


def members_form(cohort, sent) -> MembersForm:
    members = members_of(cohort).order_by("learner__user__name", "learner__user__email", "pk")
    return MembersForm(sent, members=members, groups=CohortGroup.objects.filter(cohort=cohort))
