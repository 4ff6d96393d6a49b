"""Lookups of a teacher's own cohorts and their learners. Those of other teachers raise Http404."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.models import Cohort, CohortMembership
from quizzes.models import Attempt
from quizzes.views import private
from serving.return_address import or_log_in

MAY_TEACH = "accounts.view_cohort"


def teachers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @private
    @or_log_in
    @wraps(view)
    def for_teachers(request, *args, **kwargs):
        if not (request.user.is_staff and request.user.has_perm(MAY_TEACH)):
            raise Http404
        return view(request, *args, **kwargs)

    return for_teachers


def cohort_of(request, pk: int) -> Cohort:
    return get_object_or_404(Cohort.objects.taught_by(request.user), pk=pk)


def members_of(cohort: Cohort) -> QuerySet[CohortMembership]:
    return CohortMembership.objects.filter(cohort=cohort, left_at=None).select_related("learner__user")


def member_of(cohort: Cohort, pk: int) -> CohortMembership:
    return get_object_or_404(members_of(cohort), pk=pk)


def attempt_of(membership: CohortMembership, attempt: UUID) -> Attempt:
    return get_object_or_404(Attempt.objects.filter(learner=membership.learner).in_lists(), pk=attempt)
