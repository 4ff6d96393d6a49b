"""Creating, changing and archiving cohorts, and who teaches them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import (
    AssistantInvite,
    Cohort,
    CohortMembership,
    CohortTeacher,
    Invitee,
    KeptFor,
    Learner,
    TimeAllowance,
    User,
)


class LastTeacher(Exception):
    pass


@transaction.atomic
def make_cohort(
    name: str,
    *,
    teacher: User,
    time_zone: str,
    exam_on: date | None = None,
    keeps_former: int = KeptFor.YEAR,
) -> Cohort:
    cohort = Cohort.objects.create(name=name, time_zone=time_zone, exam_on=exam_on, keeps_former=keeps_former)
    CohortTeacher.objects.create(cohort=cohort, user=teacher)
    return cohort


@transaction.atomic
def change_cohort(cohort: Cohort, *, name: str, time_zone: str, exam_on: date | None, keeps_former: int) -> None:
    """Due dates keep their moment and are shown in the new time zone, by whose days answers are counted too."""
    CohortMembership.objects.filter(cohort=cohort.pk).exclude(cohort__time_zone=time_zone).update(counted=None)
    Cohort.objects.filter(pk=cohort.pk).update(
        name=name, time_zone=time_zone, exam_on=exam_on, keeps_former=keeps_former
    )


@transaction.atomic
def archive(cohort: Cohort) -> None:
    Cohort.objects.running().filter(pk=cohort.pk).update(archived_at=TransactionNow())
    Invitee.objects.filter(cohort=cohort, invite__memberships=None).delete()
    AssistantInvite.objects.filter(cohort=cohort).delete()


def reopen(cohort: Cohort) -> None:
    Cohort.objects.filter(pk=cohort.pk).update(archived_at=None)


def add_teacher(cohort: Cohort, user: User) -> None:
    """Add an instructor, who may have been an assistant before."""
    CohortTeacher.objects.filter(cohort=cohort, user=user, assists=True).delete()
    CohortTeacher.objects.get_or_create(cohort=cohort, user=user)


@transaction.atomic
def remove_teacher(cohort: Cohort, user: User) -> None:
    """Raises LastTeacher rather than leave a cohort without an instructor."""
    # Two teachers who remove each other at once must not leave none.
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    teaching = CohortTeacher.objects.filter(cohort=cohort)
    if not teaching.filter(assists=False).exclude(user=user).exists():
        raise LastTeacher
    teaching.filter(user=user).delete()


def learners_seen_by(user: User) -> QuerySet[Learner]:
    if user.is_superuser:
        return Learner.objects.all()
    mine = CohortMembership.objects.filter(left_at=None, cohort__in=Cohort.objects.taught_by(user))
    return Learner.objects.filter(pk__in=mine.values("learner"))


def seen_among(user: User, learners: Iterable[UUID]) -> set[UUID]:
    return set(learners_seen_by(user).filter(pk__in=set(learners)).values_list("pk", flat=True))


def classes_with_any(user: User, learners: QuerySet[Any, Any]) -> QuerySet[Cohort]:
    members = CohortMembership.objects.filter(cohort=OuterRef("pk"), left_at=None, learner__in=learners)
    return Cohort.objects.running().taught_by(user).filter(Exists(members))


def grant_time(membership: CohortMembership, *, allowance: str, by: User) -> None:
    """Grant extra time in exams begun from now on, for the length of the membership; "standard" removes it."""
    granted = allowance != TimeAllowance.STANDARD
    CohortMembership.objects.filter(pk=membership.pk).update(
        time_allowance=allowance if granted else "",
        allowance_by=by.pk if granted else None,
        allowance_at=TransactionNow() if granted else None,
    )


def set_id_numbers(cohort: Cohort, numbers: Mapping[str, str]) -> tuple[int, int]:
    """Store the school's numbers of members by their addresses.

    Return how many were stored, and how many addresses belong to no member.
    """
    members = CohortMembership.objects.filter(cohort=cohort, left_at=None, learner__user__email__in=numbers)
    found = list(members.select_related("learner__user"))
    for member in found:
        if user := member.learner.user:
            member.id_number = numbers[user.email]
    CohortMembership.objects.bulk_update(found, ["id_number"])
    return len(found), len(numbers) - len(found)
