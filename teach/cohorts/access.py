"""Lookups of a teacher's own cohorts and their learners. Those of other teachers raise Http404."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.cohorts.assistants import assists_somewhere
from accounts.models import Cohort, CohortMembership
from accounts.permissions import only_for
from accounts.roles import teaches
from quizzes.models import Attempt
from quizzes.views import private


def teachers_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return private(only_for(lambda user: teaches(user) or assists_somewhere(user))(view))


def cohorts_of(request) -> QuerySet[Cohort]:
    """With `is_linked`: a course of a school's platform opens it (the room `lti/`)."""
    found = Cohort.objects.taught_by(request.user).with_rights_of(request.user)
    return found.annotate(is_linked=Q(linked__isnull=False))


def cohort_of(request, pk: int) -> Cohort:
    return get_object_or_404(cohorts_of(request), pk=pk)


def managed_cohort_of(request, pk: int) -> Cohort:
    """For what an assistant of the class may not do."""
    cohort = cohort_of(request, pk)
    if not cohort.is_managed:
        raise Http404
    return cohort


def members_of(cohort: Cohort) -> QuerySet[CohortMembership]:
    return CohortMembership.objects.filter(cohort=cohort, left_at=None).select_related("learner__user")


def member_of(cohort: Cohort, pk: int) -> CohortMembership:
    return get_object_or_404(members_of(cohort), pk=pk)


def attempt_of(membership: CohortMembership, attempt: UUID) -> Attempt:
    return get_object_or_404(Attempt.objects.filter(learner=membership.learner).in_lists(), pk=attempt)
