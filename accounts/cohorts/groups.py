"""Groups within a cohort. A member is in one or none, until they leave."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import Cohort, CohortGroup, CohortMembership


def make_group(cohort: Cohort, name: str) -> CohortGroup:
    return CohortGroup.objects.get_or_create(cohort=cohort, name=name)[0]


@transaction.atomic
def put_into_groups(cohort: Cohort, chosen: Mapping[int, int | None]) -> int:
    """Takes ids of groups, or None for no group, by ids of memberships; returns how many have changed."""
    changed = 0
    # The groups of this class only, also if one was removed since the form was shown.
    groups = {None, *CohortGroup.objects.select_for_update().filter(cohort=cohort).values_list("pk", flat=True)}
    members = CohortMembership.objects.filter(cohort=cohort, left_at=None)
    for group in groups:
        put = [membership for membership, into in chosen.items() if into == group]
        changed += members.filter(pk__in=put).exclude(group=group).update(group=group)
    return changed
